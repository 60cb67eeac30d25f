"""The campaigns of one replication in blocks, so that none but those under way need be kept.

A draw is addressed by what it is about, so a block drawn alone holds the very numbers that
`draw_tape` would give. A block is a stretch of time: what is requested in it, in the same order.
Requests that arrive by an ordinary Poisson process are made as their time comes; the others
(backlog, surges, renewals, dated launches, rows of a calendar) are known from the start.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from mom_sim.draws.address import key_words, stable_hash
from mom_sim.draws.closed_form_kinds import unit_exponential_quantile
from mom_sim.draws.poisson_process import checked_knots
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.arrivals import BASELINE, DemandSource, baseline_requests, surge_requests
from mom_sim.tape.baselines import are_few, baselines
from mom_sim.tape.calendar_demand import (
    BACKLOG,
    CALENDAR,
    DATED,
    backlog_requests,
    calendar_requests,
    stated_requests,
)
from mom_sim.tape.campaign_draws import due_dates, global_flags, risk_tiers, sizes, values
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.clocks import calendar_position, time_limit
from mom_sim.tape.lives import draw_lives
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import NO_TIME, IntArray, NoNames, Requests, in_order
from mom_sim.tape.staging import compiled_clocks, stage_of
from mom_sim.tape.surges import AS_WRITTEN, SurgeChoice, surges_in_force
from mom_sim.tape.tape import Tape
from mom_sim.tape.thinning import thinned

CAMPAIGNS_A_BLOCK = 7000.0
"""Expected number of a block: with those under way they seldom take more than 8192 places."""

_PART_AFTER = 16
"""Behind the horizon so small a part of a block is enough for most runs, and few need much more."""

_GAPS = 1 << 13
"""Gaps between arrivals that are drawn at a time."""

_NAME_OF_GAPS = stable_hash("arrival:baseline")


class TapeInBlocks:
    """One replication's tape, whose campaigns come block by block.

    Parameters
    ----------
    scenario : Scenario
    replication : int
        From 0.
    seed : int, optional
        In place of the scenario's.
    surge : SurgeChoice
    campaigns_a_block : float
        Expected number of campaigns of a block; it decides about memory and nothing else.

    Attributes
    ----------
    luck : Luck
    base : Tape
        Lives and meetings, without campaigns.
    """

    def __init__(
        self,
        scenario: Scenario,
        replication: int,
        *,
        seed: int | None = None,
        surge: SurgeChoice = AS_WRITTEN,
        campaigns_a_block: float = CAMPAIGNS_A_BLOCK,
    ) -> None:
        stage = stage_of(scenario)
        self.luck = Luck(scenario.run.seed if seed is None else seed, replication)
        self._scenario = scenario
        self._surges = surges_in_force(scenario, surge)
        self._limit = time_limit(scenario)
        reference = calendar_position(scenario, scenario.reference_calendar)
        self._reference = stage.clocks_without_overtime[reference]
        self._clocks = compiled_clocks(scenario)
        self._lives = draw_lives(
            self.luck, scenario, stage.people, self._clocks, stage.clocks_without_overtime
        )
        self._steps = tuple(
            dict.fromkeys(step.name for flow in scenario.workflows for step in flow.steps)
        )
        self._streams = (
            BACKLOG,
            BASELINE,
            DATED,
            CALENDAR,
            *(f"surge:{surge.name}" for surge in self._surges),
        )
        self._whole, self._arriving = self._sources(stage.sources)
        if not self._arriving:  # nothing is left to be drawn: put in order once for all blocks
            self._ordered = in_order(self._whole, self._streams)
        expected = sum(source.rate.total for source in stage.sources)
        blocks = max(1.0, expected / campaigns_a_block)
        self._stretch = max(1, int((self._limit + 1) / blocks))
        self._horizon = scenario.run.horizon if blocks > 1.0 else 0
        self.base = self._tape(_no_campaigns(self._streams, self._steps))

    def blocks(self) -> Iterator[tuple[Tape, int]]:
        """Draw the campaigns, block by block.

        Yields
        ------
        tape : Tape
            With the block's campaigns alone, in the order of the whole tape.
        until : int, microseconds
            All requests before this instant have come now.
        """
        begin = 0
        for until in self._ends():
            yield self._tape(self._campaigns(begin, until)), until
            begin = until

    def _ends(self) -> Iterator[int]:
        """Ends of the blocks: equal ones until soon after the horizon, then growing ones."""
        end, stretch = 0, self._stretch
        if self._horizon:
            after = stretch // _PART_AFTER + 1
            end = min(self._horizon + after, self._limit + 1)
            blocks = -(-end // stretch)
            for number in range(1, blocks + 1):
                yield end * number // blocks
            stretch = after
        while end <= self._limit:
            end = min(end + stretch, self._limit + 1)
            yield end
            stretch = min(2 * stretch, self._stretch)

    def _tape(self, campaigns: Campaigns) -> Tape:
        return Tape(self.luck, campaigns, self._lives, self._clocks, self._limit)

    def _sources(
        self, sources: Sequence[DemandSource]
    ) -> tuple[list[Requests], list[tuple[int, _Arriving]]]:
        """Batches in the order of `draw_campaigns`; those that arrive later by their position."""
        luck, scenario, surges = self.luck, self._scenario, self._surges
        whole: list[Requests] = list(backlog_requests(scenario, self._steps))
        arriving = []
        at_once = bool(sources) and are_few(sources, 2 * _GAPS)
        if at_once:
            every = baselines(luck, sources, self._limit, named=False)
            whole.append(thinned(luck, scenario, every, surges))
        for source in sources:
            if at_once:
                pass
            elif source.demand.interval:
                whole.append(baseline_requests(luck, scenario, source, surges))
            else:
                arriving.append((len(whole), _Arriving(luck, source)))
            whole.extend(surge_requests(luck, source, surges))
        whole.append(stated_requests(scenario, DATED))
        whole.extend(calendar_requests(luck, scenario, surges))
        return list(map(_unnamed, whole)), arriving

    def _campaigns(self, begin: int, until: int) -> Campaigns:
        luck, scenario = self.luck, self._scenario
        requests, stream = self._requests(begin, until)
        value, cost_of_delay = values(scenario, requests)
        return Campaigns(
            id=("",) * requests.requested.size,
            unit=requests.unit,
            type=requests.type,
            stream=stream,
            index=requests.index,
            tier=risk_tiers(luck, scenario, requests),
            streams=self._streams,
            requested=requests.requested,
            due=due_dates(luck, scenario, requests, self._reference),
            not_before=requests.not_before,
            value=value,
            cost_of_delay=cost_of_delay,
            is_global=global_flags(luck, scenario, requests),
            size=sizes(luck, scenario, requests),
            entry_step=requests.entry_step,
            steps=self._steps,
            stated_effort=dict(requests.stated_effort),
            entity_class=requests.entity_class,
            entity_index=requests.entity_index,
        )

    def _requests(self, begin: int, until: int) -> tuple[Requests, IntArray]:
        """Requests of a stretch of time in order, with their streams."""
        if not self._arriving:
            requests, stream = self._ordered
            first, last = np.searchsorted(requests.requested, (begin, until)).tolist()
            return requests.between(first, last), stream[first:last]
        batches: list[Requests] = []
        arriving = iter([*self._arriving, (-1, None)])
        position, source = next(arriving)
        for number, batch in enumerate(self._whole):
            while source is not None and position == number:
                drawn = source.before(until)
                batches.append(thinned(self.luck, self._scenario, drawn, self._surges))
                position, source = next(arriving)
            requested = batch.requested
            if requested.size:
                batch = batch.taken((requested >= begin) & (requested < until))
            batches.append(batch)
        return in_order(batches, self._streams)


@lru_cache(maxsize=8)
def _no_campaigns(streams: tuple[str, ...], steps: tuple[str, ...]) -> Campaigns:
    none, nothing = np.zeros(0, dtype=np.int64), np.zeros(0)
    nowhere = np.zeros(0, dtype=np.uint64)
    return Campaigns(
        id=(),
        unit=none,
        type=none,
        stream=none,
        index=none,
        tier=none,
        streams=streams,
        requested=none,
        due=none,
        not_before=none,
        value=nothing,
        cost_of_delay=nothing,
        is_global=np.zeros(0, dtype=np.bool_),
        size=nothing,
        entry_step=none,
        steps=steps,
        stated_effort={},
        entity_class=nowhere,
        entity_index=nowhere,
    )


class _Arriving:
    """A Poisson process whose arrivals are drawn as far as they are asked for."""

    def __init__(self, luck: Luck, source: DemandSource) -> None:
        self._source = source
        self._key = key_words(luck.seed, luck.replication)
        self._hash = stable_hash(source.entity_class(BASELINE))
        self._knots = checked_knots(source.rate.times, source.rate.expected)
        self._reached, self._start = 0.0, 0
        self._ready = np.empty(0, dtype=np.int64)
        self._given = 0

    def before(self, until: int) -> Requests:
        """Take the requests before an instant that have not been taken yet."""
        rate = self._knots[1]
        while self._reached < rate[-1] and (not self._ready.size or self._ready[-1] < until):
            missing = rate[-1] - self._reached
            instants = self._next(int(min(_GAPS, missing + 5.0 * np.sqrt(missing) + 10.0)))
            self._ready = np.concatenate([self._ready, instants])
        count = int(np.searchsorted(self._ready, until, side="left"))
        requested, self._ready = self._ready[:count], self._ready[count:]
        index = np.arange(self._given + 1, self._given + count + 1, dtype=np.int64)
        self._given += count
        return Requests(
            BASELINE,
            NoNames(count),
            np.full(count, self._source.unit, dtype=np.int64),
            np.full(count, self._source.type, dtype=np.int64),
            index,
            requested,
            np.full(count, self._hash, dtype=np.uint64),
            index.astype(np.uint64),
            np.full(count, NO_TIME, dtype=np.int64),
            np.full(count, NO_TIME, dtype=np.int64),
            np.full(count, np.nan),
            np.full(count, -1, dtype=np.int64),
        )

    def _next(self, count: int) -> IntArray:
        """Draw so many gaps more, and find the arrivals that they lead to."""
        from mom_sim.draws.arrivals_machine_code import fill_uniforms, find_instants

        u, instants = np.empty(count), np.empty(count, dtype=np.int64)
        fill_uniforms(*map(np.uint64, (_NAME_OF_GAPS, self._hash, self._start, *self._key)), u)
        gaps = unit_exponential_quantile(u)
        # One sum from left to right whatever the blocks, as `arrival_times` has it.
        found, self._reached = find_instants(gaps, self._reached, *self._knots, instants)
        self._start += count
        return instants[:found]


def _unnamed(requests: Requests) -> Requests:
    return replace(requests, ids=NoNames(len(requests.ids)))
