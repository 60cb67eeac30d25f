"""What happened to every launched campaign before its launch: hands-on effort and hand-offs."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np

from mom_sim.log.contract import ACTIVITY_OUTCOMES, CAUSES
from mom_sim.metrics.campaign_times import CampaignTimes
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.node_table import NodeTable
from mom_sim.metrics.sums import sum_by
from mom_sim.plan.instructions import CODES


@dataclass(frozen=True, eq=False)
class BeforeLaunch:
    """Sums by campaign; 0 for those that were not launched.

    Attributes
    ----------
    effort : int64 array, shape (campaigns,), microseconds
        Hands-on effort at normal speed of work that was finished, times the people who worked
        together; what an agency charges for counts once.
    hand_offs : int64 array, shape (campaigns,)
        Hand-offs that were over.
    """

    effort: IntArray
    hand_offs: IntArray


def sum_before_launch(
    log: LogArrays, nodes: NodeTable, row: IntArray, times: CampaignTimes
) -> BeforeLaunch:
    """Add up what happened before launch.

    Parameters
    ----------
    log : LogArrays
    nodes : NodeTable
    row : int64 array, shape (activities,)
        Row in `nodes` of each activity.
    times : CampaignTimes

    Returns
    -------
    BeforeLaunch
    """
    campaign, effort, finish = (log.activities[name] for name in ("campaign", "effort", "finish"))
    by_agency = nodes.instruction == CODES["AGENCY"]
    is_work = by_agency | (nodes.instruction == CODES["WORK"])
    is_hand_off = nodes.cause == CAUSES.index("hand_off")
    done = ACTIVITY_OUTCOMES.index("done")
    outcome = log.activities["outcome"]
    campaigns = times.until.size
    if "numba" in sys.modules:
        from mom_sim.metrics.machine_code import sum_before

        sums = np.zeros((2, campaigns), dtype=np.int64)
        sum_before(
            row,
            tuple(plain(column) for column in (campaign, outcome, finish, effort)),
            done,
            by_agency,
            is_work,
            is_hand_off,
            nodes.slots,
            (plain(log.campaigns["unit"]), times.launched, plain(times.until)),
            (sums[0], sums[1]),
        )
        return BeforeLaunch(effort=sums[0], hand_offs=sums[1])
    rows = np.flatnonzero((outcome == done) & (is_work | is_hand_off)[row])
    of = campaign[rows]
    rows = rows[times.launched[of] & (finish[rows] <= times.until[of])]
    worked, handed = rows[is_work[row[rows]]], rows[is_hand_off[row[rows]]]
    unit = log.campaigns["unit"][campaign[worked]]
    people = np.where(by_agency[row[worked]], 1, nodes.slots[row[worked], unit])
    return BeforeLaunch(
        effort=sum_by(campaign[worked], effort[worked] * people, campaigns),
        hand_offs=sum_by(campaign[handed], np.ones_like(handed), campaigns),
    )
