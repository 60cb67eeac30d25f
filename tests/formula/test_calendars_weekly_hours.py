"""What a person writes about a week, and the spans it means."""

from __future__ import annotations

import pickle

import pytest

from mom_sim.calendars import CalendarError, WeeklyHours, parse_weekly_hours
from mom_sim.calendars.days_of_week import parse_days
from mom_sim.calendars.hours_of_day import parse_hours
from mom_sim.errors import MomSimError

DAY = 1440


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("mon", (0,)),
        ("Sunday", (6,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("sat-mon", (5, 6, 0)),
        ("mon, wed,FRI", (0, 2, 4)),
        ("sun, tue-wed", (6, 1, 2)),
        ("mon - sun", (0, 1, 2, 3, 4, 5, 6)),
    ],
)
def test_days(written: str, days: tuple[int, ...]) -> None:
    assert parse_days(written) == days


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("09:00-17:00", ((540, 1020),)),
        ("9:00 - 17:00", ((540, 1020),)),
        ("09:00-12:30, 13:30-17:30", ((540, 750), (810, 1050))),
        (["13:30-17:30", "09:00-12:30"], ((540, 750), (810, 1050))),
        ("22:00-06:00", ((1320, 1800),)),
        ("22:00-00:00", ((1320, 1440),)),
        ("22:00-24:00", ((1320, 1440),)),
        ("00:00-24:00", ((0, 1440),)),
        ("09:00-12:00, 12:00-17:00", ((540, 1020),)),
        ("00:00-20:00, 20:00-06:00", ((0, 1200), (1200, 1800))),
        ("closed", ()),
        ("Closed", ()),
    ],
)
def test_hours_of_a_day(written: object, spans: tuple[tuple[int, int], ...]) -> None:
    assert parse_hours(written) == spans


def test_a_mapping_and_one_text_mean_the_same_week() -> None:
    expected = WeeklyHours(
        (*((day * DAY + 540, day * DAY + 1020) for day in range(5)), (5 * DAY + 600, 7980))
    )
    assert parse_weekly_hours({"mon-fri": "09:00-17:00", "sat": "10:00-13:00"}) == expected
    assert parse_weekly_hours("Mon-Fri 09:00-17:00; sat 10:00-13:00") == expected
    assert parse_weekly_hours("mon-fri 09:00-17:00\nsat 10:00-13:00\n") == expected
    assert expected.spans[0] == (540, 1020)
    assert expected.spans[-1] == (7800, 7980)


def test_days_in_lists_with_several_spans() -> None:
    week = parse_weekly_hours("mon, wed, fri 09:00-12:30, 13:30-17:30; sat-sun closed")
    assert [week.spans_of(day) for day in range(7)] == [
        ((540, 750), (810, 1050)) if day in (0, 2, 4) else () for day in range(7)
    ]
    assert week.hours_per_week() == 22.5
    assert week.hours_per_day() == 7.5


def test_a_night_shift_belongs_to_the_day_on_which_it_starts() -> None:
    week = parse_weekly_hours({"sun-thu": "22:00-06:00"})
    assert week.spans_of(3) == ((1320, 1800),)
    assert week.spans_of(4) == ()
    assert week.spans_of(6) == ((1320, 1800),)
    assert week.spans[-1] == (6 * DAY + 1320, 7 * DAY + 360)
    assert week.hours_per_week() == 40.0
    assert week.hours_per_day() == 8.0


def test_always_is_seven_whole_days() -> None:
    always = parse_weekly_hours("always")
    assert always == parse_weekly_hours({"mon-sun": "00:00-24:00"})
    assert always == WeeklyHours(((0, 7 * DAY),))
    assert always.spans == tuple((day * DAY, (day + 1) * DAY) for day in range(7))
    assert always.hours_per_week() == 168.0
    assert always.hours_per_day() == 24.0


def test_a_closed_week_is_legal_and_has_no_hours() -> None:
    closed = parse_weekly_hours("closed")
    assert closed == parse_weekly_hours({"mon-sun": "closed"})
    assert closed.spans == ()
    assert closed.hours_per_week() == closed.hours_per_day() == 0.0


def test_spans_are_sorted_joined_within_a_day_and_cut_when_longer_than_a_day() -> None:
    assert WeeklyHours(((600, 660), (540, 600))).spans == ((540, 660),)
    assert WeeklyHours(((1380, 1440), (1440, 1500))).spans == ((1380, 1440), (1440, 1500))
    assert WeeklyHours(((720, 4000),)).spans == ((720, 1440), (1440, 2880), (2880, 4000))
    around = WeeklyHours(((540, 540 + 7 * DAY),))
    assert around.spans[0] == (0, 1440)
    assert around.hours_per_week() == 168.0


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ({"mon-fri": "9:00-17:00"}, "mon-fri 09:00-17:00"),
        ({"sat-mon": "08:00-12:00"}, "mon 08:00-12:00; sat-sun 08:00-12:00"),
        ({"sun": "22:00-06:00, 13:00-14:00"}, "sun 13:00-14:00, 22:00-06:00"),
        ({"mon": "22:00-00:00"}, "mon 22:00-24:00"),
        ("ALWAYS", "always"),
        ("closed", "closed"),
    ],
)
def test_written_form(written: object, text: str) -> None:
    week = parse_weekly_hours(written)
    assert str(week) == text
    assert parse_weekly_hours(text) == week


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ({"sax": "09:00-17:00"}, "sax: 'sax' is not a day; days are mon, tue, wed, thu, fri, sat"),
        ({"mon-": "09:00-17:00"}, "mon-: '' is not a day"),
        ({"mon-mon": "09:00-17:00"}, "begins and ends on the same day; write mon for one day"),
        ({"mon, sun-tue": "09:00-17:00"}, "mon is named twice in 'mon, sun-tue'"),
        ({"mon-fri": "09:00-17:00", "wed": "closed"}, "wed: wed is named here and in 'mon-fri'"),
        ({1: "09:00-17:00"}, "1: 1 is not a day or day range"),
        ({"mon": "25:00-26:00"}, "mon: '25:00' is not a time of day; write HH:MM from 00:00 to"),
        ({"mon": "09:00-24:01"}, "'24:01' is not a time of day"),
        ({"mon": "09:60-17:00"}, "'09:60' is not a time of day"),
        ({"mon": "9-17"}, "'9' is not a time of day"),
        ({"mon": "٠٩:٠٠-17:00"}, "is not a time of day"),
        ({"mon": "09:00"}, "'09:00' is not a span of hours"),
        ({"mon": "09:00-12:00,"}, "'' is not a span of hours"),
        ({"mon": "always"}, "'always' is not a span of hours"),
        ({"mon": "closed, 09:00-12:00"}, "'closed' is not a span of hours"),
        ({"mon": "09:00-09:00"}, "ends when it starts; write 00:00-24:00 for a whole day"),
        ({"mon": "24:00-06:00"}, "starts at 24:00, which is the next day"),
        ({"mon": "09:00-12:00, 11:59-13:00"}, "09:00-12:00 and 11:59-13:00 overlap"),
        ({"mon": 540}, "mon: 540 is not text"),
        ({"mon": []}, "no hours are given"),
        ({"mon": "22:00-06:00", "tue": "05:59-08:00"}, "mon 22:00-06:00 runs into tue 05:59-08:00"),
        ({"sun": "22:00-06:00", "mon": "05:59-08:00"}, "sun 22:00-06:00 runs into mon 05:59-08:00"),
        ({}, "{} is not weekly hours; write a mapping"),
        (None, "None is not weekly hours"),
        ("", "'' is not days and their hours"),
        ("weekdays", "'weekdays' is not days and their hours"),
        ("mon 09:00-10:00; tue", "'tue' is not days and their hours"),
    ],
)
def test_faults_say_what_is_wrong_and_what_is_allowed(written: object, message: str) -> None:
    with pytest.raises(CalendarError) as caught:
        parse_weekly_hours(written)
    assert message in str(caught.value)
    assert len(caught.value.faults) == 1
    assert isinstance(caught.value, ValueError)
    assert isinstance(caught.value, MomSimError)


@pytest.mark.parametrize("span", [(-1, 60), (10_080, 10_090), (60, 60), (60, 30), (0, 10_081)])
def test_spans_outside_the_week_are_refused(span: tuple[int, int]) -> None:
    with pytest.raises(CalendarError, match="is not possible"):
        WeeklyHours((span,))


def test_all_faults_are_told_at_once_with_their_entries() -> None:
    with pytest.raises(CalendarError) as caught:
        parse_weekly_hours({"moon": "25:00-26:00", "tue": "09:00-17:00", "wed": "x"})
    assert [fault.path for fault in caught.value.faults] == [("moon",), ("moon",), ("wed",)]
    assert str(caught.value).count("\n") == 2


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(CalendarError) as caught:
        parse_weekly_hours({"mon": "x" * 100_000})
    assert len(str(caught.value)) < 300


def test_an_error_survives_the_way_between_processes() -> None:
    with pytest.raises(CalendarError) as caught:
        parse_weekly_hours({"moon": "09:00-17:00"})
    copy = pickle.loads(pickle.dumps(caught.value))
    assert copy.faults == caught.value.faults
    assert str(copy) == str(caught.value)
