"""Interfaces: which teams exchange work, read off a plan's programs and queues."""

from __future__ import annotations

from collections.abc import Sequence

from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import Node, Program, Queue

_ONLY_IF = tuple(ACTIVITY_OUTCOMES.index(word) for word in ("timed_out", "overflowed", "escalated"))


def interfaces(programs: Sequence[Program], queues: Sequence[Queue]) -> dict[int, frozenset[int]]:
    """Find the teams that each team hands work to, or has it from.

    Parameters
    ----------
    programs : sequence of Program
        Of a plan.
    queues : sequence of Queue
        Of the same plan.

    Returns
    -------
    dict of int to frozenset of int
        Of every team that does work, the others. What a task force does inside, what an agency
        does, delegated reviews and repairs after the launch make no interface; nodes in which
        nobody works are passed through.
    """
    found: dict[int, set[int]] = {}
    for program in programs:
        for unit in range(max(len(node.queues) for node in program.nodes)):
            for one, other in _exchanges(queues, program, unit):
                found.setdefault(one, set()).add(other)
                found.setdefault(other, set()).add(one)
    return {team: frozenset(others - {team}) for team, others in found.items()}


def _exchanges(queues: Sequence[Queue], program: Program, unit: int) -> set[tuple[int, int]]:
    """Pairs of teams of which the second goes on where the first has finished."""
    pairs: set[tuple[int, int]] = set()
    # By node: the teams that were last to work before it, on any way there.
    last: list[set[int]] = [set() for _ in program.nodes]
    for index, node in enumerate(program.nodes):  # every edge leads to a later node
        teams = _teams(queues, node, unit)
        pairs.update((one, other) for one in last[index] for other in teams)
        for successor in node.successors:
            last[successor] |= teams or last[index]
    return pairs


def _teams(queues: Sequence[Queue], node: Node, unit: int) -> set[int]:
    """Teams whose people a node asks for in the normal course; empty if for nobody's."""
    condition = node.condition
    is_usual = condition.escaped < 0 and condition.after_outcome not in _ONLY_IF
    if node.instruction != "WORK" or node.in_force or not is_usual:
        return set()
    return {queues[queue].team for queue in node.queues[unit]}
