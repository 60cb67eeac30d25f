"""What statistics without a log say of causes, counted in the log of the same run."""

from __future__ import annotations

from mom_sim.engines.compiled_engine.statistics_run import run_statistics
from mom_sim.engines.following import whom_to_follow
from mom_sim.log.contract import CAUSES, OUTCOMES
from mom_sim.log.log import Log
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import Tape


def causes_in_log(plan: Plan, tape: Tape, log: Log) -> dict[str, int]:
    """Time to launch of the followed campaigns by cause, along the activities waited for."""
    activities = log.activities.set_index("activity")
    ready, finish = activities["ready"].to_dict(), activities["finish"].to_dict()
    trigger = activities["trigger"].to_dict()
    waits: dict[int, list[tuple[int, int]]] = {}
    for row, start, end, cause in (
        log.waits[["activity", "start", "finish", "cause"]].to_numpy().tolist()
    ):
        waits.setdefault(row, []).append((cause, end - start))
    campaigns = log.campaigns
    followed = whom_to_follow(plan, tape.campaigns)[: len(campaigns)]
    launched = campaigns["outcome"].to_numpy() == OUTCOMES.index("launched")
    found = dict.fromkeys(CAUSES, 0)
    for row in campaigns["launch_activity"].to_numpy()[followed & launched].tolist():
        while row >= 0:
            left = finish[row] - ready[row]
            for cause, length in waits.get(row, []):
                found[CAUSES[cause]] += length
                left -= length
            found["work"] += left
            row = trigger[row]
    return found


def causes_without_log(plan: Plan, scenario: Scenario, replication: int) -> dict[str, int]:
    """The same from a run that keeps no log."""
    return run_statistics(plan, TapeInBlocks(scenario, replication)).causes
