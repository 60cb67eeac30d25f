"""ADMIT: limits on work in progress."""

from __future__ import annotations

from simpy.events import Event

from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.state import Activity, Campaign
from mom_sim.plan.plan import Node


class Admission:
    """Lets requests in.

    Parameters
    ----------
    context : Context
    flow : Flow
    """

    def __init__(self, context: Context, flow: Flow) -> None:
        self._env, self._recording, self._flow = context.env, context.recording, flow
        self._limits = [
            Allowance(context.env, record.limit, turns_away=record.reject)
            for record in context.plan.limits
        ]

    def do_admit(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str | None:
        """Wait for a place, in order of request. A backlog is in progress already."""
        number = node.limits[campaign.unit]
        limit = self._limits[number]
        if campaign.entry >= 0:
            limit.take()
            campaign.admitted = number
            return "done"
        activity = self._flow.begin(campaign, index, node, row)
        asked = limit.ask(
            (row.ready, campaign.number), lambda event: self._answer(activity, number, event)
        )
        activity.undo = lambda _: limit.forget(asked)
        return None

    def serve(self) -> None:
        """Grant what there is room for."""
        for limit in self._limits:
            limit.serve()

    def leave(self, campaign: Campaign) -> None:
        """A campaign is no longer in progress: its place is free."""
        if campaign.admitted >= 0:
            self._limits[campaign.admitted].give_back()
            campaign.admitted = -1

    def _answer(self, activity: Activity, limit: int, event: Event) -> None:
        campaign = activity.campaign
        if event.value:
            campaign.admitted = limit
            activity.row.start = activity.row.ready
            self._flow.finish(activity, "done")
        else:
            self._recording.event(self._env.now, "turned_away", campaign=campaign.number)
            self._flow.end(campaign, "rejected")
