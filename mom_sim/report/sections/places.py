"""Where campaigns wait, and who the bottleneck is as it shifts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mom_sim.metrics.explanations import place_name
from mom_sim.plot.places import bottleneck_shares, draw_bottlenecks, draw_waiting, waiting_places
from mom_sim.plot.wording import sentence, shown_name
from mom_sim.report.material import Material
from mom_sim.report.numbers import number, span
from mom_sim.report.parts import Parts, Picture, Section, Table, on_axes
from mom_sim.report.sections.sizes import WIDTH, rows_height


@dataclass(frozen=True)
class _Ranking:
    """Places by a figure, the largest first.

    Attributes
    ----------
    name, title : str
        Of the section.
    table : str
        Of the comparison.
    slug : str
        With which its pictures' names begin.
    places : callable
        The places of a model, with the figure in `column`.
    column : str
    draw : callable
    scale : float
        By which the figure is shown larger.
    decimals : int
        In the table; one less in the caption.
    finding : str
        With `place`, `size` and `span`.
    description : str
    titles : tuple of str
        Of the table's columns.
    lead : str
        What a reader has to know first.
    """

    name: str
    title: str
    table: str
    slug: str
    places: Callable[..., pd.DataFrame]
    column: str
    draw: Callable[..., Any]
    scale: float
    decimals: int
    finding: str
    description: str
    titles: tuple[str, str, str]
    lead: str = ""


_WAITING = _Ranking(
    name="waiting",
    title="Where campaigns wait",
    table="waiting",
    slug="waiting",
    places=waiting_places,
    column="estimate",
    draw=draw_waiting,
    scale=1.0,
    decimals=2,
    finding="the longest wait is at {place}: {size} working days of a launched campaign ({span}).",
    description="A bar for each place at which campaigns wait, the longest on top: mean working "
    "days of a launched campaign, with 95% intervals. The numbers stand in the table below.",
    titles=("place", "waiting (working days)", "95% interval"),
)
_BOTTLENECKS = _Ranking(
    name="bottlenecks",
    title="The shifting bottleneck",
    table="bottlenecks",
    slug="bottleneck",
    places=bottleneck_shares,
    column="share",
    draw=draw_bottlenecks,
    scale=100.0,
    decimals=1,
    finding="the bottleneck is most often {place}: {size}% of the working time ({span}).",
    description="A bar for each queue's people, the largest on top: the share of the working time "
    "in which they are the bottleneck, with 95% intervals. The numbers stand in the table below.",
    titles=("people", "time as the bottleneck (percent)", "95% interval"),
    lead="At every instant the people who have been busy for longest without a break are the "
    "bottleneck (active-period method); it shifts, so that shares can add up to more than 100%.",
)


def waiting_section(material: Material) -> Section | None:
    """Where campaigns wait."""
    return _section(material, _WAITING)


def bottleneck_section(material: Material) -> Section | None:
    """Who the bottleneck is, as it shifts."""
    return _section(material, _BOTTLENECKS)


def _section(material: Material, ranking: _Ranking) -> Section | None:
    if material.comparison is None or not _has(material, ranking.table):
        return None
    pictures = [
        picture
        for condition, words in material.conditions
        for model in material.focus
        for picture in _picture(material, ranking, model, condition, words)
    ]
    if not pictures:
        return None
    parts = Parts()
    if ranking.lead:
        parts.say(ranking.lead)
    parts.add(*pictures)
    return Section(ranking.name, ranking.title, tuple(parts.found))


def _picture(
    material: Material, ranking: _Ranking, model: str, condition: str, words: str
) -> Iterator[Picture]:
    """One, or none where nobody waits."""
    comparison = material.comparison
    places = ranking.places(comparison, model, condition=condition)
    if places.empty:
        return
    first = places.to_dict("records")[0]
    coarse = ranking.decimals - 1
    size, low, high = (
        _scaled(first[name], ranking.scale) for name in (ranking.column, "low", "high")
    )
    finding = ranking.finding.format(
        place=_place(first), size=number(size, coarse), span=span(low, high, coarse)
    )
    yield Picture(
        name=f"{ranking.slug}-{condition}-{_slug(material, model)}",
        draw=on_axes(ranking.draw, comparison, model, condition=condition),
        size=(WIDTH, rows_height(len(places), 0.24)),
        caption=f"{_with(model, words)} {finding}",
        description=ranking.description,
        tables=(Table(ranking.titles, tuple(_rows(places, ranking))),),
    )


def _rows(places: pd.DataFrame, ranking: _Ranking) -> Iterator[tuple[str, str, str]]:
    for row in places.to_dict("records"):
        size, low, high = (
            _scaled(row[name], ranking.scale) for name in (ranking.column, "low", "high")
        )
        yield _place(row), number(size, ranking.decimals), span(low, high, ranking.decimals)


def _with(model: str, words: str) -> str:
    """How a sentence on a model begins, led by the condition where there are two."""
    if not words:
        return f"With {shown_name(model)}"
    return f"{sentence(words)}, with {shown_name(model)}"


def _place(row: Mapping[Hashable, Any]) -> str:
    return shown_name(place_name(row["kind"], row["place"]))


def _scaled(value: float | None, scale: float) -> float | None:
    return None if value is None or pd.isna(value) else scale * float(value)


def _has(material: Material, table: str) -> bool:
    assert material.comparison is not None
    try:
        return not material.comparison.table(table).empty
    except ValueError:
        return False


def _slug(material: Material, model: str) -> str:
    """Names may hold anything: links take the position."""
    return str(material.focus.index(model))
