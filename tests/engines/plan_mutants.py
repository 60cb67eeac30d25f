"""Every plan that differs from a given one in a single value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

from mom_sim.calendars import WorkingClock
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.plan.fields import rule_of
from mom_sim.plan.instructions import NAMES
from mom_sim.plan.plan import Plan

OTHER = distribution("constant", value=5e9)


def mutants(plan: Plan) -> Iterator[tuple[str, Plan]]:
    """Pairs of the place of a change and the changed plan."""
    yield from _record("plan", plan)


def _record(place: str, record: Any) -> Iterator[tuple[str, Any]]:
    hints = get_type_hints(type(record))
    for field in fields(record):
        rule = rule_of(record, field.name)
        step = 2**45 if rule.unit == "chance" else 1  # enough to show in six digits
        old, hint = getattr(record, field.name), hints[field.name]
        for where, value in _value(f"{place}.{field.name}", old, hint, step):
            yield where, replace(record, **{field.name: value})


def _value(place: str, value: Any, hint: Any, step: int) -> Iterator[tuple[str, Any]]:
    match value:
        case bool():
            yield place, not value
        case int() | float():
            yield place, value + step
        case str() if place.endswith(".instruction"):
            yield place, NAMES[NAMES.index(value) - 1]
        case str():
            yield place, value + "x"
        case None | Distribution():
            yield place, OTHER
        case WorkingClock():
            yield place, WorkingClock([*value.starts[:-1], value.starts[-1] + 1], value.ends)
        case tuple():
            items = get_args(hint)
            if value and items[-1] is Ellipsis:
                yield f"{place}[-1:]", value[:-1]
            for position, item in enumerate(value):
                kind = items[0] if items[-1] is Ellipsis else items[position]
                for where, changed in _value(f"{place}[{position}]", item, kind, step):
                    yield where, (*value[:position], changed, *value[position + 1 :])
        case _:
            assert is_dataclass(value)
            yield from _record(place, value)
