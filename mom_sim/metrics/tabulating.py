"""Tidy tables over replications: one row a figure of a type, unit, team, person, gate or cause."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from mom_sim.metrics.breakdown import Breakdown
from mom_sim.metrics.ingredients import Ingredient
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.metric import bounds_of
from mom_sim.metrics.registry import BREAKDOWNS, METRICS
from mom_sim.metrics.summarizing import Estimate, check_replications, interval_of
from mom_sim.stats import Interval, ratio_interval

_FIGURE = ("figure", "estimate", "low", "high", "unit", "definition", "reason")


def by_type(measurements: Sequence[Measurement], *, confidence: float = 0.95) -> pd.DataFrame:
    """Figures about campaigns, for each campaign type.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    DataFrame
        Columns `campaign_type`, `figure`, `estimate`, `low`, `high`, `unit`, `definition` and
        `reason`.

    Raises
    ------
    LogError
        As `summarize`.
    """
    check_replications(measurements)
    return _by_group("campaign_type", [one.by_type for one in measurements], confidence)


def estimates_by_type(
    name: str, measurements: Sequence[Measurement], *, confidence: float = 0.95
) -> dict[str, Estimate]:
    """Estimate one figure about campaigns for each campaign type.

    Parameters
    ----------
    name : str
        Of a figure that is about campaigns.
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    dict of str to Estimate
        By type, in the order of the scenario.
    """
    check_replications(measurements)
    metric = METRICS[name]
    return {
        kind: Estimate.of(
            name,
            metric.unit,
            metric.definition,
            interval_of(metric, [one.by_type[kind][name] for one in measurements], confidence),
        )
        for kind in measurements[0].by_type
    }


def by_unit(measurements: Sequence[Measurement], *, confidence: float = 0.95) -> pd.DataFrame:
    """Figures about campaigns, for each unit.

    Parameters
    ----------
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    DataFrame
        Columns `business_unit`, then those of `by_type`.

    Raises
    ------
    LogError
        As `summarize`.
    """
    check_replications(measurements)
    return _by_group("business_unit", [one.by_unit for one in measurements], confidence)


def table(
    name: str, measurements: Sequence[Measurement], *, confidence: float = 0.95
) -> pd.DataFrame:
    """Make one of the tables `teams`, `people`, `gates`, `causes` and `waiting`.

    Parameters
    ----------
    name : str
        Of a breakdown in the registry.
    measurements : sequence of Measurement
        One a replication, all of one model and scenario.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    DataFrame
        The breakdown's keys, then `figure`, `estimate`, `low`, `high`, `unit`, `definition` and
        `reason`.

    Raises
    ------
    LogError
        As `summarize`.
    """
    check_replications(measurements)
    breakdown = BREAKDOWNS[name]
    rows = (
        (*keys, estimate)
        for place, keys in enumerate(measurements[0].rows[name])
        for estimate in _cells(breakdown, place, measurements, confidence)
    )
    return _frame(breakdown.keys, rows)


def cell(
    name: str, column: str, place: int, measurements: Sequence[Measurement], confidence: float
) -> Interval:
    """Pool one cell of a table.

    Parameters
    ----------
    name, column : str
        Breakdown and column.
    place : int
        Number of the row.
    measurements : sequence of Measurement
    confidence : float, strictly between 0 and 1

    Returns
    -------
    Interval
    """
    parts = [one.tables[name][column] for one in measurements]
    denominators = [float(part.denominators[place]) for part in parts]
    if not any(denominators):
        return Interval(None, None, None, "there was nothing to measure here")
    numerators = [float(part.numerators[place]) for part in parts]
    return ratio_interval(numerators, denominators, confidence)


def _cells(
    breakdown: Breakdown, place: int, measurements: Sequence[Measurement], confidence: float
) -> Iterable[Estimate]:
    for column in breakdown.columns:
        interval = cell(breakdown.name, column.name, place, measurements, confidence)
        interval = interval.within(*bounds_of(column.unit))
        yield Estimate.of(column.name, column.unit, column.definition, interval)


def _by_group(
    key: str,
    replications: Sequence[Mapping[str, Mapping[str, Ingredient]]],
    confidence: float,
) -> pd.DataFrame:
    rows = []
    for word, figures in replications[0].items():
        for name in figures:
            parts = [replication[word][name] for replication in replications]
            metric = METRICS[name]
            interval = interval_of(metric, parts, confidence)
            rows.append((word, Estimate.of(name, metric.unit, metric.definition, interval)))
    return _frame((key,), rows)


def _frame(keys: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> pd.DataFrame:
    flat = []
    for *words, estimate in rows:
        assert isinstance(estimate, Estimate)
        values = (getattr(estimate, "name" if name == "figure" else name) for name in _FIGURE)
        flat.append((*words, *values))
    frame = pd.DataFrame(flat, columns=[*keys, *_FIGURE])
    numbers = ["estimate", "low", "high"]
    return frame.astype(dict.fromkeys(numbers, "float64"))
