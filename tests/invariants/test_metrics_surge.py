"""Weeks to recover and peak backlog, on work in progress written by hand."""

from __future__ import annotations

import pytest

from mom_sim.errors import LogError
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.recovery import weeks_to_recover
from mom_sim.metrics.summarizing import Estimate, difference, names_of, summarize
from tests.invariants.metrics_case import HOUR, Case

WEEK = 7 * 24
END = 20 * WEEK


def case_with(*stays: tuple[float, float], replication: int = 1) -> Case:
    """Campaigns inside over stretches of weeks."""
    case = Case(horizon=END, replication=replication)
    for since, until in stays:
        case.direct(since * WEEK, until * WEEK)
    return case


def recovery(surge: Case, calm: Case, surge_end: float) -> tuple[float | None, str | None]:
    found = weeks_to_recover(surge.log(), calm.log(), round(surge_end * WEEK * HOUR))
    return found.time, found.reason


def test_one_campaign_more_is_back_to_calm() -> None:
    calm = case_with((0, 20))
    assert recovery(case_with((0, 20), (4, 9), (4, 7)), calm, 6) == (1.0, None)
    assert recovery(case_with((0, 20), (4, 9), (4, 7), (4, 8.5)), calm, 6) == (2.5, None)


def test_five_percent_count_where_that_is_more() -> None:
    calm = case_with(*[(0, 19)] * 40)
    more = [(0, 19)] * 40 + [(5, 19)] * 2
    assert recovery(case_with(*more, (5, 8)), calm, 6) == (2.0, None)
    fewer = case_with(*[(0, 19)] * 39)
    assert recovery(case_with(*more[1:], (5, 8)), fewer, 6)[0] == 13.0  # 2 of 39 are more than 5%


def test_a_dip_of_less_than_a_week_is_no_recovery() -> None:
    calm = case_with((0, 20))
    surge = case_with((0, 20), (4, 7), (4, 7), (7.5, 9), (7.5, 9))
    assert recovery(surge, calm, 6) == (3.0, None)


def test_never_has_a_reason() -> None:
    calm = case_with((0, 20))
    time, reason = recovery(case_with((0, 20), (4, 20), (4, 20)), calm, 6)
    assert time is None
    assert reason is not None and "does not stay at or below" in reason
    time, reason = recovery(case_with((0, 20), (4, 19.5), (4, 19.5)), calm, 6)
    assert time is None  # half a week is left to see
    assert reason is not None and "not yet for long enough" in reason


def test_only_the_same_replication_is_a_twin() -> None:
    with pytest.raises(LogError, match="replication 1, the calm one 2"):
        recovery(case_with((0, 1)), case_with((0, 1), replication=2), 1)


def under_surge(replication: int, until: float) -> Measurement:
    calm = case_with((0, 20), replication=replication)
    surge = case_with((0, 20), *[(4, until)] * 3, replication=replication)
    found = weeks_to_recover(surge.log(), calm.log(), 6 * WEEK * HOUR)
    return measure(surge.log(), surge.plan, recovery=found)


def test_figures_of_a_surge() -> None:
    found = summarize([under_surge(1, 8), under_surge(2, 10)], surge=True)
    assert tuple(found) == names_of(surge=True)
    assert found["weeks_to_recover"].estimate == 3.0
    assert found["weeks_to_recover"].low is None  # of two replications
    assert found["peak_backlog"].estimate == 4.0
    assert found["peak_backlog"].low is not None


NEVER = 19.9
"""Until when it lasts that the calm run is not reached for a week before the end."""


def recovered(*untils: float) -> Estimate:
    measured = [under_surge(number, until) for number, until in enumerate(untils, start=1)]
    return summarize(measured, surge=True)["weeks_to_recover"]


def test_a_replication_that_never_recovers_counts_as_the_longest() -> None:
    found = recovered(7, 8, 9, 10, 11, 12, 13, NEVER)
    assert (found.estimate, found.low, found.high) == (4.5, 1.0, None)
    assert found.reason is not None
    assert "upper end" in found.reason and "1 of 8 runs have none: the excess" in found.reason
    clear = recovered(7, 8, 9, 10, 11, 12, 13, 14, 15, NEVER)
    assert (clear.estimate, clear.low, clear.high, clear.reason) == (5.5, 2.0, 9.0, None)


def test_there_is_no_estimate_only_if_half_of_them_never_recover() -> None:
    assert recovered(7, 8, NEVER).estimate == 2.0
    found = recovered(7, NEVER, 8, NEVER)
    assert (found.estimate, found.low, found.high) == (None, None, None)
    assert found.reason is not None
    assert "at least half of the replications; 2 of 4 runs have none: the excess" in found.reason


def test_differences_know_who_never_recovers() -> None:
    """The sooner model recovers in all replications, the other in all but one."""
    sooner = [under_surge(number, 7 + number % 3) for number in range(1, 9)]
    later = [under_surge(number, 12 if number > 1 else NEVER) for number in range(1, 9)]
    found = difference(sooner, later, "weeks_to_recover")
    assert found.estimate == -4.0 and found.low is None and found.high == -3.0
    assert difference(later, later, "weeks_to_recover").estimate == 0.0
    mirrored = difference(later, sooner, "weeks_to_recover")
    assert (mirrored.estimate, mirrored.low, mirrored.high) == (4.0, 3.0, None)


def test_calm_runs_have_no_surge_figures_and_do_not_mix_with_surge_runs() -> None:
    calm = case_with((0, 20), replication=2)
    assert set(names_of(surge=True)) - set(names_of()) == {"weeks_to_recover", "peak_backlog"}
    assert "peak_backlog" not in measure(calm.log(), calm.plan).figures
    with pytest.raises(LogError, match="with a surge and without cannot be pooled"):
        summarize([under_surge(1, 8), measure(calm.log(), calm.plan)])
