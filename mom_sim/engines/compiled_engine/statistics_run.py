"""One replication without a log: memory for what is under way, sums and histograms of the rest.

Every number is a whole one and does not depend on the size of the blocks in which campaigns are
drawn; it equals what is counted in the log of the same run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from mom_sim.engines.compiled_engine import codes
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.campaign_ring import CampaignRing
from mom_sim.engines.compiled_engine.compiling import kernel
from mom_sim.engines.compiled_engine.engine import (
    carry_on,
    lay_rest,
    lay_tables,
    refuse_what_it_cannot_do,
)
from mom_sim.engines.compiled_engine.histograms import Histogram, bucket
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.pool_clocks import lay_pool_clocks
from mom_sim.engines.compiled_engine.stations import everybody_is_always_there, stations_of
from mom_sim.log.contract import CAUSES, EVENT_KINDS, OUTCOMES
from mom_sim.plan.plan import Plan
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.life_columns import columns_of
from mom_sim.tape.tape import Tape

_DRAINED = (
    "tally",
    "tally_events",
    "tally_busy",
    "tally_queue",
    "tally_ends",
    "tally_cause",
    "tally_waited",
)

_DRAINED_AFTER = 50_000
"""Events after which what has been added up is taken out, at the next return of the kernel.

Sums are of microseconds in 64 bits: 250,000 waits of a year each stay below 2^63.
"""

_SETTLED_AT_ONCE = 10_000
"""Campaigns under way at the end whose times are added up before they are taken out, at most."""

_SPARE: dict[int, list[Integers]] = {}
"""Empty histograms of runs that are over, by size: memory that the system need not make anew."""

_MOST_SPARE = 4


@dataclass(frozen=True, eq=False)
class Tallies:
    """What runs have added up; tallies of several runs can be added.

    Times are in microseconds. The window is that from warm-up to horizon; followed are the
    campaigns that are requested in it, but for a backlog.

    Attributes
    ----------
    runs : int
    engine_events, arrivals, completions : int
        Events that the engines have carried out; campaigns that came; pieces of work finished.
    wip_time : int
        Campaigns requested and not ended, integrated over the window.
    launched_in_window : int
    ends : dict of str to int
        Followed campaigns by how they ended; `inside` when the run stopped.
    busy, scheduled, queue_time : tuple of int, by team
        Working time of people on work; time in which they are there; pieces of work that wait for
        people, integrated over the window.
    causes : dict of str to int
        Time from request to launch of the followed campaigns that were launched, along the
        activities that each waited for, by what it was spent on.
    events : dict of str to int
        Events of the log, by kind, that the run would have written.
    time_to_launch, cycle_time : Histogram
        Of the followed campaigns that were launched: from the request, and from the first start.
    waits : tuple of Histogram, by team
        Time without a crew of pieces of work that became ready in the window and were finished.
    """

    runs: int
    engine_events: int
    arrivals: int
    completions: int
    wip_time: int
    launched_in_window: int
    ends: dict[str, int]
    busy: tuple[int, ...]
    scheduled: tuple[int, ...]
    queue_time: tuple[int, ...]
    causes: dict[str, int]
    events: dict[str, int]
    time_to_launch: Histogram
    cycle_time: Histogram
    waits: tuple[Histogram, ...]

    def __add__(self, other: Tallies) -> Tallies:
        """Add the tallies of further runs of the same plan."""
        return Tallies(
            **{name: _sum(value, getattr(other, name)) for name, value in vars(self).items()}
        )


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, dict):
        return {name: value + other[name] for name, value in one.items()}
    if isinstance(one, tuple):
        return tuple(a + b for a, b in zip(one, other, strict=True))
    return one + other


class _Campaigns(CampaignRing):
    """The campaigns of a run as it asks for them, with how many are still to be followed."""

    def __init__(self, plan: Plan, source: TapeInBlocks, memory: Memory) -> None:
        super().__init__(plan, source.base, memory)
        self._blocks: Iterator[tuple[Tape, int]] = source.blocks()
        self._more_to_follow = True
        self.until = 0
        memory["more"] = 1
        memory["left"] = 1  # stands for those that have not been drawn

    def add_next_campaigns(self) -> None:
        """Draw the next block."""
        memory, plan = self._memory, self._plan
        tape, self.until = next(self._blocks)
        memory["left"] += self.add_campaigns(tape)
        memory["more"] = int(self.until <= plan.limit)
        if self._more_to_follow and self.until >= plan.horizon:
            self._more_to_follow = False
            memory["left"] -= 1
            if memory["left"] == 0:
                last = max(memory["now"], memory["earliest"])
                memory["stop_at"] = min(memory["stop_at"], last)


def run_statistics(
    plan: Plan,
    source: TapeInBlocks,
    check: Callable[[float], None] | None = None,
) -> Tallies:
    """Carry out one replication and keep nothing but what it adds up.

    Parameters
    ----------
    plan : Plan
    source : TapeInBlocks
        Of the same scenario.
    check : callable, optional
        Is told every few milliseconds which share of the run's time has passed; may raise to
        cancel the run.

    Returns
    -------
    Tallies

    Raises
    ------
    RunError
        When the run cannot go on; the message says why and what to do.
    """
    refuse_what_it_cannot_do(plan)
    teams = len(plan.teams)
    memory = Memory()
    lay_tables(memory, plan, source.base)
    lay_pool_clocks(memory, plan, source.base)
    lay_rest(memory, plan, 0)
    _lay_stations(memory, plan)
    histograms = _empty_histograms((2 + teams) * codes.BUCKETS)
    memory.make_tallies(teams=teams, histograms=histograms)
    campaigns = _Campaigns(plan, source, memory)
    _make_room(memory)
    totals: dict[str, list[int]] = {name: [0] * memory.array(name).size for name in _DRAINED}
    over, drained = False, 0
    while not over:
        over = carry_on(memory, campaigns)
        if memory["events"] >= drained + _DRAINED_AFTER:
            drained = memory["events"]
            _drain(memory, totals)
        if check is not None:
            check(min(1.0, memory["now"] / max(1, memory["stop_at"])))
    memory.remember_room()
    memory["now"] = memory["stop_at"]
    _drain(memory, totals)
    memory["closing"], memory["budget"] = 1, _settled_at_once(memory)
    while kernel()(memory.address) != codes.STOPPED:
        _drain(memory, totals)
    _drain(memory, totals)
    tallies = _tallies(plan, source, memory, totals)
    _keep_spare(histograms)
    return tallies


def _empty_histograms(size: int) -> Integers:
    try:
        return _SPARE[size].pop()
    except (KeyError, IndexError):
        return np.zeros(size, dtype=np.int64)


def _keep_spare(histograms: Integers) -> None:
    """Keep histograms out of which everything has been taken, for the next run."""
    if histograms.size not in _SPARE:
        _SPARE.clear()
    spare = _SPARE.setdefault(histograms.size, [])
    if len(spare) < _MOST_SPARE:
        spare.append(histograms)


def _lay_stations(memory: Memory, plan: Plan) -> None:
    """Lay out stations, where the plan has nothing else and everybody is always there."""
    stations = stations_of(plan)
    if stations is None or memory["tells_causes"] or not everybody_is_always_there(memory):
        return
    memory.make_stations(stations.people, stations.rates)
    memory["events"] = memory["changes"]  # everybody comes at the begin


def _make_room(memory: Memory) -> None:
    """Make buffers to begin with; what is under way decides how far they grow."""
    people = memory["people"]
    if memory["only_stations"]:
        memory.make_heap(1024 + people)
        return
    memory.make_slots(memory.size_at_first("slots", 64))
    memory.make_records(memory.size_at_first("records", 128))
    memory.make_requests(memory.size_at_first("requests", 256 + 4 * memory["slots_max"]))
    memory.make_rows(memory.size_at_first("rows", 1024))
    # Nothing is written into these three.
    memory.make_spans(2 * (memory["nodes"] + people + 8))
    memory.make_events(3 * people + 2 * memory["nodes"] + memory["risks"] + 65)
    memory.make_inside(people * memory["slots_max"] + 2)
    memory.make_heap(1024 + people)
    memory.make_fresh(256)
    memory.make_answers(256 + people)


def _settled_at_once(memory: Memory) -> int:
    """How many campaigns may be added up at the end before the sums are taken out.

    At each of its nodes a campaign has a crew, or waits, for no longer than the run has lasted.
    """
    most_of_one = max(1, memory["stop_at"] * memory["nodes"] * memory["slots_max"])
    return max(1, min(_SETTLED_AT_ONCE, (1 << 62) // most_of_one))


def _drain(memory: Memory, totals: dict[str, list[int]]) -> None:
    """Take out of the memory what has been added up since the last call; it might overflow."""
    for name, total in totals.items():
        array = memory.array(name)
        for place, value in enumerate(array.tolist()):
            total[place] += value
        array.fill(0)


def _tallies(
    plan: Plan, source: TapeInBlocks, memory: Memory, totals: dict[str, list[int]]
) -> Tallies:
    tally, teams = totals["tally"], len(plan.teams)
    clocks, _, _ = columns_of([source.base.lives[person.name] for person in plan.people])
    there = clocks.work(plan.horizon) - clocks.work(plan.warm_up)
    scheduled = [0] * teams
    for person, time in zip(plan.people, there.tolist(), strict=True):
        scheduled[person.team] += time
    most = bucket(plan.limit) + 1  # no time is longer than a run
    waits = memory.array("histogram_wait").reshape(-1, codes.BUCKETS)[:, :most]
    time = memory.array("histogram_time")[:most]
    cycle = memory.array("histogram_cycle")[:most]
    return Tallies(
        runs=1,
        engine_events=memory["events"],
        arrivals=memory["arrived_count"],
        completions=tally[codes.TALLY_COMPLETIONS],
        wip_time=tally[codes.TALLY_WIP],
        launched_in_window=tally[codes.TALLY_LAUNCHED_IN_WINDOW],
        ends=dict(zip(OUTCOMES, totals["tally_ends"], strict=True)),
        busy=tuple(totals["tally_busy"][:teams]),
        scheduled=tuple(scheduled),
        queue_time=tuple(totals["tally_queue"][:teams]),
        causes=dict(zip(CAUSES, totals["tally_cause"], strict=True)),
        events=dict(zip(EVENT_KINDS, totals["tally_events"], strict=True)),
        time_to_launch=Histogram.taken_out(time, tally[codes.TALLY_TIME]),
        cycle_time=Histogram.taken_out(cycle, tally[codes.TALLY_CYCLE]),
        waits=tuple(
            Histogram.taken_out(waits[team], totals["tally_waited"][team]) for team in range(teams)
        ),
    )
