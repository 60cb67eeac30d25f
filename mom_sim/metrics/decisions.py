"""What gates decided, in which round, and how long a decision took."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from mom_sim.log.contract import NULL
from mom_sim.log.event_kinds import EVENT_KIND_RECORDS
from mom_sim.metrics.ingredients import BoolArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.node_table import NodeTable
from mom_sim.plan.instructions import CODES

APPROVE = EVENT_KIND_RECORDS["verdict"].words.index("approve")


@dataclass(frozen=True, eq=False)
class Decisions:
    """All verdicts of a log.

    Where several decide one after another, each of them gives verdicts of their own and counts as
    a gate of their own; where several decide together, they give one.

    Attributes
    ----------
    campaign, step : int64 arrays, shape (verdicts,)
    approves : bool array, shape (verdicts,)
        Because the deciders do, and not because the rounds are used up.
    is_first : bool array, shape (verdicts,)
        The first verdict of this gate on this campaign.
    ready, decided : int64 arrays, shape (verdicts,), microseconds
        When the work lay before the gate, its hand-off over, and when the verdict was given.
    """

    campaign: IntArray
    step: IntArray
    approves: BoolArray
    is_first: BoolArray
    ready: IntArray
    decided: IntArray


def decisions_of(log: LogArrays, nodes: NodeTable, row: IntArray) -> Decisions:
    """Collect the verdicts of a log.

    Parameters
    ----------
    log : LogArrays
    nodes : NodeTable
    row : int64 array, shape (activities,)
        Row in `nodes` of each activity.

    Returns
    -------
    Decisions
    """
    events = log.event_rows("verdict")
    events = events[log.events["activity"][events] != NULL]
    events = events[nodes.gate[row[log.events["activity"][events]]]]
    activity = log.events["activity"][events]
    forced = log.events["activity"][log.event_rows("forced_approval")]
    is_forced = np.zeros(row.size, dtype=np.bool_)
    is_forced[forced[forced != NULL]] = True
    attempt = log.activities["attempt"][activity]
    return Decisions(
        campaign=log.events["campaign"][events],
        step=log.events["step"][events],
        approves=(log.events["value"][events] == APPROVE) & ~is_forced[activity],
        is_first=attempt == 1,
        ready=_laid_before(log, nodes, row, activity),
        decided=log.events["time"][events],
    )


def _laid_before(log: LogArrays, nodes: NodeTable, row: IntArray, decision: IntArray) -> IntArray:
    """When the work lay before the gate: follow a decision back over its reviews and meetings."""
    ready, trigger, step = (log.activities[name] for name in ("ready", "trigger", "step"))
    belongs = np.isin(nodes.instruction, (CODES["WORK"], CODES["MEET"]))
    if "numba" in sys.modules:
        from mom_sim.metrics.machine_code import go_back

        since = np.empty(decision.size, dtype=np.int64)
        if go_back(row, belongs, (plain(ready), plain(trigger), plain(step)), decision, since):
            return since
    since = ready[decision].copy()
    rows = np.arange(decision.size)
    before = trigger[decision]
    while rows.size:
        keep = before != NULL
        rows, before = rows[keep], before[keep]
        keep = belongs[row[before]] & (step[before] == step[decision[rows]])
        rows, before = rows[keep], before[keep]
        since[rows] = ready[before]
        before = trigger[before]
    return since
