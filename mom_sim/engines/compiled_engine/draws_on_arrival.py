"""Which draws a campaign needs when it arrives: others can wait until its first work is done.

Whoever comes after the horizon may still wait for a first person when the run is over. Where all
that a program begins with is work that somebody has to take, nothing but its effort is needed then.
"""

from __future__ import annotations

from mom_sim.plan.plan import Condition, Plan, Program


def draws_on_arrival(plan: Plan) -> frozenset[int]:
    """Find the draws that campaigns need before they have left the first work of their program.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    frozenset of int
        Numbers of draws, of which the first attempts count. None where some program begins with
        anything else.
    """
    found: set[int] = set()
    for program in plan.programs:
        of_program = _draws_of(program)
        if of_program is None:
            return frozenset()
        found |= of_program
    return frozenset(found - {-1})


def _draws_of(program: Program) -> set[int] | None:
    """Draws of one program; None if it does not begin with ordinary work."""
    found = {program.patience}
    ahead = [0]
    while ahead:
        node = program.nodes[ahead.pop()]
        if node.condition != Condition() or node.launch or node.announce:
            return None
        if node.instruction == "PASS":
            ahead += node.successors
        elif node.instruction == "WORK":
            if node.reliefs or node.overflow or node.overflow_late:
                return None
            found |= {*node.draws, node.effort_draw}
        else:
            return None
    return found
