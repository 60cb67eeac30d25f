"""Figures that follow from how and when requests ended, before there is anything else of a log.

They are the figures of the whole log, by the same functions: what such a function asks for beyond
the campaigns is not there, and it fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import numpy as np

from mom_sim.log.log import Log
from mom_sim.metrics.campaign_times import CampaignTimes, times_without
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.log_arrays import LogArrays
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.view import Facts, View
from mom_sim.plan.plan import Plan

FIGURES = frozenset(
    {
        *(
            f"{outcome}_share"
            for outcome in ("launched", "rejected", "canceled", "shadow", "reused", "inside")
        ),
        *(
            f"time_to_launch_{which}_{unit}_days"
            for which in ("mean", "p50", "p80", "p90")
            for unit in ("working", "calendar")
        ),
        "on_time_share",
        "lateness_mean_working_days",
        "fairness",
        "throughput_per_week",
        "wip_mean",
        "wip_peak",
    }
)
"""Names of the figures."""


class _FactsOfEnds(Facts):
    """Facts of a log that has campaigns alone, none of which waited for an embargo."""

    @cached_property
    def times(self) -> CampaignTimes:
        """How long every campaign took."""
        none = np.zeros(self.log.campaigns["requested"].size, dtype=np.int64)
        return times_without(self.log, self.clock, none, none)


def can_be_told(plan: Plan) -> bool:
    """Whether times follow from the ends alone.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    bool
        Not where a campaign may wait for an embargo, which the time-to-launch leaves out.
    """
    return not any(
        node.instruction == "EMBARGO" for program in plan.programs for node in program.nodes
    )


def figures_of_ends(log: Log, plan: Plan, names: Iterable[str]) -> dict[str, Ingredient]:
    """What a replication contributes to figures.

    Parameters
    ----------
    log : Log
        Of which the campaigns alone are looked at.
    plan : Plan
        The one that the log was made from, for which `can_be_told` holds.
    names : iterable of str
        Among `FIGURES`.

    Returns
    -------
    dict of str to Ingredient
    """
    facts = _FactsOfEnds(LogArrays(log), plan)
    view = View(facts, facts.times.measured)
    return {name: METRICS[name].extract(view) for name in names}
