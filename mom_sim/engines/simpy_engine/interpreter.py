"""What every instruction does: one method `do_<instruction>` each.

Generator methods belong to activities that take time and run as SimPy processes; plain methods are carried
out at once. Every time of work is decided in `take`, every time of waiting by who calls the event.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import simpy
from simpy.events import Event

from mom_sim.calendars.units import NEVER
from mom_sim.engines.arithmetic import duration_of, effort_of, part_of
from mom_sim.engines.order import DELAYED, FINISH, OPENING, TIMEOUT, WITHDRAW, rank
from mom_sim.engines.recording import (
    ACTIVITY_OUTCOME,
    OUTCOME,
    STINT_ENDING,
    ActivityRow,
    CampaignEnd,
    Recording,
    Span,
)
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.decisions import OUTCOME_OF, REJECT, REVISE, Judge
from mom_sim.engines.simpy_engine.dispatcher import Dispatcher
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.keys import key_of
from mom_sim.engines.simpy_engine.meetings import Body
from mom_sim.engines.simpy_engine.staff import Staff
from mom_sim.engines.simpy_engine.state import Activity, Campaign, Worker
from mom_sim.engines.simpy_engine.team import Request, Team
from mom_sim.plan.plan import ALL_TIERS, PASS_OVER, Condition, Node, Plan
from mom_sim.tape.tape import Tape

Steps = Generator[Event, Any, str]


class Interpreter:
    """Carries campaigns through their programs."""

    def __init__(
        self,
        env: Environment,
        plan: Plan,
        tape: Tape,
        recording: Recording,
        followed: list[bool],
        one_closed: Callable[[], None],
    ) -> None:
        self._env, self._plan, self._tape, self._recording = env, plan, tape, recording
        self._followed, self._one_closed = followed, one_closed
        self.staff = Staff(plan, tape)
        self._judge = Judge(plan, tape)
        self._teams = [Team(env) for _ in plan.teams]
        self._dispatcher = Dispatcher(env, plan, self._teams, self.staff)
        self._limits = [
            Allowance(env, record.limit, turns_away=record.reject) for record in plan.limits
        ]
        self._vendors = [Allowance(env, record.capacity) for record in plan.agencies]
        self._permits = [Allowance(env, record.max_forces) for record in plan.forces]
        self._bodies = [
            Body(env, number, tape.meetings(record), record.agenda, recording)
            for number, record in enumerate(plan.meetings)
        ]
        self._reference = plan.clocks[plan.reference_clock]
        self._predecessors = [_predecessors(program.nodes) for program in plan.programs]
        self._open: dict[int, Campaign] = {}
        self._units = tape.campaigns.unit.tolist()
        self._types = tape.campaigns.type.tolist()
        self._tiers = tape.campaigns.tier.tolist()
        self._entries = tape.campaigns.entry_step.tolist()
        self._not_before = tape.campaigns.not_before.tolist()

    # ------------------------------------------------------------------ campaigns

    def arrive(self, number: int) -> None:
        """A request is made."""
        kind = self._types[number]
        program = self._plan.programs[kind]
        end = self._recording.ends[number] = CampaignEnd()
        campaign = Campaign(
            number,
            self._units[number],
            self._tiers[number],
            program,
            end,
            self._predecessors[kind],
        )
        self._open[number] = campaign
        entry_step = self._entries[number]
        if entry_step >= 0:
            step = self._plan.steps.index(self._tape.campaigns.steps[entry_step])
            campaign.entry = dict(program.entries)[step]
        self._recording.event(self._env.now, "request", campaign=number)
        if program.patience >= 0:
            patience = self._duration(program.patience, campaign, 1)
            self._env.at(
                self._env.now + patience,
                rank(WITHDRAW, number),
                lambda _: self._lose_patience(campaign),
            )
        self._ready(campaign, 0, trigger=-1)

    def dispatch(self) -> None:
        """Match idle capacity to waiting work."""
        for allowance in (*self._limits, *self._vendors, *self._permits):
            allowance.serve()
        self._dispatcher.match(self._grant, self._preempt)

    def away(self, worker: Worker, gone: bool) -> None:
        """Somebody has been away for too long, or leaves for good: work in hand goes back."""
        if worker.activity is not None:
            activity = worker.activity
            self._hand_back(activity, "handed_over")
            self._recording.event(
                self._env.now,
                "hand_over",
                campaign=activity.campaign.number,
                activity=activity.row.row,
                step=activity.node.step,
                attempt=activity.row.attempt,
                person=worker.number,
            )
        if gone and worker.seconded_to is not None:
            campaign, skill = worker.seconded_to, worker.seconded_as
            self._release(worker)
            self._replace(campaign, skill)
        self._env.ask_for_dispatch()

    def flush(self) -> None:
        """Write what is under way when the run stops."""
        for number in sorted(self._open):
            for index in sorted(self._open[number].live):
                activity = self._open[number].live[index]
                if activity.crew:
                    self._span(activity, "open")

    # ------------------------------------------------------------------ the flow through a program

    def _ready(self, campaign: Campaign, index: int, trigger: int) -> None:
        if campaign.over:
            return
        node = campaign.program.nodes[index]
        if campaign.shares[index] == PASS_OVER:
            self._pass_on(campaign, index, trigger)
            return
        campaign.attempts[index] += 1
        attempt = campaign.attempts[index]
        if not self._applies(campaign, node, attempt):
            campaign.outcomes[index] = -1
            self._pass_on(campaign, index, trigger)
            return
        rows = self._recording.activities
        row = ActivityRow(len(rows), campaign.number, index, attempt, self._env.now, trigger)
        rows.append(row)
        instant = self._instant.get(node.instruction)
        if instant is not None:
            row.start = self._env.now
            outcome = instant(self, campaign, index, row)
            self._done(campaign, index, row, outcome)
            return
        activity = Activity(campaign, index, node, row)
        campaign.live[index] = activity
        activity.process = self._env.process(self._perform(activity))

    def _perform(self, activity: Activity) -> Generator[Event, Any, None]:
        if activity.campaign.over:
            return
        try:
            outcome = yield from self._timed[activity.node.instruction](self, activity)
        except simpy.Interrupt:  # the campaign is over; who ended it has cleaned up
            return
        del activity.campaign.live[activity.index]
        self._done(activity.campaign, activity.index, activity.row, outcome)

    def _done(self, campaign: Campaign, index: int, row: ActivityRow, outcome: str) -> None:
        node = campaign.program.nodes[index]
        if row.finish < 0:
            row.finish = self._env.now
            row.outcome = ACTIVITY_OUTCOME[outcome]
        if row.start < 0:
            row.start = row.ready if node.instruction != "WORK" else row.start
        if node.announce:
            self._recording.event(
                self._env.now,
                node.announce,
                campaign=campaign.number,
                activity=row.row,
                step=node.step,
                attempt=row.attempt,
                value=node.announce_value,
            )
        campaign.outcomes[index] = row.outcome
        if campaign.over:
            return
        if node.launch:
            self._launch(campaign, row)
        if outcome == OUTCOME_OF[REVISE] and node.instruction == "DECIDE":
            self._work_again(campaign, index, row)
        else:
            self._pass_on(campaign, index, row.row)

    def _pass_on(self, campaign: Campaign, index: int, row: int) -> None:
        campaign.finished[index] = self._env.now
        campaign.rows[index] = row
        if index == campaign.program.body and campaign.entry >= 0:
            self._go_on_at(campaign, campaign.entry, row)
            return
        for successor in campaign.program.nodes[index].successors:
            arrived = campaign.arrived[successor]
            if index in arrived:
                continue  # done before this rework, and not asked for again
            arrived.add(index)
            if len(arrived) == len(campaign.predecessors[successor]):
                self._ready(campaign, successor, self._latest(campaign, successor))

    def _latest(self, campaign: Campaign, index: int) -> int:
        """Row of the latest-finishing predecessor, ties by plan order."""
        last = max(campaign.predecessors[index], key=lambda node: (campaign.finished[node], node))
        return campaign.rows[last]

    def _go_on_at(self, campaign: Campaign, entry: int, row: int) -> None:
        """A backlog campaign: all that does not come after its step counts as done."""
        nodes = campaign.program.nodes
        after = {entry}
        for index in range(entry, len(nodes)):
            if index in after:
                after.update(nodes[index].successors)
        for index in after:
            for predecessor in campaign.predecessors[index]:
                if predecessor not in after:
                    campaign.arrived[index].add(predecessor)
                    campaign.finished[predecessor] = self._env.now
                    campaign.rows[predecessor] = row
        campaign.entry = -1
        self._ready(campaign, entry, row)

    def _work_again(self, campaign: Campaign, index: int, row: ActivityRow) -> None:
        rework = self._plan.decisions[campaign.program.nodes[index].decision].rework
        campaign.finished[index] = self._env.now
        campaign.rows[index] = row.row
        for node, share in rework.nodes:
            campaign.shares[node] = share
        for source, target in rework.edges:
            campaign.arrived[target].discard(source)
        for node in rework.entry:
            self._ready(campaign, node, row.row)

    def _applies(self, campaign: Campaign, node: Node, attempt: int) -> bool:
        condition: Condition = node.condition
        if condition.tiers != ALL_TIERS and not condition.tiers >> campaign.tier & 1:
            return False
        if condition.chance >= 0 and not (
            self._chance(condition.chance, campaign, 1) < condition.threshold
        ):
            return False
        if condition.escaped >= 0 and condition.escaped not in campaign.escaped:
            return False
        if (
            condition.after_node >= 0
            and campaign.outcomes[condition.after_node] != condition.after_outcome
        ):
            return False
        if node.instruction in ("DELAY", "AGENCY"):
            draw = node.draws[campaign.unit]
            return draw >= 0 and self._duration(draw, campaign, attempt) >= 0
        return True

    def _launch(self, campaign: Campaign, row: ActivityRow) -> None:
        now = self._env.now
        campaign.end.outcome = OUTCOME["launched"]
        campaign.end.ended = now
        campaign.end.launch_activity = row.row
        self._recording.event(
            now, "launch", campaign=campaign.number, activity=row.row, step=self._step(campaign, row)
        )
        self._leave_limit(campaign)
        for risk in range(len(self._plan.defects)):
            if self._judge.is_bad(campaign, risk):
                campaign.escaped.add(risk)
                self._recording.event(now, "defect_escaped", campaign=campaign.number, value=risk)

    def _end(self, campaign: Campaign, outcome: str) -> None:
        """The campaign ends without a launch: everything under way is stopped."""
        campaign.over = True
        if campaign.end.ended < 0:
            campaign.end.outcome = OUTCOME[outcome]
            campaign.end.ended = self._env.now
            self._recording.event(
                self._env.now, "end", campaign=campaign.number, value=OUTCOME[outcome]
            )
        for index in sorted(campaign.live):
            self._cancel(campaign.live[index])
        campaign.live.clear()
        self._close(campaign)

    def _cancel(self, activity: Activity) -> None:
        if activity.crew:
            self._span(activity, "canceled")
            self._free(activity)
        for request in (activity.request, *activity.requests):
            if request is not None and not request.triggered:
                request.cancel()
        node = activity.node
        if node.instruction == "AGENCY" and activity.row.start >= 0:
            self._vendors[node.agency].give_back()
        waiting = activity.process.target if activity.process is not None else None
        if waiting is not None:
            for holder in (*self._limits, *self._vendors, *self._permits, *self._bodies):
                holder.forget(waiting)
        activity.row.outcome = ACTIVITY_OUTCOME["canceled"]
        activity.row.finish = self._env.now
        assert activity.process is not None
        if activity.process.is_alive and activity.process is not self._env.active_process:
            activity.process.interrupt("over")

    def _close(self, campaign: Campaign) -> None:
        if campaign.closed:
            return
        campaign.closed = True
        self._leave_limit(campaign)
        self._disband(campaign, skills=None)
        del self._open[campaign.number]
        if self._followed[campaign.number]:
            self._one_closed()

    def _leave_limit(self, campaign: Campaign) -> None:
        if campaign.admitted >= 0:
            self._limits[campaign.admitted].give_back()
            campaign.admitted = -1

    def _lose_patience(self, campaign: Campaign) -> None:
        if campaign.end.first_start < 0 and campaign.end.ended < 0 and not campaign.over:
            self._recording.event(self._env.now, "withdrawn", campaign=campaign.number)
            self._end(campaign, "canceled")

    # ------------------------------------------------------------------ instructions without time

    def do_pass(self, campaign: Campaign, index: int, row: ActivityRow) -> str:
        return "done"

    def do_disband(self, campaign: Campaign, index: int, row: ActivityRow) -> str:
        self._disband(campaign, campaign.program.nodes[index].skills)
        return "done"

    def do_decide(self, campaign: Campaign, index: int, row: ActivityRow) -> str:
        node = campaign.program.nodes[index]
        decision = self._plan.decisions[node.decision]
        value, deemed = self._judge.verdict(campaign, decision, row.attempt)
        place = {
            "campaign": campaign.number,
            "activity": row.row,
            "step": node.step,
            "attempt": row.attempt,
        }
        if deemed:
            self._recording.event(self._env.now, "deemed_approved", **place)
        self._recording.event(self._env.now, "verdict", **place, value=value)
        if value == REVISE:
            self._judge.new_version(campaign, decision)
        elif value == REJECT:
            row.finish, row.outcome = self._env.now, ACTIVITY_OUTCOME[OUTCOME_OF[REJECT]]
            self._end(campaign, "rejected")
        return OUTCOME_OF[value]

    def do_cancel(self, campaign: Campaign, index: int, row: ActivityRow) -> str:
        row.finish, row.outcome = self._env.now, ACTIVITY_OUTCOME["done"]
        self._end(campaign, "canceled")
        return "done"

    def do_end(self, campaign: Campaign, index: int, row: ActivityRow) -> str:
        self._close(campaign)
        return "done"

    # ------------------------------------------------------------------ instructions that take time

    def do_admit(self, activity: Activity) -> Steps:
        campaign = activity.campaign
        limit = activity.node.limits[campaign.unit]
        granted = yield self._limits[limit].ask((activity.row.ready, campaign.number))
        if not granted:
            activity.row.finish = self._env.now
            activity.row.outcome = ACTIVITY_OUTCOME["canceled"]
            self._recording.event(self._env.now, "turned_away", campaign=campaign.number)
            campaign.live.pop(activity.index)
            self._end(campaign, "rejected")
            campaign.live[activity.index] = activity  # taken out again by `_perform`
            return "canceled"
        campaign.admitted = limit
        return "done"

    def do_freeze(self, activity: Activity) -> Steps:
        for start, end in activity.node.windows:
            if start <= self._env.now < end:
                yield self._delayed(activity, end)
        return "done"

    def do_embargo(self, activity: Activity) -> Steps:
        until = self._not_before[activity.campaign.number]
        if until > self._env.now:
            yield self._delayed(activity, until)
        return "done"

    def do_delay(self, activity: Activity) -> Steps:
        node, campaign = activity.node, activity.campaign
        duration = self._duration(node.draws[campaign.unit], campaign, activity.row.attempt)
        activity.row.start = self._env.now
        yield self._delayed(activity, self._after(duration, node.clock))
        return "done"

    def do_meet(self, activity: Activity) -> Steps:
        body = self._bodies[activity.node.meetings[activity.campaign.unit]]
        first = body.next_meeting()
        activity.row.start = first if first < NEVER else -1  # what comes later is the agenda's doing
        yield body.attend((activity.row.ready, activity.campaign.number, activity.index))
        return "done"

    def do_agency(self, activity: Activity) -> Steps:
        node, campaign, row = activity.node, activity.campaign, activity.row
        agency = self._plan.agencies[node.agency]
        row.team = agency.team
        if node.effort_draw >= 0:
            effort = self._duration(node.effort_draw, campaign, row.attempt)
            row.effort = part_of(effort, campaign.shares[activity.index])
        yield self._vendors[node.agency].ask((row.ready, campaign.number, activity.index))
        row.start = self._env.now
        self._first_start(campaign)
        duration = self._duration(node.draws[campaign.unit], campaign, row.attempt)
        yield self._delayed(activity, self._after(duration, agency.clock))
        self._vendors[node.agency].give_back()
        return "done"

    def do_work(self, activity: Activity) -> Steps:
        node, campaign, row = activity.node, activity.campaign, activity.row
        slots = node.queues[campaign.unit]
        number = self._plan.queues[slots[0]].team
        team = self._teams[number]
        drawn = self._duration(node.draws[campaign.unit], campaign, row.attempt)
        activity.remaining = row.effort = part_of(drawn, campaign.shares[activity.index])
        row.team = number
        if node.overflow and team.put_queue.waiting_for(slots[0]) >= node.overflow:
            self._recording.event(
                self._env.now, "overflow", campaign=campaign.number, activity=row.row, step=node.step
            )
            return "overflowed"
        inside = node.in_force and all(
            self._plan.queues[queue].skill in campaign.crew for queue in slots
        )
        if inside:
            pool = self.staff.rates[slots[0]]
            row.crew = tuple(
                worker.number
                for workers in campaign.crew.values()
                for worker in workers
                if worker.number in pool
            )
        key = key_of(self._tape.campaigns, activity, self._plan.teams[number])
        crew_of = campaign.number if inside else -1
        unit = campaign.unit if "fair_share" in self._plan.teams[number].rule else -1
        lane = (slots, crew_of, unit, campaign.program.preempts)
        if node.timeout:
            deadline = self._reference.finish(self._env.now, node.timeout)
            if deadline < NEVER:
                order = rank(TIMEOUT, campaign.number, activity.index)
                self._env.at(deadline, order, lambda _: self._time_out(activity))
        if len(slots) > 1 and self._plan.crew_age_limit:
            self._env.at(
                self._env.now + self._plan.crew_age_limit,
                rank(OPENING),
                lambda _: self._env.ask_for_dispatch(),
            )
        while True:
            try:
                activity.request = Request(team, activity, slots, key, lane, crew_of=crew_of)
                done = yield activity.request
                yield done
            except simpy.Interrupt as interrupt:
                if interrupt.cause == "timed_out":
                    return "timed_out"
                if interrupt.cause == "over":
                    raise
                continue  # handed back: asks again for the rest
            self._span(activity, "finished")
            self._free(activity)
            return "done"

    def do_assemble(self, activity: Activity) -> Steps:
        node, campaign, row = activity.node, activity.campaign, activity.row
        force = self._plan.forces[node.force]
        yield self._permits[node.force].ask((row.ready, campaign.number))
        row.start = self._env.now  # until here a limit on task forces held it; from here it assembles
        campaign.force, campaign.assembly = node.force, activity
        slots = node.queues[campaign.unit]
        for queue in slots:
            campaign.crew.setdefault(self._plan.queues[queue].skill, [])
        if not force.reserve:
            activity.request = self._second_request(activity, slots)
            yield activity.request
        else:
            activity.requests = [self._second_request(activity, (queue,)) for queue in slots]
            needed = force.quorum or len(slots)
            while sum(map(len, campaign.crew.values())) < needed:
                yield simpy.AnyOf(
                    self._env, [request for request in activity.requests if not request.processed]
                )
        self._recording.event(
            self._env.now, "force_formed", campaign=campaign.number, activity=row.row
        )
        return "done"

    # ------------------------------------------------------------------ people

    def _grant(self, request: Request, crew: tuple[Worker, ...]) -> None:
        if request.seconds:
            for worker, queue in zip(crew, request.slots, strict=True):
                self._second(request.activity.campaign, worker, self._plan.queues[queue].skill)
            request.grant(crew)
            return
        request.grant(self._take(request, crew))

    def _take(self, request: Request, crew: tuple[Worker, ...]) -> Event:
        """Give the work to a crew; the event at which it will be done."""
        activity, now = request.activity, int(self._env.now)
        activity.crew = crew
        activity.held_since = now
        activity.rate = self.staff.rate_of(crew, request.slots, now)
        activity.duration = duration_of(activity.remaining, activity.rate)
        for worker in crew:
            worker.activity = activity
        if activity.row.start < 0:
            activity.row.start = now
        self._first_start(activity.campaign)
        finish = self.staff.clock_of(crew).finish(now, activity.duration)
        if finish >= NEVER:  # somebody leaves before: the hand-over comes first
            return self._env.event()
        return self._env.at(finish, rank(FINISH, activity.campaign.number, activity.index))

    def _hand_back(self, activity: Activity, ended_by: str, extra: int = 0) -> None:
        """Take unfinished work from its crew; what is left goes back to the queue."""
        clock = self.staff.clock_of(activity.crew)
        worked = clock.work(int(self._env.now)) - clock.work(activity.held_since)
        rest = max(0, activity.duration - worked)
        activity.remaining = effort_of(rest, activity.rate) + extra
        self._span(activity, ended_by)
        self._free(activity)
        assert activity.process is not None
        activity.process.interrupt("again")

    def _preempt(self, victim: Activity, by: Activity) -> None:
        self._recording.event(
            self._env.now,
            "preemption",
            campaign=victim.campaign.number,
            activity=victim.row.row,
            step=victim.node.step,
            attempt=victim.row.attempt,
            value=by.campaign.number,
        )
        self._hand_back(victim, "preempted", by.campaign.program.switching_cost)

    def _span(self, activity: Activity, ended_by: str) -> None:
        people = tuple(worker.number for worker in activity.crew)
        span = Span(
            activity.row.row,
            people,
            activity.row.team,
            activity.held_since,
            int(self._env.now),
            STINT_ENDING[ended_by],
        )
        self._recording.spans.append(span)

    def _free(self, activity: Activity) -> None:
        for worker in activity.crew:
            worker.activity = None
        activity.crew = ()
        self._env.ask_for_dispatch()

    def _time_out(self, activity: Activity) -> None:
        request = activity.request
        if activity.row.start < 0 and activity.row.finish < 0 and request is not None:
            request.cancel()
            assert activity.process is not None
            activity.process.interrupt("timed_out")

    def _second_request(self, activity: Activity, slots: tuple[int, ...]) -> Request:
        number = self._plan.queues[slots[0]].team
        record = self._plan.teams[number]
        key = key_of(self._tape.campaigns, activity, record)
        unit = activity.campaign.unit if "fair_share" in record.rule else -1
        # A lane of its own kind: taking somebody away is not giving work, whatever the queue.
        lane = (slots, -2, unit, activity.campaign.program.preempts)
        return Request(self._teams[number], activity, slots, key, lane, seconds=True)

    def _second(self, campaign: Campaign, worker: Worker, skill: int) -> None:
        worker.seconded_to, worker.seconded_as = campaign, skill
        campaign.crew[skill].append(worker)
        self._recording.event(
            self._env.now,
            "seconded",
            campaign=campaign.number,
            person=worker.number,
            value=skill,
        )
        self._env.ask_for_dispatch()

    def _release(self, worker: Worker) -> None:
        campaign = worker.seconded_to
        assert campaign is not None
        campaign.crew[worker.seconded_as].remove(worker)
        self._recording.event(
            self._env.now,
            "released",
            campaign=campaign.number,
            person=worker.number,
            value=worker.seconded_as,
        )
        worker.seconded_to, worker.seconded_as = None, -1
        self._env.ask_for_dispatch()

    def _replace(self, campaign: Campaign, skill: int) -> None:
        """Somebody of a task force has left for good: ask for another."""
        activity = campaign.assembly
        if activity is None or skill not in campaign.crew:
            return
        for queue in activity.node.queues[campaign.unit]:
            if self._plan.queues[queue].skill == skill:
                activity.requests.append(self._second_request(activity, (queue,)))
                return

    def _disband(self, campaign: Campaign, skills: tuple[int, ...] | None) -> None:
        if campaign.force < 0:
            return
        for skill in sorted(campaign.crew) if skills is None else skills:
            for worker in list(campaign.crew.get(skill, ())):
                self._release(worker)
            campaign.crew.pop(skill, None)
            if campaign.assembly is not None:
                for request in campaign.assembly.requests:
                    asked = self._plan.queues[request.slots[0]].skill
                    if asked == skill and not request.triggered:
                        request.cancel()
        if not campaign.crew:
            self._permits[campaign.force].give_back()
            campaign.force = -1

    # ------------------------------------------------------------------ small helpers

    def _first_start(self, campaign: Campaign) -> None:
        if campaign.end.first_start < 0:
            campaign.end.first_start = int(self._env.now)

    def _after(self, duration: int, clock: int) -> int:
        now = int(self._env.now)
        return now + duration if clock < 0 else self._plan.clocks[clock].finish(now, duration)

    def _delayed(self, activity: Activity, until: int) -> Event:
        if until >= NEVER:
            return self._env.event()
        return self._env.at(until, rank(DELAYED, activity.campaign.number, activity.index))

    def _duration(self, draw: int, campaign: Campaign, attempt: int) -> int:
        return self._tape.durations(self._plan.draws[draw], attempt)[campaign.number]

    def _chance(self, draw: int, campaign: Campaign, attempt: int) -> int:
        return self._tape.chances(self._plan.draws[draw], attempt)[campaign.number]

    def _step(self, campaign: Campaign, row: ActivityRow) -> int:
        return campaign.program.nodes[row.node].step

    _instant: dict[str, Callable[[Interpreter, Campaign, int, ActivityRow], str]] = {
        "PASS": do_pass,
        "DISBAND": do_disband,
        "DECIDE": do_decide,
        "CANCEL": do_cancel,
        "END": do_end,
    }
    _timed: dict[str, Callable[[Interpreter, Activity], Steps]] = {
        "ADMIT": do_admit,
        "FREEZE": do_freeze,
        "EMBARGO": do_embargo,
        "ASSEMBLE": do_assemble,
        "WORK": do_work,
        "DELAY": do_delay,
        "AGENCY": do_agency,
        "MEET": do_meet,
    }


def _predecessors(nodes: tuple[Node, ...]) -> tuple[tuple[int, ...], ...]:
    found: list[list[int]] = [[] for _ in nodes]
    for index, node in enumerate(nodes):
        for successor in node.successors:
            found[successor].append(index)
    return tuple(map(tuple, found))
