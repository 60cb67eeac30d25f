"""Instructions in which time passes and nobody works: FREEZE, EMBARGO, DELAY, MEET."""

from __future__ import annotations

from mom_sim.calendars.units import NEVER
from mom_sim.engines.order import DELAYED, TIMEOUT, rank
from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.meetings import Body
from mom_sim.engines.simpy_engine.state import Activity, Campaign
from mom_sim.plan.plan import Node


class Waiting:
    """Lets time pass.

    Parameters
    ----------
    context : Context
    flow : Flow
    """

    def __init__(self, context: Context, flow: Flow) -> None:
        self._env, self._plan, self._draws = context.env, context.plan, context.draws
        self._flow = flow
        self._not_before = context.tape.campaigns.not_before.tolist()
        self._bodies = [
            Body(
                context.env, number, context.tape.meetings(record), record.agenda, context.recording
            )
            for number, record in enumerate(context.plan.meetings)
        ]

    def do_freeze(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str | None:
        """Hold a request until the end of the windows that it was made in; no open campaign."""
        now = self._env.now
        ends = [end for start, end in node.windows if start <= now < end]
        if not ends or campaign.entry >= 0:
            return "done"
        row.start = now
        self.until(max(ends), self._flow.begin(campaign, index, node, row))
        return None

    def do_embargo(
        self, campaign: Campaign, index: int, node: Node, row: ActivityRow
    ) -> str | None:
        """Wait for the campaign's not-before date."""
        until = self._not_before[campaign.number]
        if until <= self._env.now:
            return "done"
        row.start = self._env.now
        self.until(until, self._flow.begin(campaign, index, node, row))
        return None

    def do_delay(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Let a drawn length of time pass."""
        row.start = self._env.now
        duration = self._draws.of(node.draws[campaign.unit], campaign.number, row.attempt)
        activity = self._flow.begin(campaign, index, node, row)
        self.until(self.after(duration, node.clock), activity)

    def do_meet(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Wait for the next meeting that has room."""
        body = self._bodies[node.meetings[campaign.unit]]
        key = (row.ready, campaign.number, index)
        activity = self._flow.begin(campaign, index, node, row, lambda _: body.forget(key))
        first = body.next_meeting()
        row.start = first if first < NEVER else -1  # what comes later is the agenda's doing
        body.attend(key, lambda: self._over(activity))
        if node.timeout:
            deadline = self._flow.deadline(campaign, node)
            if deadline < NEVER:
                order = rank(TIMEOUT, campaign.number, index)
                self._env.at(deadline, order, lambda _: self._time_out(activity))

    def after(self, duration: int, clock: int) -> int:
        """Instant at which a duration has passed, in a clock's working time or wall-clock time."""
        now = self._env.now
        return now + duration if clock < 0 else self._plan.clocks[clock].finish(now, duration)

    def until(self, instant: int, activity: Activity) -> None:
        """Finish an activity at an instant, unless it is canceled before."""
        if instant < NEVER:
            order = rank(DELAYED, activity.campaign.number, activity.index)
            self._env.at(instant, order, lambda _: self._over(activity))

    def _time_out(self, activity: Activity) -> None:
        if not activity.is_over:
            activity.undo(activity)
            self._flow.finish(activity, "timed_out")

    def _over(self, activity: Activity) -> None:
        if not activity.is_over:
            self._flow.finish(activity, "done")
