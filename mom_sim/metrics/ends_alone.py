"""Figures that follow from how and when requests ended, before there is anything else of a log.

They are the figures of the whole log, by the same functions: what such a function asks for beyond
the campaigns and the waits for embargo dates is not there, and it fails.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from mom_sim.log.log import Log
from mom_sim.metrics.campaign_times import CampaignTimes, embargo_waits, times_without
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
    """Facts of a log that has campaigns, and of waits those that their times leave out."""

    @cached_property
    def times(self) -> CampaignTimes:
        """How long every campaign took."""
        return times_without(self.log, self.clock, *embargo_waits(self.log, self.clock))


def figures_of_ends(log: Log, plan: Plan, names: Iterable[str]) -> dict[str, Ingredient]:
    """What a replication contributes to figures.

    Parameters
    ----------
    log : Log
        Of which campaigns are looked at, and waits for embargo dates: those on the critical path
        of the launched, all of the others.
    plan : Plan
        The one that the log was made from.
    names : iterable of str
        Among `FIGURES`.

    Returns
    -------
    dict of str to Ingredient
    """
    facts = _FactsOfEnds(LogArrays(log), plan)
    view = View(facts, facts.times.measured)
    return {name: METRICS[name].extract(view) for name in names}
