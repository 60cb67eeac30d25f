"""Blocks of draws for the kernel: read from the tape once, kept as long as the tape is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from weakref import finalize

import numpy as np

from mom_sim.draws.distributions import DistributionError
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.block_table_machine_code import enter
from mom_sim.engines.compiled_engine.codes import DIRECT
from mom_sim.engines.compiled_engine.draws import ATTEMPT_BITS
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_draws import plan_draws
from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.tape import Tape


class _Kept:
    """Blocks that have been read from a tape, and where they stand.

    Attributes
    ----------
    address : dict of int to int
        By number of the draw (see `PlanDraws.ids`) and attempt in one.
    """

    def __init__(self) -> None:
        self.address: dict[int, int] = {}
        self._blocks: list[Integers] = []

    def keep(self, plan: Plan, tape: Tape, wanted: Sequence[tuple[int, int]]) -> None:
        """Read blocks that have not been read yet; they are drawn together."""
        ids = plan_draws(plan).ids
        _draw(plan, tape, wanted)
        for number, attempt in wanted:
            block = tape.block(plan.draws[number], attempt)
            if not block.size:
                block = np.zeros(1, dtype=np.int64)
            self._blocks.append(block)
            key = ids[number] << ATTEMPT_BITS | attempt
            self.address[key] = block.__array_interface__["data"][0]


def _draw(plan: Plan, tape: Tape, wanted: Sequence[tuple[int, int]]) -> None:
    """Draw what the tape does not have yet, a row each of one table."""
    draws = plan.draws
    new = [
        (number, attempt) for number, attempt in wanted if not tape.is_drawn(draws[number], attempt)
    ]
    size = tape.campaigns.requested.size
    if not (new and size):
        return
    numbers, attempts = np.array(new, dtype=np.int64).T.copy()
    table = np.empty((len(new), 1 << (size - 1).bit_length()), dtype=np.int64)
    plan_draws(plan).sheet.lay(tape, numbers, attempts, table, 0)
    for row, (number, attempt) in enumerate(new):
        tape.take_in(draws[number], attempt, table[row, :size])


_KEPT: dict[int, _Kept] = {}
"""By the identity of the requests, which copies of a tape share."""

_ASKED: dict[Draw, list[int]] = {}
"""Attempts of a draw that runs have asked for: the next run has the first of them at once."""

_MOST_KEPT = 1 << 10
_FIRST = 32

_TABLE = ("block_key", "block_address")


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
        if (number, attempt) not in self._unasked:
            self.add(number, attempt)
        self._unasked.discard((number, attempt))

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
        if not wanted:
            return
        known, ids = self._kept.address, plan_draws(self._plan).ids
        keys = [ids[number] << ATTEMPT_BITS | attempt for number, attempt in wanted]
        addresses = [known.get(key, 0) for key in keys]
        if 0 in addresses:
            new = (pair for pair, address in zip(wanted, addresses, strict=True) if address == 0)
            self._kept.keep(self._plan, self._tape, list(dict.fromkeys(new)))
            addresses = [known[key] for key in keys]
        numbers, attempts = np.array(wanted, dtype=np.int64).T
        self._hand_in(numbers, attempts, np.array(addresses, dtype=np.int64))

    def add(self, number: int, attempt: int) -> None:
        """Hand a block in."""
        self.add_together([(number, attempt)])

    def _hand_in(self, numbers: Integers, attempts: Integers, addresses: Integers) -> None:
        """Tell the kernel where blocks stand."""
        is_near = attempts < DIRECT
        places = (numbers * DIRECT + attempts)[is_near]
        self._memory.array("block_direct")[places] = addresses[is_near]
        if not is_near.all():
            self._point_far((numbers << ATTEMPT_BITS | attempts)[~is_near], addresses[~is_near])

    def _point_far(self, keys: Integers, addresses: Integers) -> None:
        """Tell the kernel where blocks of far attempts stand; some may have stood elsewhere."""
        found = dict(zip(keys.tolist(), addresses.tolist(), strict=True))
        new = {key: address for key, address in found.items() if self._far.get(key) != address}
        moves = not self._far.keys().isdisjoint(new)
        self._far.update(new)
        if moves or 2 * len(self._far) + 2 > self._memory["block_mask"] + 1:
            self._lay_table()
        else:
            _enter([self._memory.array(name) for name in _TABLE], new)

    def add_next_campaigns(self) -> None:
        """Add campaigns; the kernel asks for them where they come in blocks (`CampaignRing`)."""
        raise AssertionError("all campaigns of this tape are there")

    def _lay_table(self) -> None:
        """Lay out the blocks of far attempts as a hash table that is at most half full."""
        size = 16
        while size < 2 * len(self._far) + 2:
            size *= 2
        table = [np.full(size, -1, dtype=np.int64), np.zeros(size, dtype=np.int64)]
        _enter(table, self._far)
        for name, array in zip(_TABLE, table, strict=True):
            self._memory.put(name, array)
        self._memory["block_mask"] = size - 1


def _remember(draw: Draw, attempt: int) -> None:
    if len(_ASKED) >= _MOST_KEPT:
        _ASKED.clear()
    attempts = _ASKED.setdefault(draw, [])
    if attempt not in attempts:
        attempts.append(attempt)
        attempts.sort()


def _enter(table: Sequence[Integers], blocks: Mapping[int, int]) -> None:
    count = len(blocks)
    enter(
        *table,
        np.fromiter(blocks.keys(), dtype=np.int64, count=count),
        np.fromiter(blocks.values(), dtype=np.int64, count=count),
    )


def _kept_of(tape: Tape) -> _Kept:
    requests = tape.campaigns.requested
    number = id(requests)
    if number not in _KEPT:
        _KEPT[number] = _Kept()
        finalize(requests, _KEPT.pop, number, None)
    return _KEPT[number]
