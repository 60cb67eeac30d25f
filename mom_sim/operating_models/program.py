"""One campaign type's workflow under one operating model, as a graph of instructions.

    begin -> [freeze] -> [admission] -> [task force] -> steps ... -> launch -> steps after it -> end
                                                              \\-> incidents and their repair -/
    a step:  [risk events] -> [hand-off] -> work | agency | wait | gate
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mom_sim.draws.address import threshold
from mom_sim.draws.distributions import Distribution
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.errors import PlanError
from mom_sim.operating_models.draw_table import DrawTable
from mom_sim.operating_models.gates import GateBuilder
from mom_sim.operating_models.graph import Graph
from mom_sim.operating_models.meetings import MeetingTable
from mom_sim.operating_models.staffing import Staffing
from mom_sim.plan.plan import PARTS, AgencyRecord, Condition, Decision, Limit, Node
from mom_sim.scenario.resolved import (
    Agency,
    CampaignType,
    Delay,
    EventRisk,
    OperatingModel,
    Scenario,
    Step,
)

Place = tuple[int, str]  # team and skill of who does a step last


@dataclass
class Tables:
    """What all programs of a plan share while it is compiled."""

    scenario: Scenario
    model: OperatingModel
    draws: DrawTable
    staffing: Staffing
    meetings: MeetingTable
    agencies: tuple[AgencyRecord, ...]
    steps: tuple[str, ...]
    limits: tuple[Limit, ...]
    decisions: list[Decision]
    warnings: list[str]

    def step(self, name: str) -> int:
        """Position of a step's name."""
        return self.steps.index(name)

    def clock(self, delay: Delay) -> int:
        """Clock on which a delay passes: the reference calendar's, or none for wall-clock time."""
        names = [calendar.name for calendar in self.scenario.calendars]
        return names.index(self.scenario.reference_calendar) if delay.working else -1


class ProgramBuilder:
    """Builds the program of one campaign type."""

    def __init__(self, tables: Tables, kind: CampaignType) -> None:
        self.tables, self.kind = tables, kind
        self.graph = Graph()
        self.body = 0
        self.entries: dict[int, int] = {}
        scenario = tables.scenario
        self.units = range(len(scenario.units))
        workflow = next(one for one in scenario.workflows if one.name == kind.workflow)
        self.steps = _in_order(workflow.steps)
        self._by_name = {step.name: step for step in self.steps}
        self.exits: dict[str, int] = {}
        self.again: dict[str, list[int]] = {}  # nodes that a rework of the step does again
        self.places: dict[str, list[frozenset[Place]]] = {}  # per unit
        self.after_launch = self._after_launch()
        self.force = self._force()

    # ------------------------------------------------------------------ the whole

    def build(self) -> None:
        """Make all nodes."""
        self._prelude()
        for step in self.steps:
            self._step(step)
        launch = next(step.name for step in self.steps if step.launch)
        self._incidents(self.exits[launch])
        self._release(self.exits[launch])
        self.graph.add(Node("END", self.tables.step("end")), self.graph.sinks())

    def _prelude(self) -> None:
        tables, begin = self.tables, self.tables.step("begin")
        last = self.graph.add(Node("PASS", begin), ())
        windows = tuple(
            (freeze.start, freeze.end)
            for freeze in tables.scenario.surge_response.freeze
            if self.kind.name in freeze.types
        )
        if windows:
            last = self.graph.add(Node("FREEZE", begin, windows=windows), [last])
        if tables.limits:
            per_unit = len(tables.limits) > 1
            limits = tuple(unit if per_unit else 0 for unit in self.units)
            last = self.graph.add(Node("ADMIT", begin, limits=limits), [last])
        if self.force:
            members = tables.model.who_does_the_work.task_force[0].members_per_skill
            queues = tuple(
                tuple(
                    tables.staffing.queue(unit, skill) for skill in self.force for _ in range(members)
                )
                for unit in self.units
            )
            for unit, slots in zip(self.units, queues, strict=True):
                self._check_crew(unit, slots)
            last = self.graph.add(Node("ASSEMBLE", begin, queues=queues, force=0), [last])
        self.body = last

    def _step(self, step: Step) -> None:
        graph = self.graph
        before = [self.exits[name] for name in step.after] or [self.body]
        first = len(graph.nodes)
        for risk in self.tables.scenario.event_risks:
            if risk.step == step.name and self.kind.name in risk.types:
                before = self._event(risk, step, before)
        if step.launch and any(
            campaign.not_before > 0 and campaign.type == self.kind.name
            for campaign in self.tables.scenario.dated
        ):
            before = [graph.add(Node("EMBARGO", self.tables.step(step.name)), before)]
        self.again[step.name] = []
        if step.kind == "gate":
            GateBuilder(self, step).build(before)
        else:
            self._ordinary(step, before)
        self.entries[self.tables.step(step.name)] = first

    def _ordinary(self, step: Step, before: list[int]) -> None:
        tables, graph = self.tables, self.graph
        number = tables.step(step.name)
        agency = self._agency(step)
        self.places[step.name] = self._places(step, agency)
        before = self.hand_off(step.name, before, self._places_before(step), self.places[step.name])
        if step.kind == "automated" or (
            step.kind == "work" and not self.takes_work(step)
        ):
            node = graph.add(Node("PASS", number, launch=step.launch), before)
            self.again[step.name].append(node)
        elif step.kind == "wait":
            delays = dict(step.wait)
            node = self._delay(step.name, f"wait:{step.name}", delays[self.kind.name], before)
            if step.launch:
                graph.nodes[node] = replace(graph.nodes[node], launch=True)
        elif agency is not None:
            node = self._outsource(step, agency, before)
        else:
            node = self._work(step, before)
        self.exits[step.name] = node

    # ------------------------------------------------------------------ work

    def effort_draw(self, step: Step) -> int:
        """Draw of a step's effort: the same slot in every model."""
        return self.tables.draws.duration(f"effort:{step.name}", dict(step.effort), step.name)

    def takes_work(self, step: Step) -> bool:
        """Whether campaigns of this type need hands-on work in a step: `0h` says that they do not."""
        effort = dict(step.effort).get(self.kind.name)
        return effort is not None and effort.mean() > 0

    def queues(self, skills: tuple[tuple[str, int], ...]) -> tuple[tuple[int, ...], ...]:
        """For each unit, the queues that a crew of these skills is drawn from."""
        rows = tuple(
            tuple(
                self.tables.staffing.queue(unit, skill)
                for skill, count in skills
                for _ in range(count)
            )
            for unit in self.units
        )
        for unit, slots in zip(self.units, rows, strict=True):
            self._check_crew(unit, slots)
        return rows

    def _work(self, step: Step, before: list[int]) -> int:
        tables, graph = self.tables, self.graph
        draw = self.effort_draw(step)
        node = Node(
            "WORK",
            tables.step(step.name),
            draws=(draw,) * len(self.units),
            queues=self.queues(step.skills),
            in_force=self.in_force(step),
            launch=step.launch,
        )
        overflow = self._overflow(step)
        if overflow is None:
            last = graph.add(node, before)
            self.again[step.name].append(last)
        else:
            agency, waiting = overflow
            work = graph.add(replace(node, overflow=waiting), before)
            condition = Condition(
                after_node=work, after_outcome=ACTIVITY_OUTCOMES.index("overflowed")
            )
            last = graph.add(self._agency_node(step, agency, condition), [work])
            self.again[step.name] += [work, last]
        return self._extra(step, node, last)

    def _extra(self, step: Step, work: Node, last: int) -> int:
        """More of the same effort, for campaigns that a risk event has hit."""
        for risk in self.tables.scenario.event_risks:
            if risk.step == step.name and risk.extra_effort and self.kind.name in risk.types:
                last = self.graph.add(
                    replace(
                        work,
                        condition=self._happens(risk),
                        share=round(risk.extra_effort * PARTS),
                    ),
                    [last],
                )
        return last

    def _outsource(self, step: Step, agency: Agency, before: list[int]) -> int:
        tables, graph = self.tables, self.graph
        if agency.briefing:
            draw = tables.draws.same_duration(f"briefing:{step.name}", agency.briefing[0])
            briefing = Node(
                "WORK",
                tables.step(step.name),
                draws=(draw,) * len(self.units),
                queues=self.queues(((tables.scenario.lead_skill, 1),)),
            )
            before = [graph.add(briefing, before)]
        node = graph.add(self._agency_node(step, agency, Condition()), before)
        self.again[step.name].append(node)
        return node

    def _agency_node(self, step: Step, agency: Agency, condition: Condition) -> Node:
        turnaround = dict(agency.turnaround)
        delay = turnaround.get(self.kind.name, turnaround.get("default"))
        if delay is None:
            raise PlanError(f"agency {agency.name} states no turnaround for {self.kind.name}")
        draw = self.tables.draws.duration(
            f"turnaround:{step.name}", {self.kind.name: delay.distribution}
        )
        return Node(
            "AGENCY",
            self.tables.step(step.name),
            condition=condition,
            draws=(draw,) * len(self.units),
            effort_draw=self.effort_draw(step),
            agency=self._agency_number(agency),
            launch=step.launch,
        )

    # ------------------------------------------------------------------ delays and events

    def hand_off(
        self,
        name: str,
        before: list[int],
        sources: list[frozenset[Place]],
        targets: list[frozenset[Place]],
        condition: Condition | None = None,
    ) -> list[int]:
        """A delay where work passes to another skill or another team; none where it stays."""
        tables = self.tables
        delays = (tables.model.coordination.hand_off or (tables.scenario.hand_off,))[0]
        draws = []
        for unit in self.units:
            delay = _hand_off(delays, sources[unit], targets[unit])
            if delay is None:
                draws.append((-1, -1))
            else:
                draw = tables.draws.same_duration(f"hand_off:{name}", delay.distribution)
                draws.append((draw, tables.clock(delay)))
        if all(draw < 0 for draw, _ in draws):
            return before
        # One node per clock, so that a mix of working and wall-clock hand-offs keeps its meaning.
        for clock in sorted({clock for draw, clock in draws if draw >= 0}):
            node = self.graph.add(
                Node(
                    "DELAY",
                    tables.step(name),
                    condition=condition or Condition(),
                    draws=tuple(draw if at == clock else -1 for draw, at in draws),
                    clock=clock,
                    cause="hand_off",
                ),
                before,
            )
            self.again[name].append(node)
            before = [node]
        return before

    def _delay(
        self,
        name: str,
        slot: str,
        delay: Delay,
        before: list[int],
        condition: Condition | None = None,
    ) -> int:
        draw = self.tables.draws.duration(slot, {self.kind.name: delay.distribution})
        node = self.graph.add(
            Node(
                "DELAY",
                self.tables.step(name),
                condition=condition or Condition(),
                draws=(draw,) * len(self.units),
                clock=self.tables.clock(delay),
                cause="outside",
            ),
            before,
        )
        if condition is None:
            self.again[name].append(node)
        return node

    def _happens(self, risk: EventRisk) -> Condition:
        draw = self.tables.draws.chance(f"event:{risk.name}")
        return Condition(chance=draw, threshold=threshold(risk.probability))

    def _event(self, risk: EventRisk, step: Step, before: list[int]) -> list[int]:
        tables, graph = self.tables, self.graph
        number = tables.step(step.name)
        position = [
            one.name for one in (*tables.scenario.defect_risks, *tables.scenario.event_risks)
        ].index(risk.name)
        happens = self._happens(risk)
        last = graph.add(
            Node("PASS", number, condition=happens, announce="risk_event", announce_value=position),
            before,
        )
        if risk.cancels:
            last = graph.add(Node("CANCEL", number, condition=happens), [last])
        for delay in risk.delay:
            last = self._delay(step.name, f"event_delay:{risk.name}", delay, [last], happens)
        return [last]

    def _incidents(self, launch: int) -> None:
        tables = self.tables
        for position, risk in enumerate(tables.scenario.defect_risks):
            name = f"repair {risk.name}"
            self.again[name] = []
            escaped = Condition(escaped=position)
            last = self._delay(name, f"surfaces:{risk.name}", risk.surfaces_after, [launch], escaped)
            self.graph.nodes[last] = replace(
                self.graph.nodes[last], announce="incident", announce_value=position
            )
            for skill, effort in risk.fix:
                draw = tables.draws.same_duration(f"effort:{name}", effort)
                self.graph.add(
                    Node(
                        "WORK",
                        tables.step(name),
                        condition=escaped,
                        draws=(draw,) * len(self.units),
                        queues=self.queues(((skill, 1),)),
                    ),
                    [last],
                )

    # ------------------------------------------------------------------ task forces and agencies

    def in_force(self, step: Step) -> bool:
        """Whether the campaign's own task force does a step."""
        return (
            bool(self.force)
            and step.name not in self.after_launch
            and all(skill in self.force for skill, _ in step.skills)
        )

    def _force(self) -> tuple[str, ...]:
        for force in self.tables.model.who_does_the_work.task_force:
            work = [
                step
                for step in self.steps
                if step.kind == "work"
                and step.name not in self.after_launch
                and self.takes_work(step)
                and self._agency(step) is None
            ]
            effort = sum(dict(step.effort)[self.kind.name].mean() for step in work)
            wanted = self.kind.name in force.types or (
                force.min_effort > 0 and effort >= force.min_effort
            )
            if wanted:
                used = dict.fromkeys(skill for step in work for skill, _ in step.skills)
                return tuple(skill for skill in used if not force.skills or skill in force.skills)
        return ()

    def _release(self, launch: int) -> None:
        if not self.force:
            return
        skills = self.tables.scenario.skills
        end = self.tables.step("end")
        if self.tables.model.who_does_the_work.task_force[0].release == "end":
            every = tuple(sorted(skills.index(skill) for skill in self.force))
            self.graph.add(Node("DISBAND", end, skills=every), [launch])
            return
        for skill in self.force:
            # Not before the last gate that may still send this skill's work back.
            using = {step.name for step in self.steps if skill in dict(step.skills)}
            last = {
                self.exits[step.name]
                for step in self.steps
                if step.name not in self.after_launch
                and (
                    (step.name in using and self.in_force(step))
                    or any(name in using for gate in step.gate for name, _ in gate.revise)
                )
            }
            self.graph.add(Node("DISBAND", end, skills=(skills.index(skill),)), last or {launch})

    def _agency(self, step: Step) -> Agency | None:
        """The agency that does a step, if one does: only work of one person at a time goes out."""
        if step.kind != "work" or [count for _, count in step.skills] != [1]:
            return None
        skill = step.skills[0][0]
        kinds = {role.kind for role in self.tables.scenario.roles if role.skills[0][0] == skill}
        for agency in self.tables.model.who_does_the_work.agency:
            if agency.types and self.kind.name not in agency.types:
                continue
            if skill in agency.skills or kinds & set(agency.kinds):
                return agency
        return None

    def _overflow(self, step: Step) -> tuple[Agency, int] | None:
        for overflow in self.tables.scenario.surge_response.overflow:
            if [(overflow.skill, 1)] == list(step.skills):
                agencies = self.tables.model.who_does_the_work.agency
                if agencies:
                    return agencies[0], overflow.queue
                self.tables.warnings.append(
                    f"no agency in {self.tables.model.name}: overflow of {overflow.skill} has nowhere "
                    "to go and is left out"
                )
        return None

    def _agency_number(self, agency: Agency) -> int:
        return [record.name for record in self.tables.agencies].index(agency.name)

    # ------------------------------------------------------------------ who and where

    def team_of(self, unit: int, skill: str) -> int:
        """Team whose queue takes a unit's requests for a skill."""
        staffing = self.tables.staffing
        return staffing.queues[staffing.queue(unit, skill)].team

    def _places(self, step: Step, agency: Agency | None) -> list[frozenset[Place]]:
        if agency is not None:
            team = self.tables.agencies[self._agency_number(agency)].team
            return [frozenset({(team, step.skills[0][0])}) for _ in self.units]
        if self.in_force(step):
            return [frozenset() for _ in self.units]  # inside the task force there are no hand-offs
        if step.kind in ("wait", "automated"):
            return self._places_before(step)
        return [
            frozenset({(self.team_of(unit, step.skills[0][0]), step.skills[0][0])})
            for unit in self.units
        ]

    def _places_before(self, step: Step) -> list[frozenset[Place]]:
        return [
            frozenset(place for name in step.after for place in self.places[name][unit])
            for unit in self.units
        ]

    def _after_launch(self) -> set[str]:
        found: set[str] = set()
        for step in self.steps:
            if any(name in found or self._by_name[name].launch for name in step.after):
                found.add(step.name)
        return found

    def _check_crew(self, unit: int, slots: tuple[int, ...]) -> None:
        queues = self.tables.staffing.queues
        people = {member.person for slot in slots for member in queues[slot].pool}
        for slot in set(slots):
            if len(queues[slot].pool) < slots.count(slot) or len(people) < len(slots):
                skill = self.tables.scenario.skills[queues[slot].skill]
                name = self.tables.scenario.units[unit].name
                raise PlanError(
                    f"{self.tables.model.name} has too few people for {slots.count(slot)} x {skill} "
                    f"at the same time in {name}"
                )


def _hand_off(delays, sources: frozenset[Place], targets: frozenset[Place]) -> Delay | None:  # type: ignore[no-untyped-def]
    """Which hand-off lies between places: the farther one counts; none where nothing changes."""
    if not sources or not targets:
        return None
    if any(source[0] != target[0] for source in sources for target in targets):
        found = delays.between_teams
    elif any(source[1] != target[1] for source in sources for target in targets):
        found = delays.within_team
    else:
        return None
    distribution: Distribution = found.distribution
    return found if distribution.mean() > 0 else None


def _in_order(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Steps so that every step stands behind those it comes after; ties in file order."""
    done: dict[str, Step] = {}
    waiting = list(steps)
    while waiting:
        step = next(one for one in waiting if all(name in done for name in one.after))
        done[step.name] = step
        waiting.remove(step)
    return tuple(done.values())
