"""A sweep as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Footnotes, cells, scale_of, unit_text
from mom_sim.cli.printing import wrapped
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.sweep.reporting import PointResult, SweepStatus, SweepTable
    from mom_sim.experiments.sweep.results import Figure


def status_text(status: SweepStatus) -> str:
    """Say how far a sweep is.

    Parameters
    ----------
    status : SweepStatus

    Returns
    -------
    str
        Lines of at most 100 columns.
    """
    states = ", ".join(f"{count:,} {state}" for state, count in status.states.items() if count)
    lines = [wrapped(f"{status.name}: {_points(status.points)}: {states}.")]
    if status.is_running:
        lines.append("A run is under way.")
    elif not status.is_over:
        lines.append("The same `mom-sim sweep run` goes on from here.")
    if status.failures:
        lines += ["", "POINTS WITHOUT FIGURES"]
        lines += [wrapped(why, first=f"{number}: ") for number, why in status.failures]
        more = status.states["failed"] + status.states["lost"] - len(status.failures)
        if more:
            lines.append(f"and {more:,} more; `mom-sim sweep table` tells them all")
    return "\n".join(lines)


def table_text_of(table: SweepTable, rows: int) -> str:
    """Put the figures of points into a table.

    Parameters
    ----------
    table : SweepTable
    rows : int
        Points at most.

    Returns
    -------
    str
    """
    return "\n\n".join(_sections(table, rows)) + "\n"


def _sections(table: SweepTable, rows: int) -> Iterator[str]:
    notes = Footnotes()
    counted = ", ".join(f"{count:,} {state}" for state, count in table.states.items() if count)
    points = sum(table.states.values())
    yield wrapped(
        f"{table.sweep.name}: {_points(points)}: {counted}. Figures with their 95% intervals."
    )
    shown = table.rows[:rows]
    if shown:
        yield table_text(
            "point", [str(one.point.number) for one in shown], list(_groups(table, notes, rows))
        )
    if len(table.rows) > rows:
        yield wrapped(
            f"{len(table.rows) - rows:,} more points: --rows shows more of them, `mom-sim sweep "
            "export` writes all."
        )
    failed = [one for one in table.rows if one.reason]
    if failed:
        lines = [wrapped(one.reason, first=f"{one.point.number}: ") for one in failed[:rows]]
        yield "\n".join(["POINTS WITHOUT FIGURES", *lines])
    if table.warnings:
        lines = [wrapped(text, first="- ", rest="  ") for text in table.warnings]
        yield "\n".join(["WARNINGS", *lines])
    if notes.lines():
        yield "\n".join(["NOTES", *(wrapped(line, rest="    ") for line in notes.lines())])


def _groups(table: SweepTable, notes: Footnotes, rows: int) -> Iterator[Group]:
    from mom_sim.experiments.sweep.field_values import value_text
    from mom_sim.experiments.sweep.results import Figure
    from mom_sim.metrics.registry import METRICS

    shown = table.rows[:rows]
    for name in table.sweep.design.names:
        values = [dict(one.point.combination) for one in shown]
        yield _column(name, [value_text(of[name]) if name in of else "as written" for of in values])
    yield _column("model", [one.model for one in shown])
    if len(table.sweep.seeds) > 1:
        yield _column("seed", ["" if one.seed is None else str(one.seed) for one in shown])
    for kpi in table.kpis:
        unit, currency = METRICS[kpi].unit, table.sweep.currency
        figures = [_figure_of(one, kpi) or Figure(kpi, None, None, None, unit) for one in shown]
        scale = scale_of(figures, unit)
        known = iter(cells([one for one in figures if one.estimate is not None], scale, notes))
        written = ["-" if figure.estimate is None else next(known) for figure in figures]
        for figure in figures:
            if figure.estimate is None and figure.reason:
                notes.leave_out(kpi, figure.reason)
        yield Group((kpi, unit_text(unit, currency)), ("",), tuple((text,) for text in written))


def _column(title: str, texts: list[str]) -> Group:
    return Group(("", title), ("",), tuple((text,) for text in texts))


def _figure_of(row: PointResult, kpi: str) -> Figure | None:
    return None if row.result is None else row.result.figure(kpi)


def _points(number: int) -> str:
    return f"{number:,} point" if number == 1 else f"{number:,} points"
