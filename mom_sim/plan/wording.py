"""Values of the plan in words: times, shares, chances, names in place of numbers."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from itertools import zip_longest

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.draws.address import CHANCE_BITS
from mom_sim.draws.distributions import DISTRIBUTION_KINDS, Distribution
from mom_sim.log.contract import ACTIVITY_OUTCOMES
from mom_sim.plan.fields import NODES, FieldRule, item_rule, rule_of
from mom_sim.plan.plan import ALL_TIERS, PARTS, PASS_OVER, Curve, Force, Member, Plan, Queue

_UNITS = ((3_600_000_000, "h"), (60_000_000, "min"), (1_000_000, "s"), (1, "us"))
_SHOWN = 6  # items of a long list of numbers that are printed


def duration_text(microseconds: int) -> str:
    """Print a time exactly, in the largest unit that gives a whole number: ``36h``, ``90min``."""
    size, unit = next(each for each in _UNITS if microseconds % each[0] == 0)
    return f"{microseconds // size}{unit}"


def share_text(parts: int) -> str:
    """Print parts per million as a percentage."""
    return f"{parts * 100 / PARTS:.10g}%"


def chance_text(threshold: int) -> str:
    """Print a threshold of 52 bits as the percentage of chances that lie below it."""
    return f"{threshold * 100 / 2**CHANCE_BITS:.6g}%"


def distribution_text(distribution: Distribution) -> str:
    """Print a distribution of microseconds with its times in hours: ``gamma(mean=6h, cv=0.5)``."""
    kind = DISTRIBUTION_KINDS[distribution.kind]
    given = dict(distribution.parameters)
    known = {each.name: each for each in (*kind.parameters, *kind.further_parameters(given))}
    shown = (
        f"{name}={_parameter_text(value, is_time=name in known and known[name].is_time)}"
        for name, value in given.items()
    )
    return f"{distribution.kind}({', '.join(shown)})"


def _parameter_text(value: object, *, is_time: bool) -> str:
    if isinstance(value, tuple):
        return f"[{', '.join(_parameter_text(item, is_time=is_time) for item in value)}]"
    if is_time and isinstance(value, float):
        return f"{value / _UNITS[0][0]:.9g}h"
    return f"{value:.9g}" if isinstance(value, float) else str(value)


def record_name(plan: Plan, table: str, index: int) -> str:
    """Print what a whole number points to."""
    if index < 0:
        return "none"
    if table == NODES:
        return str(index)
    records: tuple[object, ...] = getattr(plan, table)
    if index >= len(records):
        return f"#{index}"  # check_plan names it
    record = records[index]
    match record:
        case str():
            return record
        case Queue():
            team = record_name(plan, "teams", record.team)
            return f"{team}/{record_name(plan, 'skills', record.skill)}"
        case Force():
            return record_text(plan, record)
        case _:
            return str(getattr(record, "name", f"#{index}"))


def record_text(plan: Plan, record: object) -> str:
    """Print a record on one line: its first field, then the others by name."""
    assert is_dataclass(record)
    if isinstance(record, Member):
        lent = " when lent" if record.lent else ""
        return f"{record_name(plan, 'people', record.person)} at {share_text(record.rate)}{lent}"
    if isinstance(record, Curve):
        return _curve_text(plan, record)
    first, *others = (
        (field.name, value_text(plan, rule_of(record, field.name), getattr(record, field.name)))
        for field in fields(record)
    )
    is_name = isinstance(getattr(record, first[0]), str)
    lead = first[1] if is_name else f"{label(first[0])} {first[1]}"
    return ", ".join((lead, *(f"{label(name)} {text}" for name, text in others if text)))


def _curve_text(plan: Plan, curve: Curve) -> str:
    unit = {"time": "time", "practice": "time", "load": "share"}.get(curve.register, "count")
    counts = [_number_text(plan, FieldRule(unit=unit), count) for count in curve.at]
    # check_plan names steps without a value, and values without a step.
    chances = curve.register == "round"  # the others are factors or chances, as their reader says
    values = [chance_text(value) if chances else str(value) for value in curve.values]
    steps = (f"{count}: {value}" for count, value in zip_longest(counts, values))
    of = f" of {record_name(plan, 'agencies', curve.agency)}" if curve.agency >= 0 else ""
    return f"{curve.name}, by {curve.register}{of}: {'; '.join(steps)}"


def label(name: str) -> str:
    """Print the name of a field."""
    return name.replace("_", " ")


def value_text(plan: Plan, rule: FieldRule, value: object) -> str:
    """Print the value of a field by its rule."""
    match value:
        case bool():
            return "yes" if value else "no"
        case int():
            return _number_text(plan, rule, value)
        case float():
            return f"{value:.10g}"
        case None:
            return "none"
        case Distribution():
            return distribution_text(value)
        case WorkingClock():
            return f"{value.starts.size} intervals, {duration_text(value.total)}"
        case tuple():
            return _tuple_text(plan, rule, value)
        case str():
            return value
        case _:
            text = record_text(plan, value)
            return text if isinstance(value, Member) else f"({text})"


def _number_text(plan: Plan, rule: FieldRule, value: int) -> str:
    if rule.points_into == "clock_names" and value < 0:
        return "wall clock"
    if rule.points_into:
        return record_name(plan, rule.points_into, value)
    match rule.unit:
        case "time":
            return duration_text(value)
        case "share":
            return share_text(value)
        case "chance":
            return chance_text(value)
        case "tiers":
            return "all" if value == ALL_TIERS else _tiers_text(plan, value)
        case "outcome":
            is_known = 0 <= value < len(ACTIVITY_OUTCOMES)
            return ACTIVITY_OUTCOMES[value] if is_known else "none"
        case _:
            return str(value)


def _tiers_text(plan: Plan, mask: int) -> str:
    names = [name for bit, name in enumerate(plan.tiers) if mask >> bit & 1]
    return " or ".join(names) or "none"


def _tuple_text(plan: Plan, rule: FieldRule, values: tuple[object, ...]) -> str:
    if not values:
        return "none"
    if rule.unit in ("node_share", "step_node"):
        return ", ".join(_pair_text(plan, rule, pair) for pair in values)
    if rule.unit == "capacity_window":
        return ", ".join(map(_capacity_window_text, values))
    texts = [value_text(plan, item_rule(rule), value) for value in values]
    if rule.one_per:
        size = len(getattr(plan, rule.one_per))
        if len(texts) != size:  # check_plan names it
            return f"{len(texts)} items for {size} {rule.one_per}: {', '.join(texts)}"
        if len(texts) > 1 and len(set(texts)) == 1:
            return texts[0]
        names = (record_name(plan, rule.one_per, index) for index in range(len(texts)))
        return "; ".join(f"{name}: {text}" for name, text in zip(names, texts, strict=True))
    if all(isinstance(value, tuple) for value in values):
        return ", ".join(f"({text})" for text in texts)
    if len(texts) > _SHOWN and rule.unit == "time":
        return f"{len(texts)} from {texts[0]}, {texts[1]} to {texts[-1]}"
    return ", ".join(texts)


def _pair_text(plan: Plan, rule: FieldRule, pair: object) -> str:
    assert isinstance(pair, tuple)
    first, second = pair
    if rule.unit == "step_node":
        return f"{record_name(plan, 'steps', first)} at {second}"
    return f"{first} {'passed over' if second == PASS_OVER else 'at ' + share_text(second)}"


def _capacity_window_text(window: object) -> str:
    assert isinstance(window, tuple)
    start, end, capacity = window
    return f"{capacity} from {duration_text(start)} to {duration_text(end)}"
