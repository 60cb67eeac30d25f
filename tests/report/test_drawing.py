"""Functions of `mom_sim.plot`: the same axes back, the data on them, never color alone."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from mom_sim import plot
from mom_sim.experiments.comparison import CALM, SURGE, Comparison
from mom_sim.experiments.explanation import Explanation
from mom_sim.plot.looks import CAUSE_LOOKS, looks_of
from mom_sim.report.material import Result
from mom_sim.report.parts import Picture, on_axes
from mom_sim.report.svg_pictures import svg_of
from mom_sim.simulation import Simulation, Study


def axes() -> Axes:
    return Figure().subplots()


def bars(drawn: Axes) -> list[Rectangle]:
    return [one for one in drawn.patches if isinstance(one, Rectangle)]


OF_COMPARISON: tuple[Callable[..., Axes], ...] = (
    plot.draw_time_to_launch,
    plot.draw_distribution,
    plot.draw_causes,
    plot.draw_cost_against_time,
    plot.draw_differences,
)


def test_every_public_name_is_there() -> None:
    assert dir(plot) == list(plot.__all__) == sorted(plot.__all__)
    assert all(getattr(plot, name).__doc__ for name in plot.__all__)
    with pytest.raises(AttributeError):
        plot.draw_conclusions  # noqa: B018


@pytest.mark.parametrize("condition", [CALM, SURGE])
@pytest.mark.parametrize("draw", OF_COMPARISON)
def test_axes_in_axes_out(
    draw: Callable[..., Axes], condition: str, comparison: Comparison
) -> None:
    given = axes()
    assert draw(given, comparison, condition=condition) is given
    assert given.get_xlabel() and (given.lines or given.patches or given.containers)


@pytest.mark.parametrize("draw", [plot.draw_waiting, plot.draw_bottlenecks])
def test_places_are_drawn_largest_first(draw: Callable[..., Axes], comparison: Comparison) -> None:
    drawn = draw(axes(), comparison, "functional")
    sizes = [bar.get_width() for bar in bars(drawn)]
    assert sizes == sorted(sizes, reverse=True) and sizes[0] > 0


def test_stacked_causes_add_up_to_the_time(comparison: Comparison) -> None:
    drawn = plot.draw_causes(axes(), comparison)
    ends: dict[int, float] = {}
    for bar in bars(drawn):
        row = round(bar.get_y() + bar.get_height() / 2)
        ends[row] = max(ends.get(row, 0.0), bar.get_x() + bar.get_width())
    for row, result in enumerate(comparison.results):
        mean = result.kpis["time_to_launch_mean_working_days"].estimate
        assert ends[row] == pytest.approx(mean, rel=1e-6)


def test_flow_and_utilization_are_those_of_the_run(ran: tuple[Study, list[Result]]) -> None:
    run = next(one for one in ran[1] if isinstance(one, Simulation))
    requested, launched = (
        np.asarray(line.get_ydata()) for line in plot.draw_cumulative_flow(axes(), run).lines
    )
    assert (requested >= launched).all() and (np.diff(launched) >= 0).all()
    drawn = plot.draw_utilization(axes(), run)
    assert len(drawn.collections) == len(drawn.get_yticks()) > 0


def test_lives_are_told_by_cause(ran: tuple[Study, list[Result]]) -> None:
    twin = next(one for one in ran[1] if isinstance(one, Explanation))
    assert twin.lives is not None
    drawn = plot.draw_lives(axes(), twin)
    for row, life in enumerate((twin.lives.a, twin.lives.b)):
        width = sum(
            bar.get_width()
            for bar in bars(drawn)
            if round(bar.get_y() + bar.get_height() / 2) == row
        )
        if life.is_launched:
            assert width * twin.lives.working_day == pytest.approx(
                life.pieces["working_finish"].max()
            )


def test_looks_differ_by_more_than_color() -> None:
    names = [f"model {number}" for number in range(16)]
    looks = looks_of(names)
    assert len({(one.color, one.marker, one.style) for one in looks.values()}) == len(names)
    assert len({one.marker for one in list(looks.values())[:8]}) == 8
    causes = list(CAUSE_LOOKS.values())
    assert len({one.hatch for one in causes}) >= len(causes) - 2


def test_a_shade_of_utilization_costs_few_bytes(ran: tuple[Study, list[Result]]) -> None:
    run = next(one for one in ran[1] if isinstance(one, Simulation))
    picture = Picture("busy", on_axes(plot.draw_utilization, run), (7.0, 3.0), "", "", ())
    shades = re.findall(r"<path d=[^>]*fill: #[^>]*>", svg_of(picture))
    assert len(shades) > 20
    # Thirty queues over a year are 1,500 shades, and a report has two such pictures.
    assert not any("clip-path" in shade for shade in shades)
