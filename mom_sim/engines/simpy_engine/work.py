"""WORK: people take work from their team's queue, and give it back unfinished or done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import cast

from simpy.events import Event

from mom_sim.calendars.units import NEVER
from mom_sim.engines.arithmetic import duration_of, effort_of
from mom_sim.engines.order import FINISH, TIMEOUT, rank
from mom_sim.engines.recording import STINT_ENDING, ActivityRow, Span
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.efforts import Efforts
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.keys import FAIR_SHARE, Keys
from mom_sim.engines.simpy_engine.pace import Pace
from mom_sim.engines.simpy_engine.staff import Crew, Staff
from mom_sim.engines.simpy_engine.state import Activity, Campaign, Worker
from mom_sim.engines.simpy_engine.team import BY_TEAM, NOT_ASKED, LaneKey, Request, Team
from mom_sim.plan.plan import Node


class Work:
    """Carries out hands-on work.

    Parameters
    ----------
    context : Context
    flow : Flow
    staff : Staff
    teams : sequence of Team
    efforts : Efforts
    pace : Pace
    """

    def __init__(
        self,
        context: Context,
        flow: Flow,
        staff: Staff,
        teams: Sequence[Team],
        efforts: Efforts,
        pace: Pace,
    ) -> None:
        self._env, self._plan, self._recording = context.env, context.plan, context.recording
        self._keys, self._registers = Keys(context.tape.campaigns, context.plan), context.registers
        self._flow, self._staff, self._teams = flow, staff, teams
        self._efforts, self._pace = efforts, pace
        self._reference = self._plan.clocks[self._plan.reference_clock]
        self._due = context.tape.campaigns.due.tolist()
        self._fresh: list[Activity] = []  # may overflow: came in this round

    def do_work(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Ask a team for the work."""
        activity = self._flow.begin(campaign, index, node, row, self._undo)
        slots = node.queues[campaign.unit]
        row.team = self._plan.queues[slots[0]].team
        row.effort = self._efforts.of(campaign, index, node.draws[campaign.unit], row.attempt)
        activity.remaining = row.effort
        inside = self._is_inside(activity, slots)
        if inside:
            row.crew = tuple(
                tuple(
                    worker.number
                    for workers in campaign.crew.values()
                    for worker in workers
                    if worker.number in self._staff.rates[queue]
                )
                for queue in slots
            )
        self._ask(activity, slots, inside=inside)
        if (node.overflow or node.overflow_late) and not inside:
            self._fresh.append(activity)
        if node.timeout:
            deadline = self._flow.deadline(campaign, node)
            if deadline < NEVER:
                order = rank(TIMEOUT, campaign.number, index)
                self._env.at(deadline, order, lambda _: self._time_out(activity))

    def take(self, request: Request, crew: Crew) -> None:
        """Give the work to a crew; it is known at once when it will be done."""
        activity, now = request.activity, self._env.now
        request.grant(crew)
        people = cast("tuple[Worker, ...]", crew)  # work needs the whole of its crew
        activity.crew = people
        activity.held_since = now
        if activity.node.rate_curves or self._pace.minds_load:
            activity.rate = self._pace.take(activity, people, request.slots)
        else:
            activity.rate = self._staff.rate_of(people, request.slots, now)
        activity.duration = duration_of(activity.remaining, activity.rate)
        request.team.served[activity.campaign.unit] += activity.remaining
        self._staff.occupy(people, activity)
        if activity.row.start < 0:
            activity.row.start = now
        self._flow.first_start(activity.campaign)
        finish = self._staff.clock_of(people).finish(now, activity.duration)
        if finish < NEVER:  # else somebody leaves before: the hand-over comes first
            order = rank(FINISH, activity.campaign.number, activity.index)
            activity.due = self._env.at(finish, order, lambda due: self._worked(activity, due))

    def hand_over(self, activity: Activity, person: int) -> None:
        """Take work from somebody who is away for too long or leaves, and from who is with them."""
        self._recording.event(
            self._env.now,
            "hand_over",
            campaign=activity.campaign.number,
            activity=activity.row.row,
            step=activity.node.step,
            attempt=activity.row.attempt,
            person=person,
        )
        self._put_back(activity, "handed_over", 0)

    def preempt(self, victim: Activity, by: Activity) -> None:
        """Interrupt work for more urgent work, which costs more effort later."""
        self._recording.event(
            self._env.now,
            "preemption",
            campaign=victim.campaign.number,
            activity=victim.row.row,
            step=victim.node.step,
            attempt=victim.row.attempt,
            value=by.campaign.number,
        )
        self._put_back(victim, "preempted", by.campaign.program.switching_cost)

    def spill(self) -> None:
        """Let work overflow that came in this round and finds too many before it, or is late.

        Called after the matching: whoever is idle has taken work by then, and what is left waits.
        Late is what has less working time left until its due date than the node asks for. It is
        asked once, when the work begins to wait; work that overflows is before nobody.
        """
        if not self._fresh:
            return
        fresh = [one for one in self._fresh if not one.is_over and not one.crew]
        self._fresh.clear()
        fresh.sort(key=_arrival)
        behind = Counter(map(_queue, fresh))
        too_many: list[Activity] = []
        for activity in fresh:
            team, queue = _queue(activity)
            # Before it are those who waited already, and those of this round that stay.
            waiting = self._teams[team].lanes.waiting_for(queue)
            before = waiting - behind[team, queue]
            is_crowded = 0 < activity.node.overflow <= before
            if is_crowded or self._is_late(activity):
                too_many.append(activity)
            else:
                behind[team, queue] -= 1
        for activity in too_many:
            self._overflow(activity)

    def _is_late(self, activity: Activity) -> bool:
        if not activity.node.overflow_late:
            return False
        work = self._reference.work
        left = work(self._due[activity.campaign.number]) - work(self._env.now)
        return left < activity.node.overflow_late

    # ------------------------------------------------------------------ asking

    def _is_inside(self, activity: Activity, slots: tuple[int, ...]) -> bool:
        """Whether the campaign's own task force does it, or did before it was sent home."""
        crew = activity.campaign.crew
        return activity.node.in_force and all(
            self._plan.queues[queue].skill in crew for queue in slots
        )

    def _ask(self, activity: Activity, slots: tuple[int, ...], *, inside: bool) -> None:
        campaign, number = activity.campaign, activity.row.team
        record = self._plan.teams[number]
        program = campaign.program
        lane: LaneKey = (
            slots,
            campaign.number if inside else BY_TEAM,
            campaign.unit if FAIR_SHARE in record.rule else NOT_ASKED,
            program.rank if program.preempts else NOT_ASKED,
        )
        activity.request = Request(
            self._teams[number],
            activity,
            slots,
            self._keys.of(activity, number),
            lane,
            self.take,
            inside=campaign if inside else None,
            since=activity.row.ready,
        )

    def _overflow(self, activity: Activity) -> None:
        assert activity.request is not None
        activity.request.withdraw()
        self._recording.event(
            self._env.now,
            "overflow",
            campaign=activity.campaign.number,
            activity=activity.row.row,
            step=activity.node.step,
        )
        self._flow.finish(activity, "overflowed")

    def _time_out(self, activity: Activity) -> None:
        if activity.row.start < 0 and not activity.is_over:
            assert activity.request is not None
            activity.request.withdraw()
            self._flow.finish(activity, "timed_out")

    # ------------------------------------------------------------------ giving back

    def _worked(self, activity: Activity, due: Event) -> None:
        if activity.due is due:  # nothing has come between
            self._let_go(activity, "finished")
            self._flow.finish(activity, "done")

    def _put_back(self, activity: Activity, ended_by: str, extra: int) -> None:
        """Return work to the queue, with the effort that is left and what interrupting it costs."""
        rest = effort_of(max(0, activity.duration - self._worked_by_now(activity)), activity.rate)
        assert activity.request is not None
        activity.request.team.served[activity.campaign.unit] -= rest
        activity.remaining = rest + extra
        self._let_go(activity, ended_by)
        request = activity.request
        self._ask(activity, request.slots, inside=request.inside is not None)

    def _let_go(self, activity: Activity, ended_by: str) -> None:
        self.write_span(activity, ended_by)
        if self._registers.count_work:
            self._book(activity)
        self._staff.free(activity.crew)
        activity.crew, activity.due = (), None
        self._env.capacity_came()

    def _worked_by_now(self, activity: Activity) -> int:
        """Working time that the present crew has spent on an activity."""
        clock = self._staff.clock_of(activity.crew)
        return clock.work(self._env.now) - clock.work(activity.held_since)

    def _book(self, activity: Activity) -> None:
        worked, of_type = self._worked_by_now(activity), activity.campaign.program.type
        for worker in activity.crew:
            self._registers.book(worker.number, of_type, worked)

    def write_span(self, activity: Activity, ended_by: str) -> None:
        """Write how long the present crew has held an activity."""
        span = Span(
            activity.row.row,
            tuple(worker.number for worker in activity.crew),
            activity.row.team,
            activity.held_since,
            self._env.now,
            STINT_ENDING[ended_by],
        )
        self._recording.spans.append(span)

    def _undo(self, activity: Activity) -> None:
        if activity.crew:
            self._let_go(activity, "canceled")
        elif activity.request is not None:
            activity.request.withdraw()


def _arrival(activity: Activity) -> tuple[int, int]:
    return activity.campaign.number, activity.index


def _queue(activity: Activity) -> tuple[int, int]:
    return activity.row.team, activity.node.queues[activity.campaign.unit][0]
