"""How long campaigns take: percentiles with intervals, and the whole distribution."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.metrics.launch_curve import TOLD_DAYS
from mom_sim.plot.time_to_launch import MEASURES, draw_distribution, draw_time_to_launch
from mom_sim.plot.wording import shown_name
from mom_sim.report.material import TIME, Material
from mom_sim.report.numbers import columns_of, number, told
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height
from mom_sim.report.verdicts import best_sentence

_MIDDLE = 20
"""Of the days that are told, the one that the caption speaks of."""


def section(material: Material) -> Section | None:
    """Make the section."""
    if material.comparison is None:
        return None
    parts = Parts()
    for condition, words in material.conditions:
        parts.add(_percentiles(material, condition, words))
    for condition, words in material.conditions:
        parts.add(*_distribution(material, condition, words))
    return Section("time-to-launch", "How long campaigns take to launch", tuple(parts.found), True)


def spread_sentence(material: Material, condition: str) -> str:
    """Say whose mean is largest, after who is fastest."""
    comparison = material.comparison
    assert comparison is not None
    known = {
        one.model: figure
        for one in comparison.results
        if (figure := material.figure(one.model, TIME, condition)) is not None
        and figure.estimate is not None
    }
    if len(known) < 2:
        return ""
    slowest = max(known, key=lambda model: known[model].estimate or 0.0)
    value = told(known[slowest], known[slowest].unit)
    return f"The largest mean is {shown_name(slowest)}'s: {value}."


def _percentiles(material: Material, condition: str, words: str) -> Picture:
    comparison = material.comparison
    assert comparison is not None
    names = tuple(shown_name(one.model) for one in comparison.results)
    titles, columns = ["model"], [names]
    notes = []
    for kpi, title, _, _ in MEASURES:
        figures = [material.figure(one.model, kpi, condition) for one in comparison.results]
        titles += [f"{title} (working days)", "95% interval"]
        columns += [tuple(column) for column in columns_of(figures, "working days")]
        notes += [
            f"{shown_name(model.model)}, {title}: {one.reason}"
            for model, one in zip(comparison.results, figures, strict=True)
            if one is not None and one.reason and one.estimate is None
        ]
    return Picture(
        name=f"time-{condition}",
        draw=on_axes(draw_time_to_launch, comparison, condition=condition),
        size=(WIDTH, rows_height(len(names), 0.42)),
        caption=" ".join(
            filter(
                None,
                (
                    best_sentence(material, TIME, condition, words),
                    spread_sentence(material, condition),
                ),
            )
        ),
        description="For each operating model three points on an axis of working days: the time "
        "within which half of the campaigns are launched, the mean, and the time within which 9 "
        "of 10 are; each with its 95% interval. The numbers stand in the table below.",
        tables=(Table(tuple(titles), tuple(zip(*columns, strict=True)), notes=tuple(notes)),),
    )


def _distribution(material: Material, condition: str, words: str) -> Iterator[Picture]:
    comparison = material.comparison
    assert comparison is not None
    curves = {}
    for one in comparison.results:
        curve = comparison.launch_curve(one.model, condition)
        if curve is None:
            return
        shares = dict(zip(curve["working_days"], curve["launched"], strict=True))
        curves[one.model] = {days: 100.0 * shares[days] for days in TOLD_DAYS}
    rows = tuple(
        (shown_name(model), *(number(percent, 1) for percent in percents.values()))
        for model, percents in curves.items()
    )
    ranked = sorted(curves, key=lambda model: -curves[model][_MIDDLE])
    where = f"{words[:1].upper()}{words[1:]}, w" if words else "W"
    ends = [f"{curves[model][_MIDDLE]:.0f}%" for model in (ranked[0], ranked[-1])]
    first = f"{shown_name(ranked[0])} launches {ends[0]} of requests"
    caption = f"{where}ithin {_MIDDLE} working days, {first}"
    if len(ranked) > 1:
        caption += f", {shown_name(ranked[-1])} {ends[1]}"
    yield Picture(
        name=f"distribution-{condition}",
        draw=on_axes(draw_distribution, comparison, condition=condition),
        size=(WIDTH, 3.1),
        caption=f"{caption}.",
        description="A rising line for each operating model: the share of requests that has been "
        "launched, by the working days since the request. The numbers stand in the table below.",
        tables=(
            Table(
                ("requests launched (percent)", *(f"within {days} days" for days in TOLD_DAYS)),
                rows,
                notes=(
                    "Working days since the request. Requests that end without a launch never "
                    "count as launched (Aalen-Johansen incidence), so that lines need not reach "
                    "100%.",
                ),
            ),
        ),
    )
