"""Work in progress from the start, and where its warm-up is over."""

from __future__ import annotations

import numpy as np
import pytest

from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.warm_up import warm_up_of, weeks_of, wip_by_observation
from tests.invariants.metrics_case import Case

WEEK = 168


def filling_up(replication: int, *, weeks: int = 40, ramp: int = 6) -> Measurement:
    """One campaign more every week for some weeks, then each is followed by another."""
    case = Case(horizon=weeks * WEEK, replication=replication)
    for number in range(ramp):
        case.direct(number * WEEK, weeks * WEEK)
    for week in range(weeks):
        case.direct(week * WEEK + replication, week * WEEK + 20)
    return measure(case.log(), case.plan)


def test_work_in_progress_is_the_mean_of_each_fifth_of_a_week() -> None:
    (found,) = wip_by_observation([filling_up(2, ramp=1)])
    assert found.size == 200
    assert found[0] == pytest.approx(1 + 18 / (WEEK / 5))
    assert found[1] == found[4] == 1.0
    assert found.reshape(40, 5).mean(axis=1) == pytest.approx(np.full(40, 1 + 18 / WEEK))


def test_the_weeks_of_filling_up_are_left_out() -> None:
    some = [filling_up(number) for number in (1, 2, 3)]
    assert weeks_of(warm_up_of(some)) == 5.0
    assert warm_up_of(some).curve.size == 36


def test_a_surge_run_has_no_warm_up() -> None:
    found = warm_up_of([filling_up(1)], surge=True)
    assert weeks_of(found) is None and "no steady state" in str(found.reason)


def test_a_run_that_is_too_short_is_refused() -> None:
    found = warm_up_of([filling_up(1, weeks=12)])
    assert weeks_of(found) is None and "run longer" in str(found.reason)
