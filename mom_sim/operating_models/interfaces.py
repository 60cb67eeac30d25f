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
        asked = [_slots(node) for node in program.nodes]
        for unit in range(max(len(node.queues) for node in program.nodes)):
            for before, teams in _exchanges(queues, program, asked, unit):
                for one in before:
                    found.setdefault(one, set()).update(teams)
                for other in teams:
                    found.setdefault(other, set()).update(before)
    return {team: frozenset(others - {team}) for team, others in found.items()}


_Slots = tuple[tuple[int, ...], ...]
_Teams = frozenset[int]
_NOBODY: _Teams = frozenset()


def _exchanges(
    queues: Sequence[Queue], program: Program, asked: Sequence[_Slots], unit: int
) -> set[tuple[_Teams, _Teams]]:
    """Pairs of teams of which the second go on where the first have finished."""
    pairs: set[tuple[_Teams, _Teams]] = set()
    # By node: the teams that were last to work before it, on any way there.
    last = [_NOBODY for _ in program.nodes]
    for index, slots in enumerate(asked):  # every edge leads to a later node
        before = last[index]
        if slots:
            teams = frozenset(queues[queue].team for queue in slots[unit])
            if before:
                pairs.add((before, teams))
            before = teams or before
        for successor in program.nodes[index].successors:
            last[successor] |= before
    return pairs


def _slots(node: Node) -> _Slots:
    """Queues that a node asks for people in the normal course, by unit; empty if for nobody."""
    condition = node.condition
    is_usual = condition.escaped < 0 and condition.after_outcome not in _ONLY_IF
    if node.instruction != "WORK" or node.in_force or not is_usual:
        return ()
    return node.queues
