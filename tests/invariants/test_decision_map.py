"""Decision maps: winners by the figures of their cells, and where lines between them cross."""

from __future__ import annotations

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.experiments.decision_map.making import (
    NO_FIGURE,
    ONE_REPLICATION,
    boundary_of,
    cell_of,
    make_decision_map,
)
from mom_sim.experiments.decision_map.result import Axis, Cell, FlipOfAnswer
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.registry import METRICS
from mom_sim.simulation import Study, parse_scenario
from mom_sim.stats import Interval
from tests.faces.small_study import TEXT

SHARE = "on_time_share"  # a pooled ratio, of which more is better
MODELS = ("one", "other", "third")
ACROSS = Axis("people.a.headcount", (2, 4, 6), (2.0, 4.0, 6.0), "")
UP = Axis("campaigns.*.demand", ("x1", "x2"), (1.0, 2.0), "x")


def shares(*years: float) -> tuple[Ratio, ...]:
    return tuple(Ratio(round(1000 * year), 1000) for year in years)


def test_the_best_of_a_cell_and_how_sure_it_is() -> None:
    """Differences of a hundredth that luck hardly moves; then some that it moves a lot."""
    assert METRICS[SHARE].unit == "share"
    clear = (shares(0.50, 0.52, 0.51), shares(0.60, 0.62, 0.611), shares(0.2, 0.22, 0.211))
    cell = cell_of(SHARE, MODELS, (1, 0), clear)
    assert (cell.leader, cell.winner) == ("other", "other")
    assert 0.95 < cell.probability <= 1.0
    assert cell.figures["one"].estimate == pytest.approx(0.51)
    close = (shares(0.50, 0.70, 0.45), shares(0.60, 0.50, 0.60), shares(0.2, 0.22, 0.211))
    unsure = cell_of(SHARE, MODELS, (1, 0), close)
    assert (unsure.leader, unsure.winner) == ("other", None)
    assert 0.4 < unsure.probability < 0.95


def test_where_less_is_better_the_other_one_leads() -> None:
    parts = (shares(0.50, 0.52, 0.51), shares(0.60, 0.62, 0.61))
    assert cell_of("incident_share", MODELS[:2], (0, 0), parts).leader == "one"


def test_without_figures_or_replications_there_is_no_probability() -> None:
    nothing = (shares(0.5), (Ratio(0, 0),))
    assert cell_of(SHARE, MODELS[:2], (0, 0), nothing).reason == NO_FIGURE
    once = cell_of(SHARE, MODELS[:2], (0, 0), (shares(0.5), shares(0.6)))
    assert (once.leader, once.winner, once.reason) == ("other", None, ONE_REPLICATION)


def cell(x: int, y: int, one: float, other: float, probability: float = 1.0) -> Cell:
    figures = {"one": Interval(one, one, one), "other": Interval(other, other, other)}
    return Cell(x, y, figures, min(figures, key=lambda name: figures[name].estimate), probability)


def test_the_boundary_is_where_both_are_equally_good() -> None:
    # Across, `one` grows by 2 a step from 1, `other` stays at 4; above, `one` is best everywhere.
    below = [cell(x, 0, 1.0 + 2.0 * x, 4.0) for x in range(3)]
    above = [cell(x, 1, 1.0, 2.0, 0.6) for x in range(3)]
    found = list(boundary_of(ACROSS, UP, [*below, *above]))
    assert found == [
        FlipOfAnswer(5.0, 1.0, ("one", "other"), True),
        FlipOfAnswer(6.0, pytest.approx(1.5), ("other", "one"), False),
    ]


def test_one_winner_everywhere_has_no_boundary() -> None:
    cells = [cell(x, y, 1.0, 2.0) for y in range(2) for x in range(3)]
    assert list(boundary_of(ACROSS, UP, cells)) == []


@pytest.mark.parametrize(
    ("x", "y", "path", "message"),
    [
        ("hand_off.between_teams", "campaigns.*.demand=x1:x2:2", "x", "is no axis; write PATH="),
        ("campaigns.*.demand=x1:x2:2", "campaigns.*.demand=x1:x3:2", "y", "is the other axis"),
        ("campaigns.*.demand=x1:x2:1", "a=1:2:2", "x", "write a whole number from 2 to 50"),
        ("people.design.headcount=1:3:9", "a=1:2:2", "x", "no 9 different values"),
        ("people.design.headcount=3:1:2", "a=1:2:2", "x", "write the lower value first"),
    ],
)
def test_axes_that_are_none(x: str, y: str, path: str, message: str) -> None:
    study = Study(parse_scenario(TEXT))
    with pytest.raises(ScenarioError) as failure:
        make_decision_map(study, x, y, ["centralized", "functional"])
    assert [fault.path for fault in failure.value.faults] == [path]
    assert message in failure.value.faults[0].message


def test_a_map_is_about_several_models_and_a_figure_with_a_better_side() -> None:
    study = Study(parse_scenario(TEXT))
    with pytest.raises(ScenarioError) as failure:
        make_decision_map(study, "a=1:2:2", "b=1:2:2", ["centralized"], kpi="wip_mean")
    assert {fault.path for fault in failure.value.faults} == {"kpi", "models"}
