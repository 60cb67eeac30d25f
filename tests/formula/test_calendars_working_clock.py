"""The working clock on hand-made intervals, and the deterministic calendar case."""

from __future__ import annotations

import pickle
from datetime import date

import numpy as np
import pytest

from mom_sim.calendars import (
    MICROSECONDS_PER_HOUR,
    NEVER,
    Calendar,
    CalendarError,
    WorkingClock,
    compile_calendar,
    intersect,
    parse_weekly_hours,
    restrict,
    subtract,
    union,
    working_days,
    working_days_between,
)

HOUR = MICROSECONDS_PER_HOUR
CLOCK = WorkingClock([10, 30, 60], [20, 50, 61])
EMPTY = WorkingClock([], [])


@pytest.mark.parametrize(
    ("start", "duration", "finish"),
    [
        (15, 10, 41),  # 10 working hours from Monday 15:00
        (4 * 24 + 16, 3, 179),  # 3 h from Friday 16:00
        (5 * 24 + 12, 8, 185),  # 8 h that arrive on Saturday 12:00
        (2 * 24 + 13, 40, 229),  # 40 h from Wednesday 13:00
    ],
)
def test_deterministic_calendar_case_o33(start: int, duration: int, finish: int) -> None:
    """Source: case O33 of the oracles, Mon-Fri 09:00-17:00, hours since Monday 00:00; exact."""
    calendar = Calendar("office", parse_weekly_hours("Mon-Fri 09:00-17:00"), "UTC")
    clock = compile_calendar(calendar, date(2026, 1, 5), "UTC", 14 * 24 * HOUR)
    assert clock.finish(start * HOUR, duration * HOUR) == finish * HOUR
    array = clock.finish_array([start * HOUR], [duration * HOUR])
    assert array.tolist() == [finish * HOUR]


def test_work_is_half_open() -> None:
    instants = [-5, 0, 10, 11, 20, 25, 30, 31, 50, 59, 60, 61, 62, NEVER]
    worked = [0, 0, 0, 1, 10, 10, 10, 11, 30, 30, 30, 31, 31, 31]
    assert [CLOCK.work(t) for t in instants] == worked
    assert CLOCK.work_array(instants).tolist() == worked
    assert CLOCK.total == 31
    assert CLOCK.worked_before.tolist() == [0, 10, 30]


def test_inverse_is_the_earliest_instant() -> None:
    worked = [0, 1, 10, 11, 30, 31, 32, NEVER]
    instants = [0, 11, 20, 31, 50, 61, NEVER, NEVER]
    assert [CLOCK.inverse(w) for w in worked] == instants
    assert CLOCK.inverse_array(worked).tolist() == instants


def test_finish() -> None:
    cases = {
        (10, 10): 20,  # fills the shift exactly: done at its end, not the next morning
        (10, 11): 31,
        (5, 3): 13,  # before any opening
        (20, 1): 31,  # closed at the start: begins at the next opening
        (25, 0): 25,  # nothing to do takes no time, also when closed
        (45, 6): 61,
        (45, 7): NEVER,
        (61, 1): NEVER,
        (70, 0): 70,
    }
    for (start, duration), finish in cases.items():
        assert CLOCK.finish(start, duration) == finish, (start, duration)
    starts, durations = zip(*cases, strict=True)
    assert CLOCK.finish_array(starts, durations).tolist() == list(cases.values())


def test_opening_and_closing() -> None:
    instants = [0, 9, 10, 19, 20, 49, 50, 60, 61]
    assert [CLOCK.is_open(t) for t in instants] == [t in (10, 19, 49, 60) for t in instants]
    assert [CLOCK.next_open(t) for t in instants] == [10, 10, 10, 19, 30, 49, 60, 60, NEVER]
    assert [CLOCK.closing(t) for t in (10, 19, 49, 60)] == [20, 20, 50, 61]
    for closed in (0, 20, 61, NEVER):
        with pytest.raises(CalendarError, match="the clock is closed at"):
            CLOCK.closing(closed)


def test_a_clock_that_never_opens() -> None:
    assert EMPTY.total == 0
    assert EMPTY.work(100) == 0
    assert EMPTY.inverse(0) == 0
    assert EMPTY.inverse(1) == NEVER
    assert EMPTY.finish(5, 1) == NEVER
    assert EMPTY.finish(5, 0) == 5
    assert not EMPTY.is_open(0)
    assert EMPTY.next_open(0) == NEVER
    assert EMPTY.work_array([0, 5]).tolist() == [0, 0]
    assert EMPTY.inverse_array([0, 5]).tolist() == [0, NEVER]
    assert EMPTY.finish_array([5, 5], [0, 1]).tolist() == [5, NEVER]


def test_scalar_methods_return_python_numbers() -> None:
    numbers = [
        CLOCK.total,
        CLOCK.work(15),
        CLOCK.inverse(15),
        CLOCK.finish(15, 1),
        CLOCK.finish(15, 11),
        CLOCK.next_open(25),
        CLOCK.closing(15),
    ]
    assert [type(number) for number in numbers] == [int] * len(numbers)
    assert type(CLOCK.is_open(15)) is bool


def test_array_methods_keep_shape_and_broadcast() -> None:
    assert CLOCK.work_array([[11, 20], [30, 31]]).tolist() == [[1, 10], [10, 11]]
    assert CLOCK.work_array(11).shape == ()
    assert CLOCK.work_array([]).dtype == np.int64
    assert CLOCK.finish_array(10, [[1], [11]]).tolist() == [[11], [31]]
    assert CLOCK.inverse_array(np.array([1], dtype=np.int32)).dtype == np.int64


def test_negative_work_and_floats_are_refused() -> None:
    for refused in (
        lambda: CLOCK.inverse(-1),
        lambda: CLOCK.inverse_array([1, -1]),
        lambda: CLOCK.finish(10, -1),
        lambda: CLOCK.finish_array([10], [-1]),
    ):
        with pytest.raises(CalendarError, match="cannot be negative, got -1"):
            refused()
    with pytest.raises(CalendarError, match=r"integers \(microseconds\), not float64"):
        CLOCK.work_array([1.5])


@pytest.mark.parametrize(
    ("starts", "ends", "message"),
    [
        ([-1], [5], "intervals lie from 0"),
        ([0], [NEVER + 1], "intervals lie from 0"),
        ([5], [5], "ends after it starts"),
        ([5, 20], [10, 15], "ends after it starts"),
        ([0, 10], [10, 20], "one starts after the one before has ended"),
        ([0, 9], [10, 20], "one starts after the one before has ended"),
        ([20, 0], [30, 10], "one starts after the one before has ended"),
        ([0, 20], [10], "two lists of equal length"),
        ([[0]], [[1]], "two lists of equal length"),
        ([0.5], [1.5], "times are integers"),
    ],
)
def test_impossible_intervals_are_refused(starts: list, ends: list, message: str) -> None:
    with pytest.raises(CalendarError, match=message):
        WorkingClock(starts, ends)


def test_clocks_are_values() -> None:
    starts = np.array([10, 30, 60])
    clock = WorkingClock(starts, [20, 50, 61])
    starts[0] = 0
    assert clock == CLOCK
    assert hash(clock) == hash(CLOCK)
    assert clock != EMPTY
    assert clock != (10, 20)
    with pytest.raises(ValueError, match="read-only"):
        clock.starts[0] = 0
    copy = pickle.loads(pickle.dumps(clock))
    assert copy == clock
    assert copy.work(15) == 5
    assert repr(WorkingClock([0], [5 * HOUR])) == "<WorkingClock: 1 intervals, 5 hours>"


def test_set_operations() -> None:
    other = WorkingClock([0, 15, 50], [12, 35, 60])
    assert intersect(CLOCK, other) == WorkingClock([10, 15, 30], [12, 20, 35])
    assert union(CLOCK, other) == WorkingClock([0], [61])
    assert union(WorkingClock([0], [10]), WorkingClock([10], [20])) == WorkingClock([0], [20])
    assert intersect(CLOCK) == CLOCK
    assert intersect(CLOCK, EMPTY) == EMPTY
    assert intersect(CLOCK, other, WorkingClock([11], [18])) == WorkingClock([11, 15], [12, 18])
    assert union() == EMPTY
    with pytest.raises(CalendarError, match="give at least one"):
        intersect()


def test_absences_are_subtracted() -> None:
    assert subtract(CLOCK, [], []) == CLOCK
    assert subtract(CLOCK, [12], [14]) == WorkingClock([10, 14, 30, 60], [12, 20, 50, 61])
    assert subtract(CLOCK, [45, 15, 16], [46, 35, 20]) == WorkingClock(
        [10, 35, 46, 60], [15, 45, 50, 61]
    )
    assert subtract(CLOCK, [-100, 40], [11, NEVER + 5]) == WorkingClock([11, 30], [20, 40])
    assert subtract(CLOCK, [-100, -7], [-50, -7]) == CLOCK
    assert subtract(CLOCK, [-NEVER - 5, NEVER + 5], [11, NEVER + 6]).total == CLOCK.total - 1
    assert subtract(CLOCK, [15], [15]) == CLOCK
    assert subtract(CLOCK, [0], [NEVER]) == EMPTY
    with pytest.raises(CalendarError, match="from 9 to 8 ends before it starts"):
        subtract(CLOCK, [9], [8])


def test_employment_restricts() -> None:
    assert restrict(CLOCK, 0, NEVER) == CLOCK
    assert restrict(CLOCK, 15, 40) == WorkingClock([15, 30], [20, 40])
    assert restrict(CLOCK, 20, 30) == EMPTY
    assert restrict(CLOCK, 33, 33) == EMPTY
    with pytest.raises(CalendarError, match="from 5 to 4 ends before it starts"):
        restrict(CLOCK, 5, 4)


def test_working_days_of_a_reference_calendar() -> None:
    week = parse_weekly_hours({"mon-thu": "09:00-17:00", "fri": "09:00-15:00"})
    assert week.hours_per_day() == 7.6
    clock = compile_calendar(
        Calendar("reference", week, "UTC"), date(2026, 1, 5), "UTC", 14 * 24 * HOUR
    )
    assert working_days(38 * HOUR, week.hours_per_day()) == pytest.approx(5.0, rel=1e-12)
    assert working_days([0, 76 * HOUR], 7.6).tolist() == pytest.approx([0.0, 10.0], rel=1e-12)
    days = working_days_between(clock, 8.0, [9 * HOUR, 0, 24 * HOUR], [33 * HOUR, 7 * 24 * HOUR, 0])
    assert days.tolist() == [1.0, 4.75, -1.0]
    with pytest.raises(CalendarError, match=r"a working day of 0\.0 hours"):
        working_days(HOUR, 0.0)


def test_looking_up_where_intervals_lie_gives_what_a_search_gives():
    """Gaps of all lengths, instants on every edge; with many of them none is searched for."""
    starts = np.array([3, 11, 21, 40, 48, 56, 1000])
    clock = WorkingClock(starts, starts + 7)
    edges = np.concatenate((starts, starts + 7))
    instants = np.concatenate(
        (edges - 1, edges, edges + 1, [-5, 0, 10_000, 1 << 60, (1 << 63) - 1])
    )
    worked = [clock.work(t) for t in instants.tolist()]
    assert clock.work_array(instants).tolist() == worked
    assert clock.work_array(np.tile(instants, 100)).tolist() == worked * 100


def test_intervals_too_close_for_the_length_of_a_clock_are_searched_for():
    starts = np.array([0, 2, 1 << 50])
    clock = WorkingClock(starts, starts + 1)
    instants = np.tile(np.array([0, 1, 2, 3, 1 << 50, (1 << 50) + 1]), 500)
    assert clock.work_array(instants).tolist() == [clock.work(t) for t in instants.tolist()]
