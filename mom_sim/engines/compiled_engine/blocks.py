"""Blocks of draws for the kernel: drawn once for all plans, kept as long as the tape is.

First attempts are drawn for all campaigns and handed to the tape, later ones for those that are
expected to come to them (`foresight`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import compress
from weakref import finalize

import numpy as np

from mom_sim.draws.distributions import DistributionError
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.block_table_machine_code import enter
from mom_sim.engines.compiled_engine.codes import DIRECT, UNDRAWN
from mom_sim.engines.compiled_engine.draws import ATTEMPT_BITS
from mom_sim.engines.compiled_engine.foresight import Foreseen
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_draws import Wanted, plan_draws
from mom_sim.log.spare_memory import spare_memory
from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.draw_sheet import Whom
from mom_sim.tape.tape import Tape

_AT_LEAST = 1 << 22
"""Bytes of a table of blocks: few of them are enough for all plans of most comparisons."""


class _Kept:
    """Blocks of a tape that have been drawn, and where they stand.

    A number is written once. So a run that reads a block may go on while another one's plan has it
    drawn for further campaigns.

    Parameters
    ----------
    campaigns : int
    """

    def __init__(self, campaigns: int) -> None:
        self._campaigns = campaigns
        self._blocks: dict[int, int] = {}
        # By block: address, number of its table, row there, whether it is drawn for everybody.
        self._columns = np.empty((4, 0), dtype=np.int64)
        self._tables: list[Integers] = []
        self._taken = 0
        self._of_tape: list[Integers] = []

    def addresses_if_there(self, wanted: Wanted) -> Integers | None:
        """Find blocks that have been drawn, though not for all; None if not all of them are."""
        blocks = [self._blocks.get(key, -1) for key in wanted.keys]
        if -1 in blocks:
            return None
        address, _, _, is_whole = self._columns[:, blocks]
        return address if (is_whole | wanted.needs[1]).all() else None

    def addresses(self, plan: Plan, tape: Tape, wanted: Wanted, whom: Whom) -> Integers:
        """Find blocks that hold what some campaigns need, and draw together what they lack."""
        if not self._blocks.keys() >= set(wanted.keys):
            self._add_blocks(plan, tape, wanted)
        blocks = np.array([self._blocks[key] for key in wanted.keys], dtype=np.int64)
        address, table, place, is_whole = self._columns[:, blocks]
        who, first, last = whom
        for number in np.unique(table[is_whole == 0]).tolist():
            rows = np.flatnonzero((table == number) & (is_whole == 0))
            to, attempts = self._tables[number], wanted.attempts[rows]
            plan_draws(plan).sheet.lay(
                tape,
                wanted.numbers[rows],
                attempts,
                to,
                0,
                (who, first[rows], last[rows]),
                place[rows],
            )
            for row in rows[(last - first)[rows] == self._campaigns].tolist():
                number, attempt = wanted.pairs[row]
                self._columns[3, blocks[row]] = True
                tape.take_in(plan.draws[number], attempt, to[place[row], : self._campaigns])
        return address

    def _add_blocks(self, plan: Plan, tape: Tape, wanted: Wanted) -> None:
        """Find room for blocks that are not there, unless the tape has them."""
        pairs = dict(zip(wanted.keys, wanted.pairs, strict=True))
        new = [key for key in pairs if key not in self._blocks]
        undrawn = []
        for key in new:
            draw, attempt = plan.draws[pairs[key][0]], pairs[key][1]
            if tape.is_drawn(draw, attempt):
                block = tape.block(draw, attempt)
                self._of_tape.append(block)
                self._add(
                    [key], np.array([block.ctypes.data]), -1, np.zeros(1, dtype=np.int64), True
                )
            else:
                undrawn.append(key)
        if not undrawn:
            return
        if not self._tables or self._taken + len(undrawn) > len(self._tables[-1]):
            columns = 1 << max(0, self._campaigns - 1).bit_length()
            rows = max(len(undrawn), _AT_LEAST // (8 * columns))
            memory = spare_memory(rows * columns)
            self._tables.append(memory[: rows * columns].reshape(rows, columns))
            self._taken = 0
        places = np.arange(self._taken, self._taken + len(undrawn))
        self._taken += len(undrawn)
        table = self._tables[-1]
        table[places[0] : self._taken, : self._campaigns] = UNDRAWN
        addresses = table.ctypes.data + table.strides[0] * places
        self._add(undrawn, addresses, len(self._tables) - 1, places, not self._campaigns)

    def _add(
        self, keys: list[int], addresses: Integers, table: int, places: Integers, is_whole: bool
    ) -> None:
        begin = self._columns.shape[1]
        columns = np.empty((4, len(keys)), dtype=np.int64)
        columns[0], columns[1], columns[2], columns[3] = addresses, table, places, is_whole
        self._columns = np.concatenate((self._columns, columns), axis=1)
        self._blocks.update(zip(keys, range(begin, begin + len(keys)), strict=True))


_KEPT: dict[int, _Kept] = {}
"""By the identity of the requests, which copies of a tape share."""

_ASKED: dict[Draw, list[int]] = {}
"""Attempts of a draw that runs have asked for: the next run has the first of them at once."""

_MOST_KEPT = 1 << 10

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
        self._kept, self._draws = _kept_of(tape), plan_draws(plan)
        self._foreseen: Foreseen | None = None
        self._partial: set[tuple[int, int]] = set()
        self._taken_over: list[Wanted] = []
        self._far: dict[int, int] = {}
        memory.put("block_direct", np.zeros(max(1, len(plan.draws)) * DIRECT, dtype=np.int64))
        self._asked: dict[int, list[int]] = defaultdict(list)
        self._unasked: set[tuple[int, int]] = set()
        self._lay_table()
        self.add_together(self._draws.first)
        self._add_unasked(self._draws.ahead(plan.draws, _ASKED))

    def add_asked(self, number: int, attempt: int) -> None:
        """Hand in a block that the kernel has asked for.

        Draws that have been asked for at the same attempts belong to work that is done again
        together: they go on together. Where a block is there, it lacks a campaign: another plan has
        had it drawn, or the campaign has come further than was expected. Then all are drawn who are
        expected in this plan, and this one has all that others have.
        """
        if (number, attempt) in self._partial:
            for lacking in self._taken_over:
                self._kept.addresses(self._plan, self._tape, lacking, self._whom(lacking))
            self._taken_over = []
            some = self._draws.wanted(list(self._partial))
            campaign = np.array([self._memory["missing_campaign"]], dtype=np.int64)
            none = np.zeros(len(some.pairs), dtype=np.int64)
            self._kept.addresses(self._plan, self._tape, some, (campaign, none, none + 1))
            return
        before = list(self._asked[number])
        alike = [other for other, attempts in self._asked.items() if attempts == before]
        wanted = [(other, attempt) for other in (alike if before else [number])]
        for other, _ in wanted:
            self._asked[other].append(attempt)
            _remember(self._plan.draws[other], attempt)
        self._add_unasked(self._draws.wanted(wanted))
        if (number, attempt) not in self._unasked:
            self.add(number, attempt)
        self._unasked.discard((number, attempt))

    def _add_unasked(self, wanted: Wanted) -> None:
        """Hand in blocks that nobody has asked for yet; not if one of them cannot be drawn.

        A value that is no duration stops the runs that need it, and no others.
        """
        try:
            self.add_together(wanted)
        except DistributionError:
            return
        self._unasked.update(wanted.pairs)

    def add_together(self, wanted: Wanted) -> None:
        """Hand in several blocks that are drawn together."""
        if not wanted.pairs:
            return
        addresses = self._kept.addresses_if_there(wanted)
        if addresses is None:
            whom = self._whom(wanted)
            addresses = self._kept.addresses(self._plan, self._tape, wanted, whom)
        else:
            self._taken_over.append(wanted)
        self._hand_in(wanted.numbers, wanted.attempts, addresses)
        self._partial.update(compress(wanted.pairs, wanted.needs[1].tolist()))

    def _whom(self, wanted: Wanted) -> Whom:
        """For whom blocks are drawn: those who are expected to come there, or everybody.

        A value that is no duration stops whoever reads the block, whosever value it is: where there
        may be one, it is drawn for everybody.
        """
        group, revisions = wanted.needs
        count = self._tape.campaigns.requested.size
        if self._draws.foresight.is_of_use and revisions.any():
            is_sure = self._draws.sheet.are_durations(self._tape.campaigns)
            revisions = np.where(is_sure[wanted.numbers], revisions, 0)
            if self._foreseen is None:
                self._foreseen = self._draws.foresight.of(self._tape)
            return self._foreseen.whom(np.stack((group, revisions)))
        none = np.zeros_like(group)
        return np.arange(count), none, none + count

    def add(self, number: int, attempt: int) -> None:
        """Hand a block in."""
        self.add_together(self._draws.wanted([(number, attempt)]))

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
        known = self._far
        new = {key: at for key, at in found.items() if known.get(key) != at} if known else found
        moves = not known.keys().isdisjoint(new)
        known.update(new)
        if moves or 2 * len(known) + 2 > self._memory["block_mask"] + 1:
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
        _KEPT[number] = _Kept(requests.size)
        finalize(requests, _KEPT.pop, number, None)
    return _KEPT[number]
