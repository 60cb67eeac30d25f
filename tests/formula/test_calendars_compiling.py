"""Calendars with exceptions, compiled: holidays, half days, night shifts, horizons."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from mom_sim.calendars import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    NEVER,
    Calendar,
    CalendarError,
    WorkingClock,
    always_open,
    compile_calendar,
    parse_closed_dates,
    parse_special_days,
    parse_weekly_hours,
    parse_windows,
    public_holidays,
)

HOUR, DAY = MICROSECONDS_PER_HOUR, MICROSECONDS_PER_DAY
MONDAY = date(2026, 1, 5)
NIGHTS = parse_weekly_hours({"mon-fri": "22:00-06:00"})


def hours_of(calendar: Calendar, start: date, days: int) -> list[tuple[float, float]]:
    clock = compile_calendar(calendar, start, calendar.time_zone, days * DAY)
    pairs = zip(clock.starts.tolist(), clock.ends.tolist(), strict=True)
    return [(start / HOUR, end / HOUR) for start, end in pairs]


def test_working_days_of_a_year_with_public_holidays() -> None:
    """261 weekdays in 2026; 7 of Berlin's 10 holidays fall on one: 254 days of 8 hours.

    January 1, March 8 (Sunday), April 3, April 6, May 1, May 14, May 25, October 3 (Saturday),
    December 25, December 26 (Saturday).
    """
    closed = frozenset(public_holidays("DE", "BE", [2026]))
    assert len(closed) == 10
    calendar = Calendar("b", parse_weekly_hours("mon-fri 09:00-17:00"), "Europe/Berlin", closed)
    clock = compile_calendar(calendar, date(2026, 1, 1), "Europe/Berlin", 365 * DAY)
    assert clock.total == 254 * 8 * HOUR


def test_work_around_a_holiday_and_a_half_day() -> None:
    calendar = Calendar(
        "office",
        parse_weekly_hours({"mon-fri": "09:00-12:30, 13:30-17:30"}),
        "UTC",
        closed_dates=parse_closed_dates("2026-12-25..2027-01-01"),
        special_days=parse_special_days({"2026-12-24": "09:00-12:00", "2026-12-30": "10:00-11:00"}),
    )
    # Wednesday, December 23, 2026
    clock = compile_calendar(calendar, date(2026, 12, 23), "UTC", 30 * DAY)
    assert clock.finish(15 * HOUR, int(2.5 * HOUR)) == int(17.5 * HOUR), "up to closing"
    assert clock.finish(15 * HOUR, int(5.5 * HOUR)) == 36 * HOUR, "the half day to its end"
    assert clock.finish(15 * HOUR, 6 * HOUR) == (7 * 24 + 10.5) * HOUR, "the hour between"
    assert clock.finish(15 * HOUR, 7 * HOUR) == (12 * 24 + 9.5) * HOUR, "the new year"
    assert clock.finish(12 * HOUR, HOUR) == 14 * HOUR, "over the lunch break"


def test_a_window_of_overtime() -> None:
    calendar = Calendar(
        "office",
        parse_weekly_hours({"mon-fri": "09:00-17:00"}),
        "UTC",
        windows=parse_windows({"2026-01-08..2026-01-10": {"mon-sat": "08:00-19:00"}}),
    )
    assert hours_of(calendar, date(2026, 1, 7), 6) == [
        (9, 17),
        (32, 43),
        (56, 67),
        (80, 91),
        (129, 137),
    ]


def test_a_night_shift_begun_before_the_start_counts_from_the_start() -> None:
    calendar = Calendar("nights", NIGHTS, "UTC")
    assert hours_of(calendar, date(2026, 1, 6), 2) == [(0, 6), (22, 30), (46, 48)]
    assert hours_of(calendar, MONDAY, 1) == [(22, 24)], "none on Sunday evening"


def test_a_shift_from_three_local_dates_before_the_start_counts_too() -> None:
    """Start: Monday in Kiritimati, when it is Saturday 23:00 in Pago Pago; shift of Friday."""
    calendar = Calendar("far", parse_weekly_hours("fri 23:30-23:29"), "Pacific/Pago_Pago")
    clock = compile_calendar(calendar, MONDAY, "Pacific/Kiritimati", DAY)
    assert clock == WorkingClock([0], [29 * HOUR // 60])


def test_a_closed_date_takes_the_shift_that_starts_on_it_and_no_other() -> None:
    calendar = Calendar("nights", NIGHTS, "UTC", closed_dates=frozenset({date(2026, 1, 7)}))
    assert hours_of(calendar, MONDAY, 5) == [(22, 30), (46, 54), (94, 102), (118, 120)]


def test_a_special_day_may_run_into_a_closed_one() -> None:
    calendar = Calendar(
        "launch",
        parse_weekly_hours("mon-fri 09:00-17:00"),
        "UTC",
        closed_dates=frozenset({date(2026, 1, 6)}),
        special_days={MONDAY: ((20 * 60, 26 * 60),)},
    )
    assert hours_of(calendar, MONDAY, 3) == [(20, 26), (57, 65)]


def test_spans_of_two_dates_that_overlap_count_once() -> None:
    calendar = Calendar(
        "x", NIGHTS, "UTC", special_days={date(2026, 1, 6): ((4 * 60, 8 * 60), (600, 660))}
    )
    assert hours_of(calendar, MONDAY, 2) == [(22, 32), (34, 35)]


def test_the_horizon_cuts_and_nothing_is_open_beyond() -> None:
    calendar = Calendar("x", parse_weekly_hours("mon-fri 09:00-17:00"), "UTC")
    until = 33 * HOUR + 1
    clock = compile_calendar(calendar, MONDAY, "UTC", until)
    assert clock == WorkingClock([9 * HOUR, 33 * HOUR], [17 * HOUR, until])
    assert clock.work(10 * until) == clock.total == 8 * HOUR + 1
    assert clock.next_open(until) == NEVER
    assert clock.finish(33 * HOUR, 1) == until
    assert clock.finish(33 * HOUR, 2) == NEVER
    assert compile_calendar(calendar, MONDAY, "UTC", 0) == WorkingClock([], [])


def test_a_closed_calendar_compiles_to_a_clock_that_never_opens() -> None:
    clock = compile_calendar(
        Calendar("x", parse_weekly_hours("closed"), "UTC"), MONDAY, "UTC", 365 * DAY
    )
    assert clock == WorkingClock([], [])


def test_a_long_horizon_is_exact_to_the_microsecond() -> None:
    calendar = Calendar("x", parse_weekly_hours("mon-fri 09:00-17:00"), "America/New_York")
    weeks = 10 * 52
    clock = compile_calendar(calendar, MONDAY, "America/New_York", weeks * 7 * DAY)
    assert clock.total == weeks * 40 * HOUR
    last = MONDAY + timedelta(weeks=weeks - 1, days=4)
    assert last.weekday() == 4
    assert clock.inverse(clock.total) == clock.ends[-1]
    assert clock.work(int(clock.ends[-1]) - 1) == clock.total - 1


@pytest.mark.parametrize("until", [-1, NEVER + 1])
def test_impossible_horizons_are_refused(until: int) -> None:
    with pytest.raises(CalendarError, match="the horizon is from 0 to"):
        compile_calendar(always_open("UTC"), MONDAY, "UTC", until)


@pytest.mark.parametrize(("start", "days"), [(date(1, 1, 1), 3), (date(9999, 12, 1), 100)])
def test_horizons_beyond_the_calendar_are_refused(start: date, days: int) -> None:
    with pytest.raises(CalendarError, match="years"):
        compile_calendar(always_open("UTC"), start, "UTC", days * DAY)


def test_an_absurd_horizon_is_refused_at_once() -> None:
    with pytest.raises(CalendarError, match="leave the years 1 to 9999"):
        compile_calendar(always_open("UTC"), MONDAY, "UTC", NEVER)
