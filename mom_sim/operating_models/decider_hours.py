"""Gates that nobody can decide at in time: what a plan's calendars and dates say before any run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mom_sim.calendars.local_time import local_datetime
from mom_sim.plan.plan import Meeting, Node, Plan, Queue
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.clocks import reference_calendar
from mom_sim.tape.people import PersonSpec, people_of


def warnings_of_deciders(scenario: Scenario, plan: Plan) -> list[str]:
    """Find gates whose deciders do not meet, or are not there.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Compiled from it.

    Returns
    -------
    list of str
        A sentence for each gate and fault; reviews inside a task force are left out.
    """
    return list(dict.fromkeys(_Search(scenario, plan).found()))


class _Search:
    def __init__(self, scenario: Scenario, plan: Plan) -> None:
        self._scenario, self._plan = scenario, plan
        self._people = people_of(scenario)

    def found(self) -> Iterator[str]:
        for program in self._plan.programs:
            for node in program.nodes:
                gate = f"gate {self._plan.steps[node.step]}"
                for meeting in self._meetings(node):
                    if not meeting.instants and meeting.interval is None:
                        yield (
                            f"{gate}: not one meeting is held in this run, since the stated times "
                            "are outside of the hours of their calendar; campaigns wait there for "
                            "good"
                        )
                if node.review and not node.in_force:
                    for (queue,) in node.queues:
                        yield from self._absent(gate, self._plan.queues[queue])
                if node.instruction == "MEET":
                    reviews = [program.nodes[index] for index in node.successors]
                    yield from self._off_shift(gate, node, [one for one in reviews if one.review])

    def _meetings(self, node: Node) -> list[Meeting]:
        return [self._plan.meetings[body] for body in dict.fromkeys(node.meetings)]

    def _members(self, queue: Queue) -> list[PersonSpec]:
        return [self._people[member.person] for member in queue.pool]

    def _absent(self, gate: str, queue: Queue) -> Iterator[str]:
        """Deciders who never work before the horizon, or all leave before it."""
        horizon = self._scenario.run.horizon
        who = f"{self._plan.skills[queue.skill]} of {self._plan.teams[queue.team].name}"
        there = [one for one in self._members(queue) if self._works_before(one, horizon)]
        if not there:
            yield f"{gate}: nobody who decides there ({who}) works before the horizon"
            return
        last = max(one.available_until for one in there)
        if last < horizon:
            yield (
                f"{gate}: from {self._date(last)} on, before the horizon, nobody is left who "
                f"decides there ({who})"
            )

    def _off_shift(self, gate: str, node: Node, reviews: Sequence[Node]) -> Iterator[str]:
        """Meetings at which nobody who reviews is at work: reviews begin on their next shift."""
        for review in reviews:
            for body, queues in zip(node.meetings, review.queues, strict=True):
                instants = self._plan.meetings[body].instants
                people = self._members(self._plan.queues[queues[0]])
                if instants and not any(
                    self._is_at_work(one, at) for at in instants for one in people
                ):
                    yield (
                        f"{gate}: nobody who decides there is at work at the hours of its "
                        "meetings, so that reviews wait for the next shift as well"
                    )

    def _works_before(self, person: PersonSpec, horizon: int) -> bool:
        clock = self._plan.clocks[person.calendar]
        begin, end = (min(one, horizon) for one in (person.available_from, person.available_until))
        return clock.work(end) > clock.work(begin)

    def _is_at_work(self, person: PersonSpec, instant: int) -> bool:
        is_there = person.available_from <= instant < person.available_until
        return is_there and self._plan.clocks[person.calendar].is_open(instant)

    def _date(self, instant: int) -> str:
        zone = reference_calendar(self._scenario).time_zone
        return str(local_datetime(instant, zone, self._scenario.run.start, zone).date())
