"""Offered load against capacity, before anything is run: what the plan asks of its people.

Everything here is an expectation by formula. Hours are hours of people on shift: hands-on work by
the rate at which somebody works, so that hours offered by hours there are is a utilization.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR, MICROSECONDS_PER_WEEK
from mom_sim.operating_models.expected_demand import (
    expected_revisions,
    relieved,
    requests_by_unit,
    share_of_campaigns,
)
from mom_sim.plan.plan import PARTS, PASS_OVER, Plan, Program
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR, calendar_position
from mom_sim.tape.staging import stage_of

WEEKS_PER_YEAR = MICROSECONDS_PER_YEAR / MICROSECONDS_PER_WEEK


@dataclass
class Stream:
    """Pieces of work that ask for something, and the moments of their effort.

    Attributes
    ----------
    pieces : float, pieces a week
    hours : float, hours a week
        Of people on shift.
    first_hours : float, hours a week
        Of them, those of first rounds.
    squares : float, hours squared a week
    before_launch : float, pieces a week
        That launches wait for.
    """

    pieces: float = 0.0
    hours: float = 0.0
    first_hours: float = 0.0
    squares: float = 0.0
    before_launch: float = 0.0

    def add(self, other: Stream, share: float = 1.0) -> None:
        """Put a share of another stream on top."""
        self.pieces += share * other.pieces
        self.hours += share * other.hours
        self.first_hours += share * other.first_hours
        self.squares += share * other.squares
        self.before_launch += share * other.before_launch

    @property
    def mean(self) -> float:
        """Mean hours of a piece."""
        return self.hours / self.pieces if self.pieces else 0.0

    @property
    def cv2(self) -> float:
        """Squared coefficient of variation of the hours of a piece."""
        if self.mean == 0.0:
            return 0.0
        return max(self.squares / self.pieces / self.mean**2 - 1.0, 0.0)


@dataclass(frozen=True)
class RoleLoad:
    """What is asked of the people of a role.

    Attributes
    ----------
    role : str
    stream : Stream
    hours_each : float, hours a week
        On shift, of one position: absences and vacancies out, newcomers in parts.
    is_alone : bool
        Whether nobody of another role can do any of it.
    pools : int
        Teams that its people are spread over.
    """

    role: str
    stream: Stream
    hours_each: float
    is_alone: bool
    pools: int

    @property
    def offered(self) -> float:
        """Offered load in people (Erlangs)."""
        return self.stream.hours / self.hours_each if self.hours_each else 0.0


@dataclass(frozen=True)
class SkillGap:
    """Offered load of a skill against the people whose main skill it is.

    Attributes
    ----------
    skill : str
    first_hours, rework_hours : float, hours a week
    capacity_hours : float, hours a week
    people : int
    others : tuple of str
        Roles that have the skill beside their main one.
    """

    skill: str
    first_hours: float
    rework_hours: float
    capacity_hours: float
    people: int
    others: tuple[str, ...]

    @property
    def hours(self) -> float:
        """Offered hours a week, with rework."""
        return self.first_hours + self.rework_hours

    @property
    def utilization(self) -> float | None:
        """Offered by capacity; None where nobody has it as their main skill."""
        return self.hours / self.capacity_hours if self.capacity_hours else None


@dataclass(frozen=True)
class Workload:
    """What a plan asks of everybody.

    Attributes
    ----------
    roles : tuple of RoleLoad
        In the order of the scenario.
    skills : tuple of SkillGap
    campaigns_per_week : float
    hours_per_day : float
        Working hours of a working day of the reference calendar.
    """

    roles: tuple[RoleLoad, ...]
    skills: tuple[SkillGap, ...]
    campaigns_per_week: float
    hours_per_day: float


def workload_of(scenario: Scenario, plan: Plan) -> Workload:
    """Expect what a plan asks of its people in a usual week of the measured window.

    Parameters
    ----------
    scenario : Scenario
    plan : Plan
        Compiled from it.

    Returns
    -------
    Workload
        Without surges, overflow, incidents after launch, and what people in task forces wait;
        everybody has learned. Campaigns are asked for in parts where a gate sends work back
        (`expected_revisions`).

    Raises
    ------
    PlanError
        If a gate sends work back without end.
    """
    streams = [Stream() for _ in plan.queues]
    campaigns = 0.0
    for number, kind in enumerate(scenario.campaigns):
        requests = [one / WEEKS_PER_YEAR for one in requests_by_unit(scenario, kind.name)]
        campaigns += sum(requests)
        for index, rounds in _rounds(scenario, plan, number).items():
            _ask(plan, number, index, rounds, requests, streams)
    hours_each = {role.name: hours_of_position(scenario, role) for role in scenario.roles}
    return Workload(
        roles=tuple(_of_roles(scenario, plan, streams, hours_each)),
        skills=tuple(_of_skills(scenario, plan, streams, hours_each)),
        campaigns_per_week=campaigns,
        hours_per_day=plan.hours_per_day,
    )


def hours_of_position(scenario: Scenario, role: Role) -> float:
    """Expected hours a week that somebody of a role is on shift and at full speed.

    Parameters
    ----------
    scenario : Scenario
    role : Role

    Returns
    -------
    float, hours a week
        Scheduled hours of the measured window in which the position exists, without vacation,
        sickness and vacancies; newcomers count with the speed that they have.

    Notes
    -----
    Source: alternating renewal process of stays (mean 1 / turnover) and vacancies (mean d), vacant
    for the long-run share turnover d / (1 + turnover d) of the time.
    """
    run = scenario.run
    unit = next((unit for unit, count in role.home if count), "")
    clock = stage_of(scenario).clocks_without_overtime[
        calendar_position(scenario, role.calendar_at(unit))
    ]
    begin = min(max(run.warm_up, role.available_from), run.horizon)
    end = max(min(run.horizon, role.available_until), begin)
    weeks = (run.horizon - run.warm_up) / MICROSECONDS_PER_WEEK
    hours = (clock.work(end) - clock.work(begin)) / MICROSECONDS_PER_HOUR / weeks
    if hours == 0.0:
        return 0.0
    year = hours * WEEKS_PER_YEAR / scenario.hours_per_day  # working days
    there = max(0.0, 1.0 - role.absence.vacation_days / year) * (1.0 - role.absence.sickness_share)
    leaving = role.turnover.per_year
    vacant = leaving * role.turnover.hire_delay.mean() / MICROSECONDS_PER_YEAR if leaving else 0.0
    slow = leaving * role.ramp.length / MICROSECONDS_PER_YEAR * (1.0 - role.ramp.start) / 2.0
    return hours * there / (1.0 + vacant) * max(1.0 - slow, 0.0)


@dataclass
class _Rounds:
    """How often a node is carried out for a campaign, and in which multiples of its effort."""

    first: float
    effort: float
    again: float = 0.0
    again_effort: float = 0.0
    squares: float = 0.0


def _rounds(scenario: Scenario, plan: Plan, number: int) -> Mapping[int, _Rounds]:
    """By node of a type's program: the hands-on work that a campaign is expected to ask for."""
    program, kind = plan.programs[number], scenario.campaigns[number].name
    found: dict[int, _Rounds] = {}
    for index, node in enumerate(program.nodes):
        if node.instruction == "WORK" and node.queues and node.condition.escaped < 0:
            share = share_of_campaigns(scenario, plan, program, node.condition)
            if share > 0:
                effort = node.share / PARTS * relieved(plan, node)
                found[index] = _Rounds(share, effort, squares=share * effort**2)
    gates = {node.step: node.decision for node in program.nodes if node.decision >= 0}
    for step, decision in gates.items():  # every decision of a gate sends the same steps back
        rework = plan.decisions[decision].rework.nodes
        parts = {index: part for index, part in rework if index in found and part != PASS_OVER}
        revisions = expected_revisions(scenario, plan, kind, plan.steps[step]) if parts else 0.0
        for index, part in parts.items():
            node, rounds = program.nodes[index], found[index]
            again = revisions * share_of_campaigns(scenario, plan, program, node.condition)
            effort = part / PARTS * relieved(plan, node)
            rounds.again += again
            rounds.again_effort += again * effort
            rounds.squares += again * effort**2
    return found


def _ask(
    plan: Plan,
    number: int,
    index: int,
    rounds: _Rounds,
    requests: list[float],
    streams: list[Stream],
) -> None:
    """Add the work of one node to the queues that its crews come from."""
    node = plan.programs[number].nodes[index]
    is_before = index in _before_launch(plan.programs[number])
    for unit, per_week in enumerate(requests):
        effort = plan.draws[node.draws[unit]].by_type[number] if node.draws[unit] >= 0 else None
        if effort is None or not per_week:
            continue
        mean = effort.mean() / MICROSECONDS_PER_HOUR
        square = effort.variance() / MICROSECONDS_PER_HOUR**2 + mean**2
        pieces = per_week * (rounds.first + rounds.again)
        for queue in node.queues[unit]:
            slow = PARTS / _rate(plan, queue)
            streams[queue].add(
                Stream(
                    pieces=pieces,
                    hours=per_week
                    * (rounds.first * rounds.effort + rounds.again_effort)
                    * mean
                    * slow,
                    first_hours=per_week * rounds.first * rounds.effort * mean * slow,
                    squares=per_week * rounds.squares * square * slow**2,
                    before_launch=pieces if is_before else 0.0,
                )
            )


def _rate(plan: Plan, queue: int) -> float:
    """Mean rate of those who come first in a pool: people whose main skill it is, if any."""
    pool = [member for member in plan.queues[queue].pool if not member.lent]
    return float(np.mean([member.rate for member in pool])) if pool else float(PARTS)


def _before_launch(program: Program) -> set[int]:
    """Nodes that the launch comes after."""
    before: set[int] = {index for index, node in enumerate(program.nodes) if node.launch}
    if not before:
        return set(range(len(program.nodes)))
    grown = True
    while grown:
        more = {
            index
            for index, node in enumerate(program.nodes)
            if index not in before and before & set(node.successors)
        }
        before |= more
        grown = bool(more)
    return before


def _of_roles(
    scenario: Scenario, plan: Plan, streams: list[Stream], hours_each: Mapping[str, float]
) -> Iterator[RoleLoad]:
    for role in scenario.roles:
        stream, is_alone, teams = Stream(), True, set()
        for queue, asked in zip(plan.queues, streams, strict=True):
            if not asked.pieces:
                continue
            counts = _main_roles(scenario, plan, queue.skill, [one.person for one in queue.pool])
            if role.name not in counts:
                continue
            stream.add(asked, counts[role.name] / sum(counts.values()))
            teams.add(queue.team)
            able = {plan.people[one.person].role for one in queue.pool}
            is_alone = is_alone and able == {role.name}
        yield RoleLoad(role.name, stream, hours_each[role.name], is_alone, max(len(teams), 1))


def _main_roles(scenario: Scenario, plan: Plan, skill: int, people: list[int]) -> Mapping[str, int]:
    """People of a pool by role: those whose main skill it is, else all."""
    main = {role.name for role in scenario.roles if role.skills[0][0] == plan.skills[skill]}
    names = [plan.people[person].role for person in people]
    chosen = [name for name in names if name in main] or names
    return {name: chosen.count(name) for name in dict.fromkeys(chosen)}


def _of_skills(
    scenario: Scenario, plan: Plan, streams: list[Stream], hours_each: Mapping[str, float]
) -> Iterator[SkillGap]:
    for number, skill in enumerate(plan.skills):
        asked = Stream()
        for queue, stream in zip(plan.queues, streams, strict=True):
            if queue.skill == number:
                asked.add(stream)
        mine = [role for role in scenario.roles if role.skills[0][0] == skill]
        if not asked.hours and not mine:
            continue
        yield SkillGap(
            skill=skill,
            first_hours=asked.first_hours,
            rework_hours=asked.hours - asked.first_hours,
            capacity_hours=sum(role.headcount * hours_each[role.name] for role in mine),
            people=sum(role.headcount for role in mine),
            others=tuple(role.name for role in scenario.roles if skill in dict(role.skills[1:])),
        )
