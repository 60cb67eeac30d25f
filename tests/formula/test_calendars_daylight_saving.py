"""Weeks in which the clock on the wall jumps, in three zones and around the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from mom_sim.calendars import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_MINUTE,
    Calendar,
    CalendarError,
    WorkingClock,
    always_open,
    compile_calendar,
    instant_of,
    local_datetime,
    parse_weekly_hours,
)

HOUR = MICROSECONDS_PER_HOUR

# The Sunday of the jump, its direction: -1, the day has 23 hours; +1, it has 25.
# Source: Energy Policy Act of 2005 (US), Directive 2000/84/EC, Standard Time Act 1987 (NSW).
JUMPS = [
    ("America/New_York", date(2026, 3, 8), -1),
    ("America/New_York", date(2026, 11, 1), +1),
    ("Europe/Berlin", date(2026, 3, 29), -1),
    ("Europe/Berlin", date(2026, 10, 25), +1),
    ("Australia/Sydney", date(2026, 10, 4), -1),
    ("Australia/Sydney", date(2026, 4, 5), +1),
]


def compiled(
    hours: object, zone: str, start: date, days: int, **exceptions: object
) -> WorkingClock:
    """Clock of a calendar in its own zone, over so many days of 24 hours from `start`."""
    calendar = Calendar("x", parse_weekly_hours(hours), zone, **exceptions)  # type: ignore[arg-type]
    return compile_calendar(calendar, start, zone, days * MICROSECONDS_PER_DAY)


def in_hours(clock: WorkingClock) -> list[tuple[float, float]]:
    return [
        (start / HOUR, end / HOUR)
        for start, end in zip(clock.starts.tolist(), clock.ends.tolist(), strict=True)
    ]


@pytest.mark.parametrize(("zone", "sunday", "longer"), JUMPS)
def test_office_hours_follow_the_wall_over_the_weekend(
    zone: str, sunday: date, longer: int
) -> None:
    clock = compiled({"fri-mon": "09:00-17:00"}, zone, sunday - timedelta(days=2), 5)
    assert in_hours(clock) == [
        (9, 17),
        (33, 41),
        (57 + longer, 65 + longer),
        (81 + longer, 89 + longer),
    ]
    # Two hours before Saturday's closing and one from Sunday's opening.
    assert clock.finish(39 * HOUR, 3 * HOUR) == (58 + longer) * HOUR


@pytest.mark.parametrize(("zone", "sunday", "longer"), JUMPS)
def test_around_the_clock_is_not_affected(zone: str, sunday: date, longer: int) -> None:
    until = 7 * MICROSECONDS_PER_DAY
    clock = compile_calendar(always_open(zone), sunday - timedelta(days=3), zone, until)
    assert clock == WorkingClock([0], [until])
    assert clock.work(123_456_789_012) == 123_456_789_012
    # The same week, but with the day of the jump closed, lacks 23 or 25 hours.
    closed = compiled(
        "always", zone, sunday - timedelta(days=3), 7, closed_dates=frozenset({sunday})
    )
    assert in_hours(closed) == [(0, 72), (96 + longer, 168)]


@pytest.mark.parametrize(("zone", "sunday", "longer"), JUMPS)
def test_a_night_shift_across_the_jump_is_an_hour_longer_or_shorter(
    zone: str, sunday: date, longer: int
) -> None:
    clock = compiled({"mon-sun": "22:00-06:00"}, zone, sunday - timedelta(days=1), 3)
    assert in_hours(clock) == [
        (0, 6),
        (22, 30 + longer),
        (46 + longer, 54 + longer),
        (70 + longer, 72),
    ]


@pytest.mark.parametrize(
    ("hours", "intervals"),
    [
        # New York, March 8, 2026: 02:00 becomes 03:00. Hours since midnight.
        ("01:00-02:30", [(1, 2)]),
        ("02:30-06:00", [(2, 5)]),
        ("02:15-02:45", []),
        ("00:30-02:15, 02:45-04:00", [(0.5, 3)]),
        ("00:00-24:00", [(0, 23)]),
        ("03:00-04:00", [(2, 3)]),
    ],
)
def test_times_that_are_skipped_move_forward_to_the_jump(
    hours: str, intervals: list[tuple[float, float]]
) -> None:
    clock = compiled({"sun": hours}, "America/New_York", date(2026, 3, 8), 1)
    assert in_hours(clock) == intervals


@pytest.mark.parametrize(
    ("hours", "intervals"),
    [
        # New York, November 1, 2026: 02:00 becomes 01:00. Hours since midnight.
        ("00:00-01:30", [(0, 1.5)]),
        ("01:30-06:00", [(1.5, 7)]),
        ("01:15-01:45", [(1.25, 1.75)]),
        ("00:00-02:00", [(0, 3)]),
        ("02:00-03:00", [(3, 4)]),
    ],
)
def test_times_that_occur_twice_are_the_first(
    hours: str, intervals: list[tuple[float, float]]
) -> None:
    clock = compiled({"sun": hours}, "America/New_York", date(2026, 11, 1), 1)
    assert in_hours(clock) == intervals


def test_half_an_hour_of_daylight_saving() -> None:
    """Lord Howe Island moves by 30 minutes, on October 4, 2026 from 02:00 to 02:30."""
    clock = compiled({"sun": "02:10-05:00"}, "Australia/Lord_Howe", date(2026, 10, 4), 1)
    assert in_hours(clock) == [(2, 4.5)]


def test_a_day_that_begins_at_one_o_clock() -> None:
    """In Santiago midnight of September 6, 2026 does not occur: 24:00 becomes 01:00."""
    zone = "America/Santiago"
    assert in_hours(compiled("always", zone, date(2026, 9, 6), 1)) == [(0, 24)]
    assert (
        local_datetime(0, zone, date(2026, 9, 6), zone).isoformat() == "2026-09-06T01:00:00-03:00"
    )
    assert instant_of(date(2026, 9, 7), 0, zone, date(2026, 9, 6), zone) == 23 * HOUR


def test_a_date_that_does_not_exist_at_all() -> None:
    """Samoa left out December 30, 2011 to change sides of the date line."""
    clock = compiled({"mon-sun": "09:00-17:00"}, "Pacific/Apia", date(2011, 12, 29), 2)
    assert in_hours(clock) == [(9, 17), (33, 41)]


def test_zones_other_than_the_reference() -> None:
    """Nine in Berlin is three in New York, and two in the weeks between the two jumps."""
    calendar = Calendar("berlin", parse_weekly_hours({"mon-fri": "09:00-17:00"}), "Europe/Berlin")
    start = date(2026, 3, 2)
    clock = compile_calendar(calendar, start, "America/New_York", 35 * MICROSECONDS_PER_DAY)
    opening = {
        date(2026, 3, 6): 3,
        date(2026, 3, 9): 4,
        date(2026, 3, 27): 4,
        date(2026, 3, 30): 3,
    }
    for day, hour in opening.items():
        instant = instant_of(day, hour * 60, "America/New_York", start, "America/New_York")
        assert clock.next_open(instant - 60) == instant
        assert instant in clock.starts
    far = compile_calendar(
        Calendar("kiritimati", parse_weekly_hours("mon 00:00-01:00"), "Pacific/Kiritimati"),
        date(2026, 1, 5),
        "Pacific/Pago_Pago",
        7 * MICROSECONDS_PER_DAY,
    )
    assert in_hours(far) == [(6 * 24 - 1, 6 * 24)], "25 hours ahead of the reference"


def test_an_instant_and_its_local_time() -> None:
    start, reference = date(2026, 1, 5), "Europe/Berlin"
    instant = instant_of(date(2026, 7, 1), 9 * 60, "America/New_York", start, reference)
    expected = datetime(2026, 7, 1, 13, tzinfo=UTC) - datetime(2026, 1, 4, 23, tzinfo=UTC)
    assert instant == expected // timedelta(microseconds=1)
    assert type(instant) is int
    back = local_datetime(instant, "America/New_York", start, reference)
    assert back.isoformat() == "2026-07-01T09:00:00-04:00"
    assert instant_of(date(2026, 1, 4), 0, reference, start, reference) == -MICROSECONDS_PER_DAY
    later = instant_of(date(2026, 1, 5), 1500, reference, start, reference)
    assert later == 1500 * MICROSECONDS_PER_MINUTE
    with pytest.raises(CalendarError, match="outside the years 1 to 9999"):
        local_datetime(2**62, "UTC", start, "UTC")


def test_unknown_zones_name_their_neighbors() -> None:
    for name in ("Europe/Berln", "europe/berlin"):
        with pytest.raises(CalendarError, match="did you mean Europe/Berlin"):
            compile_calendar(always_open("UTC"), date(2026, 1, 5), name, 0)
    for name in ("", "../etc/passwd", "America", "UTC\0", None):
        with pytest.raises(CalendarError, match="is not a time zone; write a name of the IANA"):
            always_open(name)  # type: ignore[arg-type]
