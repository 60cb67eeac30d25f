"""Silent wrong numbers seen in other tools, each with the right one beside it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mom_sim.errors import LogError
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.paths import queue_path, utilization_over_time, wip_path
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import difference, names_of, summarize
from mom_sim.metrics.tabulating import by_type, table
from mom_sim.metrics.trust import warnings_of
from mom_sim.metrics.view import view_of
from tests.invariants.metrics_case import ANN, BOB, DESIGN, HOUR, Case


def measured(case: Case) -> Measurement:
    return measure(case.log(), case.plan)


def test_times_with_an_empty_queue_are_in_the_mean() -> None:
    case = Case(warm_up=0, horizon=100)
    first, second = case.campaign(10), case.campaign(10)
    case.work(first, DESIGN, 10, 20, 25, ANN)
    case.work(second, DESIGN, 10, 25, 30, ANN)
    found = summarize([measured(case)])
    # One waits 10 hours, the other 15; the queue is empty in 85 of 100 hours.
    assert found["queue_length_mean"].estimate == 25 / 100


def test_a_queue_without_anybody_is_empty_throughout() -> None:
    case = Case(horizon=100)
    assert summarize([measured(case)])["queue_length_mean"].estimate == 0.0
    times, lengths = queue_path(view_of(case.log(), case.plan), "studio")
    assert times.size == lengths.size == 0


def test_campaigns_inside_at_the_warm_up_are_in_progress() -> None:
    case = Case(warm_up=50, horizon=150)
    case.direct(0, 100)  # inside for 50 of the window's 100 hours
    case.direct(10, 40)  # gone before
    case.campaign(20)  # inside throughout
    case.campaign(0, stream=1)  # the backlog too
    found = summarize([measured(case)])
    assert found["wip_mean"].estimate == (50 + 100 + 100) / 100
    assert found["wip_peak"].estimate == 3


def test_work_across_the_warm_up_is_divided_there() -> None:
    case = Case(warm_up=100, horizon=110)
    case.shift(ANN, 90, 110)
    case.shift(BOB, 90, 100)
    number = case.campaign(90)
    case.work(number, DESIGN, 90, 95, 103, ANN)
    found = summarize([measured(case)])
    assert found["mean_utilization"].estimate == 3 / 10
    people = table("people", [measured(case)]).set_index(["person", "figure"])["estimate"]
    assert people["ann", "utilization"] == 3 / 10
    assert np.isnan(people["bob", "utilization"])  # never on shift in the window


def test_work_across_a_period_is_divided_there() -> None:
    case = Case(horizon=30)
    case.shift(ANN, 0, 30)
    case.shift(BOB, 0, 10)
    case.work(case.campaign(0), DESIGN, 0, 5, 25, ANN)
    course = utilization_over_time(
        view_of(case.log(), case.plan), "studio", "design", period=10 * HOUR
    )
    assert course["start"].tolist() == [0, 10 * HOUR, 20 * HOUR]
    assert course["busy_hours"].tolist() == [5, 10, 5]
    assert course["scheduled_hours"].tolist() == [20, 10, 10]
    assert course["utilization"].tolist() == [0.25, 1.0, 0.5]


def test_a_queue_path_does_not_saturate() -> None:
    case = Case(horizon=1000)
    for number in range(300):
        case.activity(case.campaign(number), DESIGN, number)
    times, lengths = queue_path(view_of(case.log(), case.plan), "studio", "design")
    assert lengths.max() == 300
    assert lengths[:-1].tolist() == list(range(1, 301))
    assert times[-1] == 1000 * HOUR  # what is known ends there
    assert wip_path(case.log())[1].tolist() == list(range(1, 301))


def _with_launches(replication: int, *hours: float) -> Measurement:
    case = Case(replication=replication)
    for length in hours:
        case.direct(9, 9 + length)
    return measured(case)


def test_replications_weigh_by_what_happened_in_them() -> None:
    some = [_with_launches(1, 1, 2, 3), _with_launches(2), _with_launches(3, 6)]
    found = summarize(some)
    # Not (2 + 6) / 2, the mean over the replications in which something was launched.
    assert found["time_to_launch_mean_working_days"].estimate == pytest.approx(12 / 4 / 8)
    # The empty one counts with its zero, and not as missing.
    assert found["throughput_per_week"].estimate == pytest.approx((3 + 0 + 1) / 30 * 7)
    assert found["time_to_launch_p50_working_days"].estimate == pytest.approx(2.5 / 8)
    assert found["launched_share"].estimate == 1.0


def test_a_figure_that_hangs_on_one_replication_has_no_interval() -> None:
    found = summarize([_with_launches(1, 1, 2), _with_launches(2)])
    estimate = found["time_to_launch_mean_working_days"]
    assert estimate.estimate == 1.5 / 8 and estimate.low is None
    assert estimate.reason is not None and "hangs on replication 1," in estimate.reason


def test_replications_are_never_blended() -> None:
    with pytest.raises(LogError, match="seed 1, replication 1 is there twice"):
        summarize([_with_launches(1, 2), _with_launches(1, 2)])
    with pytest.raises(LogError, match="no measurement"):
        summarize([])


@pytest.mark.parametrize("word", ["model", "scenario_hash", "plan_hash"])
def test_different_runs_are_never_pooled(word: str) -> None:
    one, two = _with_launches(1, 2), _with_launches(2, 2)
    other = replace(two, of=replace(two.of, **{word: "another"}))
    with pytest.raises(LogError, match=f"{word} .* and another"):
        summarize([one, other])


def test_differences_need_the_same_luck() -> None:
    one, two = _with_launches(1, 2), _with_launches(2, 2)
    with pytest.raises(LogError, match="do not pair"):
        difference([one], [two], "wip_mean")
    assert difference([one, two], [one, two], "wip_mean").estimate == 0.0


def test_figures_of_nothing_are_null_with_a_reason() -> None:
    empty = [measured(Case(replication=number)) for number in (1, 2)]
    found = summarize(empty)
    zero = {"throughput_per_week", "wip_mean", "wip_peak", "queue_length_mean"}
    assert set(found) == set(names_of())
    for name, estimate in found.items():
        if name in zero:
            assert (estimate.estimate, estimate.reason) == (0.0, None), name
        else:
            assert estimate.estimate is None, name
            assert estimate.reason == (
                f"{METRICS[name].empty} in any of the 2 replications: run longer, or more "
                "replications"
            )
        assert estimate.unit and estimate.definition
    for name in set(found) - zero:
        assert difference(empty, empty, name).estimate is None
    assert by_type(empty)["estimate"].isna().all()
    assert table("gates", empty)["reason"].eq("there was nothing to measure here").all()


def test_one_replication_has_estimates_without_intervals() -> None:
    estimate = summarize([_with_launches(1, 2)])["time_to_launch_mean_working_days"]
    assert estimate.estimate == 2 / 8
    assert (estimate.low, estimate.high) == (None, None)
    assert estimate.reason is not None and "run at least 2" in estimate.reason


def test_campaigns_still_inside_are_in_the_times_and_in_a_warning() -> None:
    case = Case(horizon=48, end=72)
    case.direct(9, 17)
    case.campaign(33)
    one = measured(case)
    found = summarize([one])
    # 8 hours, and so far 8 of the second and 8 of the third day.
    assert found["time_to_launch_mean_working_days"].estimate == (1 + 2) / 2
    assert found["inside_share"].estimate == 0.5
    assert found["work_working_days"].estimate == 0.0  # the split is of the launched one
    warning = warnings_of([one])[0]
    assert warning.startswith("1 of 2 measured campaigns (50.0%) was still inside")
    assert "lower bound, and so are p80, p90;" not in warning
    assert "a lower bound;" in warning  # all that is unknown lies above 1.5, the median


def test_a_quantile_above_an_unfinished_time_is_a_lower_bound() -> None:
    case = Case(horizon=72, end=72)
    case.direct(9, 17)
    case.direct(9, 41)
    case.campaign(64)
    assert "so are p50, p80, p90;" in warnings_of([measured(case)])[0]


def test_a_launch_at_the_horizon_is_not_in_the_window() -> None:
    case = Case(warm_up=10, horizon=178, end=300)
    for ended in (10, 177.5, 178):
        case.direct(0, ended)
    assert summarize([measured(case)])["throughput_per_week"].estimate == 2.0


def test_figures_do_not_depend_on_the_order_of_replications() -> None:
    some = [_with_launches(n, *range(1, n + 2)) for n in (1, 2, 3)]
    forth, back = summarize(some), summarize(some[::-1])
    for name in forth:
        a, b = forth[name], back[name]
        assert a.reason == b.reason
        if a.estimate is not None:
            assert (a.estimate, a.low, a.high) == pytest.approx((b.estimate, b.low, b.high))
