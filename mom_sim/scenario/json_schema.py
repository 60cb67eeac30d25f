"""The JSON Schema of the human form, generated from the forms; for completion in editors.

The committed copy is ``schema.json`` beside this file. ``python -m mom_sim.scenario.json_schema``
writes it anew.
"""

from __future__ import annotations

import json
import re
from pathlib import Path as FilePath
from typing import Any

from pydantic.json_schema import models_json_schema

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.schema.calendars import UnitForm
from mom_sim.scenario.schema.operating_model import OperatingModelForm
from mom_sim.scenario.schema.scenario import ScenarioForm

COMMITTED = FilePath(__file__).with_name("schema.json")
DIALECT = "https://json-schema.org/draft/2020-12/schema"
CHANGES = "OperatingModelChangesForm"


def scenario_schema() -> dict[str, Any]:
    """Generate the JSON Schema of a scenario file.

    Returns
    -------
    dict
    """
    _, schema = models_json_schema(
        [(form, "validation") for form in (ScenarioForm, OperatingModelForm, UnitForm)]
    )
    definitions = schema["$defs"]
    definitions[CHANGES] = _changes(definitions["OperatingModelForm"])
    definitions = {name: cleaned_schema(definition) for name, definition in definitions.items()}
    scenario = definitions.pop("ScenarioForm")
    used = _referenced(scenario, definitions)
    return {
        "$schema": DIALECT,
        "title": "mom_sim scenario",
        **scenario,
        "$defs": {name: definitions[name] for name in sorted(used)},
    }


def schema_text() -> str:
    """Return the JSON Schema as it is committed.

    Returns
    -------
    str
    """
    return json.dumps(scenario_schema(), indent=2, ensure_ascii=False) + "\n"


def _referenced(schema: dict[str, Any], definitions: dict[str, Any]) -> set[str]:
    """Names of the definitions that a schema refers to, directly or through others."""
    used: set[str] = set()
    waiting = [schema]
    for part in waiting:
        names = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(part))) - used
        used |= names
        waiting += [definitions[name] for name in names]
    return used


def cleaned_schema(schema: Any) -> Any:
    """Leave out titles and nulls, which nobody may write; name the currency of defaults.

    Parameters
    ----------
    schema : dict, list, str or another scalar
        Part of a JSON Schema as pydantic makes it.

    Returns
    -------
    The same part, cleaned
    """
    if isinstance(schema, list):
        return [cleaned_schema(item) for item in schema if item != {"type": "null"}]
    if isinstance(schema, str):
        return schema.replace("{currency}", default_value("currency"))
    if not isinstance(schema, dict):
        return schema
    cleaned = {
        key: cleaned_schema(value)
        for key, value in schema.items()
        if not (key == "title" and isinstance(value, str))
        and not (key == "default" and value is None)
    }
    cleaned.pop("discriminator", None)
    if "oneOf" in cleaned:  # spellings overlap for a reader that does not know which one is meant
        cleaned["anyOf"] = cleaned.pop("oneOf")
    if len(cleaned.get("anyOf", ())) == 1:
        (only,) = cleaned.pop("anyOf")
        cleaned = {**only, **cleaned}
    return cleaned


def _changes(whole: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of changes to a model: nothing is required, and there is a base."""
    base = {"type": "string", "description": "Operating model that the changes are made to."}
    return {
        **{key: value for key, value in whole.items() if key != "required"},
        "description": "A whole operating model, or changes to the one named in base.",
        "properties": {"base": base, **whole["properties"]},
    }


if __name__ == "__main__":
    COMMITTED.write_text(schema_text(), encoding="utf-8")
