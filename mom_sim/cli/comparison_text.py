"""A comparison as a person reads it in a terminal, from the figures down to the last sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.comparison_tables import (
    budget_table,
    difference_legend,
    difference_table,
    level_tables,
)
from mom_sim.cli.figures import Footnotes
from mom_sim.cli.printing import wrapped
from mom_sim.cli.verdict import verdict
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Bottleneck, Comparison, ModelResult
    from mom_sim.scenario.resolved import Scenario


def comparison_text(comparison: Comparison, scenario: Scenario) -> str:
    """Put a comparison into words and tables.

    Parameters
    ----------
    comparison : Comparison
    scenario : Scenario
        For its currency and its dates.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return "\n\n".join(_sections(comparison, scenario)) + "\n"


def _sections(comparison: Comparison, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    currency = scenario.currency
    yield _heading(comparison, scenario)
    for title, table in level_tables(comparison, currency, notes):
        yield _titled(title, table)
    differences = difference_table(comparison, currency, notes)
    if differences is not None:
        title = f"Paired differences from {comparison.own_model}"
        yield _titled(title, f"{wrapped(difference_legend(comparison))}\n\n{differences}")
    yield _titled("Bottlenecks", "\n".join(_bottlenecks(comparison)))
    if comparison.others:
        yield _titled(
            "Outside work: equal people and equal budget", _outside(comparison, currency, notes)
        )
    warnings = list(_warnings(comparison))
    if warnings:
        yield _titled("Warnings", "\n".join(warnings))
    if notes.lines():
        yield _titled("Notes", "\n".join(wrapped(line, rest="    ") for line in notes.lines()))
    yield wrapped(verdict(comparison, currency))


def _titled(title: str, body: str) -> str:
    return f"{title.upper()}\n{body}"


def _heading(comparison: Comparison, scenario: Scenario) -> str:
    of = comparison.provenance
    ways = {result.comparison for result in comparison.results}
    way = " and ".join(sorted(one.replace("_", " ") for one in ways))
    first = (
        f"{comparison.scenario}: {len(comparison.results)} operating models on the same campaigns, "
        f"{of['replications']} replications, seed {of['seed']}, {way}."
    )
    second = "Figures with their 95% intervals."
    if comparison.surge_factor is not None:
        second = f"Calm, and with a surge of factor {comparison.surge_factor:g}. {second}"
    return f"{wrapped(first)}\n{wrapped(second)}"


def _bottlenecks(comparison: Comparison) -> Iterator[str]:
    width = max(len(result.model) for result in comparison.results)
    for result in comparison.results:
        found = [("", result.bottleneck)]
        if result.surge_bottleneck is not None:
            found = [("calm: ", result.bottleneck), ("surge: ", result.surge_bottleneck)]
        for position, (condition, bottleneck) in enumerate(found):
            name = result.model if position == 0 else ""
            yield wrapped(
                f"{condition}{_bottleneck(bottleneck)}",
                first=f"{name:<{width}}  ",
                rest=" " * (width + 2),
            )


def _bottleneck(bottleneck: Bottleneck) -> str:
    share = "" if bottleneck.share is None else f" ({bottleneck.share:.0%} of all waiting)"
    return f"{bottleneck.name}{share}: {bottleneck.why}"


def _outside(comparison: Comparison, currency: str, notes: Footnotes) -> str:
    main = {result.model: result for result in comparison.results}
    pairs: list[ModelResult] = []
    sentences = []
    for other in comparison.others:
        pair = sorted((main[other.model], other), key=lambda one: one.comparison, reverse=True)
        pairs += pair
        sentences += [_budget(one, currency) for one in pair if one.budget is not None]
    return "\n".join([budget_table(pairs, currency, notes), "", *map(wrapped, sentences)])


def _budget(result: ModelResult, currency: str) -> str:
    budget = result.budget
    if budget is None:
        return ""
    spent, saved, left = (
        f"{abs(amount):,.0f} {currency} a year"
        for amount in (
            budget.outside_spend_per_year,
            budget.saved_per_year,
            budget.residual_per_year,
        )
    )
    removed = ", ".join(f"{count} {role}" for role, count in budget.removed)
    paid = f"takes away the positions {removed}, {saved}" if removed else "takes no position away"
    rest = "stay unpaid" if budget.residual_per_year >= 0 else "are saved on top"
    return (
        f"{result.model} is expected to buy outside work for {spent}. An equal budget {paid}; "
        f"{left} {rest}."
    )


def _warnings(comparison: Comparison) -> Iterator[str]:
    ways = {result.model: result.comparison for result in comparison.results}
    of_models = []
    for result in (*comparison.results, *comparison.others):
        usual = result.comparison == ways.get(result.model)
        way = "" if usual else f" ({result.comparison.replace('_', ' ')})"
        of_models.append((f"{result.model}{way}", result.warnings))
    return warning_lines(comparison.warnings, of_models, list(ways))
