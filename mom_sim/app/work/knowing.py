"""What is the same for all scenarios, and getting a new process ready."""

from __future__ import annotations

import gc
import json
from typing import Any

from mom_sim.app.crew.work import Work
from mom_sim.app.presets import PRESETS
from mom_sim.app.words import DEFAULT_KPIS
from mom_sim.experiments.directions import BETTER
from mom_sim.metrics.registry import METRICS
from mom_sim.plot.figure_words import kpi_label
from mom_sim.scenario.json_schema import schema_text


def kpis(work: Work) -> list[dict[str, Any]]:
    """Every figure: what it is called, its unit, which side is better."""
    return [
        {
            "id": name,
            "label": kpi_label(name),
            "unit": metric.unit,
            "better": BETTER.get(name),
            "definition": metric.definition,
            "requires_surge": metric.requires_surge,
            "is_default": name in DEFAULT_KPIS,
        }
        for name, metric in METRICS.items()
    ]


def schema(work: Work) -> dict[str, Any]:
    """JSON Schema of scenarios."""
    found: dict[str, Any] = json.loads(schema_text())
    return found


def get_ready(work: Work) -> None:
    """Load what every question takes: libraries, the kernel, the first preset and its models.

    It stops on the way when somebody asks something, and that loads what it needs.
    """
    work.check()
    from mom_sim.app.work.describing import describe

    work.check()
    describe(work, {"preset": PRESETS[0]})
    run_first_preset(work)
    # Libraries, presets and plans stay: a full collection, 100 ms and more, need not look at them.
    gc.collect()
    gc.freeze()


def run_first_preset(work: Work) -> None:
    """Answer a question about the first preset, for the sake of what is loaded on the way."""
    from mom_sim.app.work.comparing import answer, prepare
    from mom_sim.app.work.running import run_models

    question: dict[str, Any] = {"preset": PRESETS[0]}
    asked = {"replications": 2}
    models = prepare(work, question, asked)["models"]
    answer(work, question, asked, run_models(work, question, models[:2], [1, 2]), models[:2])
