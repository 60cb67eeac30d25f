"""Compiled calendars against a slow count of minutes, on random calendars in jumping zones.

The slow count shares no arithmetic with the compiler. It goes from UTC to local time only, minute
by minute: the wall clock's highest reading so far, held against the spans of the calendar. (The
highest so far, since a time that occurs twice is over after its first occurrence.)
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from mom_sim.calendars import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_MINUTE,
    NEVER,
    Calendar,
    CalendarError,
    WeeklyHours,
    WorkingClock,
    compile_calendar,
    parse_weekly_hours,
)

DAYS = 7
MINUTES = DAYS * 1440
UNTIL = DAYS * MICROSECONDS_PER_DAY

# (zone of the calendar, zone of reference, start), most of them a few days before a jump.
PLACES = [
    ("America/New_York", "America/New_York", date(2026, 3, 5)),
    ("America/New_York", "Europe/Berlin", date(2026, 10, 30)),
    ("Europe/Berlin", "Europe/Berlin", date(2026, 3, 27)),
    ("Europe/Berlin", "America/New_York", date(2026, 10, 22)),
    ("Australia/Sydney", "Europe/Berlin", date(2026, 10, 2)),
    ("Australia/Lord_Howe", "UTC", date(2026, 4, 3)),
    ("America/Santiago", "America/Santiago", date(2026, 9, 4)),
    ("Asia/Kathmandu", "Pacific/Pago_Pago", date(2026, 6, 1)),
]

Spans = tuple[tuple[int, int], ...]


@st.composite
def spans_of_a_day(draw: st.DrawFn) -> Spans:
    """Disjoint spans that start on the day, on a grid that meets the usual hours of the jumps."""
    edges = sorted(draw(st.sets(st.integers(0, 24 * 4), max_size=6)))
    spans = [(15 * a, 15 * b) for a, b in zip(edges[0::2], edges[1::2], strict=False)]
    if draw(st.booleans()) and (not spans or spans[-1][1] < 1320):
        spans.append((1320, 1440 + 15 * draw(st.integers(0, 24))))
    return tuple(spans)


@st.composite
def weeks(draw: st.DrawFn) -> WeeklyHours:
    spans: list[tuple[int, int]] = []
    for day, of_day in enumerate(draw(st.lists(spans_of_a_day(), min_size=7, max_size=7))):
        spans += [(day * 1440 + start, day * 1440 + end) for start, end in of_day]
    try:
        return WeeklyHours(tuple(spans))
    except CalendarError:  # a night runs into the next morning: cut the nights
        nights = {start: (start // 1440 + 1) * 1440 for start, _ in spans}
        return WeeklyHours(tuple((start, min(end, nights[start])) for start, end in spans))


@st.composite
def calendars(draw: st.DrawFn) -> tuple[Calendar, str, date]:
    zone, reference, start = draw(st.sampled_from(PLACES))
    dates = st.integers(-2, DAYS + 1).map(lambda offset: start + timedelta(days=offset))
    first, last = sorted((draw(dates), draw(dates)))
    calendar = Calendar(
        "random",
        draw(weeks()),
        zone,
        closed_dates=draw(st.frozensets(dates, max_size=2)),
        special_days=draw(st.dictionaries(dates, spans_of_a_day(), max_size=2)),
        windows=draw(st.sampled_from([(), ((first, last, draw(weeks())),)])),
    )
    return calendar, reference, start


@lru_cache(maxsize=len(PLACES))
def highest_readings(zone: str, reference: str, start: date) -> list[tuple[date, int]]:
    """Local date and minute that the wall has reached, for each minute from the start."""
    midnight = datetime(start.year, start.month, start.day, tzinfo=ZoneInfo(reference))
    origin = midnight.astimezone(UTC)
    highest, readings = datetime.min, []
    for minute in range(-1440, MINUTES):
        local = (origin + timedelta(minutes=minute)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
        highest = max(highest, local)
        if minute >= 0:
            readings.append((highest.date(), highest.hour * 60 + highest.minute))
    return readings


def open_minutes(calendar: Calendar, reference: str, start: date) -> list[bool]:
    """Whether each minute from the start is open, by the slow count."""
    one_day = timedelta(days=1)
    return [
        any(begin <= minute < end for begin, end in calendar.spans_on(day))
        or any(begin <= minute + 1440 < end for begin, end in calendar.spans_on(day - one_day))
        for day, minute in highest_readings(calendar.time_zone, reference, start)
    ]


def slow_finish(is_open: list[bool], start: int, duration: int) -> int:
    """Minute by which `duration` minutes of work begun at `start` are done; -1 if none."""
    if duration == 0:
        return start
    for minute in range(start, MINUTES):
        duration -= is_open[minute]
        if duration == 0:
            return minute + 1
    return -1


@given(calendars(), st.data())
def test_compiled_clock_equals_the_slow_count(
    drawn: tuple[Calendar, str, date], data: st.DataObject
) -> None:
    calendar, reference, start_date = drawn
    clock = compile_calendar(calendar, start_date, reference, UNTIL)
    is_open = open_minutes(calendar, reference, start_date)
    assert clock.total == sum(is_open) * MICROSECONDS_PER_MINUTE
    edges = [minute for minute in range(1, MINUTES) if is_open[minute] != is_open[minute - 1]]
    for minute in (0, *edges, MINUTES - 1):
        instant = minute * MICROSECONDS_PER_MINUTE
        assert clock.is_open(instant) == is_open[minute]
        assert clock.work(instant) == sum(is_open[:minute]) * MICROSECONDS_PER_MINUTE
    for _ in range(3):
        start = data.draw(st.integers(0, MINUTES - 1), "start")
        duration = data.draw(st.integers(0, 3 * 1440), "duration")
        expected = slow_finish(is_open, start, duration)
        finish = clock.finish(start * MICROSECONDS_PER_MINUTE, duration * MICROSECONDS_PER_MINUTE)
        assert finish == (NEVER if expected < 0 else expected * MICROSECONDS_PER_MINUTE)


@given(calendars(), st.integers(0, UNTIL))
def test_a_shorter_horizon_is_the_same_clock_cut(
    drawn: tuple[Calendar, str, date], until: int
) -> None:
    calendar, reference, start = drawn
    whole = compile_calendar(calendar, start, reference, UNTIL)
    short = compile_calendar(calendar, start, reference, until)
    assert short.total == whole.work(until)
    assert short.next_open(until) == NEVER
    is_before = whole.starts < until
    assert short == WorkingClock(whole.starts[is_before], whole.ends[is_before].clip(max=until))


@given(weeks())
def test_a_week_is_read_back_from_its_written_form(week: WeeklyHours) -> None:
    assert parse_weekly_hours(str(week)) == week
    by_day = [week.spans_of(day) for day in range(7)]
    minutes = sum(end - start for spans in by_day for start, end in spans)
    assert week.hours_per_week() == minutes / 60
