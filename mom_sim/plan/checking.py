"""Whether a plan holds together: what every engine takes for granted.

A scenario that was accepted compiles to a plan that passes. A fault here is one of the compiler.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache, lru_cache
from typing import Any

from mom_sim.draws.address import CHANCE_BITS
from mom_sim.errors import PlanError
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.curve_checks import curve_faults, register_faults
from mom_sim.plan.fields import NODES, FieldRule, item_rule, rule_of_class
from mom_sim.plan.plan import ALL_TIERS, PASS_OVER, Node, Plan
from mom_sim.plan.program_checks import program_faults
from mom_sim.plan.programs_alone import with_programs_alone

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
    faults += _faults_in_programs(with_programs_alone(plan))
    if faults:
        raise PlanError(f"the plan of {plan.model} does not hold together:\n" + "\n".join(faults))


@lru_cache(maxsize=64)  # few changes of a scenario change programs (`with_programs_alone`)
def _faults_in_programs(plan: Plan) -> tuple[str, ...]:
    """Faults of programs, of decisions, and of curves where they are read."""
    faults: list[str] = []
    for number, program in enumerate(plan.programs):
        where = f"programs[{number}]"
        in_range = _record_faults(plan, program, where, len(program.nodes))
        # A graph is walked only when its numbers lead somewhere.
        faults += in_range or program_faults(plan, program, where)
    faults += _decision_faults(plan)
    faults += curve_faults(plan)
    return tuple(faults)


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


def _plan_faults(plan: Plan) -> list[str]:
    """Faults of everything but programs and decisions, which need a program's nodes."""
    faults: list[str] = []
    for name, rule, _ in _fields_of(Plan):
        if name not in ("programs", "decisions"):
            _add_value_faults(faults, plan, rule, getattr(plan, name), (None, name), 0)
    return faults


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


def _record_faults(plan: Plan, record: object, where: str, nodes: int) -> list[str]:
    """Faults of a record; `nodes` is the size of the program that it is in."""
    faults: list[str] = []
    _add_record_faults(faults, plan, record, (None, where), nodes)
    return faults


_NOTHING = object()
_Path = tuple[Any, str | int]
"""Where something stands: where what holds it stands, and its field or its position there.

Few places are ever told, so that they are written only where there is a fault.
"""


def _place(path: _Path) -> str:
    before, last = path
    if before is None:
        return str(last)
    return f"{_place(before)}[{last}]" if isinstance(last, int) else f"{_place(before)}.{last}"


@cache
def _fields_of(record: Any) -> tuple[tuple[str, FieldRule, object], ...]:
    """Fields of a record that can hold a whole number: name, rule, and value that is not looked at.

    What an instruction needs is checked by its record, so a node's defaults are passed over.
    """
    return tuple(
        (
            field.name,
            rule_of_class(record, field.name),
            field.default if record is Node else _NOTHING,
        )
        for field in fields(record)
        if field.type not in ("str", "float", "bool")
    )


def _add_record_faults(faults: list[str], plan: Plan, record: Any, path: _Path, nodes: int) -> None:
    for name, rule, passed_over in _fields_of(type(record)):  # type: ignore[arg-type]
        value = getattr(record, name)
        if value is passed_over or value == passed_over:
            continue
        _add_value_faults(faults, plan, rule, value, (path, name), nodes)


def _add_value_faults(
    faults: list[str], plan: Plan, rule: FieldRule, value: object, path: _Path, nodes: int
) -> None:
    """Faults of a value by the rule of its field."""
    kind = type(value)
    if kind is int:
        _add_number_faults(faults, plan, rule, value, path, nodes)  # type: ignore[arg-type]
    elif kind is tuple:
        _add_tuple_faults(faults, plan, rule, value, path, nodes)  # type: ignore[arg-type]
    elif kind.__module__ == Plan.__module__ and is_dataclass(kind):
        _add_record_faults(faults, plan, value, path, nodes)


def _add_tuple_faults(
    faults: list[str],
    plan: Plan,
    rule: FieldRule,
    values: tuple[Any, ...],
    path: _Path,
    nodes: int,
) -> None:
    if rule.one_per:
        size = len(getattr(plan, rule.one_per))
        if len(values) != size and (values or rule.needed):
            faults.append(
                f"{_place(path)}: needs {size} items, one for each of {rule.one_per}, not "
                f"{len(values)}"
            )
    if not values or _are_faultless(plan, rule, values, nodes):
        return
    pair = _PAIRS.get(rule.unit)
    of_items = item_rule(rule)
    for position, value in enumerate(values):
        place = (path, position)
        if pair is None:
            _add_value_faults(faults, plan, of_items, value, place, nodes)
            continue
        assert isinstance(value, tuple)
        for part_rule, part in zip(pair, value, strict=True):
            _add_number_faults(faults, plan, part_rule, part, place, nodes)


def _are_faultless(plan: Plan, rule: FieldRule, values: tuple[Any, ...], nodes: int) -> bool:
    """Whether all are whole numbers of which the lowest and the highest say that all are right."""
    if set(map(type, values)) != {int} or rule.draw_kind or rule.registers:
        return False
    if rule.unit in ("tiers", *_PAIRS):
        return False
    faults: list[str] = []
    for extreme in (min(values), max(values)):
        _add_number_faults(faults, plan, rule, extreme, (None, ""), nodes)
    return not faults


def _add_number_faults(
    faults: list[str], plan: Plan, rule: FieldRule, value: int, path: _Path, nodes: int
) -> None:
    if rule.points_into:
        size = nodes if rule.points_into == NODES else len(getattr(plan, rule.points_into))
        if not (-1 if rule.nullable else 0) <= value < size:
            faults.append(
                f"{_place(path)}: {value} points into {rule.points_into}, of which there are {size}"
            )
        elif value >= 0 and rule.draw_kind and plan.draws[value].kind != rule.draw_kind:
            name = plan.draws[value].name
            faults.append(f"{_place(path)}: {name} is no draw of kind {rule.draw_kind}")
        elif value >= 0 and rule.registers:
            faults += (f"{_place(path)}: {fault}" for fault in register_faults(plan, rule, value))
    elif rule.unit:
        fault = _unit_fault(plan, rule, value)
        if fault:
            faults.append(f"{_place(path)}: {fault}")


def _unit_fault(plan: Plan, rule: FieldRule, value: int) -> str:
    """What is wrong with a number of a unit; empty if nothing is."""
    lowest = -1 if rule.nullable else 0
    match rule.unit:
        case "time" | "share" | "count" if value < 0:
            return f"a {rule.unit} cannot be {value}"
        case "chance" if not lowest <= value <= 2**CHANCE_BITS:
            return f"{value} is no threshold, which is from 0 to 2**{CHANCE_BITS}"
        case "outcome" if not lowest <= value < len(ACTIVITY_OUTCOMES):
            return f"{value} is no outcome of an activity"
        case "tiers" if value != ALL_TIERS and not 0 < value < 1 << len(plan.tiers):
            return f"{value} is no mask of the {len(plan.tiers)} tiers"
        case "part" if value < PASS_OVER:
            return f"a share cannot be {value}"
        case _:
            return ""
