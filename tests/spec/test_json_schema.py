"""The generated JSON Schema: committed fresh, and true of the valid files."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mom_sim.scenario.json_schema import COMMITTED, scenario_schema, schema_text
from mom_sim.scenario.schema.scenario import ScenarioForm
from mom_sim.scenario.yaml_reader import read_document
from tests.spec.files import VALID

SCHEMA = json.loads(COMMITTED.read_text(encoding="utf-8"))
KNOWN_KEYWORDS = {
    "$schema", "$defs", "$ref", "title", "description", "examples", "default", "type", "const",
    "enum", "properties", "additionalProperties", "propertyNames", "required", "anyOf", "oneOf",
    "items", "discriminator", "minimum", "maximum", "exclusiveMinimum", "minLength", "maxLength",
    "minItems", "maxItems", "minProperties", "format",
}  # fmt: skip
TYPES: dict[str, Any] = {
    "object": dict, "array": list, "string": str, "boolean": bool, "integer": int,
    "number": (int, float),
}  # fmt: skip


def faults(value: Any, schema: dict[str, Any], path: str = "") -> list[str]:
    """Check a value against the part of JSON Schema that the generated one uses."""
    assert set(schema) <= KNOWN_KEYWORDS, set(schema) - KNOWN_KEYWORDS
    if "$ref" in schema:
        return faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], path)
    found = []
    kinds = schema.get("type", [])
    allowed = [kinds] if isinstance(kinds, str) else kinds
    if allowed and not any(_is(value, name) for name in allowed):
        found.append(f"{path}: {value!r} is not {allowed}")
    if "const" in schema and value != schema["const"]:
        found.append(f"{path}: {value!r} is not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{path}: {value!r} is not one of {schema['enum']}")
    for keyword, count in (("anyOf", None), ("oneOf", 1)):
        if keyword in schema:
            fitting = sum(not faults(value, option, path) for option in schema[keyword])
            if fitting == 0 or (count is not None and fitting != count):
                found.append(f"{path}: {value!r} fits {fitting} of {keyword}")
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        more = schema.get("additionalProperties", True)
        found += [
            f"{path}.{name} is missing" for name in schema.get("required", []) if name not in value
        ]
        for name, inner in value.items():
            if name in properties:
                found += faults(inner, properties[name], f"{path}.{name}")
            elif more is False:
                found.append(f"{path}.{name} is not allowed")
            elif isinstance(more, dict):
                found += faults(inner, more, f"{path}.{name}")
    if isinstance(value, list) and "items" in schema:
        for inner in value:
            found += faults(inner, schema["items"], f"{path}[]")
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if is_number and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        found.append(f"{path}: {value} is out of range")
    return found


def _is(value: Any, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, TYPES[kind])


def test_the_committed_schema_is_fresh() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), (
        "write it anew: python -m mom_sim.scenario.json_schema"
    )


@pytest.mark.parametrize("name", sorted(path.name for path in VALID.glob("*.yaml")))
def test_valid_files_fit_the_schema(name: str) -> None:
    assert faults(read_document(VALID / name).data, SCHEMA) == []


@pytest.mark.parametrize(
    "change",
    [
        {"untis": ["north"]},
        {"run": {"seed": "one"}},
        {"people": {"design": {}}},
        {"campaigns": {"email": {"arrive": "whenever"}}},
        {"risks": {"r": {"kind": "defekt", "probability": 0.5}}},
        {"operating_model": {"base": "hybrid", "who_decide": []}},
        {"comparison": "equal"},
    ],
)
def test_what_the_loader_refuses_by_its_form_does_not_fit(change: dict[str, Any]) -> None:
    data = read_document(VALID / "minimal.yaml").data
    assert faults(data, SCHEMA) == []
    assert faults({**data, **change}, SCHEMA) != []


def test_every_key_is_described() -> None:
    for name, definition in {"the top": SCHEMA, **SCHEMA["$defs"]}.items():
        whole = next((o for o in definition.get("anyOf", []) if "properties" in o), definition)
        for key, field in whole.get("properties", {}).items():
            month = name == "SeasonalityForm" and len(key) == 3
            # a description that repeats the one it refers to is left out
            assert month or field.get("description") or "$ref" in field, f"{name}.{key}"


def test_no_null_and_no_reference_to_nothing() -> None:
    text = json.dumps(SCHEMA)
    assert '"null"' not in text
    assert "{currency}" not in text
    for reference in re.findall(r'"#/\$defs/(\w+)"', text):
        assert reference in SCHEMA["$defs"]
    assert set(scenario_schema()["properties"]) == set(ScenarioForm.model_fields)
    assert SCHEMA["required"] == ["people", "campaigns"]
