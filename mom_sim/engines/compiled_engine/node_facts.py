"""What is known of a node beforehand, so that the kernel need not find out at each visit."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.codes import (
    ASKS_CHANCE,
    ASKS_DISTANCE,
    ASKS_ESCAPED,
    ASKS_OUTCOME,
    ASKS_TIERS,
    ASKS_TIME,
)
from mom_sim.log.contract import CAUSES
from mom_sim.plan.plan import ALL_TIERS, Condition, Node, Program

_MAY_HAVE_NO_TIME = ("DELAY", "AGENCY")
MOMENTARY = ("PASS", "DECIDE", "END", "CANCEL", "DISBAND")
_CAUSE_OF_INSTRUCTION = {
    "ADMIT": "hold",
    "FREEZE": "hold",
    "ASSEMBLE": "hold",
    "EMBARGO": "embargo",
    "AGENCY": "agency",
    "MEET": "decision",
}


def what_is_asked(node: Node) -> int:
    """What decides whether a node is carried out, in the bits that `conditions` tests.

    Parameters
    ----------
    node : Node

    Returns
    -------
    int
        0 for a node that is carried out whenever it becomes ready.
    """
    condition = node.condition
    asked = {
        ASKS_TIERS: condition.tiers != ALL_TIERS,
        ASKS_DISTANCE: condition.distance != "",
        ASKS_OUTCOME: condition.after_node >= 0,
        ASKS_ESCAPED: condition.escaped >= 0,
        ASKS_CHANCE: condition.chance >= 0,
        ASKS_TIME: node.instruction in _MAY_HAVE_NO_TIME,
    }
    return sum(bit for bit, is_asked in asked.items() if is_asked)


def links(program: Program) -> list[int]:
    """Find what follows on nodes behind which a campaign neither divides nor waits for anything.

    Parameters
    ----------
    program : Program

    Returns
    -------
    list of int
        By node: the only one behind it, if there is one, which comes after no other node; else -1.
        Also -1 for the node behind which a backlog goes on at a step of its own.
    """
    before = [0] * len(program.nodes)
    for node in program.nodes:
        for successor in node.successors:
            before[successor] += 1
    return [
        node.successors[0]
        if len(node.successors) == 1 and before[node.successors[0]] == 1 and index != program.body
        else -1
        for index, node in enumerate(program.nodes)
    ]


def is_momentary(program: Program, node: Node) -> bool:
    """Whether a node never takes time, and nobody asks when or where it was carried out.

    Without a log nothing is written of such a node: its time would be 0 in every sum.

    Parameters
    ----------
    program : Program
    node : Node

    Returns
    -------
    bool
    """
    asks_when = any(other.timeout_from >= 0 for other in program.nodes)
    return node.instruction in MOMENTARY and not node.places and not asks_when


def cause_of(node: Node) -> int:
    """Cause that the time of a node counts for in which nobody works, when nobody asks further.

    Times when nobody could work (`closed`) and those when a crew forms (`assembly`) are told from
    it when a campaign is over; see `tallying.tally_apart`.
    """
    if node.instruction == "WORK":
        return CAUSES.index("decision" if node.review else "queue")
    return CAUSES.index(node.cause or _CAUSE_OF_INSTRUCTION.get(node.instruction, "queue"))


def next_work(program: Program, index: int, following: int) -> int:
    """Ordinary work that follows, alone, on ordinary work; -1 where anything else can happen.

    Whether a decision may be made early because of it is known from `node_deciding`.

    Parameters
    ----------
    program : Program
    index : int
    following : int
        Of `links`.

    Returns
    -------
    int
    """
    if following < 0:
        return -1
    node, then = program.nodes[index], program.nodes[following]
    is_last = node.instruction != "WORK" or node.launch or node.announce
    is_special = (
        then.instruction != "WORK"
        or then.condition != Condition()
        or then.reliefs
        or then.timeout
        or then.overflow
        or then.overflow_late
        or then.in_force
        or then.effort_draw >= 0
        or min(then.draws, default=-1) < 0
    )
    return -1 if is_last or is_special else following
