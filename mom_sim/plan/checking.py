"""Whether a plan holds together: what every engine takes for granted.

A scenario that was accepted compiles to a plan that passes. A fault here is one of the compiler.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.errors import PlanError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.curve_checks import curve_faults, register_faults
from mom_sim.plan.fields import NODES, FieldRule, item_rule, rule_of
from mom_sim.plan.plan import ALL_TIERS, PASS_OVER, Node, Plan
from mom_sim.plan.program_checks import program_faults

_PAIRS = {
    "node_share": (FieldRule(NODES), FieldRule(unit="part")),
    "step_node": (FieldRule("steps"), FieldRule(NODES)),
    "capacity_window": (FieldRule(unit="time"), FieldRule(unit="time"), FieldRule(unit="count")),
}
_PLAN_NAMES = ("units", "types", "tiers", "steps", "skills", "risks", "clock_names")


def check_plan(plan: Plan) -> None:
    """Check the structure of a plan.

    Checked are: every number that points into a table, every list that has one item per unit, type
    or risk, every threshold, share and time; curves, their registers and where they are read; the
    columns of every node against its instruction's record; every program's graph; decisions and
    what is done again after them; and that every crew can be staffed.

    Parameters
    ----------
    plan : Plan

    Raises
    ------
    PlanError
        With every fault on a line of its own, each with its place.
    """
    faults = [*_window_faults(plan), *_name_faults(plan), *_plan_faults(plan)]
    for number, program in enumerate(plan.programs):
        where = f"programs[{number}]"
        in_range = [*_record_faults(plan, program, where, len(program.nodes))]
        # A graph is walked only when its numbers lead somewhere.
        faults += in_range or program_faults(plan, program, where)
    faults += _decision_faults(plan)
    faults += curve_faults(plan)
    if faults:
        raise PlanError(f"the plan of {plan.model} does not hold together:\n" + "\n".join(faults))


def _window_faults(plan: Plan) -> Iterator[str]:
    if not 0 <= plan.start <= plan.warm_up <= plan.horizon <= plan.limit:
        yield (
            "needs 0 <= start <= warm_up <= horizon <= limit, not "
            f"{plan.start}, {plan.warm_up}, {plan.horizon}, {plan.limit}"
        )


def _name_faults(plan: Plan) -> Iterator[str]:
    for name in _PLAN_NAMES:
        yield from _double(name, getattr(plan, name))
    for name in ("teams", "people"):
        yield from _double(name, tuple(record.name for record in getattr(plan, name)))
    defects = tuple(defect.name for defect in plan.defects)
    if plan.risks[: len(defects)] != defects:
        yield f"risks: have to begin with the defects {defects}, not {plan.risks}"
    types = [program.type for program in plan.programs]
    if types != list(range(len(plan.types))):
        yield f"programs: one for each type in their order, not of the types {types}"


def _double(name: str, words: tuple[str, ...]) -> Iterator[str]:
    for word in sorted({word for word in words if words.count(word) > 1}):
        yield f"{name}: {word!r} is there twice"


def _plan_faults(plan: Plan) -> Iterator[str]:
    """Faults of everything but programs and decisions, which need a program's nodes."""
    for field in fields(plan):
        if field.name in ("programs", "decisions"):
            continue
        rule, value = rule_of(plan, field.name), getattr(plan, field.name)
        yield from _value_faults(plan, rule, value, field.name, 0)


def _decision_faults(plan: Plan) -> Iterator[str]:
    """Faults of the decisions, each in the program of the one node that takes it."""
    taken: dict[int, list[tuple[int, int]]] = {}
    for number, program in enumerate(plan.programs):
        for index, node in enumerate(program.nodes):
            if 0 <= node.decision < len(plan.decisions):
                taken.setdefault(node.decision, []).append((number, index))
    for number, decision in enumerate(plan.decisions):
        where, places = f"decisions[{number}]", taken.get(number, [])
        if len(places) != 1:
            yield f"{where}: has to be taken by exactly one node, not by {places}"
        for owner, _ in places[:1]:
            size = len(plan.programs[owner].nodes)
            yield from _record_faults(plan, decision, where, size)


def _record_faults(plan: Plan, record: object, where: str, nodes: int) -> Iterator[str]:
    assert is_dataclass(record)
    for field in fields(record):
        value = getattr(record, field.name)
        if isinstance(record, Node) and value == field.default:
            continue  # what an instruction needs is checked by its record
        rule, place = rule_of(record, field.name), f"{where}.{field.name}"
        yield from _value_faults(plan, rule, value, place, nodes)


def _value_faults(
    plan: Plan, rule: FieldRule, value: object, where: str, nodes: int
) -> Iterator[str]:
    """Faults of a value by the rule of its field; `nodes` is the size of the program it is in."""
    if isinstance(value, tuple):
        yield from _tuple_faults(plan, rule, value, where, nodes)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield from _number_faults(plan, rule, value, where, nodes)
    elif is_dataclass(value) and type(value).__module__ == Plan.__module__:
        yield from _record_faults(plan, value, where, nodes)


def _tuple_faults(
    plan: Plan, rule: FieldRule, values: tuple[object, ...], where: str, nodes: int
) -> Iterator[str]:
    if rule.one_per:
        size = len(getattr(plan, rule.one_per))
        if len(values) != size and (values or rule.needed):
            yield f"{where}: needs {size} items, one for each of {rule.one_per}, not {len(values)}"
    pair = _PAIRS.get(rule.unit)
    for position, value in enumerate(values):
        place = f"{where}[{position}]"
        if pair is None:
            yield from _value_faults(plan, item_rule(rule), value, place, nodes)
            continue
        assert isinstance(value, tuple)
        for part_rule, part in zip(pair, value, strict=True):
            yield from _number_faults(plan, part_rule, part, place, nodes)


def _number_faults(
    plan: Plan, rule: FieldRule, value: int, where: str, nodes: int
) -> Iterator[str]:
    lowest = -1 if rule.nullable else 0
    if rule.points_into:
        size = nodes if rule.points_into == NODES else len(getattr(plan, rule.points_into))
        if not lowest <= value < size:
            yield f"{where}: {value} points into {rule.points_into}, of which there are {size}"
        elif value >= 0 and rule.draw_kind and plan.draws[value].kind != rule.draw_kind:
            yield f"{where}: {plan.draws[value].name} is no draw of kind {rule.draw_kind}"
        elif value >= 0 and rule.registers:
            yield from (f"{where}: {fault}" for fault in register_faults(plan, rule, value))
        return
    match rule.unit:
        case "time" | "share" | "count" if value < 0:
            yield f"{where}: a {rule.unit} cannot be {value}"
        case "chance" if not lowest <= value <= 2**CHANCE_BITS:
            yield f"{where}: {value} is no threshold, which is from 0 to 2**{CHANCE_BITS}"
        case "outcome" if not lowest <= value < len(ACTIVITY_OUTCOMES):
            yield f"{where}: {value} is no outcome of an activity"
        case "tiers" if value != ALL_TIERS and not 0 < value < 1 << len(plan.tiers):
            yield f"{where}: {value} is no mask of the {len(plan.tiers)} tiers"
        case "part" if value < PASS_OVER:
            yield f"{where}: a share cannot be {value}"
        case _:
            return
