"""A comparison as a person reads it in a terminal, from the figures down to the last sentence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.cli.comparison_inputs import input_sections
from mom_sim.cli.comparison_promises import precision_line, promise_sections
from mom_sim.cli.comparison_tables import (
    budget_table,
    difference_legend,
    difference_table,
    level_tables,
    type_tables,
)
from mom_sim.cli.comparison_winners import winner_sections
from mom_sim.cli.figures import Footnotes
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.surge_words import response_words, surge_words
from mom_sim.cli.verdict import verdict
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison, ModelResult
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
    return clean("\n\n".join(_sections(comparison, scenario))) + "\n"


def _sections(comparison: Comparison, scenario: Scenario) -> Iterator[str]:
    notes = Footnotes()
    currency = scenario.currency
    yield _heading(comparison, scenario)
    precise = precision_line(comparison)
    if precise is not None:
        yield wrapped(precise)
    yield "\n".join(map(wrapped, verdict(comparison, currency)))
    for title, text in promise_sections(comparison, currency, notes):
        yield _titled(title, text)
    for title, text in winner_sections(comparison):
        yield _titled(title, text)
    for title, text in input_sections(comparison, currency, notes):
        yield _titled(title, text)
    for title, table in level_tables(comparison, currency, notes):
        yield _titled(title, table)
    for title, table in type_tables(comparison, currency, notes):
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


def _titled(title: str, body: str) -> str:
    return f"{title.upper()}\n{body}"


def _heading(comparison: Comparison, scenario: Scenario) -> str:
    of = comparison.provenance
    ways = {result.comparison for result in comparison.results}
    way = " and ".join(sorted(one.replace("_", " ") for one in ways))
    first = (
        f"{comparison.scenario}: {_count(len(comparison.results), 'operating model')} on the same "
        f"campaigns, {_count(of['replications'], 'replication')}, seed {of['seed']}, {way}."
    )
    second = "Figures with their 95% intervals."
    if of["replications"] == 1:
        second = "One replication: figures are without intervals."
    if comparison.surge_factor is not None:
        words = surge_words(scenario, comparison.surge_factor)
        left_out = response_words(scenario)
        calm = f" (without {left_out})" if left_out else ""
        second = f"Calm{calm}, and with {words}. {second}"
    elif scenario.surges:
        second = f"With the scenario's surges as written. {second}"
    if comparison.own_model not in {result.model for result in comparison.results}:
        own = comparison.own_model
        second += f" The scenario's own model, {own}, is run too, for the differences alone."
    return f"{wrapped(first)}\n{wrapped(second)}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _bottlenecks(comparison: Comparison) -> Iterator[str]:
    width = max(len(result.model) for result in comparison.results)
    for result in comparison.results:
        name, indent = f"{result.model:<{width}}  ", " " * (width + 2)
        calm, surge = result.bottleneck, result.surge_bottleneck
        if surge is None:
            yield wrapped(calm.why, first=name, rest=indent)
            continue
        yield wrapped(f"calm: {calm.why}", first=name, rest=indent)
        is_same = surge.name == calm.name and surge.share is not None
        words = f"the same, with {surge.share:.0%} of the waiting." if is_same else surge.why
        yield wrapped(f"surge: {words}", first=indent)


def _outside(comparison: Comparison, currency: str, notes: Footnotes) -> str:
    main = {result.model: result for result in comparison.results}
    pairs: list[ModelResult] = []
    sentences = []
    for other in comparison.others:
        pair = sorted((main[other.model], other), key=lambda one: one.comparison, reverse=True)
        pairs += pair
        sentences += [_budget(one, currency) for one in pair if one.budget is not None]
    table = budget_table(pairs, currency, notes)
    return "\n".join([table, "", *map(wrapped, sentences)] if sentences else [table])


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
    return (
        f"{result.model} is expected to buy outside work for {spent}. An equal budget {paid}; "
        f"{left} stay unpaid."
    )


def _warnings(comparison: Comparison) -> Iterator[str]:
    main = {result.model: result for result in comparison.results}
    of_models = [(name, result.warnings) for name, result in main.items()]
    for other in comparison.others:
        of_both = main[other.model].warnings if other.model in main else ()
        way = other.comparison.replace("_", " ")
        own = [text for text in other.warnings if text not in of_both]
        of_models.append((f"{other.model} ({way})", tuple(own)))
    return warning_lines(comparison.warnings, of_models, list(main))
