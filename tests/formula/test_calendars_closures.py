"""Dated exceptions: closed dates, special days, windows, and which of them decides."""

from __future__ import annotations

import pickle
from datetime import date, datetime

import pytest

from mom_sim.calendars import (
    Calendar,
    CalendarError,
    always_open,
    parse_closed_dates,
    parse_special_days,
    parse_weekly_hours,
    parse_windows,
)

WEEK = parse_weekly_hours({"mon-fri": "09:00-17:00"})
LONG_WEEK = parse_weekly_hours({"mon-sat": "08:00-19:00"})


def test_closed_dates() -> None:
    assert parse_closed_dates("2026-12-24") == {date(2026, 12, 24)}
    assert parse_closed_dates(date(2026, 12, 24)) == {date(2026, 12, 24)}
    assert parse_closed_dates([]) == frozenset()
    assert parse_closed_dates(["2026-12-30..2027-01-02", date(2026, 5, 1), "2027-01-01"]) == {
        date(2026, 12, 30),
        date(2026, 12, 31),
        date(2027, 1, 1),
        date(2027, 1, 2),
        date(2026, 5, 1),
    }


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("2026-02-29", "'2026-02-29' is not a date (day is out of range for month)"),
        ("24.12.2026", "'24.12.2026' is not a date"),
        ("20261224", "is not a date (not of the form YYYY-MM-DD)"),
        ("2026-W52-4", "is not a date"),
        ("2026-12-24..", "'' is not a date"),
        ("2026-12-31..2026-12-24", "ends before it begins; swap the two dates"),
        ("2026-01-01..2046-01-01", "has 7,306 days; at most 3,660 are allowed"),
        (20261224, "20261224 is not a date; write YYYY-MM-DD"),
        (datetime(2026, 12, 24, 9), "is not a date; write YYYY-MM-DD"),
    ],
)
def test_faulty_dates(written: object, message: str) -> None:
    with pytest.raises(CalendarError) as caught:
        parse_closed_dates(written)
    assert message in str(caught.value)


def test_faults_in_a_list_name_their_positions() -> None:
    with pytest.raises(CalendarError) as caught:
        parse_closed_dates(["2026-13-01", "2026-12-24", "tomorrow"])
    assert [fault.path for fault in caught.value.faults] == [("1",), ("3",)]


def test_special_days() -> None:
    special = parse_special_days(
        {
            "2026-12-31": "09:00-12:00",
            "2026-12-23..2026-12-24": "09:00-14:00",
            "2026-11-01": "closed",
        }
    )
    assert special == {
        date(2026, 11, 1): (),
        date(2026, 12, 23): ((540, 840),),
        date(2026, 12, 24): ((540, 840),),
        date(2026, 12, 31): ((540, 720),),
    }
    assert list(special) == sorted(special)


def test_special_day_faults() -> None:
    with pytest.raises(CalendarError, match="2026-12-24 has hours in an earlier entry"):
        parse_special_days({"2026-12-20..2026-12-24": "09:00-12:00", "2026-12-24": "10:00-12:00"})
    with pytest.raises(CalendarError) as caught:
        parse_special_days({"2026-12-24": "25:00-26:00", "never": "09:00-12:00"})
    assert [fault.path for fault in caught.value.faults] == [("2026-12-24",), ("never",)]
    with pytest.raises(CalendarError, match="is not a mapping from dates to hours"):
        parse_special_days("2026-12-24")


def test_windows() -> None:
    assert parse_windows(
        {
            "2026-11-01..2026-12-23": {"mon-sat": "08:00-19:00"},
            "2026-08-03..2026-08-07": "closed",
        }
    ) == (
        (date(2026, 8, 3), date(2026, 8, 7), parse_weekly_hours("closed")),
        (date(2026, 11, 1), date(2026, 12, 23), LONG_WEEK),
    )


def test_window_faults() -> None:
    with pytest.raises(CalendarError, match="two windows hold on 2026-12-01"):
        parse_windows({"2026-11-01..2026-12-01": "always", "2026-12-01..2026-12-02": "closed"})
    with pytest.raises(CalendarError) as caught:
        parse_windows({"2026-11-01..2026-12-01": {"mon": "x", "tuna": "09:00-17:00"}})
    assert [fault.path for fault in caught.value.faults] == [
        ("2026-11-01..2026-12-01", "mon"),
        ("2026-11-01..2026-12-01", "tuna"),
    ]
    with pytest.raises(CalendarError, match="is not a mapping from dates to hours"):
        parse_windows(["2026-11-01"])


def test_the_most_particular_rule_decides() -> None:
    calendar = Calendar(
        "agency",
        WEEK,
        "Europe/Berlin",
        closed_dates=frozenset({date(2026, 12, 24), date(2026, 12, 25)}),
        special_days={date(2026, 12, 24): ((540, 720),), date(2026, 12, 28): ()},
        windows=((date(2026, 12, 1), date(2026, 12, 31), LONG_WEEK),),
    )
    assert calendar.spans_on(date(2026, 11, 30)) == ((540, 1020),), "weekly"
    assert calendar.spans_on(date(2026, 11, 29)) == (), "weekly, a Sunday"
    assert calendar.spans_on(date(2026, 12, 1)) == ((480, 1140),), "first day of the window"
    assert calendar.spans_on(date(2026, 12, 5)) == ((480, 1140),), "a Saturday of the window"
    assert calendar.spans_on(date(2026, 12, 25)) == (), "closed before window"
    assert calendar.spans_on(date(2026, 12, 24)) == ((540, 720),), "special before closed"
    assert calendar.spans_on(date(2026, 12, 28)) == (), "special and empty"
    assert calendar.spans_on(date(2026, 12, 31)) == ((480, 1140),), "last day of the window"
    assert calendar.spans_on(date(2027, 1, 1)) == ((540, 1020),), "weekly again"


def test_a_calendar_compares_hashes_and_pickles_by_value() -> None:
    def make() -> Calendar:
        return Calendar("x", WEEK, "UTC", special_days={date(2026, 1, 2): ((600, 660), (540, 600))})

    assert make() == make()
    assert hash(make()) == hash(make())
    assert pickle.loads(pickle.dumps(make())) == make()
    assert make().special_days == {date(2026, 1, 2): ((540, 660),)}
    assert make() != Calendar("x", WEEK, "UTC")


def test_a_calendar_does_not_follow_the_mapping_it_was_made_of() -> None:
    special = {date(2026, 1, 2): ((540, 600),)}
    calendar = Calendar("x", WEEK, "UTC", special_days=special)
    special.clear()
    assert calendar.spans_on(date(2026, 1, 2)) == ((540, 600),)


def test_a_faulty_calendar_tells_all_its_faults() -> None:
    with pytest.raises(CalendarError) as caught:
        Calendar(
            "x",
            WEEK,
            "Europe/Berln",
            closed_dates=frozenset({datetime(2026, 1, 1)}),
            special_days={date(2026, 1, 2): ((540, 600), (590, 610))},
            windows=((date(2026, 2, 1), date(2026, 1, 1), WEEK),),
        )
    assert [fault.path[0] for fault in caught.value.faults] == [
        "time_zone",
        "closed_dates",
        "special_days.2026-01-02",
        "windows",
    ]
    assert "did you mean Europe/Berlin" in str(caught.value)
    assert "the window 2026-02-01..2026-01-01 ends before it begins" in str(caught.value)


@pytest.mark.parametrize("span", [(1440, 1500), (-1, 10), (600, 600), (600, 2041)])
def test_special_spans_start_on_their_date_and_last_up_to_a_day(span: tuple[int, int]) -> None:
    with pytest.raises(CalendarError, match="is not possible"):
        Calendar("x", WEEK, "UTC", special_days={date(2026, 1, 2): (span,)})


def test_always_open() -> None:
    calendar = always_open("Asia/Tokyo")
    assert calendar.time_zone == "Asia/Tokyo"
    assert all(calendar.spans_on(date(2026, 3, day)) == ((0, 1440),) for day in range(1, 32))
