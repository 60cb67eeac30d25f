"""Parts of a comparison as plain data; the keys are documented in ``docs/formats.md``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from mom_sim.metrics.all_tables import plain_rows, table_named
from mom_sim.metrics.launch_curve import launched_by

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Bottleneck, BudgetNote, Difference
    from mom_sim.metrics.measuring import Measurement
    from mom_sim.metrics.summarizing import Estimate


def table_json(
    name: str, measurements: Mapping[str, Sequence[Measurement]], currency: str
) -> dict[str, list[dict[str, Any]]]:
    """Rows of a breakdown by condition; what a figure means stands beside the figures above."""
    frames = {condition: table_named(name, of, currency) for condition, of in measurements.items()}
    return {
        condition: plain_rows(frame.drop(columns=["definition"], errors="ignore"))
        for condition, frame in frames.items()
    }


def launched_json(
    measurements: Mapping[str, Sequence[Measurement]],
) -> dict[str, dict[str, list[float]]]:
    """Share of requests launched over the working days since the request, by condition."""
    return {
        condition: launched_by(of).to_dict("list")  # type: ignore[misc]
        for condition, of in measurements.items()
    }


def kpis_json(kpis: Mapping[str, Estimate]) -> dict[str, Any]:
    """Figures by name."""
    return {name: estimate.to_json() for name, estimate in kpis.items()}


def bottleneck_json(bottleneck: Bottleneck | None) -> dict[str, Any] | None:
    """Where the most waiting is."""
    if bottleneck is None:
        return None
    return {"name": bottleneck.name, "share": bottleneck.share, "why": bottleneck.why}


def budget_json(budget: BudgetNote) -> dict[str, Any]:
    """What an equal budget took away."""
    return {
        "removed": [{"role": role, "positions": count} for role, count in budget.removed],
        "outside_spend_per_year": budget.outside_spend_per_year,
        "saved_per_year": budget.saved_per_year,
        "residual_per_year": budget.residual_per_year,
    }


def difference_json(one: Difference, with_surge: bool) -> dict[str, Any]:
    """A paired difference; with a surge also under which condition."""
    found: dict[str, Any] = {
        "model": one.model,
        "versus": one.versus,
        "kpi": one.kpi,
        "estimate": one.estimate,
        "low": one.low,
        "high": one.high,
    }
    if one.reason:
        found["reason"] = one.reason
    if with_surge:
        found["condition"] = one.condition
    return found
