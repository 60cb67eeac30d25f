"""Gates, causes and places of waiting."""

from __future__ import annotations

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.log.contract import CAUSES, SUB_CAUSES
from mom_sim.metrics.breakdown import Breakdown, Column
from mom_sim.metrics.ingredients import FloatArray, IntArray, Ratios
from mom_sim.metrics.kpis.waits import PARTS_OF_TIME
from mom_sim.metrics.sums import weight_by
from mom_sim.metrics.view import View
from mom_sim.metrics.waiting_places import (
    deciding_by_sub_cause,
    gate_steps,
    places_of,
    waiting_by_place,
)
from mom_sim.plan.plan import Plan

_PARTS = list(PARTS_OF_TIME)
DECISION_WAITS = ("cadence", "agenda", "closed", "busy", "preempted")


def _gate_rows(plan: Plan) -> tuple[tuple[str, ...], ...]:
    return tuple((plan.steps[step],) for step in gate_steps(plan))


def _gates(view: View) -> dict[str, Ratios]:
    facts, decisions = view.facts, view.facts.decisions
    gates = list(gate_steps(facts.plan))
    rows = np.flatnonzero(view.verdicts)
    step = decisions.step[rows]
    is_first, approves = decisions.is_first[rows], decisions.approves[rows]

    def count(of: IntArray) -> FloatArray:
        return np.bincount(of, minlength=len(facts.plan.steps))[gates].astype(np.float64)

    latency = weight_by(step, facts.latency[rows] / facts.day, len(facts.plan.steps))[gates]
    verdicts, first = count(step), count(step[is_first])
    waiting = deciding_by_sub_cause(view)
    by_gate = waiting.sum(axis=1)
    return {
        "first_pass_yield": Ratios(count(step[is_first & approves]), first),
        "rounds_per_gate": Ratios(verdicts, first),
        "decision_latency_working_days": Ratios(latency, verdicts),
        **{
            f"{word}_share": Ratios(waiting[:, SUB_CAUSES.index(word)], by_gate)
            for word in DECISION_WAITS
        },
    }


def _cause_rows(plan: Plan) -> tuple[tuple[str, ...], ...]:
    return tuple((CAUSES[code],) for code in PARTS_OF_TIME)


def _causes(view: View) -> dict[str, Ratios]:
    facts, split = view.facts, view.facts.split
    campaigns = np.full(len(_PARTS), float(view.launches))
    working = view.working_by_cause[_PARTS].astype(np.float64)
    calendar = split.calendar_by_cause[view.launched].sum(axis=0)[_PARTS]
    rework = view.rework_by_cause[_PARTS]
    return {
        "working_days": Ratios(working / facts.day, campaigns),
        "calendar_days": Ratios(calendar / MICROSECONDS_PER_DAY, campaigns),
        "share": Ratios(working, np.full(len(_PARTS), working.sum())),
        "rework_working_days": Ratios(rework / facts.day, campaigns),
    }


def _waiting(view: View) -> dict[str, Ratios]:
    time = waiting_by_place(view)
    campaigns = float(view.launches)
    return {
        "share": Ratios(time, np.full(time.size, time.sum())),
        "working_days": Ratios(time / view.facts.day, np.full(time.size, campaigns)),
    }


GATES = Breakdown(
    name="gates",
    meaning="a step at which something is decided",
    keys=("gate",),
    rows=_gate_rows,
    columns=(
        Column(
            "first_pass_yield",
            "share",
            "Share of first verdicts on measured campaigns that approve.",
        ),
        Column("rounds_per_gate", "rounds", "Mean verdicts on a measured campaign."),
        Column(
            "decision_latency_working_days",
            "working days",
            "Mean working days from when the work lies before the gate to the verdict.",
        ),
        *(
            Column(
                f"{word}_share",
                "share",
                f"Share of the critical paths' waiting at this gate with sub-cause {word}.",
            )
            for word in DECISION_WAITS
        ),
    ),
    extract=_gates,
)

CAUSES_TABLE = Breakdown(
    name="causes",
    meaning="work, or a cause of waiting, on the critical paths of launched campaigns",
    keys=("cause",),
    rows=_cause_rows,
    columns=(
        Column("working_days", "working days", "Mean a launched campaign; they add up."),
        Column("calendar_days", "calendar days", "Mean a launched campaign; they add up."),
        Column("share", "share", "Share of the working time from request to launch."),
        Column(
            "rework_working_days", "working days", "The part in a second or later attempt, mean."
        ),
    ),
    extract=_causes,
)

WAITING = Breakdown(
    name="waiting",
    meaning="a place at which launched campaigns wait on their critical paths",
    keys=("kind", "place"),
    rows=places_of,
    columns=(
        Column("share", "share", "Share of all waiting on the critical paths, in working time."),
        Column("working_days", "working days", "Mean waiting of a launched campaign."),
    ),
    extract=_waiting,
)
