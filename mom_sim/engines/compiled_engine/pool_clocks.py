"""When somebody of every pool of a list of queues is there: clocks beside those of people.

Statistics without a log ask them how much of a wait nobody could have ended; `serving_hours` reads
what is laid out here.
"""

from __future__ import annotations

import numpy as np

from mom_sim.calendars.clock_sets import intersect, union
from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.codes import WORD_MASK, WORD_SHIFT
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.plan.plan import Plan
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
    clocks = {place: tape.lives[person.name].clock for place, person in enumerate(plan.people)}
    always = {place for place, clock in clocks.items() if _is_open_until(clock, plan.limit)}
    lists = {
        queues
        for program in plan.programs
        for node in program.nodes
        if node.instruction == "WORK"
        for queues in node.queues
    }
    asked = {
        member.person for queues in lists for one in queues for member in plan.queues[one].pool
    }
    memory["tells_causes"] = int(
        bool(plan.forces) or not asked <= always or any(len(queues) > 1 for queues in lists)
    )
    words = (len(plan.people) + WORD_MASK) >> WORD_SHIFT
    memory["inside_words"] = memory["slots_max"] * words if plan.forces else 0
    pools = _Pools(plan, clocks, always)
    first, queue_of = memory.array("slots_first"), memory.array("slots_queue")
    numbers = []
    for begin, end in zip(first[:-1].tolist(), first[1:].tolist(), strict=True):
        queues = tuple(queue_of[begin:end].tolist())
        numbers.append(pools.number_of(queues) if queues in lists else ALWAYS)
    before = memory.array("clock_total").size - 1  # it ends with a number of its own
    memory.put(
        "slots_clock",
        np.array([one + before if one >= 0 else ALWAYS for one in numbers], dtype=np.int64),
    )
    if pools.clocks:
        _add_clocks(memory, pools.clocks)


def _is_open_until(clock: WorkingClock, limit: int) -> bool:
    return bool(clock.starts.size and clock.starts[0] <= 0 and clock.ends[0] >= limit)


class _Pools:
    """Clocks of lists of queues, each made once."""

    def __init__(self, plan: Plan, people: dict[int, WorkingClock], always: set[int]) -> None:
        self._plan, self._people, self._always = plan, people, always
        self._number: dict[tuple[frozenset[int], ...], int] = {}
        self._unions: dict[frozenset[int], WorkingClock] = {}
        self.clocks: list[WorkingClock] = []

    def number_of(self, queues: tuple[int, ...]) -> int:
        """Position among `clocks` of when somebody of every pool is there; `ALWAYS` has none."""
        pools = (
            frozenset(member.person for member in self._plan.queues[one].pool) for one in queues
        )
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
            self._unions[pool] = union(*(self._people[person] for person in sorted(pool)))
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
