"""AGENCY: vendors deliver after their turnaround, as soon as they have capacity."""

from __future__ import annotations

from mom_sim.calendars.units import NEVER
from mom_sim.engines.order import DELAYED, OPENING, rank
from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.efforts import Efforts
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.state import Activity, Campaign
from mom_sim.engines.simpy_engine.waiting import Waiting
from mom_sim.plan.plan import AgencyRecord, Node


class Agencies:
    """Carries out what is bought outside.

    Parameters
    ----------
    context : Context
    flow : Flow
    waiting : Waiting
    efforts : Efforts
    """

    def __init__(self, context: Context, flow: Flow, waiting: Waiting, efforts: Efforts) -> None:
        self._env, self._plan, self._draws = context.env, context.plan, context.draws
        self._flow, self._waiting, self._efforts = flow, waiting, efforts
        self._registers = context.registers
        self._vendors = [self._vendor(record) for record in context.plan.agencies]
        self._learning = [
            (risk, curve, context.plan.curves[curve].agency)
            for risk, defect in enumerate(context.plan.defects)
            for curve in defect.agency_curves
        ]

    def do_agency(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Order a piece of work."""
        row.team = self._plan.agencies[node.agency].team
        if node.effort_draw >= 0:
            row.effort = self._efforts.of(campaign, index, node.effort_draw, row.attempt)
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
            self._count(activity.campaign, activity.node.agency)
            self._flow.finish(activity, "done")

    def _count(self, campaign: Campaign, agency: int) -> None:
        """Count a piece: it was made with what the agency had learned from those before it."""
        for risk, curve, learner in self._learning:
            if learner == agency:
                campaign.worsen(risk, self._registers.value(curve))
        self._registers.deliver(agency)

    def _vendor(self, record: AgencyRecord) -> Allowance:
        """A vendor's capacity, and the instants at which it changes.

        Inside a window [start, end) the window's capacity holds, outside of all of them the
        record's; 0 is no limit in either. Pieces in work stay in work when it falls: nothing new
        starts until fewer are.
        """
        vendor = Allowance(self._env, record.capacity)
        for start, end, capacity in record.windows:
            for instant, holds in ((start, capacity), (end, record.capacity)):
                self._change(vendor, instant, holds)
        return vendor

    def _change(self, vendor: Allowance, instant: int, capacity: int) -> None:
        if instant <= self._plan.limit:
            self._env.at(instant, rank(OPENING), lambda _: vendor.hold(capacity))
