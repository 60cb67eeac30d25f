"""Whatever is done to a valid file: it resolves, or every fault has a place; nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mom_sim.errors import ScenarioError
from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import parse_scenario
from mom_sim.scenario.printing import resolved_json
from mom_sim.scenario.yaml_reader import read_document
from tests.spec.files import VALID

NAMES = sorted(path.stem for path in VALID.glob("*.yaml"))
STRANGE: list[Any] = [
    None, 0, -1, 1, 3.5, 1e300, True, "", "x", [], {}, "nan", "6h", "3 working days", "60%",
    "2 per week", "5k USD", "85 EUR/hour", [1, 2], {"a": 1}, {"to": "design", "effort": "10%"},
    "none", "2026-02-30", "2026-06-01", "office", "email", "design", "launch", ["design", "design"],
    "lognormal(mean=6h, cv=0.8)", "lognormal(mean=6h", "always", "US", {"every": "5h"}, "rest",
    "a.b", {"on": {"tue": "10:00"}}, "100 weeks", "5000 weeks", "*", "кампания",
]  # fmt: skip


@cache
def data_of(name: str) -> Any:
    return read_document(VALID / f"{name}.yaml").data


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(data, dict | list):
        for key, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*path, key))


@st.composite
def damaged_documents(draw: st.DrawFn) -> str:
    data = copy.deepcopy(data_of(draw(st.sampled_from(NAMES))))
    for _ in range(draw(st.integers(1, 3))):
        paths = list(places(data))
        if not paths:
            break
        path = draw(st.sampled_from(paths))
        part = data
        for key in path[:-1]:
            part = part[key]
        change = draw(st.sampled_from(["remove", "replace", "copy", "rename"]))
        if change == "remove":
            del part[path[-1]]
        elif change == "rename" and isinstance(part, dict):
            part[draw(st.sampled_from(["small", "design", f"{path[-1]}x"]))] = part.pop(path[-1])
        elif change == "copy":
            other: Any = data
            for key in draw(st.sampled_from(paths)):
                other = other[key]
            part[path[-1]] = copy.deepcopy(other)
        else:
            part[path[-1]] = copy.deepcopy(draw(st.sampled_from(STRANGE)))
    return json.dumps(data, ensure_ascii=False, indent=1)


@settings(max_examples=200)
@given(damaged_documents(), st.booleans())
def test_a_damaged_scenario_resolves_or_says_where_it_is_wrong(
    text: str, with_models: bool
) -> None:
    archetypes = archetype_documents() if with_models else None
    try:
        loaded = parse_scenario(text, "study.yaml", VALID, archetypes)
    except ScenarioError as error:
        lines = text.count("\n") + 1
        assert error.faults
        for fault in error.faults:
            assert fault.message and fault.path
            if fault.file == "study.yaml":
                assert 1 <= fault.line <= lines
    else:
        assert json.loads(resolved_json(loaded.scenario))


@pytest.mark.parametrize("name", NAMES)
def test_a_key_left_out_anywhere_gives_a_clear_answer(name: str) -> None:
    data = data_of(name)
    for path in places(data):
        if len(path) > 2 or isinstance(path[-1], int):
            continue
        changed = copy.deepcopy(data)
        part = changed
        for key in path[:-1]:
            part = part[key]
        del part[path[-1]]
        try:
            parse_scenario(json.dumps(changed), "study.yaml", VALID)
        except ScenarioError as error:
            assert all(fault.line == 1 for fault in error.faults if fault.file == "study.yaml")
