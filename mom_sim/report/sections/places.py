"""Where campaigns wait, and who the bottleneck is as it shifts."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from mom_sim.metrics.explanations import place_name
from mom_sim.plot.places import bottleneck_shares, draw_bottlenecks, draw_waiting, waiting_places
from mom_sim.plot.wording import sentence, shown_name
from mom_sim.report.material import Material
from mom_sim.report.numbers import number, span
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height


def waiting_section(material: Material) -> Section | None:
    """Where campaigns wait."""
    comparison = material.comparison
    if comparison is None or not _has(material, "waiting"):
        return None
    parts = Parts()
    for condition, words in material.conditions:
        for model in material.focus:
            places = waiting_places(comparison, model, condition=condition)
            if places.empty:
                continue
            shown = _places(places, "estimate", 1.0, 2)
            first = places.to_dict("records")[0]
            parts.add(
                Picture(
                    name=f"waiting-{condition}-{_slug(material, model)}",
                    draw=on_axes(draw_waiting, comparison, model, condition=condition),
                    size=(WIDTH, rows_height(len(places), 0.24)),
                    caption=f"{_with(model, words)} the longest wait is at "
                    f"{_place(first)}: {number(first['estimate'], 1)} working days of a launched "
                    f"campaign ({span(_end(first['low']), _end(first['high']), 1)}).",
                    description="A bar for each place at which campaigns wait, the longest on top: "
                    "mean working days of a launched campaign, with 95% intervals. The numbers "
                    "stand in the table below.",
                    tables=(
                        Table(("place", "waiting (working days)", "95% interval"), tuple(shown)),
                    ),
                )
            )
    if not parts.found:
        return None
    return Section("waiting", "Where campaigns wait", tuple(parts.found))


def bottleneck_section(material: Material) -> Section | None:
    """Who the bottleneck is, as it shifts."""
    comparison = material.comparison
    if comparison is None or not _has(material, "bottlenecks"):
        return None
    parts = Parts()
    parts.say(
        "At every instant the people who have been busy for longest without a break are the "
        "bottleneck (active-period method); it shifts, so that shares can add up to more than 100%."
    )
    before = len(parts.found)
    for condition, words in material.conditions:
        for model in material.focus:
            shares = bottleneck_shares(comparison, model, condition=condition)
            if shares.empty:
                continue
            shown = _places(shares, "share", 100.0, 1)
            first = shares.to_dict("records")[0]
            low, high = (_end(100.0 * first[name]) for name in ("low", "high"))
            parts.add(
                Picture(
                    name=f"bottleneck-{condition}-{_slug(material, model)}",
                    draw=on_axes(draw_bottlenecks, comparison, model, condition=condition),
                    size=(WIDTH, rows_height(len(shares), 0.24)),
                    caption=f"{_with(model, words)} the bottleneck is most often "
                    f"{_place(first)}: {number(100.0 * first['share'], 0)}% of the working time "
                    f"({span(low, high, 0)}).",
                    description="A bar for each queue's people, the largest on top: the share of "
                    "the working time in which they are the bottleneck, with 95% intervals. The "
                    "numbers stand in the table below.",
                    tables=(
                        Table(
                            ("people", "time as the bottleneck (percent)", "95% interval"),
                            tuple(shown),
                        ),
                    ),
                )
            )
    if len(parts.found) == before:
        return None
    return Section("bottlenecks", "The shifting bottleneck", tuple(parts.found))


def _with(model: str, words: str) -> str:
    """How a sentence on a model begins, led by the condition where there are two."""
    if not words:
        return f"With {shown_name(model)}"
    return f"{sentence(words)}, with {shown_name(model)}"


def _places(
    places: pd.DataFrame, column: str, scale: float, decimals: int
) -> Iterator[tuple[str, str, str]]:
    for row in places.to_dict("records"):
        low, high = (_end(scale * row[end]) for end in ("low", "high"))
        yield _place(row), number(scale * row[column], decimals), span(low, high, decimals)


def _place(row: Mapping[Hashable, Any]) -> str:
    return shown_name(place_name(row["kind"], row["place"]))


def _end(value: float | None) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _has(material: Material, table: str) -> bool:
    assert material.comparison is not None
    try:
        return not material.comparison.table(table).empty
    except ValueError:
        return False


def _slug(material: Material, model: str) -> str:
    """Names may hold anything: links take the position."""
    return str(material.focus.index(model))
