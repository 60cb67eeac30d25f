"""Methods of sensitivity analysis on functions whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.experiments.sensitivity.input import Input, input_of
from mom_sim.experiments.sensitivity.morris import Trajectories, effects_of, trajectories_of
from mom_sim.experiments.sensitivity.sobol import (
    NO_EFFECT,
    NO_VARIANCE,
    indices_of,
    sobol_points,
    whole_samples,
)
from mom_sim.experiments.sensitivity.tornado import KEEPS, MAY_TURN, TURNS, bar_of

A, B = 7.0, 0.1


def ishigami(shares: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990): its indices have a closed form."""
    x = np.pi * (2.0 * shares - 1.0)
    return np.sin(x[..., 0]) + A * np.sin(x[..., 1]) ** 2 + B * x[..., 2] ** 4 * np.sin(x[..., 0])


def inputs(count: int) -> list[Input]:
    return [input_of(f"input.number_{number}", "0.0", "1.0") for number in range(count)]


def closed_form() -> tuple[list[float], list[float]]:
    """First-order and total indices of Ishigami's function."""
    both = B**2 * np.pi**8 * (1.0 / 18.0 - 1.0 / 50.0)
    alone = [0.5 * (1.0 + B * np.pi**4 / 5.0) ** 2, A**2 / 8.0, 0.0]
    variance = sum(alone) + both
    totals = [alone[0] + both, alone[1], both]
    return [one / variance for one in alone], [one / variance for one in totals]


def test_sobol_indices_of_ishigami() -> None:
    """Intervals of 99.9%: one of the six leaves the truth out in fewer than 1 of 150 seeds."""
    values = ishigami(sobol_points(3, 1024, 1))[..., None]
    found, spread = indices_of("y", inputs(3), values, 1, confidence=0.999)
    for index, first, total in zip(found, *closed_form(), strict=True):
        assert index.first_order.estimate == pytest.approx(first, abs=0.05)
        assert index.total.estimate == pytest.approx(total, abs=0.05)
        assert index.first_order.low <= first <= index.first_order.high
        assert index.total.low <= total <= index.total.high
    assert spread.inputs == pytest.approx(3.72, abs=0.1)
    assert spread.luck is None and "run at least 2" in spread.reason


def test_what_changes_nothing_has_no_share_and_says_so() -> None:
    points = sobol_points(2, 64, 1)
    found, _ = indices_of("y", inputs(2), points[..., :1], 1)
    assert found[0].total.estimate == pytest.approx(1.0, abs=0.1)
    assert (found[1].total.estimate, found[1].total.reason) == (0.0, NO_EFFECT)
    nothing, spread = indices_of("y", inputs(2), np.ones((4, 64, 1)), 1)
    assert {one.total.reason for one in nothing} == {NO_VARIANCE} == {spread.reason}


def test_luck_is_told_apart_from_inputs() -> None:
    """Normal luck of deviation 2 in 4 replications of 512 points; the bounds are 5 deviations.

    What all points share of it (another 3) moves all of them, and is no variance over them.
    """
    generator = np.random.default_rng(1)
    points = sobol_points(2, 128, 1)
    own = generator.normal(0.0, 2.0, (*points.shape[:2], 4))
    values = 10.0 * points[..., :1] + own + generator.normal(0.0, 3.0, 4)
    _, spread = indices_of("y", inputs(2), values, 1)
    inputs_alone = 100.0 / 12.0
    assert spread.inputs**2 == pytest.approx(inputs_alone + 4.0 / 4.0, rel=0.3)
    assert spread.left_by_luck == pytest.approx(1.0 / (inputs_alone + 1.0), rel=0.3)
    assert 2.0 < spread.luck < 8.0  # that of the points, and the common one


def test_elementary_effects_of_a_line_are_its_slopes() -> None:
    paths = trajectories_of(3, 20, 1)
    values = (3.0 * paths.points[..., 0] - 2.0 * paths.points[..., 1])[..., None]
    found = effects_of("y", inputs(3), paths, values)
    assert [one.mu.estimate for one in found] == pytest.approx([3.0, -2.0, 0.0])
    assert [one.mu_star.estimate for one in found] == pytest.approx([3.0, 2.0, 0.0])
    assert [one.sigma for one in found] == pytest.approx([0.0, 0.0, 0.0], abs=1e-9)
    assert found[0].noise is None


def test_effects_at_points_that_could_not_be_run_are_left_out() -> None:
    """One point of the third trajectory is missing: an inner one belongs to two effects."""
    paths = trajectories_of(3, 6, 1)
    values = (3.0 * paths.points[..., 0] - 2.0 * paths.points[..., 1] ** 2)[..., None]
    failed = np.zeros(values.shape[:2], dtype=np.bool_)
    failed[2, 1] = True
    values[2, 1] = np.nan
    found = effects_of("y", inputs(3), paths, values, has_failed=failed)
    assert [one.mu.estimate is None for one in found] == [False] * 3
    without = np.delete(np.arange(6), 2)
    fewer = Trajectories(paths.points[without], paths.order[without])
    expected = effects_of("y", inputs(3), fewer, values[without])
    touched = {int(one) for one in paths.order[2, :2]}
    for number, (one, other) in enumerate(zip(found, expected, strict=True)):
        if number in touched:
            assert one.mu.estimate == pytest.approx(other.mu.estimate)
            assert one.mu_star.low == pytest.approx(other.mu_star.low)
    failed[1:] = True
    nothing = effects_of("y", inputs(3), paths, values, has_failed=failed)
    assert all(one.mu.reason is not None and "1 of its steps" in one.mu.reason for one in nothing)


def test_samples_with_a_point_that_could_not_be_run_are_left_out_whole() -> None:
    values = ishigami(sobol_points(3, 16, 1))[..., None]
    failed = np.zeros(values.shape[:2], dtype=np.bool_)
    assert whole_samples(values, failed) is values
    failed[4, 3] = True
    kept = whole_samples(values, failed)
    assert kept.shape[1] == 8
    assert np.array_equal(kept, values[:, [0, 1, 2, 4, 5, 6, 7, 8]])
    failed[0, 1:] = True
    assert whole_samples(values, failed) is values


def test_elementary_effects_tell_company_from_luck() -> None:
    """y = x0 x1: an effect of x0 is x1, uniform over four levels. Luck of deviation 0.1 a year.

    The bounds are those of 5 deviations over 400 trajectories.
    """
    paths = trajectories_of(2, 400, 1)
    exact = (paths.points[..., 0] * paths.points[..., 1])[..., None]
    found = effects_of("y", inputs(2), paths, np.repeat(exact, 2, axis=2))
    assert found[0].mu.estimate == pytest.approx(0.5, abs=0.1)
    assert found[0].sigma == pytest.approx(np.sqrt(5.0) / 6.0, abs=0.05)  # of 0, 1/3, 2/3, 1
    assert found[0].noise == 0.0
    luck = np.random.default_rng(1).normal(0.0, 0.1, (*exact.shape[:2], 2))
    noisy = effects_of("y", inputs(2), paths, np.zeros_like(luck) + luck)
    one_effect = 0.1 * np.sqrt(2.0) / (2.0 / 3.0) / np.sqrt(2.0)  # two points, two years
    assert noisy[0].noise == pytest.approx(one_effect, rel=0.2)
    assert noisy[0].sigma == pytest.approx(one_effect, rel=0.2)


def test_every_level_of_a_trajectory_is_as_likely_and_one_input_changes_at_a_time() -> None:
    """Four levels, 1600 starts: each within 5 deviations of a quarter."""
    paths = trajectories_of(4, 400, 2)
    changed = np.abs(np.diff(paths.points, axis=1))
    assert np.allclose(np.sort(changed, axis=2)[..., -1], 2.0 / 3.0)
    assert np.allclose(np.sort(changed, axis=2)[..., :-1], 0.0)
    levels, counts = np.unique(np.round(paths.points[:, 0] * 3.0), return_counts=True)
    assert levels.tolist() == [0.0, 1.0, 2.0, 3.0]
    assert np.all(np.abs(counts / 1600.0 - 0.25) < 5.0 * np.sqrt(0.25 * 0.75 / 1600.0))


def years(mean: float) -> np.ndarray:
    return mean + np.array([-0.2, 0.1, 0.0, 0.15, -0.05])


@pytest.mark.parametrize(
    ("low", "high", "answer"),
    [(2.0, 4.0, KEEPS), (0.0, 4.0, MAY_TURN), (-1.0, 4.0, TURNS), (4.0, -2.0, TURNS)],
)
def test_a_bar_says_whether_the_answer_turns(low: float, high: float, answer: str) -> None:
    (one,) = inputs(1)
    bar = bar_of("a - b", one, years(3.0), years(low), years(high), is_difference=True)
    assert bar.answer == answer
    # The same luck on both sides leaves no doubt about the change.
    assert bar.change_low.estimate == pytest.approx(low - 3.0)
    assert bar.change_low.low == pytest.approx(bar.change_low.high)
    assert bar.swing.estimate == pytest.approx(high - low)
    alone = bar_of("a", one, years(3.0), years(low), years(high))
    assert alone.answer == ""


def test_an_answer_that_nobody_knows_cannot_turn() -> None:
    (one,) = inputs(1)
    bar = bar_of("a - b", one, years(0.0), years(-5.0), years(5.0), is_difference=True)
    assert bar.answer == ""


def test_a_year_without_the_figure_leaves_no_estimate() -> None:
    (one,) = inputs(1)
    missing = np.array([1.0, np.nan, 1.0])
    bar = bar_of("a", one, missing, np.ones(3), np.ones(3))
    assert bar.change_low.estimate is None and "1 of 3" in bar.change_low.reason
    assert bar.low.estimate == 1.0
