"""A plan as the kernel reads it: flat tables, and what can be looked up beforehand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from weakref import finalize

from mom_sim.engines.compiled_engine.arrays import Integers, Rows, integers
from mom_sim.engines.compiled_engine.codes import (
    REGISTER_CODES,
    RULE_CODES,
    WORD_MASK,
    WORD_SHIFT,
)
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plain_queues import plain_queues
from mom_sim.engines.compiled_engine.program_tables import program_tables
from mom_sim.engines.compiled_engine.slot_images import images, sizes_of_slots
from mom_sim.plan.plan import Plan, Program

_FAIR = "fair_share"


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
        of_programs = program_tables(plan)
        self.tables.arrays |= of_programs.arrays
        self._refusal_count = of_programs.refusal_count
        self._places_of_work()
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

    def _places_of_work(self) -> None:
        """Whom each node asks in each unit; which lane that is depends on rules of teams."""
        units = range(len(self._plan.units))
        one = [
            (node, unit, program)
            for program in self._plan.programs
            for node in program.nodes
            for unit in units
        ]
        self._put(
            node_slots=[
                self._slots_of(node.queues[unit]) if node.queues else -1 for node, unit, _ in one
            ],
            node_lane=[
                self._lane_of(node.queues[unit], node.instruction == "ASSEMBLE", unit, program)
                if node.queues
                else -1
                for node, unit, program in one
            ],
        )

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
