"""ASSEMBLE and DISBAND: people leave their teams for one campaign, and come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mom_sim.engines.recording import ActivityRow
from mom_sim.engines.simpy_engine.allowance import Allowance
from mom_sim.engines.simpy_engine.context import Context
from mom_sim.engines.simpy_engine.flow import Flow
from mom_sim.engines.simpy_engine.keys import FAIR_SHARE, Keys
from mom_sim.engines.simpy_engine.staff import Crew, Staff
from mom_sim.engines.simpy_engine.state import Activity, Campaign, Worker
from mom_sim.engines.simpy_engine.team import NOT_ASKED, SECONDS, Request, Team
from mom_sim.plan.plan import Force, Node


@dataclass(slots=True, eq=False)
class _Formation:
    """A campaign's task force, from when it begins to assemble until everybody is back."""

    activity: Activity
    kind: int
    started: int
    needed: int  # members with which the campaign begins
    asked: int = 0  # requests so far
    requests: list[Request] = field(default_factory=list)  # those that are open

    @property
    def members(self) -> int:
        """How many are there."""
        return sum(map(len, self.activity.campaign.crew.values()))


class Forces:
    """Forms task forces and sends them home.

    Two forces that each wait for somebody whom the other holds would wait for ever. So they are
    served in the order in which they began to assemble: nobody whom an earlier force waits for is
    given to a later one.

    Parameters
    ----------
    context : Context
    flow : Flow
    staff : Staff
    teams : sequence of Team
    """

    def __init__(self, context: Context, flow: Flow, staff: Staff, teams: Sequence[Team]) -> None:
        self._env, self._plan, self._recording = context.env, context.plan, context.recording
        self._keys = Keys(context.tape.campaigns, context.plan)
        self._flow, self._staff, self._teams = flow, staff, teams
        self._permits = [
            Allowance(context.env, record.max_forces) for record in context.plan.forces
        ]
        self._formations: dict[int, _Formation] = {}  # by campaign, in order of their start

    def do_assemble(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> None:
        """Wait for a permit, then take people out of their teams."""
        activity = self._flow.begin(campaign, index, node, row)
        permit = self._permits[node.force]
        asked = permit.ask((row.ready, campaign.number), lambda _: self._assemble(activity))
        activity.undo = lambda _: permit.forget(asked)

    def do_disband(self, campaign: Campaign, index: int, node: Node, row: ActivityRow) -> str:
        """Send people of some skills home."""
        self._disband(campaign, node.skills)
        return "done"

    def serve(self) -> None:
        """Grant permits."""
        for permit in self._permits:
            permit.serve()

    def claims(self, request: Request) -> int:
        """People whom a force may not take because an earlier one waits for them, as bits."""
        bits = 0
        for number, formation in self._formations.items():
            if number == request.activity.campaign.number:
                break
            for waiting in formation.requests:
                if len(waiting.slots) == 1:
                    bits |= self._staff.masks[waiting.slots[0]]
        return bits

    def leave(self, worker: Worker) -> None:
        """Let somebody go who leaves the company; the force asks for another."""
        campaign, skill = worker.seconded_to, worker.seconded_as
        if campaign is None:
            return
        self._release(worker)
        formation = self._formations[campaign.number]
        queue = next(
            queue
            for queue in formation.activity.node.queues[campaign.unit]
            if self._plan.queues[queue].skill == skill
        )
        self._ask(formation, (queue,))

    def close(self, campaign: Campaign) -> None:
        """Send everybody home: nothing is left to do for the campaign."""
        self._disband(campaign, tuple(sorted(campaign.crew)))

    # ------------------------------------------------------------------ assembling

    def _assemble(self, activity: Activity) -> None:
        campaign, node = activity.campaign, activity.node
        if activity.is_over:  # canceled in the very round in which it was its turn
            self._permits[node.force].give_back()
            return
        force = self._plan.forces[node.force]
        slots = node.queues[campaign.unit]
        # Until here a limit on task forces held it; from here on it assembles.
        activity.row.start = self._env.now
        activity.undo = _leave_to_close
        formation = _Formation(
            activity, node.force, activity.row.start, min(force.quorum or len(slots), len(slots))
        )
        self._formations[campaign.number] = formation
        for queue in slots:
            campaign.crew.setdefault(self._plan.queues[queue].skill, [])
        self._ask_for_members(formation, force, slots)

    def _ask_for_members(self, formation: _Formation, force: Force, slots: tuple[int, ...]) -> None:
        """Ask for everybody at once, or for one after the other."""
        if force.reserve:
            for queue in slots:
                self._ask(formation, (queue,))
        else:
            self._ask(formation, slots, least=formation.needed)

    def _ask(self, formation: _Formation, slots: tuple[int, ...], *, least: int = 0) -> None:
        activity = formation.activity
        campaign = activity.campaign
        number = self._plan.queues[slots[0]].team
        record = self._plan.teams[number]
        unit = campaign.unit if FAIR_SHARE in record.rule else NOT_ASKED
        rank = campaign.program.rank if campaign.program.preempts else NOT_ASKED
        seat = formation.asked
        formation.asked += 1
        request = Request(
            self._teams[number],
            activity,
            slots,
            (*self._keys.of(activity, number), seat),
            # A lane of its own kind: taking somebody away is not giving work.
            (slots, SECONDS, unit, rank),
            self._second,
            place=(formation.started, campaign.number, seat),
            least=least,
        )
        formation.requests.append(request)
        assert request.callbacks is not None
        request.callbacks.append(lambda _: self._look(formation))

    def _second(self, request: Request, crew: Crew) -> None:
        """Take people out of their teams; ask for whom a quorum goes without."""
        campaign = request.activity.campaign
        formation = self._formations[campaign.number]
        formation.requests.remove(request)
        request.grant(crew)
        for worker, queue in zip(crew, request.slots, strict=True):
            if worker is None:
                self._ask(formation, (queue,))
                continue
            skill = self._plan.queues[queue].skill
            self._staff.second(worker, campaign, skill)
            self._write("seconded", worker, campaign, skill)

    def _look(self, formation: _Formation) -> None:
        """Begin when enough are there."""
        activity = formation.activity
        if not activity.is_over and formation.members >= formation.needed:
            self._recording.event(
                self._env.now,
                "force_formed",
                campaign=activity.campaign.number,
                activity=activity.row.row,
            )
            self._flow.finish(activity, "done")

    # ------------------------------------------------------------------ going home

    def _release(self, worker: Worker) -> None:
        campaign, skill = worker.seconded_to, worker.seconded_as
        assert campaign is not None
        self._staff.release(worker)
        self._write("released", worker, campaign, skill)
        self._env.capacity_came()

    def _disband(self, campaign: Campaign, skills: tuple[int, ...]) -> None:
        formation = self._formations.get(campaign.number)
        if formation is None:
            return
        for skill in skills:
            for worker in list(campaign.crew.get(skill, ())):
                self._release(worker)
            campaign.crew.pop(skill, None)
        for request in list(formation.requests):
            if not any(self._plan.queues[queue].skill in campaign.crew for queue in request.slots):
                formation.requests.remove(request)
                request.withdraw()
        if not campaign.crew:
            del self._formations[campaign.number]
            self._permits[formation.kind].give_back()

    def _write(self, kind: str, worker: Worker, campaign: Campaign, skill: int) -> None:
        self._recording.event(
            self._env.now, kind, campaign=campaign.number, person=worker.number, value=skill
        )


def _leave_to_close(_: Activity) -> None:
    """Whoever has come already is sent home when the campaign closes."""
