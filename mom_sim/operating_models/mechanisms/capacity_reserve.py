"""Capacity reserve: some people are kept free for the first class of service."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Member, Node, Plan, Program, Queue

_BY_PEOPLE = ("WORK", "ASSEMBLE")


class CapacityReserve(Effect):
    """Takes people out of the pools that other than the first class of service is served from.

    The first class has the lowest rank of those that campaign types are in. Its work goes to the
    reserve first, and to everybody else as before. The reserve are the last people of a pool whose
    own skill it is, halves rounded up, and never so many that a crew could not be formed without
    them; they are idle while the first class has nothing for them.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Split the pools by class of service."""
        ranks = {program.rank for program in plan.programs}
        if not self.settings["share"]:
            return plan
        if len(ranks) < 2:
            tables.warnings.append(
                "capacity reserve: all campaign types are in one class of service, so nobody is "
                "kept free"
            )
            return plan
        split = _Split(plan)
        needed = _largest_crews(plan)
        kept = {
            queue: self._kept(plan, tables, queue, needed[number])
            for number, queue in enumerate(plan.queues)
        }
        if not any(kept.values()):
            tables.warnings.append(
                "capacity reserve: no pool is large enough to keep anybody free; raise the share"
            )
            return plan
        programs = tuple(
            split.program(program, kept, is_first=program.rank == min(ranks))
            for program in plan.programs
        )
        return replace(plan, programs=programs, queues=tuple(split.queues))

    def _kept(self, plan: Plan, tables: Tables, queue: Queue, needed: int) -> tuple[Member, ...]:
        """People of a pool who are kept free, of which `needed` have to stay."""
        roles = {role.name: role for role in tables.scenario.roles}
        skill = plan.skills[queue.skill]
        own = [
            member
            for member in queue.pool
            if not member.lent and roles[plan.people[member.person].role].skills[0][0] == skill
        ]
        kinds = {roles[plan.people[member.person].role].kind for member in own}
        if not kinds or not kinds <= set(self.settings["kinds"]):
            return ()
        wanted = int(self.settings["share"] * len(own) + 0.5)
        count = min(wanted, len(own) - max(1, needed))
        return tuple(own[len(own) - count :]) if count > 0 else ()


def _largest_crews(plan: Plan) -> Counter[int]:
    """By queue: the most people of it that work needs at the same time."""
    needed: Counter[int] = Counter()
    for program in plan.programs:
        for node in program.nodes:
            for slots in node.queues:
                needed |= Counter(slots)
    return needed


class _Split:
    """Queues for the first class of service and for the others."""

    def __init__(self, plan: Plan) -> None:
        self._of = plan.queues
        self.queues = [*plan.queues]  # common ones stay, for what is not split

    def program(
        self, program: Program, kept: dict[Queue, tuple[Member, ...]], *, is_first: bool
    ) -> Program:
        """A program whose work waits in the queues of its class."""
        nodes = tuple(
            self._node(node, kept, is_first) if node.instruction in _BY_PEOPLE else node
            for node in program.nodes
        )
        return replace(program, nodes=nodes)

    def _node(self, node: Node, kept: dict[Queue, tuple[Member, ...]], is_first: bool) -> Node:
        rows = tuple(
            tuple(self._queue(self._of[queue], kept[self._of[queue]], is_first) for queue in slots)
            for slots in node.queues
        )
        return replace(node, queues=rows)

    def _queue(self, queue: Queue, reserve: tuple[Member, ...], is_first: bool) -> int:
        """Position of a class's own queue in place of a common one."""
        rest = tuple(member for member in queue.pool if member not in reserve)
        own = replace(queue, pool=(*reserve, *rest) if is_first else rest)
        if own not in self.queues:
            self.queues.append(own)
        return self.queues.index(own)


EFFECT = CapacityReserve
