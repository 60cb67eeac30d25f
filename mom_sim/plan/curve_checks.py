"""Whether curves are step functions of registers, each read where it means something.

The words of a plan that say how a campaign ends, and capacities by time, are checked here too.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.plan.fields import FieldRule
from mom_sim.plan.plan import Curve, Decision, Node, Plan

REGISTERS = ("time", "practice", "load", "deliveries", "round")
"""What the engines count; a curve reads one of them."""

CANCEL_ENDS = ("", "canceled", "reused", "shadow")
"""How a CANCEL can end a campaign; the empty word is `canceled`."""

IMPATIENT_ENDS = ("canceled", "shadow")
"""How a request can end whose patience is over."""


def register_faults(plan: Plan, rule: FieldRule, number: int) -> Iterator[str]:
    """Say whether a curve may be read in a field.

    Parameters
    ----------
    plan : Plan
    rule : FieldRule
        Of the field.
    number : int
        Position of the curve; there is one.

    Yields
    ------
    str
        A fault, without its place.
    """
    curve = plan.curves[number]
    if curve.register in REGISTERS and curve.register not in rule.registers:
        allowed = " or ".join(rule.registers)
        yield f"{curve.name} is a curve of {curve.register}, not of {allowed}"


def curve_faults(plan: Plan) -> Iterator[str]:
    """Say what is wrong with curves, the thresholds they stand for, windows and words of ends.

    Parameters
    ----------
    plan : Plan

    Yields
    ------
    str
        One fault, with its place.
    """
    for number, curve in enumerate(plan.curves):
        yield from (f"curves[{number}]: {fault}" for fault in _one_curve(curve))
    if plan.load_weeks < 1:
        yield f"load_weeks: the load looks back on at least 1 week, not {plan.load_weeks}"
    for number, agency in enumerate(plan.agencies):
        yield from (f"agencies[{number}]: {fault}" for fault in _windows(agency.windows))
    for number, defect in enumerate(plan.defects):
        for place, position in enumerate(defect.agency_curves):
            where = f"defects[{number}].agency_curves[{place}]"
            yield from _thresholds(plan, position, where)
    for number, decision in enumerate(plan.decisions):
        yield from _revising(plan, decision, f"decisions[{number}]")
    for owner, program in enumerate(plan.programs):
        if program.impatient not in IMPATIENT_ENDS:
            allowed = " or ".join(IMPATIENT_ENDS)
            yield f"programs[{owner}].impatient: {allowed}, not {program.impatient!r}"
        for index, node in enumerate(program.nodes):
            yield from _node(plan, node, f"programs[{owner}].nodes[{index}]")


def _one_curve(curve: Curve) -> Iterator[str]:
    if curve.register not in REGISTERS:
        yield f"{curve.register!r} is no register; there are {', '.join(REGISTERS)}"
    if not curve.at or curve.at[0] != 0:
        yield f"begins at 0, not at {curve.at[:1]}"
    if any(left >= right for left, right in pairwise(curve.at)):
        yield f"its steps have to ascend: {curve.at}"
    if len(curve.values) != len(curve.at):
        yield f"has {len(curve.values)} values for {len(curve.at)} steps"
    if (curve.agency >= 0) != (curve.register == "deliveries"):
        yield f"names an agency if and only if it counts deliveries, not with {curve.register}"


def _windows(windows: tuple[tuple[int, int, int], ...]) -> Iterator[str]:
    if any(start >= end for start, end, _ in windows):
        yield f"a window ends after it starts: {windows}"
    if any(left[1] > right[0] for left, right in pairwise(windows)):
        yield f"windows are sorted and do not overlap: {windows}"


def _node(plan: Plan, node: Node, where: str) -> Iterator[str]:
    if node.ends not in CANCEL_ENDS:
        allowed = ", ".join(filter(None, CANCEL_ENDS))
        yield f"{where}.ends: one of {allowed}, not {node.ends!r}"
    if node.condition.curve >= 0 and node.condition.chance < 0:
        yield f"{where}.condition.curve: a threshold, but there is no chance to hold against it"
    yield from _thresholds(plan, node.condition.curve, f"{where}.condition.curve")
    for place, relief in enumerate(node.reliefs):
        for unit, curve in enumerate(relief.curves):
            yield from _thresholds(plan, curve, f"{where}.reliefs[{place}].curves[{unit}]")


def _revising(plan: Plan, decision: Decision, where: str) -> Iterator[str]:
    if decision.revise_curve >= 0 and decision.revise_draw < 0:
        yield f"{where}.revise_curve: a threshold, but there is no draw to hold against it"
    yield from _thresholds(plan, decision.revise_curve, f"{where}.revise_curve")


def _thresholds(plan: Plan, number: int, where: str) -> Iterator[str]:
    """Faults of a curve whose values are thresholds; that it exists is checked elsewhere."""
    if 0 <= number < len(plan.curves):
        highest = max(plan.curves[number].values, default=0)
        if highest > 2**CHANCE_BITS:
            yield f"{where}: {highest} is no threshold, which is from 0 to 2**{CHANCE_BITS}"
