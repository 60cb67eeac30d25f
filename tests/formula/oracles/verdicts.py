"""Rows of the result: expected against estimated, case by case."""

from __future__ import annotations

import math
from typing import Any

from mom_sim.errors import MomSimError
from mom_sim.stats.interval import Interval
from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families import experiment_of, variants_of
from tests.formula.oracles.measuring import SEED, Measurement, measure
from tests.formula.oracles.profile import REPORTED, Profile

EXACTLY = 1e-9
"""What a figure without chance may be off, as a share of it, or outright below 1."""

Row = dict[str, Any]


def allowed_range(case: Case, experiment: Experiment, name: str) -> tuple[float, float]:
    """Where the true figure may lie, as the case has it."""
    expected = float(case.expected[name])
    if name.endswith(("_upper_bound", "_max")):
        return -math.inf, expected
    if name.endswith("_lower_bound"):
        return expected, math.inf
    if experiment.deterministic:
        off = EXACTLY * max(1.0, abs(expected))
    elif name in experiment.tolerances:
        off = experiment.tolerances[name] * abs(expected)
    else:
        off = case.relative_tolerance * abs(expected)
    return expected - off, expected + off


def is_within(interval: Interval, allowed: tuple[float, float]) -> bool:
    """Whether the interval meets the range: an exact value has to lie in it."""
    if interval.low is None or interval.high is None:
        return False
    return interval.low <= allowed[1] and interval.high >= allowed[0]


def rows_of(
    case: Case, profile: Profile, *, engine: str | None = None, seed: int = SEED
) -> list[Row]:
    """Run a case and judge every expected figure.

    Returns
    -------
    list of dict
        ``{id, metric, expected, estimate, low, high, within}`` for each figure, with the ends of
        the 99% interval; ``{id, metric, skipped}`` for one that cannot be had, and
        ``{id, skipped}`` for a case that cannot be run. Of a case that stands for several, the row
        of the worst, with intervals that hold for all of them together.
    """
    try:
        variants = variants_of(case)
        measured = [
            (one, measure(experiment_of(one, profile), profile, engine=engine, seed=seed))
            for one in variants
        ]
    except (CannotExpress, MomSimError) as error:
        return [{"id": case.id, "skipped": " ".join(str(error).split())}]
    confidence = 1.0 - (1.0 - REPORTED) / len(variants)
    rows: list[Row] = []
    for name in case.expected:
        skipped = measured[0][1].experiment.skipped.get(name)
        if skipped is not None:
            rows.append({"id": case.id, "metric": name, "skipped": skipped})
            continue
        each = [_row(one, measurement, name, confidence) for one, measurement in measured]
        rows.append(max(each, key=_distance))
    return rows


def rows_or_reason(case: Case, *, profile: Profile, engine: str | None, seed: int) -> list[Row]:
    """Rows of a case; one that fails says how, and does not take others with it."""
    try:
        return rows_of(case, profile, engine=engine, seed=seed)
    except Exception as error:
        return [{"id": case.id, "skipped": f"failed with {type(error).__name__}: {error}"}]


def _row(case: Case, measurement: Measurement, name: str, confidence: float) -> Row:
    interval = measurement.interval(name, confidence)
    return {
        "id": case.id,
        "metric": name,
        "expected": case.expected[name],
        "estimate": interval.estimate,
        "low": interval.low,
        "high": interval.high,
        "within": is_within(interval, allowed_range(case, measurement.experiment, name)),
    }


def _distance(row: Row) -> float:
    """How far an estimate is from what is expected, in half-widths of its interval."""
    if row["low"] is None or row["high"] is None:
        return math.inf
    half = (row["high"] - row["low"]) / 2.0
    off = abs(row["estimate"] - row["expected"])
    return off / half if half else math.inf if off else 0.0
