"""A comparison made by hand, so that what is said about it is known."""

from __future__ import annotations

from collections.abc import Mapping

from mom_sim.cli.headline import COST, LAUNCHED, TIME_TO_LAUNCH
from mom_sim.experiments.comparison import Bottleneck, Comparison, Difference, ModelResult
from mom_sim.metrics.summarizing import Estimate

UNITS = {TIME_TO_LAUNCH: "working days", COST: "currency/launch", LAUNCHED: "share"}
OWN = "centralized"


def estimate(
    kpi: str, value: float | None, half: float = 0.5, reason: str | None = None
) -> Estimate:
    """An estimate with an even interval."""
    low, high = (None, None) if value is None else (value - half, value + half)
    return Estimate(
        name=kpi,
        estimate=value,
        low=low,
        high=high,
        unit=UNITS[kpi],
        definition="",
        reason=reason,
    )


def difference(
    model: str, kpi: str, span: tuple[float, float, float], condition: str = "calm"
) -> Difference:
    """A paired difference from the own model."""
    return Difference(model, OWN, kpi, condition, *span, None)


def result(
    model: str,
    levels: Mapping[str, float],
    surge: Mapping[str, float] | None = None,
    warnings: tuple[str, ...] = (),
    comparison: str = "equal_people",
) -> ModelResult:
    """One model's figures."""
    bottleneck = Bottleneck("the gate", 0.5, f"half of the waiting of {model} is at the gate.")
    return ModelResult(
        model,
        comparison,
        {kpi: estimate(kpi, value) for kpi, value in levels.items()},
        None if surge is None else {kpi: estimate(kpi, value) for kpi, value in surge.items()},
        bottleneck,
        None if surge is None else bottleneck,
        warnings,
    )


def comparison(
    results: tuple[ModelResult, ...],
    differences: tuple[Difference, ...],
    *,
    others: tuple[ModelResult, ...] = (),
    surge: float | None = None,
    name: str = "Made study",
    warnings: tuple[str, ...] = (),
) -> Comparison:
    """A comparison with the own model `OWN`."""
    return Comparison(
        name, OWN, surge, results, others, differences, warnings, {"replications": 10, "seed": 1}
    )
