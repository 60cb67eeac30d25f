"""What of a plan its programs alone say: nodes, edges and decisions, as the kernel reads them.

Other people or other lengths of time change none of it, so that plans with equal programs share it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from mom_sim.engines.compiled_engine.arrays import Integers, Rows, integers
from mom_sim.engines.compiled_engine.codes import AS_BEFORE, DISTANCE_CODES
from mom_sim.engines.compiled_engine.decision_tables import DecisionTables
from mom_sim.engines.compiled_engine.node_facts import (
    cause_of,
    is_momentary,
    links,
    next_work,
    what_is_asked,
)
from mom_sim.engines.recording import EVENT_KIND, OUTCOME
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Condition, Decision, Node, Plan, Program


@dataclass(frozen=True, eq=False)
class ProgramTables:
    """Arrays of a plan's programs; nobody writes into them.

    Attributes
    ----------
    arrays : dict of str to ndarray of int64
    refusal_count : int
        Gates at which refusals are counted.
    """

    arrays: dict[str, Integers]
    refusal_count: int


def program_tables(plan: Plan) -> ProgramTables:
    """Lay out the programs of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    ProgramTables
        The same object for plans whose programs and decisions are equal.
    """
    return _tables(plan.programs, plan.decisions, len(plan.units), len(plan.steps))


@lru_cache(maxsize=64)
def _tables(
    programs: tuple[Program, ...], decisions: tuple[Decision, ...], units: int, steps: int
) -> ProgramTables:
    built = _Builder(programs, units, steps)
    of_decisions = DecisionTables(programs, decisions, built.first, built.edge_first, built.edge_of)
    return ProgramTables(built.arrays | of_decisions.arrays, of_decisions.refusal_count)


class _Builder:
    def __init__(self, programs: tuple[Program, ...], units: int, steps: int) -> None:
        self._all, self._steps = programs, steps
        self.arrays: dict[str, Integers] = {}
        self._programs()
        nodes = [node for program in programs for node in program.nodes]
        self._nodes(nodes)
        self._per_unit(nodes, range(units))
        self._lists(nodes)
        self._edges()

    def _put(self, **arrays: list[int]) -> None:
        for name, values in arrays.items():
            self.arrays[name] = integers(values)

    def _programs(self) -> None:
        first, edges = [0], [0]
        entry: list[int] = []
        for program in self._all:
            first.append(first[-1] + len(program.nodes))
            edges.append(edges[-1] + sum(len(node.successors) for node in program.nodes))
            at = dict(program.entries)
            entry.extend(at.get(step, -1) for step in range(self._steps))
        programs = self._all
        self.first, self.edge_first = first, edges
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

    def _nodes(self, nodes: list[Node]) -> None:
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
        all_links = [links(program) for program in self._all]
        self._put(
            node_next=[
                next_work(program, index, following)
                for program, its_links in zip(self._all, all_links, strict=True)
                for index, following in enumerate(its_links)
            ],
            node_link=[following for its_links in all_links for following in its_links],
            node_momentary=[
                is_momentary(program, node) for program in self._all for node in program.nodes
            ],
        )

    def _per_unit(self, nodes: list[Node], units: range) -> None:
        one = [(node, unit) for node in nodes for unit in units]

        def pick(values: tuple[int, ...], unit: int, none: int = -1) -> int:
            return values[unit] if values else none

        self._put(
            node_draw=[pick(node.draws, unit) for node, unit in one],
            node_meeting=[pick(node.meetings, unit) for node, unit in one],
            node_limit=[pick(node.limits, unit) for node, unit in one],
            node_place=[pick(node.places, unit, AS_BEFORE) for node, unit in one],
            condition_toward=[pick(node.condition.toward, unit) for node, unit in one],
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
        self.arrays |= reliefs.arrays("relief_first")
        self.arrays |= curves.arrays("rate_curve_first")
        self.arrays |= windows.arrays("window_first")
        self.arrays |= skills.arrays("skill_first")
        self._put(relief_curve=relief_curves)

    def _edges(self) -> None:
        successors, predecessors = Rows("edge_source", "edge_target"), Rows("predecessor_edge")
        counts: list[int] = []
        self.edge_of: list[dict[tuple[int, int], int]] = []
        number = 0
        for program in self._all:
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
            self.edge_of.append(edge_of)
        self.arrays |= successors.arrays("successor_first")
        self.arrays |= predecessors.arrays("predecessor_first")
        self._put(node_predecessors=counts)
