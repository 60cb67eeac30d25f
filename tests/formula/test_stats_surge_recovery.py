"""Time to recover on paths small enough to read."""

from __future__ import annotations

import pytest

from mom_sim.stats import Recovery, time_to_recover

TIMES = [0, 10, 20, 25, 40]
EXCESS = [0, 8, 1, 3, 0]  # calm before 10, in [20, 25) and from 40 on


@pytest.mark.parametrize(
    ("surge_end", "threshold", "hold", "expected"),
    [
        (12, 1, 7, 28),  # the dip at 20 lasts 5 only
        (12, 1, 5, 8),  # just long enough
        (12, 1, 6, 28),
        (22, 1, 3, 0),  # from inside the dip, 3 are left
        (22, 1, 4, 18),
        (12, 3, 100, 8),  # 3 is at most 3
        (12, 8, 100, 0),
        (50, 1, 7, 0),
        (12, 1, 0, 8),
        (-5, 1, 7, 0),  # 0 before the first time
    ],
)
def test_by_hand(surge_end: int, threshold: float, hold: int, expected: int) -> None:
    recovery = time_to_recover(TIMES, EXCESS, surge_end, threshold, hold)
    assert recovery == Recovery(expected) and type(recovery.time) is int


def test_a_surge_that_changes_nothing() -> None:
    assert time_to_recover([], [], 5, 0, 7) == Recovery(0)


def test_floats() -> None:
    recovery = time_to_recover([0.0, 1.25], [2.0, 0.5], 0.5, 1.0, 1.0)
    assert recovery == Recovery(0.75)


def test_never() -> None:
    recovery = time_to_recover([0, 10], [0, 8], 12, 1, 7)
    assert recovery.time is None
    assert recovery.reason is not None and "does not stay at or below" in recovery.reason


def test_never_when_every_calm_is_too_short() -> None:
    recovery = time_to_recover([0, 10, 12, 20, 22], [5, 0, 5, 0, 5], 5, 1, 3)
    assert recovery.time is None
    assert recovery.reason is not None and "does not stay at or below" in recovery.reason


def test_what_is_not_known_is_not_assumed() -> None:
    assert time_to_recover(TIMES, EXCESS, 12, 1, 7, observed_until=47) == Recovery(28)
    recovery = time_to_recover(TIMES, EXCESS, 12, 1, 7, observed_until=46)
    assert recovery.time is None
    assert recovery.reason is not None and "observe longer" in recovery.reason
    recovery = time_to_recover(TIMES, EXCESS, 12, 1, 7, observed_until=12)
    assert recovery.time is None
    assert recovery.reason is not None and "beyond the end of the surge" in recovery.reason


@pytest.mark.parametrize("hold", [-1, float("nan")])
def test_impossible_hold(hold: float) -> None:
    with pytest.raises(ValueError, match="hold is"):
        time_to_recover(TIMES, EXCESS, 12, 1, hold)


def test_threshold_that_is_no_number() -> None:
    with pytest.raises(ValueError, match="threshold or observed_until is NaN"):
        time_to_recover(TIMES, EXCESS, 12, float("nan"), 7)
