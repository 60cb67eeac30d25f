"""Activities of the log by machine code: the kernel's rows, sorted and numbered anew.

Small numbers that are fixed elsewhere come as arguments: machine code is kept on the disk, and
knows of changes in this file alone.
"""

from __future__ import annotations

from typing import NamedTuple

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.compiled import compiled

COLUMNS = (
    "campaign",
    "node",
    "attempt",
    "ready",
    "trigger",
    "start",
    "finish",
    "team",
    "outcome",
    "effort",
)
"""What a row of the kernel's memory begins with."""
_CAMPAIGN, _NODE, _ATTEMPT, _READY, _TRIGGER, _START, _FINISH, _TEAM, _OUTCOME, _EFFORT = range(10)


class Nodes(NamedTuple):
    """What the plan says of nodes, counted over all programs, and of who works on them."""

    program_first: Integers  # by type
    step: Integers
    instruction: Integers
    slots: Integers  # by node and unit
    units: int
    work: int  # instruction of hands-on work
    meet: int  # that of a meeting


@compiled
def _comes_before(rows: Integers, one: int, other: int) -> bool:
    """Whether a row comes before another by ready, campaign, node and attempt."""
    if rows[one, _READY] != rows[other, _READY]:
        return rows[one, _READY] < rows[other, _READY]
    if rows[one, _CAMPAIGN] != rows[other, _CAMPAIGN]:
        return rows[one, _CAMPAIGN] < rows[other, _CAMPAIGN]
    if rows[one, _NODE] != rows[other, _NODE]:
        return rows[one, _NODE] < rows[other, _NODE]
    return rows[one, _ATTEMPT] < rows[other, _ATTEMPT]


@compiled
def order_rows(rows: Integers, order: Integers) -> bool:
    """Write the log's order of rows that are nearly in it; False where they are too far from it."""
    left = 32 * order.size
    for row in range(order.size):
        place = row
        while place > 0 and left > 0 and _comes_before(rows, row, order[place - 1]):
            order[place] = order[place - 1]
            place -= 1
            left -= 1
        order[place] = row
    return left > 0 or order.size == 0


@compiled
def write_rows(
    rows: Integers,
    order: Integers,
    kind: Integers,
    unit: Integers,
    nodes: Nodes,
    place: Integers,
    out: Integers,
    aside: Integers,
    is_used: Integers,
) -> None:
    """Write the columns of the log's activities.

    `kind` and `unit` are by campaign. `place` gets the new number of each old one, `out` the
    columns in the order of the contract, `aside` each activity's node (counted over all programs),
    who does it (a list of queues) and when it began; `is_used`, full of zeros, a 1 for each list of
    queues that works.
    """
    for new in range(order.size):
        place[order[new]] = new
    for new in range(order.size):
        row = order[new]
        campaign, start = rows[row, _CAMPAIGN], rows[row, _START]
        node = nodes.program_first[kind[campaign]] + rows[row, _NODE]
        slots = nodes.slots[node * nodes.units + unit[campaign]]
        instruction, trigger = nodes.instruction[node], rows[row, _TRIGGER]
        aside[0, new], aside[1, new], aside[2, new] = node, slots, start
        if instruction == nodes.work:
            is_used[slots] = 1
        elif instruction == nodes.meet:
            # A meeting's start was only a mark of when the agenda began to matter.
            start = rows[row, _FINISH]
        out[0, new], out[1, new], out[2, new] = new, campaign, rows[row, _NODE]
        out[3, new], out[4, new] = nodes.step[node], instruction
        out[5, new], out[6, new] = rows[row, _ATTEMPT], rows[row, _READY]
        out[7, new], out[8, new] = start, rows[row, _FINISH]
        out[9, new], out[10, new] = rows[row, _TEAM], rows[row, _OUTCOME]
        out[11, new] = place[trigger] if trigger >= 0 else trigger
        out[12, new] = rows[row, _EFFORT]
