"""One replication of two models: the same campaigns under both, each with its parts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mom_sim.log.columns import Array
from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.launch_parts import LaunchParts, launch_parts
from mom_sim.metrics.life import Life, life_of
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.view import Facts, view_of
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.surges import SurgeChoice
from mom_sim.tape.tape import draw_tape


@dataclass(frozen=True)
class Pair:
    """What a worker needs to know: the same for all replications.

    Attributes
    ----------
    study : Study
    plans : tuple of Plan
        Two of them.
    seed : int
    surge : SurgeChoice
    engine : str
    campaign : int or None
        Row of the only campaign that is asked for; else all that are measured.
    """

    study: Study
    plans: tuple[Plan, Plan]
    seed: int
    surge: SurgeChoice
    engine: str
    campaign: int | None = None


@dataclass(frozen=True, eq=False)
class PairedCampaigns:
    """One replication under both models.

    Attributes
    ----------
    replication : int
    launched : DataFrame
        One row a campaign that both launched: `campaign` (its id), `unit`, `type`.
    parts : tuple of LaunchParts
        Under the first model and under the second, a row for each row of `launched`.
    ends : DataFrame
        One row a campaign, launched or not: `a` and `b`, how it ended.
    measurements : tuple of Measurement, or None
        Where all campaigns are asked for.
    lives : tuple of Life, or None
        Where one campaign is asked for.
    tape_hash : str
    """

    replication: int
    launched: pd.DataFrame
    parts: tuple[LaunchParts, LaunchParts]
    ends: pd.DataFrame
    measurements: tuple[Measurement, Measurement] | None
    lives: tuple[Life, Life] | None
    tape_hash: str


def pair_one(pair: Pair, replication: int) -> PairedCampaigns:
    """Run both models on one replication's tape.

    Parameters
    ----------
    pair : Pair
    replication : int
        From 1.

    Returns
    -------
    PairedCampaigns
    """
    tape = draw_tape(pair.study.scenario, replication, seed=pair.seed, surge=pair.surge)
    logs = [run_plan(pair.study, plan, tape, engine=pair.engine).log for plan in pair.plans]
    facts = [view_of(log, plan).facts for log, plan in zip(logs, pair.plans, strict=True)]
    a, b = facts
    # What has been requested is a beginning of the same tape: a row is the same campaign in both.
    if pair.campaign is None:
        rows = np.flatnonzero(a.times.measured)
    else:
        rows = np.array([pair.campaign], dtype=np.int64)
    launched = rows[a.times.launched[rows] & b.times.launched[rows]]
    measurements = lives = None
    if pair.campaign is None:
        measurements = measure(logs[0], pair.plans[0]), measure(logs[1], pair.plans[1])
    else:
        lives = life_of(a, pair.campaign), life_of(b, pair.campaign)
    return PairedCampaigns(
        replication=replication,
        launched=_named(a, launched),
        parts=(launch_parts(a).of(launched), launch_parts(b).of(launched)),
        ends=pd.DataFrame({"a": _ends(a, rows), "b": _ends(b, rows)}),
        measurements=measurements,
        lives=lives,
        tape_hash=tape.hash([draw for plan in pair.plans for draw in plan.draws]),
    )


def _ends(facts: Facts, rows: IntArray) -> Array:
    return np.array(OUTCOMES, dtype=object)[facts.log.campaigns["outcome"][rows]]


def _named(facts: Facts, rows: IntArray) -> pd.DataFrame:
    words, table = facts.log.vocabularies, facts.log.campaigns
    return pd.DataFrame(
        {
            "campaign": facts.log.log.campaigns["id"].to_numpy(dtype=object)[rows],
            "unit": np.array(words["unit"], dtype=object)[table["unit"][rows]],
            "type": np.array(words["type"], dtype=object)[table["type"][rows]],
        }
    )
