"""A comparison's figures as tables: levels, and differences from the model that is usual."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from mom_sim.cli.figures import (
    EXCLUDES_ZERO,
    Figure,
    Footnotes,
    Scale,
    cells,
    common_scale,
    scale_of,
    unit_text,
)
from mom_sim.cli.headline import BY_TYPE, ENDS, SECTIONS, Headline
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, Difference, Estimate, ModelResult

CONDITIONS = ("calm", "surge")


def level_tables(
    comparison: Comparison, currency: str, notes: Footnotes
) -> Iterator[tuple[str, str]]:
    """Draw the figures of all models.

    Parameters
    ----------
    comparison : Comparison
    currency : str
    notes : Footnotes

    Yields
    ------
    str, str
        Title and table of each section that has figures.
    """
    labels = [result.model for result in comparison.results]
    for title, headlines in SECTIONS:
        groups = _groups(comparison.results, headlines, currency, notes)
        if groups:
            yield title, table_text("model", labels, groups)
    ends = [end for end in ENDS if end is ENDS[0] or _ever(comparison.results, end.kpi)]
    groups = _groups(comparison.results, ends, currency, notes, is_whole=True)
    if groups:
        yield "How requests end", table_text("model", labels, groups)


def type_tables(
    comparison: Comparison, currency: str, notes: Footnotes
) -> Iterator[tuple[str, str]]:
    """Draw the figures of every campaign type, where there are several.

    Parameters
    ----------
    comparison : Comparison
    currency : str
    notes : Footnotes

    Yields
    ------
    str, str
        Title and table of each figure.
    """
    labels = [result.model for result in comparison.results]
    for headline in BY_TYPE:
        found = [result.by_type(headline.kpi) for result in comparison.results]
        types = list(found[0].get(CONDITIONS[0], {}))
        if len(types) < 2:
            return
        groups = []
        for kind in types:
            columns = {
                condition: [of[condition][kind] for of in found]
                for condition in CONDITIONS
                if all(condition in of for of in found)
            }
            figures = [one for column in columns.values() for one in column]
            unit = figures[0].unit
            groups.append(_group((kind,), columns, scale_of(figures, unit), notes))
        title = f"{headline.title} by campaign type, {unit_text(unit, currency)}"
        yield title, table_text("model", labels, groups)


def difference_table(comparison: Comparison, currency: str, notes: Footnotes) -> str | None:
    """Draw the paired differences of the headline figures.

    Parameters
    ----------
    comparison : Comparison
    currency : str
    notes : Footnotes

    Returns
    -------
    str or None
        None if there is nothing to compare with.
    """
    found = {(one.model, one.kpi, one.condition): one for one in comparison.differences}
    models = [r.model for r in comparison.results if r.model != comparison.own_model]
    groups = []
    for headline in (one for _, headlines in SECTIONS for one in headlines):
        columns = {
            condition: [found[model, headline.kpi, condition] for model in models]
            for condition in CONDITIONS
            if models and all((model, headline.kpi, condition) in found for model in models)
        }
        if _has_content(comparison.results, headline, columns, notes):
            levels = [
                figure
                for condition in columns
                for figure in _column(comparison.results, headline.kpi, condition)
            ]
            groups.append(_difference_group(headline, columns, levels, currency, notes))
    return table_text("model", models, groups) if groups else None


def difference_legend(comparison: Comparison) -> str:
    """Say how to read the table of differences."""
    return (
        f"A model's figure less that of {comparison.own_model}, on the same campaigns with the "
        f"same luck. {EXCLUDES_ZERO} marks a difference whose 95% interval leaves 0 out."
    )


def budget_table(results: Sequence[ModelResult], currency: str, notes: Footnotes) -> str:
    """Draw models side by side by the way in which they are compared.

    Parameters
    ----------
    results : sequence of ModelResult
        Each model with equal people and with an equal budget.
    currency : str
    notes : Footnotes

    Returns
    -------
    str
    """
    labels = [f"{result.model}, {result.comparison.replace('_', ' ')}" for result in results]
    headlines = [one for _, section in SECTIONS for one in section if not one.surge_only]
    return table_text("model", labels, _groups(results, headlines, currency, notes))


def _groups(
    results: Sequence[ModelResult],
    headlines: Sequence[Headline],
    currency: str,
    notes: Footnotes,
    *,
    is_whole: bool = False,
) -> list[Group]:
    """Groups of columns with content; with the same digits in all where they make up a whole."""
    found: list[tuple[Headline, dict[str, list[Estimate]]]] = []
    for headline in headlines:
        columns = {
            condition: figures
            for condition in CONDITIONS
            if (figures := _column(results, headline.kpi, condition))
        }
        if _has_content(results, headline, columns, notes):
            found.append((headline, columns))
    # Calm and surge share their digits: they are read beside each other.
    beside = [[one for column in of.values() for one in column] for _, of in found]
    groups = []
    for (headline, columns), figures in zip(found, beside, strict=True):
        unit = figures[0].unit
        titles = (headline.title, unit_text(unit, currency))
        scale = common_scale(beside, unit) if is_whole else scale_of(figures, unit)
        groups.append(_group(titles, columns, scale, notes))
    return groups


def _has_content(
    results: Sequence[ModelResult],
    headline: Headline,
    columns: Mapping[str, Sequence[Figure]],
    notes: Footnotes,
) -> bool:
    """Whether any figure of a headline is there; why not is noted once."""
    figures = [one for column in columns.values() for one in column]
    if headline.only_with and not _ever_known(results, headline.only_with):
        return False
    if figures and all(one.estimate is None for one in figures):
        notes.leave_out(headline.title, figures[0].reason)
        return False
    return bool(figures)


def _difference_group(
    headline: Headline,
    columns: Mapping[str, Sequence[Difference]],
    levels: Sequence[Estimate],
    currency: str,
    notes: Footnotes,
) -> Group:
    unit = levels[0].unit
    better = f"{headline.better} is better" if headline.better else ""
    titles = (headline.title, unit_text(unit, currency, difference=True), better)
    # As many digits as the figures themselves have, so that the one can be held against the other.
    scale = replace(scale_of(levels, unit), signed=True)
    return _group(titles, columns, scale, notes)


def _group(
    titles: tuple[str, ...],
    columns: Mapping[str, Sequence[Figure]],
    scale: Scale,
    notes: Footnotes,
) -> Group:
    written = [cells(column, scale, notes) for column in columns.values()]
    heads = tuple(columns) if "surge" in columns else ("",)
    return Group(titles, heads, tuple(zip(*written, strict=True)))


def _column(results: Sequence[ModelResult], kpi: str, condition: str) -> list[Estimate]:
    return [
        kpis[kpi]
        for result in results
        for name, kpis in result.conditions()
        if name == condition and kpi in kpis
    ]


def _ever_known(results: Sequence[ModelResult], kpi: str) -> bool:
    return any(
        figure.estimate is not None
        for condition in CONDITIONS
        for figure in _column(results, kpi, condition)
    )


def _ever(results: Sequence[ModelResult], kpi: str) -> bool:
    return any(
        figure.estimate for condition in CONDITIONS for figure in _column(results, kpi, condition)
    )
