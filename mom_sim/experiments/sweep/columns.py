"""The columns of a sweep's table: one row per point and figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mom_sim.experiments.sweep.field_values import FieldValues, Range, value_text
from mom_sim.experiments.sweep.reporting import PointResult
from mom_sim.experiments.sweep.results import DONE, Figure
from mom_sim.experiments.sweep.sweep import Sweep

WHOLE, NUMBER, TEXT = "int64", "float64", "string"


@dataclass(frozen=True)
class Column:
    """A column of the table.

    Attributes
    ----------
    name : str
    kind : str
        `WHOLE`, `NUMBER` or `TEXT`; any cell may be empty.
    meaning : str
    """

    name: str
    kind: str
    meaning: str


_FIRST = (Column("point", WHOLE, "number of the point, from 1 in the stated order"),)
_LAST = (
    Column("model", TEXT, "operating model"),
    Column("comparison", TEXT, "equal_people or equal_budget"),
    Column("seed", WHOLE, "seed of the simulation"),
    Column("replications", WHOLE, "replications of the point"),
    Column("state", TEXT, "done, failed or lost"),
    Column("kpi", TEXT, "figure; empty where the point has none"),
    Column("estimate", NUMBER, "over all replications, in the unit"),
    Column("low", NUMBER, "lower end of the 95% interval"),
    Column("high", NUMBER, "upper end of the 95% interval"),
    Column("unit", TEXT, "of estimate, low and high"),
    Column("reason", TEXT, "why something is empty"),
    Column("doubts", TEXT, "idle, restricted, overloaded: why not to trust the point's figures"),
    Column("key", TEXT, "what the point is made from, as a hash"),
)


def columns_of(sweep: Sweep) -> tuple[Column, ...]:
    """Columns of a sweep's table: the point, its fields, its model and seed, then a figure.

    Parameters
    ----------
    sweep : Sweep

    Returns
    -------
    tuple of Column
        A field is empty where the scenario holds as it is written.
    """
    fields = tuple(
        Column(name, _kind_of(values), "value that is varied")
        for name, values in sweep.design.fields
    )
    return (*_FIRST, *fields, *_LAST)


def rows_of(
    sweep: Sweep, row: PointResult, kpis: Sequence[str] | None = None
) -> Iterator[tuple[Any, ...]]:
    """Go through the rows of one point.

    Parameters
    ----------
    sweep : Sweep
    row : PointResult
    kpis : sequence of str, optional
        Figures wanted; all by default.

    Yields
    ------
    tuple
        In the order of `columns_of`; one row without a figure for a point that has none.
    """
    values = dict(row.point.combination)
    fields = [
        _cell(values[name], _kind_of(of)) if name in values else None
        for name, of in sweep.design.fields
    ]
    result = row.result
    if result is None or row.state != DONE:
        comparison, replications = None, sweep.replications
        if result is not None:
            comparison, replications = result.comparison, result.replications
        of = (*fields, row.model or None, comparison, row.seed, replications, row.state)
        key = None if result is None else result.key
        yield (row.point.number, *of, None, None, None, None, None, row.reason, None, key)
        return
    of = (*fields, result.model, result.comparison, result.seed, result.replications, row.state)
    doubts = " ".join(result.doubts) or None
    wanted: Sequence[Figure] = result.figures
    if kpis is not None:
        wanted = [figure for kpi in kpis if (figure := result.figure(kpi))]
    for one in wanted:
        cells = (one.kpi, one.estimate, one.low, one.high, one.unit, one.reason)
        yield (row.point.number, *of, *cells, doubts, result.key)


def _kind_of(values: FieldValues) -> str:
    if isinstance(values, Range):
        return TEXT if values.prefix or values.unit else NUMBER
    if any(isinstance(one, bool) or not isinstance(one, int | float) for one in values.values):
        return TEXT
    return WHOLE if all(isinstance(one, int) for one in values.values) else NUMBER


def _cell(value: Any, kind: str) -> Any:
    if kind == TEXT:
        return value_text(value)
    return float(value) if kind == NUMBER else value
