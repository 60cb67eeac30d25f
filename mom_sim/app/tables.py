"""Figures of an answer as a table for spreadsheets."""

from __future__ import annotations

import csv
import io
from typing import Any

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_COLUMNS = (
    "model",
    "condition",
    "kpi",
    "estimate",
    "low",
    "high",
    "unit",
    "difference",
    "difference_low",
    "difference_high",
    "reason",
    "replications",
    "seed",
)


def answer_table(answer: dict[str, Any]) -> str:
    """Figures of an answer as CSV.

    Parameters
    ----------
    answer : dict
        Of a comparison.

    Returns
    -------
    str
        A row a model, condition and figure. Text that a spreadsheet would take for a formula is led
        by an apostrophe.
    """
    differences = {
        (one["model"], one["condition"], one["kpi"]): one for one in answer["differences"]
    }
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for model in answer["models"]:
        for condition in answer["conditions"]:
            for kpi, figure in model[condition]["kpis"].items():
                apart = differences.get((model["model"], condition, kpi), {})
                row = [
                    model["model"],
                    condition,
                    kpi,
                    *(figure[name] for name in ("estimate", "low", "high", "unit")),
                    *(apart.get(name) for name in ("estimate", "low", "high")),
                    figure.get("reason"),
                    answer["replications"],
                    answer["seed"],
                ]
                writer.writerow([_harmless(cell) for cell in row])
    return file.getvalue()


def _harmless(cell: Any) -> Any:
    if isinstance(cell, str) and cell.startswith((*_FORMULA_SIGNS, "'")):
        return f"'{cell}"
    return "" if cell is None else cell
