"""What somebody sees who looks at a result in a notebook or console: a line, not all of it."""

from __future__ import annotations

from typing import Any

import pytest

import mom_sim
from tests.faces.small_study import TEXT

MODELS = ["centralized", "hybrid"]


@pytest.fixture(scope="module")
def study() -> mom_sim.Study:
    return mom_sim.Study.of(mom_sim.parse_scenario(TEXT))


@pytest.fixture(scope="module")
def comparison(study: mom_sim.Study) -> mom_sim.Comparison:
    return mom_sim.compare(study, MODELS, replications=2, workers=1)


@pytest.fixture(scope="module")
def results(study: mom_sim.Study, comparison: mom_sim.Comparison) -> list[Any]:
    run = mom_sim.simulate(study, "centralized", engine="simpy")
    axes = ("campaigns.*.demand=x1:x1.5:2", "hand_off.between_teams=x0.5:x2:2")
    few: dict[str, Any] = {"replications": 2, "workers": 1}
    return [
        study,
        study.models,
        comparison,
        comparison.results[0],
        run,
        run.log,
        mom_sim.explain(study, *MODELS, replications=2),
        mom_sim.measure_surges(study, MODELS, factors=[1, 2], **few),
        mom_sim.make_decision_map(study, *axes, MODELS, **few),
    ]


def test_a_result_is_shown_in_one_short_line_that_names_what_it_is(results: list[Any]) -> None:
    for result in results:
        line = repr(result)
        assert len(line) < 300, line
        assert "\n" not in line
        assert " object at " not in line
        assert "centralized" in line


def test_what_a_line_says_to_look_at_is_there(results: list[Any]) -> None:
    told = [one for one in results if "look at " in repr(one)]
    assert len(told) >= 5
    for result in told:
        for name in repr(result).rstrip(">").split("look at ")[1].split(", "):
            assert hasattr(result, name.split("(")[0].split(" ")[0]), (repr(result), name)


def test_a_notebook_shows_the_main_figures_of_every_model(comparison: mom_sim.Comparison) -> None:
    html = comparison._repr_html_()
    assert html.count("<tr") == 1 + len(MODELS)
    assert all(f"<td>{model}</td>" in html for model in MODELS)
    cost = comparison.results[0].kpis["cost_per_launch"]
    assert cost.estimate is not None
    assert f"<td>{cost.estimate:,.0f}" in html
    on_time = comparison.results[0].kpis["on_time_share"].estimate
    assert on_time is not None
    assert f"<td>{100 * on_time:.3g}" in html
    assert "on time (percent)" in html


def test_a_name_that_looks_like_html_is_told_as_it_is() -> None:
    study = mom_sim.Study.of(mom_sim.parse_scenario(TEXT.replace("Small study", "<b>Small</b>")))
    shown = mom_sim.compare(study, MODELS, replications=1, workers=1)._repr_html_()
    assert "<b>" not in shown
    assert "&lt;b&gt;Small" in shown
