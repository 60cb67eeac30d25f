"""AGENCY: vendors deliver after their turnaround, as soon as they have capacity."""

from __future__ import annotations

from mom_sim.calendars.units import NEVER
from mom_sim.engines.arithmetic import part_of
from mom_sim.engines.order import DELAYED, rank
from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.state import Activity, Campaign
from mom_sim.engines.simpy_engine.waiting import Waiting
from mom_sim.plan.plan import Node


class Agencies:
    """Carries out what is bought outside.

    Parameters
    ----------
    context : Context
    flow : Flow
    waiting : Waiting
    """

    def __init__(self, context: Context, flow: Flow, waiting: Waiting) -> None:
        self._env, self._plan, self._draws = context.env, context.plan, context.draws
        self._flow, self._waiting = flow, waiting
        self._vendors = [
            Allowance(context.env, record.capacity) for record in context.plan.agencies
        ]

    def do_agency(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Order a piece of work."""
        row.team = self._plan.agencies[node.agency].team
        if node.effort_draw >= 0:
            effort = self._draws.of(node.effort_draw, campaign.number, row.attempt)
            row.effort = part_of(effort, campaign.shares[index])
        activity = self._flow.begin(campaign, index, node, row)
        vendor = self._vendors[node.agency]
        asked = vendor.ask(
            (row.ready, campaign.number, index), lambda _: self._start(activity, vendor)
        )
        activity.undo = lambda _: vendor.forget(asked)

    def serve(self) -> None:
        """Start what the vendors have capacity for."""
        for vendor in self._vendors:
            vendor.serve()

    def _start(self, activity: Activity, vendor: Allowance) -> None:
        if activity.is_over:  # canceled in the very round in which it was its turn
            vendor.give_back()
            return
        campaign, node, row = activity.campaign, activity.node, activity.row
        activity.undo = lambda _: vendor.give_back()
        row.start = self._env.now
        self._flow.first_start(campaign)
        turnaround = self._draws.of(node.draws[campaign.unit], campaign.number, row.attempt)
        delivery = self._waiting.after(turnaround, self._plan.agencies[node.agency].clock)
        if delivery < NEVER:
            order = rank(DELAYED, campaign.number, activity.index)
            self._env.at(delivery, order, lambda _: self._deliver(activity, vendor))

    def _deliver(self, activity: Activity, vendor: Allowance) -> None:
        if not activity.is_over:
            vendor.give_back()
            self._flow.finish(activity, "done")
