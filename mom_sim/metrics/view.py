"""A log seen together with its plan: every table that figures are taken from, made once.

`Facts` are about the whole log; each of its tables is made when it is first asked for. A `View` is
the facts and a choice of campaigns: all that are measured, or those of a type or a unit.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_DAY, MICROSECONDS_PER_HOUR
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.errors import LogError
from mom_sim.log.contract import OUTCOMES
from mom_sim.log.log import Log
from mom_sim.metrics.before_launch import BeforeLaunch, sum_before_launch
from mom_sim.metrics.campaign_times import CampaignTimes, time_campaigns
from mom_sim.metrics.cause_split import CauseSplit, Places, split_by_cause
from mom_sim.metrics.decisions import Decisions, decisions_of
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.node_table import NodeTable, flatten_nodes
from mom_sim.metrics.pools import Pools, pools_of
from mom_sim.metrics.queueing import Queueing, queueing_of
from mom_sim.metrics.spending import Spending, spending_of
from mom_sim.metrics.staffing import Staffing, staffing_of
from mom_sim.metrics.sums import sum_by
from mom_sim.metrics.work_in_progress import wip_path
from mom_sim.metrics.worth import relevance_of, worth_at
from mom_sim.plan.plan import Plan
from mom_sim.stats import Recovery


@dataclass(frozen=True, eq=False)
class Facts:
    """A log, its plan, and what follows from the two.

    Parameters
    ----------
    log : LogArrays
    plan : Plan
        The one that the log was made from.
    """

    log: LogArrays
    plan: Plan

    @cached_property
    def clock(self) -> WorkingClock:
        """Working clock of the reference calendar."""
        return self.plan.clocks[self.plan.reference_clock]

    @cached_property
    def day(self) -> float:
        """Working microseconds of a working day."""
        return self.plan.hours_per_day * MICROSECONDS_PER_HOUR

    @property
    def window_length(self) -> int:
        """Microseconds from warm-up to horizon."""
        return self.log.window.horizon - self.log.window.warm_up

    @cached_property
    def pools(self) -> Pools:
        """Pools of people by team and skill."""
        return pools_of(self.plan)

    @cached_property
    def nodes(self) -> NodeTable:
        """Nodes of all programs."""
        return flatten_nodes(self.plan)

    @cached_property
    def row(self) -> IntArray:
        """Row in `nodes` of each activity."""
        campaign, node = (plain(self.log.activities[name]) for name in ("campaign", "node"))
        if "numba" in sys.modules:
            from mom_sim.metrics.machine_code import find_rows

            row = np.empty(campaign.size, dtype=np.int64)
            nodes, kind = self.nodes, plain(self.log.campaigns["type"])
            if find_rows(nodes.first, kind, campaign, node, nodes.step.size, row):
                return row
        campaign_type = self.log.campaigns["type"][campaign]
        return self.nodes.position(campaign_type, node)

    @cached_property
    def split(self) -> CauseSplit:
        """Time of launched campaigns by cause."""
        places = Places(self.row, self.nodes.step.size, len(self.plan.units))
        return split_by_cause(self.log, self.clock, places)

    @cached_property
    def times(self) -> CampaignTimes:
        """How long every campaign took."""
        return time_campaigns(self.log, self.clock, self.split)

    @cached_property
    def before_launch(self) -> BeforeLaunch:
        """Effort and hand-offs of launched campaigns."""
        return sum_before_launch(self.log, self.nodes, self.row, self.times)

    @cached_property
    def staffing(self) -> Staffing:
        """Shifts and work of people."""
        return staffing_of(self.log)

    @cached_property
    def queueing(self) -> Queueing:
        """Stays in queues."""
        return queueing_of(self.log, self.nodes, self.row, self.pools)

    @cached_property
    def decisions(self) -> Decisions:
        """Verdicts."""
        return decisions_of(self.log, self.nodes, self.row)

    @cached_property
    def spending(self) -> Spending:
        """Costs of the measured window."""
        return spending_of(self.log, self.plan, self.nodes, self.row, self.staffing)

    @cached_property
    def worth(self) -> tuple[FloatArray, FloatArray]:
        """Worth of campaigns in time, and at the instant at which they ended (or the run did)."""
        value, requested, due, kind, unit = (
            self.log.campaigns[name] for name in ("value", "requested", "due", "type", "unit")
        )
        rules = self.plan.value_rules
        in_time = value * relevance_of(kind, unit, rules)
        return in_time, worth_at(self.times.until, in_time, requested, due, kind, rules)

    @cached_property
    def lost_worth(self) -> FloatArray:
        """Worth of campaigns in time, less that at the instant at which they ended."""
        in_time, at_end = self.worth
        return np.asarray(in_time - at_end)

    @cached_property
    def served(self) -> BoolArray:
        """Campaigns that were launched, or answered with an asset that was there."""
        reused = self.log.campaigns["outcome"] == OUTCOMES.index("reused")
        return np.asarray(self.times.launched | reused)

    @cached_property
    def on_time(self) -> BoolArray:
        """Campaigns that were launched at or before their due date."""
        return np.asarray(self.times.launched & (self.times.until <= self.log.campaigns["due"]))

    @cached_property
    def lateness(self) -> IntArray:
        """Working microseconds of campaigns from the due date to the end (or that of the run)."""
        due = self.log.campaigns["due"]
        return self.clock.work_array(self.times.until) - self.clock.work_array(due)

    @cached_property
    def latency(self) -> IntArray:
        """Working microseconds from when work lay before its gate to each verdict."""
        decisions = self.decisions
        return self.clock.work_array(decisions.decided) - self.clock.work_array(decisions.ready)

    @cached_property
    def bad(self) -> BoolArray:
        """Campaigns that went out with a defect."""
        bad = np.zeros_like(self.times.launched)
        bad[self.log.events["campaign"][self.log.event_rows("defect_escaped")]] = True
        return bad

    @cached_property
    def launches_in_window(self) -> int:
        """Launches between warm-up and horizon of all campaigns, the backlog among them."""
        window, times = self.log.window, self.times
        in_window = (times.until >= window.warm_up) & (times.until < window.horizon)
        return int(np.count_nonzero(times.launched & in_window))

    @cached_property
    def wip(self) -> tuple[IntArray, IntArray]:
        """Campaigns requested and not ended, as a step function (times in microseconds, counts)."""
        return wip_path(self.log.log)


class VerdictCounts(NamedTuple):
    """How many verdicts there are, and their time together.

    Attributes
    ----------
    all, first, approving, first_approving : int
        The first of a gate on a campaign, those that approve, and those that are both.
    latency : int, working microseconds
        From when work lay before its gate to each verdict.
    """

    all: int
    first: int
    approving: int
    first_approving: int
    latency: int

    @classmethod
    def of(cls, counts: list[int], latency: int) -> VerdictCounts:
        """Add up those that are neither first nor approve, approve, are first, and are both."""
        _, approving, first, both = counts
        return cls(sum(counts), first + both, approving + both, both, latency)


@dataclass(frozen=True, eq=False)
class View:
    """Facts, and the campaigns that are looked at.

    Parameters
    ----------
    facts : Facts
    campaigns : bool array, shape (campaigns,)
        Which campaigns count, where a figure is about campaigns.
    recovery : Recovery, optional
        How long the run took to come back after its surge, in weeks; only for runs with one.
    """

    facts: Facts
    campaigns: BoolArray
    recovery: Recovery | None = None

    def groups(self, group: IntArray, groups: int) -> list[View]:
        """Look at the campaigns of each group, for which sums over rows are made together.

        Parameters
        ----------
        group : int64 array, shape (campaigns,)
        groups : int
            How many there are.

        Returns
        -------
        list of View
        """
        views = [self.narrowed(group == code) for code in range(groups)]
        facts, decisions = self.facts, self.facts.decisions
        ways = len(OUTCOMES)
        cell = (group * ways + facts.log.campaigns["outcome"])[self.campaigns]
        outcomes = np.bincount(cell, minlength=groups * ways).reshape(groups, ways).tolist()
        launched = np.flatnonzero(self.launched)
        of = group[launched]
        order = launched[np.argsort(of, kind="stable")]
        first = np.concatenate(([0], np.cumsum(np.bincount(of, minlength=groups))))
        times = [
            table[order] for table in (facts.split.working_by_cause, facts.split.rework_by_cause)
        ]
        rows, latency, kind = self._verdict_rows
        of = group[decisions.campaign[rows]]
        verdicts = np.bincount((of << 2) | kind, minlength=groups << 2).reshape(groups, 4)
        latencies = sum_by(of, latency, groups)
        for code, view in enumerate(views):
            known = view.__dict__
            known["outcomes"] = outcomes[code]
            known["size"] = sum(outcomes[code])
            known["working_by_cause"], known["rework_by_cause"] = (
                table[first[code] : first[code + 1]].sum(axis=0) for table in times
            )
            known["verdict_counts"] = VerdictCounts.of(
                verdicts[code].tolist(), int(latencies[code])
            )
        return views

    def narrowed(self, mask: BoolArray) -> View:
        """Look at some of the campaigns only.

        Parameters
        ----------
        mask : bool array, shape (campaigns,)

        Returns
        -------
        View
        """
        return View(self.facts, self.campaigns & mask, self.recovery)

    @cached_property
    def size(self) -> int:
        """Number of campaigns of the view."""
        return int(np.count_nonzero(self.campaigns))

    @cached_property
    def outcomes(self) -> list[int]:
        """How many of the view's campaigns ended in each way."""
        outcome = self.facts.log.campaigns["outcome"][self.campaigns]
        return np.bincount(outcome, minlength=len(OUTCOMES)).tolist()

    @cached_property
    def verdicts(self) -> BoolArray:
        """Which verdicts are about campaigns of the view."""
        return self.campaigns[self.facts.decisions.campaign]

    @cached_property
    def verdict_counts(self) -> VerdictCounts:
        """How many of `verdicts` there are of which kind, and how long they took."""
        _, latency, kind = self._verdict_rows
        return VerdictCounts.of(np.bincount(kind, minlength=4).tolist(), int(latency.sum()))

    @cached_property
    def _verdict_rows(self) -> tuple[IntArray, IntArray, IntArray]:
        """Verdicts about campaigns of the view, how long they took, and of which kind they are."""
        decisions, rows = self.facts.decisions, np.flatnonzero(self.verdicts)
        kind = (decisions.is_first[rows].astype(np.int64) << 1) | decisions.approves[rows]
        return rows, self.facts.latency[rows], kind

    @cached_property
    def launched(self) -> BoolArray:
        """Campaigns of the view that were launched."""
        return self.campaigns & self.facts.times.launched

    @cached_property
    def timed(self) -> BoolArray:
        """Campaigns of the view that were launched or are still inside."""
        return self.campaigns & self.facts.times.timed

    @cached_property
    def working_days(self) -> FloatArray:
        """Working days that those of `timed` took."""
        return np.asarray(self.facts.times.working[self.timed] / self.facts.day)

    @cached_property
    def calendar_days(self) -> FloatArray:
        """Calendar days that those of `timed` took."""
        return np.asarray(self.facts.times.calendar[self.timed] / MICROSECONDS_PER_DAY)

    @cached_property
    def launches(self) -> int:
        """Number of campaigns of the view that were launched."""
        return int(np.count_nonzero(self.launched))

    @cached_property
    def time_to_launch(self) -> float:
        """Working microseconds of the launched, added up."""
        return float(self.facts.times.working[self.launched].sum())

    @cached_property
    def working_by_cause(self) -> IntArray:
        """Working microseconds of the launched by cause, added up."""
        return self._total(self.facts.split.working_by_cause)

    @cached_property
    def rework_by_cause(self) -> IntArray:
        """The part of `working_by_cause` in a second or later attempt."""
        return self._total(self.facts.split.rework_by_cause)

    def _total(self, by_campaign: IntArray) -> IntArray:
        # Nothing has been added up for campaigns that were not launched.
        if self.campaigns.all():
            return np.asarray(by_campaign.sum(axis=0))
        return np.asarray(self.launched.astype(np.int64) @ by_campaign)


def view_of(log: Log, plan: Plan, recovery: Recovery | None = None) -> View:
    """Look at the campaigns that were requested between warm-up and horizon, backlog left out.

    Parameters
    ----------
    log : Log
        Of one replication.
    plan : Plan
        The one that the log was made from.
    recovery : Recovery, optional
        How long the run took to come back after its surge, in weeks.

    Returns
    -------
    View

    Raises
    ------
    LogError
        If the log was made from another plan.
    """
    words = {
        "unit": plan.units,
        "type": plan.types,
        "step": plan.steps,
        "team": tuple(team.name for team in plan.teams),
        "person": tuple(person.name for person in plan.people),
        "risk": plan.risks,
    }
    for name, expected in words.items():
        if log.vocabularies[name] != expected:
            raise LogError(
                f"the log's {name}s are {', '.join(log.vocabularies[name])}, those of the plan of "
                f"{plan.model} are {', '.join(expected)}: measure a log with the plan that it was "
                "made from"
            )
    facts = Facts(LogArrays(log), plan)
    return View(facts, facts.times.measured, recovery)
