"""The JSON Schema of a sweep's file, generated from its form; for completion in editors.

The committed copy is ``schema.json`` beside this file. ``python -m
mom_sim.experiments.sweep.json_schema`` writes it anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from mom_sim.experiments.sweep.form import SweepForm
from mom_sim.scenario.json_schema import DIALECT, cleaned_schema

COMMITTED = Path(__file__).with_name("schema.json")


def sweep_schema() -> dict[str, Any]:
    """Generate the JSON Schema of a sweep's file.

    Returns
    -------
    dict
    """
    schema = cleaned_schema(SweepForm.model_json_schema())
    return {"$schema": DIALECT, "title": "mom_sim sweep", **schema}


def schema_text() -> str:
    """Return the JSON Schema as it is committed.

    Returns
    -------
    str
    """
    return json.dumps(sweep_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(schema_text(), encoding="utf-8")
