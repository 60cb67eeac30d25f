"""Capacity of an agency that changes with time, and work that overflows because it is late."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.scenario.resolved import Overflow, SurgeResponse
from tests.made.changes import node, records
from tests.made.lengths import HOUR
from tests.made.small import agency, launch, model, people, play, request, study, work

STEPS = (work("write", "writer", 4), launch("write"))


def ordered(rows, windows, capacity=2):
    """When each piece was begun and delivered."""
    scenario = study([people("writer")], STEPS, rows)
    outside = model(agency=(agency(10, "writer", capacity=capacity),))
    found = tuple((start * HOUR, end * HOUR, size) for start, end, size in windows)
    played = play(scenario, outside, change=records("agencies", windows=found))
    rows = [
        (row[1], row[2])
        for campaign in played.log.campaigns["id"]
        for row in played.activities("write", campaign, "AGENCY")
    ]
    return rows


def at(*hours):
    return [request(f"c{number}", hour) for number, hour in enumerate(hours)]


def test_nothing_is_taken_away_when_capacity_falls_but_nothing_new_starts():
    # From 5 to 15 there is room for one; two are in work until 10.
    found = ordered(at(0, 0, 6, 7), [(5, 15, 1)])
    assert found == [(0, 10), (0, 10), (10, 20), (15, 25)]


def test_a_window_s_edges_let_waiting_orders_start():
    found = ordered(at(0, 0, 0, 1), [(4, 8, 3)], capacity=1)
    # One from the start; two more when the window opens; and the last when one comes back at 14,
    # after the window: two deliveries at 14 leave the only place.
    assert found == [(0, 10), (4, 14), (4, 14), (14, 24)]


def test_windows_are_half_open():
    assert ordered(at(5, 5), [(5, 20, 1)]) == [(5, 15), (15, 25)]
    assert ordered(at(20, 20), [(5, 20, 1)]) == [(20, 30), (20, 30)]
    assert ordered(at(0, 0), [(0, 20, 1)]) == [(0, 10), (10, 20)]


def test_one_window_may_follow_another_at_once():
    found = ordered(at(0, 0, 0, 0), [(0, 5, 1), (5, 8, 3)], capacity=1)
    assert found == [(0, 10), (5, 15), (5, 15), (15, 25)]


def test_no_limit_is_none_in_a_window_either():
    assert ordered(at(0, 0, 0), [(3, 4, 0)], capacity=1) == [(0, 10), (3, 13), (3, 13)]


def test_a_window_after_the_end_of_the_run_changes_nothing():
    assert ordered(at(0), [(10**6, 10**6 + 1, 1)]) == [(0, 10)]


# ---------------------------------------------------------------------- late work


def late(*rows, hours=10, queue=0, calendar="always", count=1):
    """Work that overflows when it is late, or when so many wait."""
    response = SurgeResponse((), (), (), (Overflow("writer", 99),))
    scenario = study(
        [people("writer", count)], STEPS, rows, surge_response=response, reference_calendar=calendar
    )
    outside = model(agency=(agency(10, name="outside"),))
    change = node("write", overflow=queue, overflow_late=hours * HOUR)
    played = play(scenario, outside, change=change)
    return [name for _, name in played.events("overflow")], played


def due(name, requested, at):
    return request(name, requested, due=round(at * HOUR))


def test_work_that_would_wait_too_close_to_its_due_date_overflows():
    rows = [due("a", 5, 999), due("late", 5, 14.5), due("just", 5, 15), due("past", 5, 3)]
    overflowed, played = late(*rows)
    assert overflowed == ["late", "past"]
    assert played.launched() == {"a": 9, "just": 13, "late": 15, "past": 15}


def test_late_work_that_finds_somebody_idle_stays():
    assert late(due("a", 0, 1))[0] == []


def test_it_is_asked_once_when_the_work_begins_to_wait():
    # At 0 there are eleven hours left; that there are fewer at 2 does not matter.
    assert late(due("a", 0, 999), due("b", 0, 11), due("c", 2, 11))[0] == ["c"]


def test_what_is_left_is_working_time_of_the_reference_calendar():
    # At 9 on Monday; due on Tuesday at 10 is nine hours of work away, at 11 ten.
    rows = [request("a", 9), due("b", 9, 34), due("c", 9, 35)]
    assert late(*rows, calendar="office")[0] == ["b"]


def test_late_work_is_before_nobody():
    rows = [request("a"), due("late", 0, 5), request("b"), request("c")]
    # Waiting for the writer are `b` and `c`: one is before `c`, none before `b`.
    overflowed, _ = late(*rows, queue=1)
    assert sorted(overflowed) == ["c", "late"]


def test_zero_is_no_limit():
    rows = [request("a"), due("b", 0, 1)]
    scenario = study([people("writer")], STEPS, rows)
    response = SurgeResponse((), (), (), (Overflow("writer", 99),))
    played = play(
        replace(scenario, surge_response=response), model(agency=(agency(10, name="outside"),))
    )
    assert played.events("overflow") == []
