"""Sentences claim no more than the intervals under them: surge, turning points, first page."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from mom_sim.experiments.comparison import CALM, SURGE, Bottleneck, Comparison
from mom_sim.experiments.explanation import Explanation
from mom_sim.experiments.sensitivity.measuring import measure_sensitivity
from mom_sim.experiments.surge.study import BreakingPoint, SurgeStudy
from mom_sim.experiments.winning import Winner
from mom_sim.plot.input_words import shown_path
from mom_sim.report import make_report
from mom_sim.report.material import COST, TIME, Result, gather
from mom_sim.report.parts import Picture
from mom_sim.report.sections import twins
from mom_sim.report.sections.first_page import first_page
from mom_sim.report.surge_words import surge_answer
from mom_sim.report.turning_points import turning_points
from mom_sim.simulation import Study
from tests.report.small_results import MODELS

Ends = tuple[float | None, float | None, float | None]
HELD, NOT_SURE = (None, None, None), "kept up to factor 3: 19 working days, too little to be sure"


def surges(surge: SurgeStudy, points: dict[str, tuple[Ends, dict[str, Any]]]) -> str:
    """What is said of these breaking points."""
    promise, weeks = surge.promises[0], surge.stated[0]
    models = [
        replace(
            surge.results[0],
            model=name,
            breaking_points=(BreakingPoint(promise, weeks, *ends, "factor", **more),),
        )
        for name, (ends, more) in points.items()
    ]
    said = surge_answer(replace(surge, factors=(1.0, 3.0), results=tuple(models)))
    return said.partition("weeks: ")[2].replace("\xa0", " ")


def test_models_that_hold_come_first_and_doubt_is_told(surge: SurgeStudy) -> None:
    holds: dict[str, Any] = {"not_within": (1.0, 3.0)}
    said = surges(
        surge,
        {
            "alpha": ((2.0, 1.8, 2.2), {}),
            "beta": ((1.9, 1.5, None), {}),
            "gamma": (HELD, holds),
            "delta": (HELD, {**holds, "reason": NOT_SURE}),
            "epsilon": (HELD, {**holds, "is_broken_before": True}),
        },
    )
    assert said == (
        "gamma keeps it up to factor 3; delta keeps it up to factor 3, too little to be sure; "
        "alpha breaks it at factor 2.00 (1.80 to 2.20); beta at factor 1.90 (from 1.50), which "
        "the data cannot tell apart; epsilon breaks it without any surge."
    )


def test_breaking_points_that_are_apart_are_told_apart(surge: SurgeStudy) -> None:
    said = surges(surge, {"alpha": ((2.0, 1.8, 2.2), {}), "beta": ((1.4, 1.2, 1.7), {})})
    assert (
        said == "alpha breaks it at factor 2.00 (1.80 to 2.20); beta at factor 1.40 (1.20 to 1.70)."
    )


def won(kpi: str, condition: str, leader: str, *, surely: bool) -> Winner:
    """A winner, or one that is only ahead."""
    reason = None if surely else "cannot tell"
    return Winner(
        kpi, condition, "less", leader, 1.0, "working days", 0.99, leader if surely else None,
        (), (), (), reason,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("is_time_sure", "is_cost_sure", "doubt"),
    [
        (True, True, ""),
        (False, True, ", although by time the data cannot tell"),
        (True, False, ", although by cost the data cannot tell"),
        (False, False, ", although by time and cost the data cannot tell"),
    ],
)
def test_time_against_cost_says_which_of_them_is_unsure(
    comparison: Comparison, is_time_sure: bool, is_cost_sure: bool, doubt: str
) -> None:
    winners = (
        won(TIME, CALM, "centralized", surely=is_time_sure),
        won(COST, CALM, "functional", surely=is_cost_sure),
    )
    said = next(iter(turning_points(gather([replace(comparison, winners=winners)]))))
    assert said == f"What counts: centralized is ahead by time, functional by cost{doubt}."


@pytest.mark.parametrize(("is_sure", "doubt"), [(True, ""), (False, ", though not surely")])
def test_a_surge_that_changes_nothing_is_told_only_as_surely_as_it_is(
    comparison: Comparison, is_sure: bool, doubt: str
) -> None:
    winners = (
        won(TIME, CALM, "centralized", surely=True),
        won(TIME, SURGE, "centralized", surely=is_sure),
    )
    said = next(iter(turning_points(gather([replace(comparison, winners=winners)]))))
    assert said == f"Not the surge of factor 1.5: centralized stays ahead{doubt}."


def test_picture_and_table_of_the_first_page_are_of_one_condition(comparison: Comparison) -> None:
    material = gather([comparison])
    (picture,) = [one for one in first_page(material).parts if isinstance(one, Picture)]
    (table,) = picture.tables
    assert "with surges of factor 1.5" in picture.caption
    assert table.titles.count("95% interval") == 3 and len(table.titles) == 9
    for row, result in zip(table.rows, comparison.results, strict=True):
        assert result.surge is not None
        shown = result.surge[TIME].estimate
        assert shown is not None and float(row[1]) == pytest.approx(shown, abs=0.06)


@pytest.mark.parametrize(("after", "is_told"), [("hand-offs", True), ("", False)])
def test_a_bottleneck_moves_only_between_two_that_are_known(
    comparison: Comparison, after: str, is_told: bool
) -> None:
    before = Bottleneck("design", 0.5, "half of the waiting")
    results = tuple(
        replace(one, bottleneck=before, surge_bottleneck=Bottleneck(after, 0.5, "so"))
        for one in comparison.results
    )
    said = str(first_page(gather([replace(comparison, results=results)])).parts)
    assert ("moves, in these runs, from design to hand-offs" in said) is is_told
    assert ("moves" in said) is is_told


def test_a_twin_campaign_is_in_the_middle_only_where_it_was_chosen_so(
    ran: tuple[Study, list[Result]],
) -> None:
    found = next(one for one in ran[1] if isinstance(one, Explanation))
    asked = replace(
        found,
        provenance={k: v for k, v in found.provenance.items() if k != "campaign_chosen_by"},
    )
    chosen, named = (
        str(getattr(twins.section(gather([one])), "parts", "")) for one in (found, asked)
    )
    assert "in the middle of all" in chosen and "in the middle of all" not in named
    assert "one that was asked for" in named


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("campaigns.*.demand", "demand"),
        ("campaigns.big_launch.demand", "demand for big-launch"),
        ("people.design.headcount", "how many people are in design"),
        ("people.*.productive_fraction", "how much of people's time is there for campaigns"),
        ("workflows.*.steps.brand_review.effort", "work of the step brand-review"),
        ("people.*.headcount", "people.*.headcount"),
        ("mechanisms.of.{its}.own", "mechanisms.of.{its}.own"),
    ],
)
def test_inputs_are_told_in_words_where_there_are_some(path: str, words: str) -> None:
    assert shown_path(path) == words


def test_the_first_page_tells_inputs_and_figures_without_paths(
    ran: tuple[Study, list[Result]],
) -> None:
    found = measure_sensitivity(
        ran[0],
        list(MODELS),
        inputs=["people.content.headcount", "hand_off.between_teams"],
        replications=2,
        workers=1,
    )
    page = make_report(*ran[1], found)
    first, _, rest = page.partition("<body>")[2].partition('<h2 id="time-to-launch"')
    assert "how many people are in content" in first or "hand-offs between teams" in first
    assert "people.content.headcount" not in first and "between_teams" not in first
    assert "how many people are in content (people.content.headcount)" in rest
    assert "By how much time to launch, median changes" in rest
