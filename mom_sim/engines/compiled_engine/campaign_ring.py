"""Campaigns that come block by block: places that they use in turn, with their draws.

A campaign's place is its number, cut to the size of the ring, which is a power of two. A place is
used again when its campaign is over; where campaigns last so long that there is no room for the
next block, the ring doubles. So its size follows from how many campaigns are under way and from
the size of the blocks, not from how many campaigns there are.

Draws stand in tables, a row for each draw and attempt and a column for each place. Later attempts
are drawn for the campaigns that are expected to come to them (`foresight`). Of campaigns that come
after the horizon, of which nobody waits for the last, only what they need at once is drawn, until
one of their block has left its first work (`draws_on_arrival`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import finalize

import numpy as np

from mom_sim.draws.distributions import DistributionError
from mom_sim.engines.compiled_engine import fields
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.campaigns_machine_code import COLUMNS, write_campaigns
from mom_sim.engines.compiled_engine.codes import FOREVER, UNDRAWN
from mom_sim.engines.compiled_engine.draws_on_arrival import draws_on_arrival
from mom_sim.engines.compiled_engine.foresight import Foreseen, Foresight
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_draws import PlanDraws, Wanted, plan_draws
from mom_sim.engines.compiled_engine.tape_tables import entry_steps
from mom_sim.engines.following import are_no_backlog
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.plan.plan import Plan
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.tape import Tape

_LINE = np.array([0 if name == "end_outcome" else -1 for name in fields.CAMPAIGN_ARRAYS])
"""What a campaign has where nothing is known of it yet."""

assert fields.CAMPAIGN_ARRAYS[: len(COLUMNS)] == COLUMNS


@dataclass(frozen=True, eq=False)
class _OfPlan:
    """What is the same for every run of a plan."""

    draws: PlanDraws
    on_arrival: frozenset[int]


_OF_PLANS: dict[int, _OfPlan] = {}
"""By the identity of their plan."""


@dataclass(frozen=True, eq=False)
class _Rows:
    """Draws that were asked for together: numbers and attempts by row, and what was drawn."""

    numbers: Integers
    attempts: Integers
    table: Integers

    @property
    def pairs(self) -> Iterator[tuple[int, int]]:
        return zip(self.numbers.tolist(), self.attempts.tolist(), strict=True)

    def first(self, count: int) -> _Rows:
        """The first of them, in the same table."""
        return _Rows(self.numbers[:count], self.attempts[:count], self.table[:count])

    def taken(self, rows: Integers) -> _Rows:
        return _Rows(self.numbers[rows], self.attempts[rows], self.table[rows])


@dataclass(eq=False)
class _Block:
    """Campaigns that came together: number of the first, their tape, whether all is drawn."""

    first: int
    tape: Tape
    foresight: Foresight
    is_drawn: bool = True

    @cached_property
    def foreseen(self) -> Foreseen:
        """How far each of them is expected to come."""
        return self.foresight.of(self.tape)


class CampaignRing(Blocks):
    """Campaigns and draws of a run, as far as anybody still needs them.

    Parameters
    ----------
    plan : Plan
    base : Tape
        Without campaigns.
    memory : Memory
    """

    def __init__(self, plan: Plan, base: Tape, memory: Memory) -> None:
        self._size = memory.size_at_first("campaigns", 1)
        self._first, self._drawn = 0, 0
        self._tapes: list[_Block] = []
        of_plan = _of_plan(plan)
        self._sheet, self._foresight = of_plan.draws.sheet, of_plan.draws.foresight
        self._on_arrival = {(number, 1) for number in of_plan.on_arrival}
        self._whole: set[tuple[int, int]] = set()
        self._left_out: set[tuple[int, int]] = set()
        self._rows: list[_Rows] = []
        self._there: set[tuple[int, int]] = set()
        self._ahead: list[tuple[int, int]] = []  # until there are campaigns
        super().__init__(plan, base, memory)
        memory.make_campaigns(self._size)
        memory["campaign_mask"] = self._size - 1
        memory["drawn_until"] = FOREVER

    def add_together(self, wanted: Wanted) -> None:
        """Hand in draws at an attempt, for the campaigns that are kept and those that follow."""
        new = [pair for pair in dict.fromkeys(wanted.pairs) if pair not in self._there]
        if new and self._tapes:
            self._add_rows(new)
        else:
            self._ahead += new
        self._there.update(new)

    def _add_rows(self, pairs: list[tuple[int, int]]) -> None:
        pairs.sort(key=lambda pair: pair not in self._on_arrival)  # these can be drawn alone
        numbers, attempts = np.array(pairs, dtype=np.int64).T.copy()
        rows = _Rows(numbers, attempts, np.empty((len(pairs), self._size), dtype=np.int64))
        for block in self._tapes:
            self._lay(rows, block)
        self._rows.append(rows)
        self._point_to(rows)

    def add_asked(self, number: int, attempt: int) -> None:
        """Hand in a draw that the kernel has asked for.

        A number below 0 stands for all that is needed of the campaign that is missing.

        Where it is there, it lacks a campaign that has come further than was expected. It will go
        on to other draws, and others may follow: from now on, all that is drawn at this attempt is
        drawn for everybody.
        """
        if number < 0:
            self._draw_later(self._memory["missing_campaign"])
            return
        asked = (number, attempt)
        if asked in self._left_out:
            self._unasked.discard(asked)
            self._draw_again({asked})
            return
        if asked not in self._there or asked in self._whole:
            super().add_asked(number, attempt)
            return
        self._unasked.discard(asked)
        try:
            self._draw_for_all({pair for pair in self._there if pair[1] == attempt})
        except DistributionError:
            self._draw_for_all({asked})

    def _draw_for_all(self, pairs: set[tuple[int, int]]) -> None:
        whole, self._whole = self._whole, self._whole | pairs
        try:
            self._draw_again(pairs)
        except DistributionError:
            self._whole = whole
            raise

    def _draw_again(self, pairs: set[tuple[int, int]]) -> None:
        """Draw some rows for all campaigns that are kept, and for whom they have been left out."""
        for rows in self._rows:
            there = np.array([row for row, pair in enumerate(rows.pairs) if pair in pairs], int)
            some = rows.taken(there)
            for block in self._tapes:
                self._lay(some, block)
            rows.table[there] = some.table
        self._left_out -= pairs

    def _point_to(self, rows: _Rows) -> None:
        """Tell the kernel where some draws stand."""
        first, step = rows.table.ctypes.data, rows.table.strides[0]
        self._hand_in(rows.numbers, rows.attempts, first + step * np.arange(rows.numbers.size))

    def add_campaigns(self, tape: Tape) -> int:
        """Add the next block of campaigns.

        Parameters
        ----------
        tape : Tape
            Of the block.

        Returns
        -------
        int
            How many of them are followed.
        """
        count = tape.campaigns.requested.size
        self._forget()
        if self._drawn + count - self._first > self._size:
            self._grow(self._drawn + count - self._first)
        if self._ahead:
            self._add_rows(self._ahead)
            self._ahead = []
        followed = self._write(with_internal_dates(self._plan, tape).campaigns)
        self._tapes.append(_Block(self._drawn, tape, self._foresight))
        if not self._can_wait(tape) or not self._draw_on_arrival(self._tapes[-1]):
            self._draw_for(self._tapes[-1])
        self._drawn += count
        self._memory["campaigns"] = self._drawn
        return followed

    def _write(self, of: Campaigns) -> int:
        """Write campaigns into their places; returns how many are followed."""
        ring = self._memory.array("campaign_block").reshape(self._size, -1)
        followed = write_campaigns(
            ring,
            self._drawn,
            _LINE,
            of.unit,
            of.type,
            of.tier,
            of.requested,
            of.due,
            of.not_before,
            of.value,
            of.cost_of_delay,
            entry_steps(self._plan, of),
            are_no_backlog(of),
            self._plan.warm_up,
            self._plan.horizon,
        )
        return int(followed)

    def _can_wait(self, tape: Tape) -> bool:
        """Whether the campaigns of a block may be over before anybody looks at them."""
        of = tape.campaigns
        return (
            bool(self._on_arrival)
            and bool((of.requested >= self._plan.horizon).all())
            and not bool((of.entry_step >= 0).any())
        )

    def _draw_on_arrival(self, block: _Block) -> bool:
        """Draw what campaigns need at once; False if that cannot be done."""
        rows = self._rows[0].first(len(self._on_arrival))
        try:
            self._lay(rows, block)
        except DistributionError:
            return False
        block.is_drawn = False
        self._memory["drawn_until"] = min(self._memory["drawn_until"], block.first)
        return True

    def _draw_later(self, campaign: int) -> None:
        """Draw the rest for the blocks up to that of a campaign."""
        waiting = [block for block in self._tapes if not block.is_drawn]
        for block in waiting:
            if block.first > campaign:
                break
            block.is_drawn = True
            self._draw_for(block)
        left = (block.first for block in waiting if not block.is_drawn)
        self._memory["drawn_until"] = next(left, FOREVER)

    def _draw_for(self, block: _Block) -> None:
        try:
            self._lay_all(block)
        except DistributionError:
            # Others may wait for something of which they know that its number is there.
            for rows in self._rows:
                self._leave_out(rows, block)
            self._left_out |= self._unasked

    def _leave_out(self, rows: _Rows, block: _Block) -> None:
        """Draw for a block what the kernel has asked for before, and nothing else."""
        is_asked = np.array([pair not in self._unasked for pair in rows.pairs], dtype=np.bool_)
        asked = rows.taken(np.flatnonzero(is_asked))
        self._lay(asked, block)
        rows.table[is_asked] = asked.table
        for places, _ in self._stretches(block.first, block.tape.campaigns.requested.size):
            rows.table[~is_asked, places] = UNDRAWN

    def _lay_all(self, block: _Block) -> None:
        for rows in self._rows:
            self._lay(rows, block)

    def _lay(self, rows: _Rows, block: _Block) -> None:
        whom = None
        if self._foresight.is_of_use and (rows.attempts > 1).any():
            pairs = list(rows.pairs)
            needs = self._foresight.needs(pairs)
            if self._whole:
                needs[1, [pair in self._whole for pair in pairs]] = 0
            whom = block.foreseen.whom(needs)
        self._sheet.lay(block.tape, rows.numbers, rows.attempts, rows.table, block.first, whom)

    def _stretches(self, first: int, count: int) -> Iterator[tuple[slice, slice]]:
        """Find the places of some campaigns: slices of the ring, with what goes there."""
        begin = first & (self._size - 1)
        until_end = min(count, self._size - begin)
        yield slice(begin, begin + until_end), slice(0, until_end)
        if until_end < count:
            yield slice(0, count - until_end), slice(until_end, count)

    def _forget(self) -> None:
        """Drop blocks that are over, and let their places be used again."""
        slot = self._memory.array("campaign_slot")
        for places, taken in self._stretches(self._first, self._drawn - self._first):
            is_here = slot[places] >= 0
            if is_here.any():
                self._first += taken.start + int(np.argmax(is_here))
                break
        else:
            self._first = self._drawn
        while self._tapes and self._end_of_first_block() <= self._first:
            del self._tapes[0]

    def _end_of_first_block(self) -> int:
        return self._tapes[0].first + int(self._tapes[0].tape.campaigns.requested.size)

    def _grow(self, needed: int) -> None:
        size = 1 << (needed - 1).bit_length()
        numbers = np.arange(self._first, self._drawn)
        before, after = numbers & (self._size - 1), numbers & (size - 1)
        self._memory.make_more_campaigns(size, before, after)
        self._size = size
        self._memory["campaign_mask"] = size - 1
        if self._rows:
            self._rows = [_joined(self._rows, before, after, size)]
            self._point_to(self._rows[0])


def _joined(parts: Sequence[_Rows], before: Integers, after: Integers, size: int) -> _Rows:
    """Put tables one below the other, wider, and what is kept of them into other columns."""
    table = np.empty((sum(part.numbers.size for part in parts), size), dtype=np.int64)
    begin = 0
    for part in parts if before.size else ():
        end = begin + part.numbers.size
        table[begin:end, after] = part.table[:, before]
        begin = end
    return _Rows(
        np.concatenate([part.numbers for part in parts]),
        np.concatenate([part.attempts for part in parts]),
        table,
    )


def _of_plan(plan: Plan) -> _OfPlan:
    number = id(plan)
    if number not in _OF_PLANS:
        _OF_PLANS[number] = _OfPlan(plan_draws(plan), draws_on_arrival(plan))
        finalize(plan, _OF_PLANS.pop, number, None)
    return _OF_PLANS[number]
