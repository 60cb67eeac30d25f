"""How the models do against promises, and whether figures are as precise as asked for."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.figures import Footnotes, cells, scale_of, unit_text
from mom_sim.cli.headline import SHORT_NAMES
from mom_sim.cli.printing import wrapped
from mom_sim.cli.text_table import Group, table_text

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, ModelPromise
    from mom_sim.experiments.precision import HalfWidth, Precision


def promise_sections(
    comparison: Comparison, currency: str, notes: Footnotes
) -> Iterator[tuple[str, str]]:
    """Say how probable it is that each model keeps each promise.

    Parameters
    ----------
    comparison : Comparison
    currency : str
    notes : Footnotes

    Yields
    ------
    str, str
        Title and table of each promise.
    """
    texts = list(dict.fromkeys(one.outcome.promise.text for one in comparison.promises))
    for text in texts:
        found = [one for one in comparison.promises if one.outcome.promise.text == text]
        yield f"Promise: {text}", _table(found, currency, notes)


def precision_line(comparison: Comparison) -> str | None:
    """Say whether the figures are as precise as asked for; None if nothing was asked."""
    precision = comparison.precision
    if precision is None:
        return None
    named = " and ".join(SHORT_NAMES.get(kpi, kpi) for kpi in precision.goal.kpis)
    asked = f"Half-widths of at most {precision.goal.relative * 100:.3g}%"
    rounds = ", ".join(map(str, precision.rounds))
    if precision.is_reached:
        return f"{asked} ({named}, and their differences): reached after {rounds} replications."
    return (
        f"{asked} ({named}, and their differences): not reached after {rounds} replications; "
        f"{_widest(precision)}{_needed(precision)}."
    )


def _widest(precision: Precision) -> str:
    widest: HalfWidth | None = precision.widest
    if widest is None or widest.relative is None:
        return "there is no figure"
    versus = f" against {widest.versus}" if widest.versus else ""
    name = SHORT_NAMES.get(widest.kpi, widest.kpi)
    size = f"{widest.relative:.1%}" if widest.relative < 10 else "no interval yet"
    return f"the widest is {name} of {widest.model}{versus}, {size}"


def _needed(precision: Precision) -> str:
    """Say how many replications the goal calls for; see `mom_sim.stats.sequential`."""
    widest = precision.widest
    if widest is None or widest.relative is None or not math.isfinite(widest.relative):
        return ""
    needed = precision.rounds[-1] * (widest.relative / precision.goal.relative) ** 2
    return f"; by that, some {float(f'{needed:.1g}'):,.0f} replications would do"


def _table(found: list[ModelPromise], currency: str, notes: Footnotes) -> str:
    conditions = list(dict.fromkeys(one.condition for one in found))
    labels, groups = [], []
    for condition in conditions:
        here = [one for one in found if one.condition == condition]
        ways = {one.comparison for one in here}
        labels = [
            one.model + (f", {one.comparison.replace('_', ' ')}" if len(ways) > 1 else "")
            for one in here
        ]
        head = condition if len(conditions) > 1 else ""
        outcomes = [one.outcome for one in here]
        unit = outcomes[0].promise.unit
        figures = cells(outcomes, scale_of(outcomes, unit), notes)
        chances = [
            "-"
            if one.probability is None
            else f"{one.probability:.0%} ({one.probability_low:.0%}-{one.probability_high:.0%})"
            for one in outcomes
        ]
        groups += [
            Group(
                ("kept by a year", "with probability"), (head,), tuple((one,) for one in chances)
            ),
            Group(("figure", unit_text(unit, currency)), (head,), tuple((one,) for one in figures)),
        ]
    legend = wrapped(
        "Of the replications, each a year with other luck, the share that keeps the promise, with "
        "its exact 95% interval."
    )
    return f"{table_text('model', labels, groups)}\n\n{legend}"
