"""A comparison as text: what has to be in it, where, and what must not get through."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from mom_sim.cli.comparison_text import comparison_text
from mom_sim.cli.headline import COST, TIME_TO_LAUNCH
from mom_sim.cli.printing import clean
from mom_sim.experiments.comparison import BudgetNote
from mom_sim.simulation import parse_scenario
from tests.faces.made_comparison import OWN, comparison, difference, estimate, result
from tests.faces.small_study import TEXT, lines_that_are_too_long

SCENARIO = parse_scenario(TEXT).scenario
USUAL = {TIME_TO_LAUNCH: 12.0, COST: 900.0}
OTHER = {TIME_TO_LAUNCH: 8.0, COST: 950.0}
FOUND = (
    difference("hybrid", TIME_TO_LAUNCH, (-4, -5, -3)),
    difference("hybrid", COST, (50, -40, 140)),
)


def section(text: str, title: str) -> str:
    """Body of the section with that title."""
    (found,) = [part for part in text.split("\n\n") if part.startswith(title)]
    return found.partition("\n")[2]


def test_levels_and_differences_are_drawn_with_their_units() -> None:
    text = comparison_text(
        comparison((result(OWN, USUAL), result("hybrid", OTHER)), FOUND), SCENARIO
    )
    assert section(text, "TIME-TO-LAUNCH").splitlines() == [
        "              mean",
        "model         working days",
        "-----------   ------------",
        "centralized   12.0 ±0.5",
        "hybrid         8.0 ±0.5",
    ]
    differences = text[text.index("PAIRED DIFFERENCES FROM CENTRALIZED") :]
    assert "hybrid   -4.0 ±1.0 *" in differences
    assert "+50 ±90\n" in differences
    assert "less is better" in differences
    assert lines_that_are_too_long(text) == []


def test_warnings_are_told_once_with_the_models_they_are_about() -> None:
    results = (
        result(OWN, USUAL, warnings=("few replications",)),
        result("hybrid", OTHER, warnings=("few replications", "overloaded")),
    )
    others = (
        result("hybrid", OTHER, warnings=("overloaded", "no designer"), comparison="equal_budget"),
    )
    made = comparison(results, FOUND, others=others, warnings=("costs are from the US",))
    assert section(comparison_text(made, SCENARIO), "WARNINGS").splitlines() == [
        "- costs are from the US",
        "- all models: few replications",
        "- hybrid: overloaded",
        "- hybrid (equal budget): no designer",
    ]


def test_outside_work_is_shown_both_ways_with_what_pays_for_it() -> None:
    budget = BudgetNote((("design", 7), ("content", 5)), 1_250_000.0, 1_200_000.0, 50_000.0)
    other = replace(result("hybrid", OTHER, comparison="equal_budget"), budget=budget)
    made = comparison((result(OWN, USUAL), result("hybrid", OTHER)), FOUND, others=(other,))
    text = comparison_text(made, SCENARIO)
    outside = text[text.index("OUTSIDE WORK") :]
    assert outside.index("hybrid, equal people") < outside.index("hybrid, equal budget")
    assert (
        "hybrid is expected to buy outside work for 1,250,000 USD a year. An equal budget takes "
        "away the positions 7 design, 5 content, 1,200,000 USD a year; 50,000 USD a year stay "
        "unpaid."
    ) in " ".join(outside.split())
    none = replace(other, budget=replace(budget, residual_per_year=20.0, removed=()))
    text = comparison_text(replace(made, others=(none,)), SCENARIO)
    assert "takes no position away; 20 USD a year stay unpaid." in " ".join(text.split())


def test_calm_stands_beside_the_surge_and_the_window_is_named() -> None:
    results = (result(OWN, USUAL, surge=OTHER), result("hybrid", OTHER, surge=USUAL))
    text = comparison_text(comparison(results, FOUND, surge=1.5), SCENARIO)
    assert "a surge of factor 1.5, 2026-01-12 to 2026-02-08." in text
    assert section(text, "TIME-TO-LAUNCH").splitlines()[2:] == [
        "model         calm       surge",
        "-----------   --------------------",
        "centralized   12.0 ±0.5   8.0 ±0.5",
        "hybrid         8.0 ±0.5  12.0 ±0.5",
    ]
    assert "surge: the same, with 50% of the waiting." in text


def test_what_is_missing_has_a_footnote() -> None:
    unknown = replace(
        result("hybrid", OTHER),
        kpis={TIME_TO_LAUNCH: estimate(TIME_TO_LAUNCH, None, reason="nothing was launched")},
    )
    usual = result(OWN, {TIME_TO_LAUNCH: 12.0})
    text = comparison_text(comparison((usual, unknown), FOUND[:1]), SCENARIO)
    assert section(text, "TIME-TO-LAUNCH").splitlines()[-1] == "hybrid           - [1]"
    assert section(text, "NOTES").rstrip() == "[1] nothing was launched"


def test_a_column_without_any_figure_is_left_out_with_its_reason() -> None:
    none = estimate(COST, None, reason="nobody is paid")
    results = tuple(
        replace(result(model, levels), kpis={**result(model, levels).kpis, COST: none})
        for model, levels in ((OWN, USUAL), ("hybrid", OTHER))
    )
    text = comparison_text(comparison(results, FOUND[:1]), SCENARIO)
    assert "LOAD, COST, MISTAKES" not in text
    assert section(text, "NOTES").rstrip() == "cost per launch: nobody is paid"


def test_nothing_that_a_terminal_would_act_on_gets_through() -> None:
    nasty = "hybrid\x1b[2J\x07\u202e"
    results = (result(OWN, USUAL), result(nasty, OTHER, warnings=("\x1b]0;title\x07gone",)))
    made = comparison(results, (), name="Study\x1b[31m\r")
    text = comparison_text(made, SCENARIO)
    assert clean(text) == text


def test_a_committed_scenario_is_named_with_its_surge_in_local_dates() -> None:
    study = Path(__file__).parents[2] / "scenarios" / "reference_company.yaml"
    scenario = parse_scenario(study.read_text(encoding="utf-8")).scenario
    text = comparison_text(comparison((result(OWN, USUAL, surge=OTHER),), (), surge=1.35), scenario)
    # 52 measured weeks from week 13; the middle eight begin on a Monday, in daylight saving time,
    # and end with the Sunday on which it ends.
    assert "2026-09-07 to 2026-11-01" in text
