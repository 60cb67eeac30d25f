"""Seats of the reviewers of a decision: by them a chance finds whose look it decides."""

from __future__ import annotations

from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.plan import Condition, Decision, Node

_TIMED_OUT = ACTIVITY_OUTCOMES.index("timed_out")
_ALWAYS = Condition()


def seats_of(nodes: tuple[Node, ...], decision: Decision) -> tuple[int, ...]:
    """Find the seat of each reviewer. A delegate sits in the place of who did not look.

    Parameters
    ----------
    nodes : tuple of Node
        Of the decision's program.
    decision : Decision

    Returns
    -------
    tuple of int
        In the order of the reviewers.
    """
    seat_of: dict[int, int] = {}  # by review node
    seats: list[int] = []
    taken = 0
    for reviewer in decision.reviewers:
        condition = nodes[reviewer.nodes[0]].condition if reviewer.nodes else _ALWAYS
        if condition.after_outcome == _TIMED_OUT:
            seats.append(seat_of[condition.after_node])
            continue
        seats.append(taken)
        seat_of.update(dict.fromkeys(reviewer.nodes, taken))
        taken += 1
    return tuple(seats)
