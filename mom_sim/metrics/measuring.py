"""From one log to what its replication contributes to every figure and table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from mom_sim.calendars.units import MICROSECONDS_PER_DAY
from mom_sim.log.contract import NULL, OUTCOMES
from mom_sim.log.late_record import LateRecord
from mom_sim.log.log import Log
from mom_sim.metrics.escaped import escaped_defects
from mom_sim.metrics.ingredients import Ingredient, IntArray, Ratios
from mom_sim.metrics.measured_campaigns import MeasuredCampaigns
from mom_sim.metrics.registry import BREAKDOWNS, METRICS
from mom_sim.metrics.view import View, view_of
from mom_sim.plan.plan import Plan
from mom_sim.stats import Recovery


@dataclass(frozen=True)
class Replication:
    """Which run a measurement is of, as its log's provenance says."""

    model: str
    scenario_hash: str
    plan_hash: str
    seed: int
    replication: int


@dataclass(frozen=True, eq=False)
class Measurement:
    """One replication, measured. Small, and of plain parts, so that it can go to another process.

    Attributes
    ----------
    of : Replication
    figures : mapping of str to Ingredient
        By name of the metric.
    by_type, by_unit : mapping of str to mapping of str to Ingredient
        By type or unit, then by name of the metric; only metrics that are about campaigns.
    tables : mapping of str to mapping of str to Ratios
        By breakdown, then by column.
    rows : mapping of str to tuple of tuple of str
        By breakdown: the keys of its rows.
    measured : MeasuredCampaigns
    wip_times, wip_counts : int64 arrays, shape (steps,)
        Campaigns requested and not ended, from each instant (microseconds) on.
    window : tuple of int, microseconds
        Warm-up, horizon, and when the run stopped.
    has_surge : bool
    escaped, unnoticed : int
        Defects that went out with measured campaigns, and those of them that nobody ever notices.
    """

    of: Replication
    figures: Mapping[str, Ingredient]
    by_type: Mapping[str, Mapping[str, Ingredient]]
    by_unit: Mapping[str, Mapping[str, Ingredient]]
    tables: Mapping[str, Mapping[str, Ratios]]
    rows: Mapping[str, tuple[tuple[str, ...], ...]]
    measured: MeasuredCampaigns
    wip_times: IntArray
    wip_counts: IntArray
    window: tuple[int, int, int]
    has_surge: bool
    escaped: int = 0
    unnoticed: int = 0

    @property
    def campaigns(self) -> pd.DataFrame:
        """One row a measured campaign, in words; see `MeasuredCampaigns.frame`."""
        return self.measured.frame


def measure(
    log: Log,
    plan: Plan,
    *,
    recovery: Recovery | None = None,
    by_group: bool = True,
    check: Callable[[], None] | None = None,
) -> Measurement:
    """Measure one replication.

    Parameters
    ----------
    log : Log
        Of one replication; replications are pooled afterwards, never their logs.
    plan : Plan
        The one that the log was made from.
    recovery : Recovery, optional
        What `weeks_to_recover` says of a run with a surge. With it the figures of a surge are
        measured, too.
    by_group : bool
        Whether figures are also measured by type and by unit.
    check : callable, optional
        Called before each figure of all campaigns, the figures of each type and unit, and each
        table; may raise to give up.

    Returns
    -------
    Measurement

    Raises
    ------
    LogError
        If the log breaks its contract or was made from another plan.
    """
    return measure_view(view_of(log, plan, recovery), by_group=by_group, check=check)


def measure_view(
    view: View, *, by_group: bool = True, check: Callable[[], None] | None = None
) -> Measurement:
    """Measure the replication that a view looks at; see `measure`."""
    log, plan = view.facts.log.log, view.facts.plan
    unit, kind = (view.facts.log.campaigns[name] for name in ("unit", "type"))
    wip_times, wip_counts = view.facts.wip
    window = log.window
    escaped, unnoticed = escaped_defects(view)
    return Measurement(
        of=_replication(log),
        figures=figures_of(view, check),
        by_type=_by_group(view, kind, plan.types, check) if by_group else {},
        by_unit=_by_group(view, unit, plan.units, check) if by_group else {},
        tables=_tables(view, check),
        rows={name: table.rows(plan) for name, table in BREAKDOWNS.items()},
        measured=measured_campaigns(view),
        wip_times=wip_times,
        wip_counts=wip_counts,
        window=(window.warm_up, window.horizon, window.end),
        has_surge=view.recovery is not None,
        escaped=escaped,
        unnoticed=unnoticed,
    )


def figures_of(view: View, check: Callable[[], None] | None = None) -> dict[str, Ingredient]:
    """What a replication contributes to every figure, by name; no breakdown is made for it."""
    found = {}
    for name, metric in METRICS.items():
        if view.recovery is not None or not metric.requires_surge:
            if check is not None:
                check()
            found[name] = metric.extract(view)
    return found


def _replication(log: Log) -> Replication:
    # By name: what is not looked at need not be made.
    names = ("model", "scenario_hash", "plan_hash", "seed", "replication")
    of = {name: str(log.provenance[name]) for name in names}
    return Replication(
        model=of["model"],
        scenario_hash=of["scenario_hash"],
        plan_hash=of["plan_hash"],
        seed=int(of["seed"]),
        replication=int(of["replication"]),
    )


def _by_group(
    view: View, group: IntArray, words: tuple[str, ...], check: Callable[[], None] | None
) -> dict[str, dict[str, Ingredient]]:
    metrics = {name: metric for name, metric in METRICS.items() if metric.of_campaigns}
    parts: dict[str, dict[str, Ingredient]] = {}
    for narrowed, word in zip(view.groups(group, len(words)), words, strict=True):
        if check is not None:
            check()
        parts[word] = {name: metric.extract(narrowed) for name, metric in metrics.items()}
    return parts


def _tables(view: View, check: Callable[[], None] | None) -> dict[str, dict[str, Ratios]]:
    tables = {}
    for name, table in BREAKDOWNS.items():
        if check is not None:
            check()
        tables[name] = dict(table.extract(view))
    return tables


def measured_campaigns(view: View) -> MeasuredCampaigns:
    """Keep what is told of each campaign of a view."""
    facts, plan = view.facts, view.facts.plan
    rows = np.flatnonzero(view.campaigns)
    table, texts = facts.log.campaigns, facts.log.log.columns("campaigns")
    find_all = (
        texts.later("id") if isinstance(texts, LateRecord) else partial(texts.__getitem__, "id")
    )
    return MeasuredCampaigns(
        **{name: table[name][rows] for name in ("unit", "type", "outcome", "stream", "index")},
        inside_at=_inside_at(view)[rows],
        working_days=facts.times.working[rows] / facts.day,
        calendar_days=facts.times.calendar[rows] / MICROSECONDS_PER_DAY,
        units=plan.units,
        types=plan.types,
        steps=plan.steps,
        find_ids=lambda: find_all()[rows],
    )


def _inside_at(view: View) -> IntArray:
    """Step of each campaign's open activity that has been ready for longest, or their number."""
    facts = view.facts
    activities = facts.log.activities
    is_inside = facts.log.campaigns["outcome"] == OUTCOMES.index("inside")
    of = activities["campaign"]
    # Rows are in the order in which activities became ready; the first of a campaign is kept.
    open_rows = np.flatnonzero((activities["finish"] == NULL) & is_inside[of])[::-1]
    steps = np.full(is_inside.size, len(facts.plan.steps), dtype=np.int64)
    steps[of[open_rows]] = activities["step"][open_rows]
    return steps
