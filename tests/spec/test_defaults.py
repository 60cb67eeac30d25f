"""One table of defaults: every record is used, and nothing else is a default."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import mom_sim.scenario.resolving
from mom_sim.scenario import filling
from mom_sim.scenario.context import context_of
from mom_sim.scenario.defaults import (
    DEFAULTS,
    GRADES,
    MARKS,
    NO_ABSENCE,
    NO_TURNOVER,
    default_value,
    find_default,
)
from mom_sim.scenario.locate import plain_types
from mom_sim.scenario.schema.operating_model import OperatingModelForm
from mom_sim.scenario.schema.people import AbsenceForm, TurnoverForm
from mom_sim.scenario.schema.scenario import ScenarioForm


def forms(form: type[BaseModel], path: tuple[str, ...] = ()) -> list[tuple[str, Any]]:
    """Paths and fields of a form, as deep as it goes."""
    found = []
    for name, field in form.model_fields.items():
        here = (*path, field.alias or name)
        found.append((".".join(here), field))
        for inner, star in _inner(field.annotation):
            found += forms(inner, (*here, "*") if star else here)
    return found


def _inner(annotation: Any) -> list[tuple[type[BaseModel], bool]]:
    models = []
    for kind in plain_types(annotation):
        origin = getattr(kind, "__origin__", None)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            models.append((kind, False))
        elif origin in (dict, list):
            models += [(model, True) for model, _ in _inner(kind.__args__[-1])]
    return models


FIELDS = [*forms(ScenarioForm), *forms(OperatingModelForm)]


@pytest.mark.parametrize("record", DEFAULTS.values(), ids=lambda record: record.path)
def test_record_is_complete(record: Any) -> None:
    assert record.mark in MARKS
    assert record.grade in ("", *GRADES)
    assert record.origin
    assert len(record.range) in (0, 2)


def test_every_default_of_a_form_is_the_record_of_its_path() -> None:
    checked = 0
    for path, field in FIELDS:
        if field.is_required():
            continue
        value = field.get_default(call_default_factory=True)
        if value is None or value == "" or value == [] or value == {} or value is False:
            continue  # nothing is assumed
        record = find_default(path.split("."))
        assert record is not None, path
        assert len(record.path.split(".")) == len(path.split(".")), path
        assert default_value(record.path) == value, path
        checked += 1
    assert checked > 40


def test_every_record_is_used() -> None:
    paths = {path for path, _ in FIELDS}
    source = inspect.getsource(filling)
    for path in DEFAULTS:
        stem = path.removeprefix("workflows.*.steps.*.").removeprefix("gate.")
        in_filling = stem.split("[")[0].split(".")[-1] in source
        in_form = path in paths or path == "campaigns.*.seasonality.*"
        word = path == "people.*.kind"
        assert in_form or in_filling or word, path


def test_defaults_are_readable_by_the_grammar_of_their_place() -> None:
    text = "people: {design: {headcount: 1}}\ncampaigns: {email: {demand: 1 per day}}\n"
    from mom_sim.scenario.loading import parse_scenario

    for currency in ("USD", "EUR"):
        loaded = parse_scenario(f"currency: {currency}\n{text}")
        assert loaded.scenario.roles[0].cost_per_hour == 85.0
    assert any("US figure" in warning for warning in loaded.warnings)


def test_none_stands_for_nothing() -> None:
    context = context_of({})
    absence = AbsenceForm.model_validate("none", context=context)
    assert (absence.vacation, absence.sickness) == (0.0, 0.0)
    assert TurnoverForm.model_validate("none", context=context).rate == 0.0
    assert set(NO_ABSENCE) == {"vacation", "sickness"}
    assert set(NO_TURNOVER) == {"rate"}


def test_default_value_is_a_fresh_copy() -> None:
    default_value("calendars")["office"]["hours"] = "always"
    assert default_value("calendars")["office"]["hours"] != "always"


def test_the_resolver_has_no_numbers_of_its_own() -> None:
    # 0, 1 and -1 are the spellings of "none", "whole" and "as stated"; everything else that is a
    # number has to come from the file or from the table.
    folder = Path(mom_sim.scenario.resolving.__file__).parent
    for path in sorted(folder.glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
                assert node.value in (0, 1, -1), f"{path.name}:{node.lineno}: {node.value}"
