"""All figures in one table; measuring, documentation and tests are driven from it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from mom_sim.metrics.breakdown import Breakdown
from mom_sim.metrics.kpis import capacity, ends, flow, gates, money, surge, times, waits
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.tables.teams import PEOPLE, TEAMS
from mom_sim.metrics.tables.waiting import CAUSES_TABLE, GATES, WAITING

SUBJECTS: Mapping[str, tuple[Metric, ...]] = MappingProxyType(
    {
        "How requests end": ends.METRICS,
        "Time": times.METRICS,
        "Where the time goes": waits.METRICS,
        "Flow": flow.METRICS,
        "Capacity": capacity.METRICS,
        "Gates and quality": gates.METRICS,
        "Money": money.METRICS,
        "Surge": surge.METRICS,
    }
)

METRICS: Mapping[str, Metric] = MappingProxyType(
    {metric.name: metric for subject in SUBJECTS.values() for metric in subject}
)
"""Every figure by name, in the order in which they are printed."""

BREAKDOWNS: Mapping[str, Breakdown] = MappingProxyType(
    {breakdown.name: breakdown for breakdown in (TEAMS, PEOPLE, GATES, CAUSES_TABLE, WAITING)}
)
"""Every table by name, besides those by type and by unit, which hold the figures above."""
