"""Where a curve first rises above 0: straight lines, halving, and the interval by inversion."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest

from mom_sim.stats.first_crossing import first_bracket, first_crossing, next_point


@pytest.mark.parametrize(
    ("y", "bracket", "crossing"),
    [
        ([-2.0, -1.0, 3.0], (1, 2), 2.25),
        ([-1.0, 1.0, -1.0], (0, 1), 1.5),
        ([-1.0, 0.0, 2.0], (1, 2), 2.0),
        ([1.0, 2.0, 3.0], (0, 0), None),
        ([-3.0, -2.0, 0.0], None, None),
    ],
)
def test_the_first_rise_is_found(
    y: list[float], bracket: tuple[int, int] | None, crossing: float | None
) -> None:
    x = [1.0, 2.0, 3.0]
    assert first_bracket(x, y) == bracket
    assert first_crossing(x, y) == crossing


def test_halving_comes_as_near_to_a_root_as_asked() -> None:
    root = 2.0 ** (1.0 / 3.0)
    points = {1.0: -1.0, 3.0: 25.0}
    steps = 0
    while True:
        x = sorted(points)
        wanted = next_point(x, [points[one] for one in x], 0.01)
        if wanted is None:
            break
        points[wanted] = wanted**3 - 2.0
        steps += 1
    assert steps == 8  # 2 / 2**8 is the first stretch below 0.01
    x = sorted(points)
    assert first_crossing(x, [points[one] for one in x]) == pytest.approx(root, abs=1e-4)


def test_there_is_nothing_to_halve_where_nothing_is_crossed() -> None:
    assert next_point([1.0, 2.0], [-1.0, -0.5], 0.01) is None
    assert next_point([1.0, 2.0], [1.0, 2.0], 0.01) is None


@pytest.mark.parametrize(("x", "y"), [([1.0, 1.0], [0.0, 1.0]), ([1.0, 2.0], [0.0])])
def test_what_is_no_curve_is_refused(x: list[float], y: list[float]) -> None:
    with pytest.raises(ValueError, match="points"):
        first_bracket(x, y)


def test_the_interval_by_inversion_covers_the_root() -> None:
    """A line through noise that all points share, as under common random numbers.

    Of 2,000 intervals at 95% the number that hold the root is binomial; a correct one fails this
    test with a probability below 0.1% (fixed seed).
    """
    x = np.linspace(1.0, 3.0, 9)
    half = NormalDist().inv_cdf(0.975)
    rng = np.random.default_rng(5)
    held = 0
    for shift, tilt in zip(rng.standard_normal(2000), rng.standard_normal(2000), strict=True):
        spread = np.sqrt(0.05**2 + (0.05 * (x - 2)) ** 2)
        curve = x - 1.9 + 0.05 * shift + 0.05 * tilt * (x - 2)
        low = first_crossing(list(x), list(curve + half * spread))
        high = first_crossing(list(x), list(curve - half * spread))
        assert low is not None and high is not None
        held += low <= 1.9 <= high
    assert abs(held / 2000 - 0.95) < 3.29 * (0.95 * 0.05 / 2000) ** 0.5
