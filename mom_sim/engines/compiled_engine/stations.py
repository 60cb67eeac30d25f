"""Plans that are nothing but lines of stations: work by one person after the other, and gates.

What waits at a station stands in one line, first come, first served; its people are there at any
time, work at one rate, and serve no other station. Gates send some back. Then a campaign is at one
place at a time, and what has to be known of it fits into a line of the cache: no requests, records,
rows or slots are needed for statistics (`station_events`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.plan.plan import Condition, Decision, Node, Plan, Program

_INSTRUCTIONS = frozenset(("PASS", "WORK", "DECIDE", "END"))
_IN_ORDER_OF_REQUEST = frozenset(("fifo", "class_of_service"))


@dataclass(frozen=True, eq=False)
class Stations:
    """What the kernel has to know of stations beside the plan's tables, by queue.

    Attributes
    ----------
    people, rates : list of int
        Who serves each, and how fast: parts per million.
    """

    people: list[int]
    rates: list[int]


def stations_of(plan: Plan) -> Stations | None:
    """Find the stations of a plan.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    Stations or None
        None where the plan has anything that they do not cover.
    """
    has_more = plan.limits or plan.agencies or plan.forces or plan.meetings or plan.defects
    if has_more or any(curve.register != "round" for curve in plan.curves):
        return None
    if plan.load_curve >= 0 or not plan.queues or not _is_first_come_first_served(plan):
        return None
    if not all(_is_line(program, plan.decisions) for program in plan.programs):
        return None
    tables = plan_tables(plan)
    if not tables.numbers["simple"] or not _have_queues_of_their_own(tables.arrays):
        return None
    rates = [{member.rate for member in queue.pool} for queue in plan.queues]
    if any(len(one) != 1 for one in rates):
        return None
    return Stations([len(queue.pool) for queue in plan.queues], [one.pop() for one in rates])


def everybody_is_always_there(memory: Memory) -> bool:
    """Whether nobody comes or goes in a run that is laid out, so that a clock is never asked."""
    begin = memory["clocks_of_people"]
    first = memory.array("clock_first")[begin : begin + memory["people"] + 1]
    if memory["staffings"] or not memory["steady"] or not (first[1:] - first[:-1] == 1).all():
        return False
    of_people = first[:-1]
    opens = memory.array("open_start")[of_people]
    closes = memory.array("open_end")[of_people]
    return bool((opens <= 0).all() and (closes > memory["limit"]).all())


def _is_first_come_first_served(plan: Plan) -> bool:
    ranks = {program.rank for program in plan.programs}
    words = {word for team in plan.teams for word in team.rule}
    return words <= _IN_ORDER_OF_REQUEST and (len(ranks) == 1 or "class_of_service" not in words)


def _have_queues_of_their_own(arrays: dict[str, Integers]) -> bool:
    is_work = arrays["node_slots"] >= 0
    return bool((arrays["node_queue"][is_work] >= 0).all() and (arrays["node_deciding"] < 0).all())


def _is_line(program: Program, decisions: Sequence[Decision]) -> bool:
    """Whether a program goes from node to node, and a gate back to one of them."""
    last = len(program.nodes) - 1
    if program.patience >= 0 or program.preempts or program.nodes[last].instruction != "END":
        return False
    return all(
        _is_ordinary(node)
        and node.successors == ((index + 1,) if index < last else ())
        and (node.decision < 0 or _goes_back(decisions[node.decision], index))
        for index, node in enumerate(program.nodes)
    )


def _is_ordinary(node: Node) -> bool:
    has_more = (
        node.reliefs
        or node.rate_curves
        or node.timeout
        or node.overflow
        or node.overflow_late
        or node.in_force
        or node.announce
        or node.effort_draw >= 0
    )
    if has_more or node.instruction not in _INSTRUCTIONS or node.condition != Condition():
        return False
    return node.instruction != "WORK" or min(node.draws, default=-1) >= 0


def _goes_back(decision: Decision, index: int) -> bool:
    """Whether a gate approves or has the work done again from some node on, and no more."""
    has_more = (
        decision.risks
        or decision.reject_draw >= 0
        or (decision.rounds > 0 and decision.after_rounds != "approve")
    )
    if has_more or decision.need > len(decision.reviewers) or len(decision.rework.entry) != 1:
        return False
    entry = decision.rework.entry[0]
    between = {(node, node + 1) for node in range(entry, index)}
    return (
        entry <= index
        and set(decision.rework.edges) == between
        and all(entry <= node <= index for node, _ in decision.rework.nodes)
        and all(
            len(reviewer.nodes) <= 1 and all(node < index for node in reviewer.nodes)
            for reviewer in decision.reviewers
        )
    )
