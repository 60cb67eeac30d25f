"""How gates decide."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.kinds import RATIO, SHARE
from mom_sim.metrics.kpis.waits import NO_LAUNCH
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View

NO_VERDICT = "no gate gave a verdict on a measured campaign"
NO_RISK = "the scenario states no risk of bad work"
NO_APPROVAL = "no gate approved a measured campaign"


def _first_pass_yield(view: View) -> Ratio:
    counts = view.verdict_counts
    return Ratio(float(counts.first_approving), float(counts.first))


def _rounds(view: View) -> Ratio:
    counts = view.verdict_counts
    return Ratio(float(counts.all), float(counts.first))


def _versions(view: View) -> Ratio:
    counts = view.verdict_counts
    return Ratio(float(counts.all), float(counts.approving))


def _latency(view: View) -> Ratio:
    counts = view.verdict_counts
    return Ratio(float(counts.latency) / view.facts.day, float(counts.all))


def _incidents(view: View) -> Ratio:
    if not view.facts.plan.defects:
        return Ratio(0.0, 0.0, NO_RISK)
    return Ratio(float(np.count_nonzero(view.launched & view.facts.bad)), float(view.launches))


METRICS = (
    Metric(
        "first_pass_yield",
        "share",
        "Share of the first verdicts of each gate on each measured campaign that approve.",
        SHARE,
        _first_pass_yield,
        NO_VERDICT,
    ),
    Metric(
        "rounds_per_gate",
        "rounds",
        "Mean number of verdicts that a gate gives on a measured campaign that it has decided on; "
        "deciders in series are a gate each.",
        RATIO,
        _rounds,
        NO_VERDICT,
    ),
    Metric(
        "versions_per_approval",
        "versions",
        "Verdicts on measured campaigns by those of them that approve: how many versions are "
        "looked at for one that passes.",
        RATIO,
        _versions,
        NO_APPROVAL,
    ),
    Metric(
        "decision_latency_working_days",
        "working days",
        "Mean working days from when the work lies before a gate, its hand-off over, to the "
        "verdict, over all verdicts on measured campaigns.",
        RATIO,
        _latency,
        NO_VERDICT,
    ),
    Metric(
        "incident_share",
        "share",
        "Share of the measured campaigns that were launched that went out with a defect no gate "
        "had caught, whether or not anybody notices it later: it surfaces as an incident unless "
        "the mechanism detection leaves it unnoticed, or the run stops first. Null if the scenario "
        "states no risk of bad work.",
        SHARE,
        _incidents,
        NO_LAUNCH,
    ),
)
