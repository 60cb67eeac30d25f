"""Blocks of draws for the kernel: read from the tape once, kept as long as the tape is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from weakref import finalize

import numpy as np

from mom_sim.draws.distributions import DistributionError
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import DIRECT
from mom_sim.engines.compiled_engine.draws import ATTEMPT_BITS
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.tape import Tape

_KEPT: dict[int, dict[tuple[Draw, int], Integers]] = {}
"""By the identity of the requests, which copies of a tape share."""

_ASKED: dict[Draw, list[int]] = {}
"""Attempts of a draw that runs have asked for: the next run has the first of them at once."""

_MOST_KEPT = 1 << 10
_FIRST = 8

_TABLE = ("block_key", "block_address")

_MULTIPLIER = 0x1E3779B97F4A7C15


class Blocks:
    """What of a tape the kernel of one run can read.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    memory : Memory
        Gets the addresses; those of all first attempts at once.
    """

    def __init__(self, plan: Plan, tape: Tape, memory: Memory) -> None:
        self._plan, self._tape, self._memory = plan, tape, memory
        self._kept = _kept_of(tape)
        self._used: list[Integers] = []
        self._far: dict[int, int] = {}
        memory.put("block_direct", np.zeros(max(1, len(plan.draws)) * DIRECT, dtype=np.int64))
        self._asked: dict[int, list[int]] = defaultdict(list)
        self._unasked: set[tuple[int, int]] = set()
        self._lay_table()
        self.add_together([(number, 1) for number in range(len(plan.draws))])
        self._add_unasked(
            [
                (number, attempt)
                for number, draw in enumerate(plan.draws)
                for attempt in _ASKED.get(draw, ())[:_FIRST]
            ]
        )

    def add_asked(self, number: int, attempt: int) -> None:
        """Hand in a block that the kernel has asked for.

        Draws that have been asked for at the same attempts belong to work that is done again
        together: they go on together.
        """
        before = list(self._asked[number])
        alike = [other for other, attempts in self._asked.items() if attempts == before]
        wanted = [(other, attempt) for other in (alike if before else [number])]
        for other, _ in wanted:
            self._asked[other].append(attempt)
            _remember(self._plan.draws[other], attempt)
        self._add_unasked(wanted)
        self._unasked.discard((number, attempt))
        self.add(number, attempt)

    def _add_unasked(self, wanted: list[tuple[int, int]]) -> None:
        """Hand in blocks that nobody has asked for yet; not if one of them cannot be drawn.

        A value that is no duration stops the runs that need it, and no others.
        """
        try:
            self.add_together(wanted)
        except DistributionError:
            return
        self._unasked.update(wanted)

    def add_together(self, wanted: Sequence[tuple[int, int]]) -> None:
        """Hand in several blocks, by draw and attempt, that are drawn together."""
        self._draw_together([(self._plan.draws[number], attempt) for number, attempt in wanted])
        for number, attempt in wanted:
            self.add(number, attempt)

    def add(self, number: int, attempt: int) -> None:
        """Hand a block in."""
        address = self._address(number, attempt)
        if attempt < DIRECT:
            self._memory.array("block_direct")[number * DIRECT + attempt] = address
            return
        self._point_far([(number, attempt)], [address])

    def _point_far(self, wanted: Iterable[tuple[int, int]], addresses: list[int]) -> None:
        """Tell the kernel where blocks of far attempts stand; some may have stood elsewhere."""
        keys = [number << ATTEMPT_BITS | attempt for number, attempt in wanted]
        new = dict(zip(keys, addresses, strict=True))
        moves = not self._far.keys().isdisjoint(new)
        self._far.update(new)
        if moves or 2 * len(self._far) + 2 > self._memory["block_mask"] + 1:
            self._lay_table()
            return
        table = [self._memory.array(name) for name in _TABLE]
        for key, address in new.items():
            _enter(table[0], table[1], key, address)

    def take_back(self, number: int, attempt: int) -> None:
        """Let the kernel ask for a block again."""
        if attempt < DIRECT:
            self._memory.array("block_direct")[number * DIRECT + attempt] = 0
        else:
            del self._far[number << ATTEMPT_BITS | attempt]
            self._lay_table()

    def add_next_campaigns(self) -> None:
        """Add campaigns; the kernel asks for them where they come in blocks (`CampaignRing`)."""
        raise AssertionError("all campaigns of this tape are there")

    def _draw_together(self, wanted: list[tuple[Draw, int]]) -> None:
        self._tape.draw_together(pair for pair in wanted if pair not in self._kept)

    def _address(self, number: int, attempt: int) -> int:
        block = self._block(self._plan.draws[number], attempt)
        self._used.append(block)
        return int(block.ctypes.data)

    def _block(self, draw: Draw, attempt: int) -> Integers:
        key = (draw, attempt)
        if key not in self._kept:
            block = self._tape.block(draw, attempt)
            self._kept[key] = block if block.size else np.zeros(1, dtype=np.int64)
        return self._kept[key]

    def _lay_table(self) -> None:
        """Lay out the blocks of far attempts as a hash table that is at most half full."""
        size = 16
        while size < 2 * len(self._far) + 2:
            size *= 2
        keys = np.full(size, -1, dtype=np.int64)
        addresses = np.zeros(size, dtype=np.int64)
        for key, address in self._far.items():
            _enter(keys, addresses, key, address)
        for name, array in zip(_TABLE, (keys, addresses), strict=True):
            self._memory.put(name, array)
        self._memory["block_mask"] = size - 1


def _remember(draw: Draw, attempt: int) -> None:
    if len(_ASKED) >= _MOST_KEPT:
        _ASKED.clear()
    attempts = _ASKED.setdefault(draw, [])
    if attempt not in attempts:
        attempts.append(attempt)
        attempts.sort()


def _enter(keys: Integers, addresses: Integers, key: int, address: int) -> None:
    """Put a block into the table, at the next free place from its own on."""
    mask = keys.size - 1
    place = _place(key, mask)
    while keys[place] >= 0:
        place = (place + 1) & mask
    keys[place], addresses[place] = key, address


def _kept_of(tape: Tape) -> dict[tuple[Draw, int], Integers]:
    requests = tape.campaigns.requested
    number = id(requests)
    if number not in _KEPT:
        _KEPT[number] = {}
        finalize(requests, _KEPT.pop, number, None)
    return _KEPT[number]


def _place(key: int, mask: int) -> int:
    """Same as `draws.place_in_table`, whose product wraps around at 64 bits."""
    product = (key * _MULTIPLIER) & ((1 << 64) - 1)
    if product >= 1 << 63:
        product -= 1 << 64
    return (product >> 20) & mask
