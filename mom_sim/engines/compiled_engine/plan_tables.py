"""A plan as the kernel reads it: flat tables, and what can be looked up beforehand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from weakref import finalize

from mom_sim.engines.compiled_engine.arrays import Integers, Rows, integers
from mom_sim.engines.compiled_engine.codes import (
    AS_BEFORE,
    DISTANCE_CODES,
    REGISTER_CODES,
    RULE_CODES,
    WORD_MASK,
    WORD_SHIFT,
)
from mom_sim.engines.compiled_engine.decision_tables import DecisionTables
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.node_facts import links, what_is_asked
from mom_sim.engines.compiled_engine.plain_queues import plain_queues
from mom_sim.engines.compiled_engine.slot_images import images, sizes_of_slots
from mom_sim.engines.recording import EVENT_KIND, OUTCOME
from mom_sim.log.contract import CAUSES
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Condition, Node, Plan, Program

_FAIR = "fair_share"
_CAUSE_OF_INSTRUCTION = {
    "ADMIT": "hold",
    "FREEZE": "hold",
    "ASSEMBLE": "hold",
    "EMBARGO": "embargo",
    "AGENCY": "agency",
    "MEET": "decision",
}


def cause_of(node: Node) -> int:
    """Cause that the time of a node counts for in which nobody works, when nobody asks further.

    Times when nobody could work (`closed`) and those when a crew forms (`assembly`) are told from
    it when a campaign is over; see `tallying.tally_apart`.
    """
    if node.instruction == "WORK":
        return CAUSES.index("decision" if node.review else "queue")
    return CAUSES.index(node.cause or _CAUSE_OF_INSTRUCTION.get(node.instruction, "queue"))


def _next_of(program: Program, index: int) -> int:
    """Ordinary work that follows, alone, on ordinary work; -1 where anything else can happen.

    Whether a decision may be made early because of it is known from `node_deciding`.
    """
    node = program.nodes[index]
    if len(node.successors) != 1 or index == program.body:
        return -1
    (following,) = node.successors
    then = program.nodes[following]
    before = sum(following in one.successors for one in program.nodes)
    is_last = node.instruction != "WORK" or node.launch or node.announce
    is_special = (
        then.instruction != "WORK"
        or then.condition != Condition()
        or then.reliefs
        or then.timeout
        or then.overflow
        or then.overflow_late
        or then.in_force
        or then.effort_draw >= 0
        or min(then.draws, default=-1) < 0
    )
    return -1 if is_last or is_special or before != 1 else following


@dataclass(eq=False)
class PlanTables:
    """Arrays and numbers of a plan; kept as long as the plan is, shared by all runs of it."""

    arrays: dict[str, Integers] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @cached_property
    def laid(self) -> Memory:
        """The same where the kernel looks for it: what the memory of every run begins as."""
        memory = Memory()
        for name, array in self.arrays.items():
            memory.put(name, array)
        for name, number in (self.numbers | sizes_of_slots(self.numbers["nodes"])).items():
            memory[name] = number
        for name, array in images(memory).items():
            memory.put(name, array)
        return memory


_KEPT: dict[int, PlanTables] = {}
"""By the identity of their plan; to hash a plan takes longer than to lay it out."""


def plan_tables(plan: Plan) -> PlanTables:
    """Lay a plan out for the kernel.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    PlanTables
    """
    number = id(plan)
    tables = _KEPT.get(number)
    if tables is None:
        tables = _KEPT[number] = _Builder(plan).tables
        finalize(plan, _KEPT.pop, number, None)
    return tables


class _Builder:
    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self.tables = PlanTables()
        self._slots: dict[tuple[int, ...], int] = {}
        self._lanes: dict[tuple[int, int, int, int], int] = {}
        self._programs()
        self._nodes()
        decisions = DecisionTables(plan, self._first, self._edge_first, self._edge_of)
        self.tables.arrays |= decisions.arrays
        self._refusal_count = decisions.refusal_count
        self._people_and_queues()
        self._others()
        self._slot_tables()
        self._put(
            **plain_queues(plan, list(self._slots), self.tables.arrays, is_simple=self._is_simple())
        )
        self._sizes()

    def _put(self, **arrays: list[int]) -> None:
        for name, values in arrays.items():
            self.tables.arrays[name] = integers(values)

    def _slots_of(self, queues: tuple[int, ...]) -> int:
        return self._slots.setdefault(queues, len(self._slots))

    def _lane_of(self, slots: tuple[int, ...], seconds: bool, unit: int, program: Program) -> int:
        team = self._plan.teams[self._plan.queues[slots[0]].team]
        key = (
            self._slots_of(slots),
            int(seconds),
            unit if _FAIR in team.rule else -1,
            program.rank if program.preempts else -1,
        )
        return self._lanes.setdefault(key, len(self._lanes))

    # ------------------------------------------------------------------ programs

    def _programs(self) -> None:
        plan = self._plan
        first, edges = [0], [0]
        entry: list[int] = []
        for program in plan.programs:
            first.append(first[-1] + len(program.nodes))
            edges.append(edges[-1] + sum(len(node.successors) for node in program.nodes))
            at = dict(program.entries)
            entry.extend(at.get(step, -1) for step in range(len(plan.steps)))
        programs = plan.programs
        self._first, self._edge_first = first, edges
        self._put(
            program_first=first,
            program_count=[len(program.nodes) for program in programs],
            program_edge_first=edges,
            program_body=[program.body for program in programs],
            program_patience=[program.patience for program in programs],
            program_rank=[program.rank for program in programs],
            program_preempts=[program.preempts for program in programs],
            program_preempts_seconded=[program.preempts_seconded for program in programs],
            program_switching=[program.switching_cost for program in programs],
            program_impatient=[OUTCOME[program.impatient] for program in programs],
            program_entry=entry,
        )

    # ------------------------------------------------------------------ nodes

    def _nodes(self) -> None:
        nodes = [node for program in self._plan.programs for node in program.nodes]
        of_condition: dict[str, Callable[[Condition], int]] = {
            "condition_tiers": lambda condition: condition.tiers,
            "condition_chance": lambda condition: condition.chance,
            "condition_threshold": lambda condition: condition.threshold,
            "condition_escaped": lambda condition: condition.escaped,
            "condition_after": lambda condition: condition.after_node,
            "condition_outcome": lambda condition: condition.after_outcome,
            "condition_curve": lambda condition: condition.curve,
            "condition_distance": lambda condition: DISTANCE_CODES[condition.distance],
        }
        of_node: dict[str, Callable[[Node], int]] = {
            "node_instruction": lambda node: CODES[node.instruction],
            "node_step": lambda node: node.step,
            "node_share": lambda node: node.share,
            "node_clock": lambda node: node.clock,
            "node_timeout": lambda node: node.timeout,
            "node_timed_from": lambda node: node.timeout_from,
            "node_overflow": lambda node: node.overflow,
            "node_overflow_late": lambda node: node.overflow_late,
            "node_effort_draw": lambda node: node.effort_draw,
            "node_agency": lambda node: node.agency,
            "node_force": lambda node: node.force,
            "node_in_force": lambda node: node.in_force,
            "node_launch": lambda node: node.launch,
            "node_review": lambda node: node.review,
            "node_cause": cause_of,
            "node_ends": lambda node: OUTCOME[node.ends or "canceled"],
            "node_announce": lambda node: EVENT_KIND[node.announce] if node.announce else -1,
            "node_announce_value": lambda node: node.announce_value,
            "node_conditional": what_is_asked,
            "node_prefetch": lambda node: node.instruction in ("WORK", "DELAY", "AGENCY"),
        }
        for name, of in of_condition.items():
            self._put(**{name: [of(node.condition) for node in nodes]})
        for name, read in of_node.items():
            self._put(**{name: [int(read(node)) for node in nodes]})
        self._put(
            node_next=[
                _next_of(program, index)
                for program in self._plan.programs
                for index in range(len(program.nodes))
            ],
            node_link=[link for program in self._plan.programs for link in links(program)],
        )
        self._per_unit(nodes)
        self._lists(nodes)
        self._edges()

    def _per_unit(self, nodes: list[Node]) -> None:
        units = range(len(self._plan.units))
        one = [(node, unit) for node in nodes for unit in units]
        owner = [program for program in self._plan.programs for _ in program.nodes for _ in units]

        def pick(values: tuple[int, ...], unit: int, none: int = -1) -> int:
            return values[unit] if values else none

        self._put(
            node_draw=[pick(node.draws, unit) for node, unit in one],
            node_meeting=[pick(node.meetings, unit) for node, unit in one],
            node_limit=[pick(node.limits, unit) for node, unit in one],
            node_place=[pick(node.places, unit, AS_BEFORE) for node, unit in one],
            condition_toward=[pick(node.condition.toward, unit) for node, unit in one],
            node_slots=[
                self._slots_of(node.queues[unit]) if node.queues else -1 for node, unit in one
            ],
            node_lane=[
                self._lane_of(node.queues[unit], node.instruction == "ASSEMBLE", unit, program)
                if node.queues
                else -1
                for (node, unit), program in zip(one, owner, strict=True)
            ],
        )

    def _lists(self, nodes: list[Node]) -> None:
        reliefs = Rows("relief_chance", "relief_share")
        curves, windows = Rows("rate_curve"), Rows("window_start", "window_end")
        skills = Rows("skill")
        relief_curves: list[int] = []
        for node in nodes:
            reliefs.add([(relief.chance, relief.share) for relief in node.reliefs])
            for relief in node.reliefs:
                relief_curves.extend(relief.curves)
            curves.add(node.rate_curves)
            windows.add(node.windows)
            skills.add(node.skills)
        self.tables.arrays |= reliefs.arrays("relief_first")
        self.tables.arrays |= curves.arrays("rate_curve_first")
        self.tables.arrays |= windows.arrays("window_first")
        self.tables.arrays |= skills.arrays("skill_first")
        self._put(relief_curve=relief_curves)

    def _edges(self) -> None:
        successors, predecessors = Rows("edge_source", "edge_target"), Rows("predecessor_edge")
        counts: list[int] = []
        self._edge_of: list[dict[tuple[int, int], int]] = []
        number = 0
        for program in self._plan.programs:
            before: list[list[int]] = [[] for _ in program.nodes]
            edge_of: dict[tuple[int, int], int] = {}
            for index, node in enumerate(program.nodes):
                successors.add([(index, target) for target in node.successors])
                for target in node.successors:
                    before[target].append(number)
                    edge_of[index, target] = number
                    number += 1
            for edges in before:
                predecessors.add(edges)
                counts.append(len(edges))
            self._edge_of.append(edge_of)
        self.tables.arrays |= successors.arrays("successor_first")
        self.tables.arrays |= predecessors.arrays("predecessor_first")
        self._put(node_predecessors=counts)

    # ------------------------------------------------------------------ people

    def _people_and_queues(self) -> None:
        plan = self._plan
        count = len(plan.people)
        pools, serves = (
            Rows("pool_person", "pool_lent"),
            Rows("person_queue", "person_queue_place"),
        )
        rates, membership = [-1] * (len(plan.queues) * count), [0] * (len(plan.queues) * count)
        for number, queue in enumerate(plan.queues):
            pools.add([(member.person, member.lent) for member in queue.pool])
            for member in queue.pool:
                rates[number * count + member.person] = member.rate
                membership[number * count + member.person] = 2 if member.lent else 1
        for person in range(count):
            serves.add(
                [
                    (number, place)
                    for number, queue in enumerate(plan.queues)
                    for place, member in enumerate(queue.pool)
                    if member.person == person
                ]
            )
        words_of_pools = [0]
        for queue in plan.queues:
            words = (len(queue.pool) + WORD_MASK) >> WORD_SHIFT
            words_of_pools.append(words_of_pools[-1] + words)
        self._put(queue_word_first=words_of_pools)
        self.tables.arrays |= pools.arrays("pool_first")
        self.tables.arrays |= serves.arrays("person_queue_first")
        rules = Rows("word")
        for team in plan.teams:
            rules.add([RULE_CODES[word] for word in team.rule])
        self.tables.arrays |= rules.arrays("word_first")
        self._put(
            queue_team=[queue.team for queue in plan.queues],
            queue_skill=[queue.skill for queue in plan.queues],
            queue_rate=rates,
            queue_member=membership,
            person_ramp_start=[person.ramp_start for person in plan.people],
            person_ramp_length=[person.ramp_length for person in plan.people],
            team_aging=[team.aging for team in plan.teams],
            team_fair=[team.rule.index(_FAIR) if _FAIR in team.rule else -1 for team in plan.teams],
        )

    # ------------------------------------------------------------------ the rest

    def _others(self) -> None:
        plan = self._plan
        curves = Rows("curve_at", "curve_value")
        for curve in plan.curves:
            curves.add(list(zip(curve.at, curve.values, strict=True)))
        self.tables.arrays |= curves.arrays("curve_first")
        worse = Rows("worse_risk", "worse_curve")
        for agency in range(len(plan.agencies)):
            worse.add(
                [
                    (risk, curve)
                    for risk, defect in enumerate(plan.defects)
                    for curve in defect.agency_curves
                    if plan.curves[curve].agency == agency
                ]
            )
        self.tables.arrays |= worse.arrays("worse_first")
        exposure = [
            value
            for defect in plan.defects
            for value in (defect.exposure or (0,) * len(plan.types))
        ]
        self._put(
            curve_register=[REGISTER_CODES[curve.register] for curve in plan.curves],
            curve_agency=[curve.agency for curve in plan.curves],
            place_team=[place.team for place in plan.places],
            defect_draw=[defect.draw for defect in plan.defects],
            defect_threshold=[defect.first for defect in plan.defects],
            defect_revised=[defect.revised for defect in plan.defects],
            defect_exposure_draw=[defect.exposure_draw for defect in plan.defects],
            defect_exposure=exposure,
            defect_tired=[defect.tired for defect in plan.defects],
            agency_team=[agency.team for agency in plan.agencies],
            agency_clock=[agency.clock for agency in plan.agencies],
            force_reserve=[force.reserve for force in plan.forces],
            force_quorum=[force.quorum for force in plan.forces],
            body_agenda=[meeting.agenda for meeting in plan.meetings],
            allowance_turns_away=[
                *[limit.reject for limit in plan.limits],
                *[0] * (len(plan.agencies) + len(plan.forces)),
            ],
        )

    def _slot_tables(self) -> None:
        plan = self._plan
        queues = range(len(plan.queues))
        self._put(
            queue_slots=[self._slots_of((queue,)) for queue in queues],
            second_lane=[
                self._lane_of((queue,), True, unit, program) if plan.forces else -1
                for program in plan.programs
                for unit in range(len(plan.units))
                for queue in queues
            ],
        )
        lanes = Rows("queue_lane")
        slots_of_lane = [key[0] for key in self._lanes]
        queues_of_slots = list(self._slots)
        for queue in queues:
            lanes.add(
                [
                    lane
                    for lane, slots_of in enumerate(slots_of_lane)
                    if queue in queues_of_slots[slots_of]
                ]
            )
        self.tables.arrays |= lanes.arrays("queue_lane_first")
        slots = Rows("slots_queue")
        for queues_of in self._slots:
            slots.add(queues_of)
        self.tables.arrays |= slots.arrays("slots_first")
        in_force = {
            queues_of
            for program in plan.programs
            for node in program.nodes
            if node.in_force
            for queues_of in node.queues
        }
        inside = {queues_of: place for place, queues_of in enumerate(sorted(in_force))}
        self._inside = len(inside)
        self._put(
            slots_team=[plan.queues[queues_of[0]].team for queues_of in self._slots],
            slots_inside=[inside.get(queues_of, -1) for queues_of in self._slots],
        )

    def _is_simple(self) -> bool:
        """Whether nothing but people and requests that come lets anything start.

        Then what could not start in one dispatch cannot in the next, unless it has been touched.
        """
        plan = self._plan
        return not (
            plan.forces
            or any(member.lent for queue in plan.queues for member in queue.pool)
            or any(program.preempts for program in plan.programs)
            or any(_FAIR in team.rule for team in plan.teams)
            or (plan.crew_age_limit and any(len(queues) > 1 for queues in self._slots))
        )

    def _sizes(self) -> None:
        plan = self._plan
        registers = {curve.register for curve in plan.curves}
        words = max((len(team.rule) for team in plan.teams), default=0)
        self.tables.numbers = {
            "units": len(plan.units),
            "types": len(plan.types),
            "steps": len(plan.steps),
            "nodes": max((len(program.nodes) for program in plan.programs), default=1),
            "edges": max(
                (sum(len(node.successors) for node in program.nodes) for program in plan.programs),
                default=0,
            ),
            "people": len(plan.people),
            "queues": len(plan.queues),
            "risks": len(plan.defects),
            "refusal_count": self._refusal_count,
            "skills": len(plan.skills),
            "slots_max": max((len(queues) for queues in self._slots), default=1),
            "key_words": words + 3 + (1 if plan.forces else 0),
            "inside_lanes": self._inside,
            "static_lanes": len(self._lanes),
            "limits": len(plan.limits),
            "agencies": len(plan.agencies),
            "allowances": len(plan.limits) + len(plan.agencies) + len(plan.forces),
            "load_curve": plan.load_curve,
            "load_weeks": plan.load_weeks,
            "reference_clock": plan.reference_clock,
            "clocks_of_people": len(plan.clocks),
            "age_limit": plan.crew_age_limit,
            "limit": plan.limit,
            "lends": int(any(member.lent for queue in plan.queues for member in queue.pool)),
            "count_practice": int("practice" in registers),
            "count_load": int("load" in registers),
            "forces": int(bool(plan.forces)),
            "simple": int(self._is_simple()),
            "steady": int(
                plan.load_curve < 0
                and not any(node.rate_curves for one in plan.programs for node in one.nodes)
            ),
            "shares_fairly": int(any(_FAIR in team.rule for team in plan.teams)),
        }
