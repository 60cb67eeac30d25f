"""Campaigns that come block by block: places that they use in turn, with their draws.

A campaign's place is its number, cut to the size of the ring, which is a power of two. A place is
used again when its campaign is over; where campaigns last so long that there is no room for the
next block, the ring doubles. So its size follows from how many campaigns are under way and from
the size of the blocks, not from how many campaigns there are.

Draws stand in tables, a row for each draw and attempt and a column for each place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import finalize

import numpy as np

from mom_sim.draws.distributions import DistributionError
from mom_sim.engines.compiled_engine import fields
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.codes import DIRECT
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.tape_tables import campaign_columns
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.plan.plan import Plan
from mom_sim.tape.draw_sheet import DrawSheet
from mom_sim.tape.tape import Tape

_AT_FIRST = {"end_outcome": 0}
_NOTHING = -1

_SHEETS: dict[int, DrawSheet] = {}
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

    def taken(self, rows: Integers) -> _Rows:
        return _Rows(self.numbers[rows], self.attempts[rows], self.table[rows])


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
        self._size = 1
        self._first, self._drawn = 0, 0
        self._tapes: list[tuple[int, Tape]] = []
        self._sheet = _sheet_of(plan)
        self._rows: list[_Rows] = []
        self._there: set[tuple[int, int]] = set()
        super().__init__(plan, base, memory)
        memory.make_campaigns(1)
        memory["campaign_mask"] = 0

    def add_together(self, wanted: Sequence[tuple[int, int]]) -> None:
        """Hand in draws at an attempt, for the campaigns that are kept and those that follow."""
        new = [pair for pair in dict.fromkeys(wanted) if pair not in self._there]
        if not new:
            return
        numbers, attempts = np.array(new, dtype=np.int64).T.copy()
        rows = _Rows(numbers, attempts, np.zeros((len(new), self._size), dtype=np.int64))
        for first, tape in self._tapes:
            self._sheet.lay(tape, numbers, attempts, rows.table, first)
        self._rows.append(rows)
        self._there.update(new)
        self._point_to(rows)

    def add(self, number: int, attempt: int) -> None:
        """Hand in one draw at an attempt."""
        self.add_together([(number, attempt)])

    def _point_to(self, rows: _Rows) -> None:
        """Tell the kernel where some draws stand."""
        first, step = rows.table.ctypes.data, rows.table.strides[0]
        addresses = first + step * np.arange(rows.numbers.size)
        is_near = rows.attempts < DIRECT
        places = rows.numbers[is_near] * DIRECT + rows.attempts[is_near]
        self._memory.array("block_direct")[places] = addresses[is_near]
        if not is_near.all():
            far = np.flatnonzero(~is_near)
            pairs = zip(rows.numbers[far].tolist(), rows.attempts[far].tolist(), strict=True)
            self._point_far(list(pairs), addresses[far].tolist())

    def add_campaigns(self, tape: Tape) -> None:
        """Add the next block of campaigns.

        Parameters
        ----------
        tape : Tape
            Of the block.
        """
        count = tape.campaigns.requested.size
        self._forget()
        if self._drawn + count - self._first > self._size:
            self._grow(self._drawn + count - self._first)
        planned = with_internal_dates(self._plan, tape)
        columns = campaign_columns(self._plan, planned)
        for name in fields.CAMPAIGN_ARRAYS:
            column = columns[name][:count] if name in columns else _AT_FIRST.get(name, _NOTHING)
            array = self._memory.array(name)
            for places, taken in self._stretches(self._drawn, count):
                array[places] = column[taken] if isinstance(column, np.ndarray) else column
        self._tapes.append((self._drawn, tape))
        self._draw_for(tape)
        self._drawn += count
        self._memory["campaigns"] = self._drawn

    def _draw_for(self, tape: Tape) -> None:
        try:
            self._lay(tape)
        except DistributionError:
            for number, attempt in self._unasked:
                self.take_back(number, attempt)
            self._there -= self._unasked
            self._rows = [self._without_unasked(rows) for rows in self._rows]
            self._unasked.clear()
            for rows in self._rows:
                self._point_to(rows)
            self._lay(tape)

    def _lay(self, tape: Tape) -> None:
        for rows in self._rows:
            self._sheet.lay(tape, rows.numbers, rows.attempts, rows.table, self._drawn)

    def _without_unasked(self, rows: _Rows) -> _Rows:
        return rows.taken(
            np.array(
                [row for row, pair in enumerate(rows.pairs) if pair not in self._unasked],
                dtype=np.int64,
            )
        )

    def _stretches(self, first: int, count: int) -> Iterator[tuple[slice, slice]]:
        """Find the places of some campaigns: slices of the ring, with what goes there."""
        begin = first & (self._size - 1)
        until_end = min(count, self._size - begin)
        yield slice(begin, begin + until_end), slice(0, until_end)
        if until_end < count:
            yield slice(0, count - until_end), slice(until_end, count)

    def _forget(self) -> None:
        """Drop blocks that are over, and let their places be used again."""
        numbers = np.arange(self._first, self._drawn)
        if numbers.size:
            is_here = self._memory.array("campaign_slot")[numbers & (self._size - 1)] >= 0
            self._first = int(numbers[np.argmax(is_here)]) if is_here.any() else self._drawn
        while self._tapes and self._end_of_first_block() <= self._first:
            del self._tapes[0]

    def _end_of_first_block(self) -> int:
        return self._tapes[0][0] + int(self._tapes[0][1].campaigns.requested.size)

    def _grow(self, needed: int) -> None:
        size = 1 << (needed - 1).bit_length()
        numbers = np.arange(self._first, self._drawn)
        before, after = numbers & (self._size - 1), numbers & (size - 1)
        kept = {name: self._memory.array(name)[before] for name in fields.CAMPAIGN_ARRAYS}
        self._memory.drop("campaign_block")
        self._memory.make_campaigns(size)
        for name, values in kept.items():
            self._memory.array(name)[after] = values
        self._size = size
        self._memory["campaign_mask"] = size - 1
        if self._rows:
            self._rows = [_joined(self._rows, before, after, size)]
            self._point_to(self._rows[0])


def _joined(parts: Sequence[_Rows], before: Integers, after: Integers, size: int) -> _Rows:
    """Put tables one below the other, wider, and what is kept of them into other columns."""
    table = np.zeros((sum(part.numbers.size for part in parts), size), dtype=np.int64)
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


def _sheet_of(plan: Plan) -> DrawSheet:
    number = id(plan)
    sheet = _SHEETS.get(number)
    if sheet is None:
        sheet = _SHEETS[number] = DrawSheet(plan.draws)
        finalize(plan, _SHEETS.pop, number, None)
    return sheet
