"""Campaigns that come block by block: places that they use in turn, with their draws.

A campaign's place is its number, cut to the size of the ring, which is a power of two. A place is
used again when its campaign is over; where campaigns last so long that there is no room for the
next block, the ring doubles. So its size follows from how many campaigns are under way and from
the size of the blocks, not from how many campaigns there are.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from mom_sim.engines.compiled_engine import fields
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.tape_tables import campaign_columns
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.tape import Tape

_AT_FIRST = {"end_outcome": 0}
_NOTHING = -1


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
        self._rings: dict[tuple[int, int], Integers] = {}
        super().__init__(plan, base, memory)
        memory.make_campaigns(1)
        memory["campaign_mask"] = 0

    def add(self, number: int, attempt: int) -> None:
        """Hand in a draw at an attempt, for the campaigns that are kept and those that follow."""
        if (number, attempt) not in self._rings:
            self._rings[number, attempt] = np.zeros(self._size, dtype=np.int64)
            for first, tape in self._tapes:
                self._fill(number, attempt, first, tape)
        super().add(number, attempt)

    def _address(self, number: int, attempt: int) -> int:
        return int(self._rings[number, attempt].ctypes.data)

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
        draws = self._plan.draws
        tape.draw_together((draws[number], attempt) for number, attempt in self._rings)
        for number, attempt in self._rings:
            self._fill(number, attempt, self._drawn, tape)
        self._drawn += count
        self._memory["campaigns"] = self._drawn

    def _draw_together(self, wanted: list[tuple[Draw, int]]) -> None:
        for _, tape in self._tapes:
            tape.draw_together(wanted)

    def _fill(self, number: int, attempt: int, first: int, tape: Tape) -> None:
        count = tape.campaigns.requested.size
        block, ring = tape.block(self._plan.draws[number], attempt), self._rings[number, attempt]
        for places, taken in self._stretches(first, count):
            ring[places] = block[taken]

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
        for key, ring in self._rings.items():
            self._rings[key] = np.zeros(size, dtype=np.int64)
            self._rings[key][after] = ring[before]
            super().add(*key)
        self._lay_table()  # where the address of a far attempt stood, there is another now
