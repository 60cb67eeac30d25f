"""When somebody of every pool of a list of queues is there: clocks beside those of people.

Statistics without a log ask them how much of a wait nobody could have ended; `serving_hours` reads
what is laid out here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import finalize

import numpy as np

from mom_sim.calendars.clock_sets import intersect
from mom_sim.calendars.clock_table import ClockTable
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.clock_unions import union_of
from mom_sim.engines.compiled_engine.codes import WORD_MASK, WORD_SHIFT
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.plan.plan import Plan
from mom_sim.tape.life_columns import columns_of
from mom_sim.tape.person_life import PersonLife
from mom_sim.tape.tape import Tape

ALWAYS = -1


def lay_pool_clocks(memory: Memory, plan: Plan, tape: Tape) -> None:
    """Lay out what tells `closed` and `assembly` from other waits; nothing where neither occurs.

    Parameters
    ----------
    memory : Memory
        With the tables of the plan and the tape.
    plan : Plan
    tape : Tape
        For its lives.
    """
    lives = [tape.lives[person.name] for person in plan.people]
    always = _always_there(columns_of(lives)[0], plan.limit)
    lists = _lists_of(plan, memory)
    memory["tells_causes"] = int(bool(plan.forces) or not lists.asked <= always or lists.are_long)
    words = (len(plan.people) + WORD_MASK) >> WORD_SHIFT
    memory["inside_words"] = memory["slots_max"] * words if plan.forces else 0
    pools = _Pools(lives, always)
    numbers = [ALWAYS if of is None else pools.number_of(of) for of in lists.pools]
    before = memory.array("clock_total").size - 1  # it ends with a number of its own
    memory.put(
        "slots_clock",
        np.array([one + before if one >= 0 else ALWAYS for one in numbers], dtype=np.int64),
    )
    if pools.clocks:
        _add_clocks(memory, pools.clocks)


def _always_there(table: ClockTable, limit: int) -> set[int]:
    """Whose first interval of work lasts as long as a run."""
    works = np.flatnonzero(table.first[1:] > table.first[:-1])
    first = table.first[works]
    is_open = (table.starts[first] <= 0) & (table.ends[first] >= limit)
    return set(works[is_open].tolist())


@dataclass(frozen=True, eq=False)
class _Lists:
    """The lists of queues that work of a plan asks for.

    Parameters
    ----------
    pools : list of tuple of frozenset of int, or None
        By the kernel's number of a list, the people of each of its queues; None if nobody asks.
    asked : frozenset of int
        All of these people.
    are_long : bool
        Whether one has several queues.
    """

    pools: list[tuple[frozenset[int], ...] | None]
    asked: frozenset[int]
    are_long: bool


_LISTS: dict[int, _Lists] = {}
"""By the identity of their plan."""


def _lists_of(plan: Plan, memory: Memory) -> _Lists:
    number = id(plan)
    if number not in _LISTS:
        _LISTS[number] = _lists(plan, memory)
        finalize(plan, _LISTS.pop, number, None)
    return _LISTS[number]


def _lists(plan: Plan, memory: Memory) -> _Lists:
    lists = {
        queues
        for program in plan.programs
        for node in program.nodes
        if node.instruction == "WORK"
        for queues in node.queues
    }
    people = [frozenset(member.person for member in queue.pool) for queue in plan.queues]
    first, queue_of = memory.array("slots_first"), memory.array("slots_queue")
    numbered = [
        tuple(queue_of[begin:end].tolist())
        for begin, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True)
    ]
    return _Lists(
        [
            tuple(people[one] for one in one_list) if one_list in lists else None
            for one_list in numbered
        ],
        frozenset().union(*(people[one] for queues in lists for one in queues)),
        any(len(queues) > 1 for queues in lists),
    )


class _Pools:
    """Clocks of lists of queues, each made once."""

    def __init__(self, lives: Sequence[PersonLife], always: set[int]) -> None:
        self._lives, self._always = lives, always
        self._number: dict[tuple[frozenset[int], ...], int] = {}
        self._unions: dict[frozenset[int], WorkingClock] = {}
        self.clocks: list[WorkingClock] = []

    def number_of(self, pools: tuple[frozenset[int], ...]) -> int:
        """Position among `clocks` of when somebody of every pool is there; `ALWAYS` has none."""
        # A pool in which somebody is always there closes for nobody.
        key = tuple(sorted({one for one in pools if not one & self._always}, key=sorted))
        if not key:
            return ALWAYS
        if key not in self._number:
            there = [self._union(pool) for pool in key]
            self._number[key] = len(self.clocks)
            self.clocks.append(there[0] if len(there) == 1 else intersect(*there))
        return self._number[key]

    def _union(self, pool: frozenset[int]) -> WorkingClock:
        if pool not in self._unions:
            of = [self._lives[person].clock for person in sorted(pool)]
            self._unions[pool] = union_of(of)
        return self._unions[pool]


def _add_clocks(memory: Memory, clocks: list[WorkingClock]) -> None:
    first = memory.array("clock_first")
    sizes = [clock.starts.size for clock in clocks]
    end = np.zeros(1, dtype=np.int64)

    def longer(name: str, *added: Integers) -> None:
        memory.put(name, np.concatenate((memory.array(name)[:-1], *added, end)))

    longer("open_start", *(clock.starts for clock in clocks))
    longer("open_end", *(clock.ends for clock in clocks))
    longer("open_before", *(clock.worked_before for clock in clocks))
    longer("clock_total", np.array([clock.total for clock in clocks], dtype=np.int64))
    memory.put("clock_first", np.concatenate((first, first[-1] + np.cumsum(sizes))))
