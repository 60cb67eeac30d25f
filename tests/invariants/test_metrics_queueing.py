"""Who stands in a queue, and when: on logs written by hand."""

from __future__ import annotations

import pytest

from mom_sim.errors import LogError
from mom_sim.metrics.measuring import measure
from mom_sim.metrics.paths import queue_path, utilization_over_time
from mom_sim.metrics.tabulating import table
from mom_sim.metrics.view import view_of
from tests.invariants.metrics_case import ANN, BOB, DEE, DESIGN, HOUR, SHOOT, Case


def path(case: Case, team: str = "studio", skill: str | None = None) -> list[tuple[float, int]]:
    times, lengths = queue_path(view_of(case.log(), case.plan), team, skill)
    return [
        (time / HOUR, length) for time, length in zip(times.tolist(), lengths.tolist(), strict=True)
    ]


def test_work_put_down_for_the_night_is_in_no_queue() -> None:
    case = Case(horizon=48)
    design = case.activity(case.campaign(10), DESIGN, 10, 12, 34)
    case.stint(design, ANN, 12, 17, "shift_end")
    case.stint(design, ANN, 33, 34)
    assert path(case) == [(10, 1), (12, 0)]


def test_preempted_work_stands_in_the_queue_again() -> None:
    case = Case(horizon=48)
    number = case.campaign(9)
    design = case.activity(number, DESIGN, 9, 9, 16)
    case.stint(design, ANN, 9, 11, "preempted")
    case.event(11, "preemption", campaign=number, activity=design)
    case.stint(design, BOB, 14, 16)
    assert path(case) == [(11, 1), (14, 0)]


def test_work_that_is_handed_over_stands_in_the_queue_from_then_on() -> None:
    case = Case(horizon=96)
    number = case.campaign(9)
    design = case.activity(number, DESIGN, 9, 9, 80)
    case.stint(design, ANN, 9, 17, "handed_over")  # away from the evening on
    case.event(57, "hand_over", campaign=number, activity=design, person=ANN)
    case.stint(design, BOB, 60, 65, "shift_end")
    case.stint(design, BOB, 79, 80)
    assert path(case) == [(57, 1), (60, 0)]


def test_work_that_is_never_begun_waits_until_it_is_given_up_or_the_run_stops() -> None:
    case = Case(horizon=48, end=60)
    first, second = case.campaign(0), case.campaign(0, 20, outcome="canceled")
    case.activity(first, DESIGN, 5)
    case.activity(second, DESIGN, 6, None, 20, outcome="canceled")
    third = case.activity(first, DESIGN, 7, 8, 9, attempt=2)
    case.stint(third, ANN, 8, 9, "preempted")
    case.event(9, "preemption", campaign=first, activity=third)
    assert path(case) == [(5, 1), (6, 2), (7, 3), (8, 2), (20, 1), (60, 0)]


def test_work_that_overflows_at_once_is_never_seen() -> None:
    case = Case(horizon=48)
    case.activity(case.campaign(3), DESIGN, 3, None, 3, outcome="overflowed")
    assert path(case) == []


def test_work_for_two_waits_for_both_pools_and_counts_once() -> None:
    case = Case(warm_up=0, horizon=20)
    shoot = case.activity(case.campaign(0), SHOOT, 2, 12, 14)
    case.stint(shoot, ANN, 12, 14)
    case.stint(shoot, DEE, 12, 14)
    assert path(case, "studio") == path(case, "board") == [(2, 1), (12, 0)]
    one = measure(case.log(), case.plan)
    teams = table("teams", [one]).set_index(["team", "figure"])["estimate"]
    assert teams["studio", "queue_length_mean"] == teams["board", "queue_length_mean"] == 0.5
    assert one.figures["queue_length_mean"].numerator / (20 * HOUR) == 0.5


def test_a_queue_that_is_not_there_is_named() -> None:
    case = Case()
    view = view_of(case.log(), case.plan)
    with pytest.raises(LogError, match=r"nothing waits for brand of team studio; .* brand of team"):
        queue_path(view, "studio", "brand")
    with pytest.raises(LogError, match="nothing waits for vendor"):
        utilization_over_time(view, "vendor")
