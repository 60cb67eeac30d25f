"""DECIDE, and the other instructions that take no time: PASS, CANCEL, END."""

from __future__ import annotations

from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.decisions import OUTCOME_OF, REJECT, Judge
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.state import Campaign
from mom_sim.plan.plan import Node


class AtOnce:
    """Carries out what takes no time.

    Parameters
    ----------
    context : Context
    flow : Flow
    judge : Judge
    """

    def __init__(self, context: Context, flow: Flow, judge: Judge) -> None:
        self._env, self._recording = context.env, context.recording
        self._flow, self._judge = flow, judge

    def do_pass(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str:
        """Do nothing."""
        return "done"

    def do_decide(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str:
        """Turn reviews into a verdict."""
        verdict, why = self._judge.decide(campaign, node.decision, row.attempt)
        now = self._env.now
        place = {
            "campaign": campaign.number,
            "activity": row.row,
            "step": node.step,
            "attempt": row.attempt,
        }
        if why:
            self._recording.event(now, why, **place)
        self._recording.event(now, "verdict", **place, value=verdict)
        if verdict == REJECT:
            self._flow.end(campaign, "rejected")
        return OUTCOME_OF[verdict]

    def do_cancel(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str:
        """End the campaign: something has made it pointless, or there is another way."""
        self._flow.end(campaign, node.ends or "canceled")
        return "done"

    def do_end(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str:
        """Nothing is left to do for the campaign."""
        self._flow.close(campaign)
        return "done"
