"""People and work over the weeks of one replication: cumulative flow, and who was busy when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from mom_sim.metrics.view import view_of
from mom_sim.metrics.weekly import flow_by_week, utilization_by_week
from mom_sim.plot.flow import draw_cumulative_flow, draw_utilization
from mom_sim.plot.wording import sentence, shown_name
from mom_sim.report.material import Material
from mom_sim.report.numbers import listed, number
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height
from mom_sim.report.surge_weeks import surge_weeks

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from mom_sim.simulation import Simulation

Weeks = tuple[float, float]

_PERIODS = (1, 2, 3, 4, 5, 6, 8, 10, 13, 26, 52)
_MOST_ROWS, _MOST_COLUMNS = 18, 13
_ONE_RUN = (
    "One replication: what is seen here is one possible year; figures with intervals stand in the "
    "other sections."
)


def flow_section(material: Material) -> Section | None:
    """Campaigns that came in and got out, week by week."""
    if not material.runs:
        return None
    parts = Parts()
    parts.say(_ONE_RUN)
    weeks = surge_weeks(material)
    parts.add(_flow(material.runs, weeks))
    title = "Cumulative flow through the surge" if weeks else "Cumulative flow over the weeks"
    return Section("flow", title, tuple(parts.found))


def utilization_section(material: Material) -> Section | None:
    """Who was busy when."""
    if not material.runs:
        return None
    parts = Parts()
    parts.say(_ONE_RUN)
    for run in material.runs:
        parts.add(_utilization(run, surge_weeks(material)))
    return Section("utilization", "How busy teams are over the weeks", tuple(parts.found))


def _flow(runs: Sequence[Simulation], shaded: tuple[Weeks, ...]) -> Picture:
    views = [view_of(run.log, run.plan) for run in runs]
    period = _period(len(flow_by_week(views[0])), _MOST_ROWS)
    tables = [flow_by_week(view, weeks=period) for view in views]
    names = [shown_name(run.model) for run in runs]
    titles = ["at the end of", "requested"]
    columns = [
        [f"week {week}" for week in tables[0]["week"]],
        [f"{count:,}" for count in tables[0]["requested"]],
    ]
    for name, table in zip(names, tables, strict=True):
        for column, words in (("launched", "launched"), ("inside", "inside")):
            titles.append(f"{name}: {words}")
            columns.append([f"{count:,}" for count in table[column]])
    told = []
    for name, view in zip(names, views, strict=True):
        weekly = flow_by_week(view)
        at = weekly["inside"].to_numpy().argmax()
        inside, week = (int(weekly[column].iloc[at]) for column in ("inside", "week"))
        told.append(f"with {name} at most {inside:,} campaigns are inside (week {week})")

    def draw(figure: Figure) -> None:
        panels = figure.subplots(1, len(runs), sharey=True, squeeze=False)
        for panel, run in zip(panels.flat, runs, strict=True):
            draw_cumulative_flow(panel, run, shaded=shaded)
        for panel in panels.flat[1:]:
            panel.set_ylabel("")

    return Picture(
        name="flow",
        draw=draw,
        size=(WIDTH, 2.7),
        caption=f"{sentence(listed(told))}.",
        description="For each model two rising lines over the weeks of one replication: campaigns "
        "requested and campaigns launched so far. The gap between them is the work in progress. "
        "The table below has the numbers.",
        tables=(Table(tuple(titles), tuple(zip(*columns, strict=True))),),
    )


def _period(weeks: int, most: int) -> int:
    """Weeks of a row of a table, so that it keeps to a page."""
    fitting = [one for one in _PERIODS if weeks <= one * most]
    even = [one for one in fitting if weeks % one == 0]
    return next(iter((*even, *fitting)), _PERIODS[-1])


def _utilization(run: Simulation, weeks: tuple[Weeks, ...]) -> Picture:
    view = view_of(run.log, run.plan)
    length = len(flow_by_week(view))
    period = _period(length, _MOST_COLUMNS)
    table = utilization_by_week(view, weeks=period)
    pools = list(dict.fromkeys(zip(table["team"], table["skill"], strict=True)))
    known = table.dropna(subset=["utilization"])
    periods = sorted(set(table["week"]))
    rows = []
    for team, skill in pools:
        part = table[(table["team"] == team) & (table["skill"] == skill)]
        shares = dict(zip(part["week"], part["utilization"], strict=True))
        rows.append(
            (
                f"{shown_name(skill)} of {shown_name(team)}",
                *(_percent(shares.get(week)) for week in periods),
            )
        )
    caption = f"With {shown_name(run.model)} nobody was on shift."
    if not known.empty:
        top = known.iloc[known["utilization"].to_numpy().argmax()]
        caption = (
            f"With {shown_name(run.model)}, busiest are {shown_name(top['skill'])} of "
            f"{shown_name(top['team'])}: {_percent(top['utilization'])}% in the {period} "
            f"week{'s' if period > 1 else ''} to week {top['week']}."
        )
    return Picture(
        name=f"utilization-{_slug_of(run)}",
        draw=on_axes(draw_utilization, run, shaded=weeks),
        size=(WIDTH, rows_height(len(pools), 0.24)),
        caption=caption,
        description="A row for each queue's people, a column for each week of one replication; the "
        "darker, the busier. The table below has the numbers for longer periods.",
        tables=(
            Table(
                (f"busy (percent), {period} weeks to week", *(str(week) for week in periods)),
                tuple(rows),
            ),
        ),
    )


def _percent(share: float | None) -> str:
    return number(None if share is None or pd.isna(share) else 100.0 * share, 0)


def _slug_of(run: Simulation) -> str:
    return run.plan.model.encode().hex()[:24]
