"""The hours of a week: what a person writes, and the spans in minutes that it means.

A span belongs to the day on which it starts: ``fri: 22:00-06:00`` is Friday's, and a calendar that
closes a Friday closes the whole night shift, one that closes the Saturday lets it run to its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise

from mom_sim.calendars.calendar_error import CalendarError, FaultList, shown
from mom_sim.calendars.days_of_week import DAY_NAMES, parse_days
from mom_sim.calendars.hours_of_day import (
    CLOSED,
    Span,
    format_hours,
    format_span,
    joined_spans,
    parse_hours,
)
from mom_sim.calendars.units import (
    DAYS_PER_WEEK,
    MINUTES_PER_DAY,
    MINUTES_PER_HOUR,
    MINUTES_PER_WEEK,
)

ALWAYS = "always"

_ENTRY = re.compile(rf"(?P<days>[^\d;]+?)\s+(?P<hours>\d.*|{CLOSED})", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True)
class WeeklyHours:
    """Working hours that repeat every week, in local time.

    Parameters
    ----------
    spans : tuple of (int, int), minutes since Monday 00:00
        Half-open. Kept sorted; spans that start on the same day and touch are joined; a span
        longer than 24 hours is cut at every midnight. One that runs past Sunday's end has an end
        above 10,080.

    Raises
    ------
    CalendarError
        If a span starts outside the week, has no length, or overlaps another, also across the end
        of the week.
    """

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        by_day: list[list[Span]] = [[] for _ in range(DAYS_PER_WEEK)]
        for start, end in self.spans:
            if not (0 <= start < MINUTES_PER_WEEK and start < end <= start + MINUTES_PER_WEEK):
                raise CalendarError(
                    f"the span ({start}, {end}) in minutes since Monday 00:00 is not possible; it "
                    f"has to start from 0 to {MINUTES_PER_WEEK - 1} and to last up to a week"
                )
            for piece_start, piece_end in _pieces(start, end):
                day, minute = divmod(piece_start, MINUTES_PER_DAY)
                by_day[day % DAYS_PER_WEEK].append((minute, minute + piece_end - piece_start))
        spans = tuple(
            (day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + end)
            for day, of_day in enumerate(by_day)
            for start, end in joined_spans(of_day)
        )
        _refuse_overlaps(spans)
        object.__setattr__(self, "spans", spans)

    def spans_of(self, weekday: int) -> tuple[Span, ...]:
        """Spans that start on one day of the week.

        Parameters
        ----------
        weekday : int
            Monday is 0.

        Returns
        -------
        tuple of (int, int), minutes since the day's midnight
            Ends above 1,440 run into the next day.
        """
        midnight = weekday * MINUTES_PER_DAY
        return tuple(
            (start - midnight, end - midnight)
            for start, end in self.spans
            if midnight <= start < midnight + MINUTES_PER_DAY
        )

    def hours_per_week(self) -> float:
        """Working hours of a week without daylight-saving change.

        Returns
        -------
        float, hours
        """
        return sum(end - start for start, end in self.spans) / MINUTES_PER_HOUR

    def hours_per_day(self) -> float:
        """Mean working hours over the days that have any; a night shift counts for its first day.

        Returns
        -------
        float, hours
            0 if the whole week is closed.
        """
        days = {start // MINUTES_PER_DAY for start, _ in self.spans}
        return self.hours_per_week() / len(days) if days else 0.0

    def __str__(self) -> str:
        """Write the week so that `parse_weekly_hours` reads it back."""
        texts = [format_hours(self.spans_of(day)) for day in range(DAYS_PER_WEEK)]
        if set(texts) == {"00:00-24:00"}:
            return ALWAYS
        entries = []
        for hours, run in groupby(range(DAYS_PER_WEEK), key=texts.__getitem__):
            names = [DAY_NAMES[day] for day in run]
            days = "-".join(dict.fromkeys((names[0], names[-1])))
            if hours != CLOSED:
                entries.append(f"{days} {hours}")
        return "; ".join(entries) or CLOSED


def parse_weekly_hours(written: object) -> WeeklyHours:
    """Read weekly hours as a person writes them.

    Parameters
    ----------
    written : mapping of str to str, or str
        From days to hours, such as ``{"mon-fri": "09:00-17:00", "sat": "10:00-13:00"}``; days that
        are not named are closed. Or one text, ``mon-fri 09:00-17:00; sat 10:00-13:00``. Or
        ``always`` for around the clock, ``closed`` for never.

    Returns
    -------
    WeeklyHours

    Raises
    ------
    CalendarError
        With every fault of every entry.
    """
    if isinstance(written, str) and written.strip().lower() in (ALWAYS, CLOSED):
        is_open = written.strip().lower() == ALWAYS
        return WeeklyHours(((0, MINUTES_PER_WEEK),) if is_open else ())
    spans: list[Span] = []
    entry_of_day: dict[int, object] = {}
    faults = FaultList()
    for days_written, hours_written in _entries(written):
        days: tuple[int, ...] = ()
        hours: tuple[Span, ...] = ()
        with faults.entry(days_written):
            days = parse_days(days_written)
        with faults.entry(days_written):
            hours = parse_hours(hours_written)
        with faults.entry(days_written):
            for day in days:
                if day in entry_of_day:
                    raise CalendarError(
                        f"{DAY_NAMES[day]} is named here and in {shown(entry_of_day[day])}; "
                        "name each day once"
                    )
            entry_of_day.update(dict.fromkeys(days, days_written))
        spans += [
            (day * MINUTES_PER_DAY + start, day * MINUTES_PER_DAY + end)
            for day in days
            for start, end in hours
        ]
    faults.raise_if_any()
    return WeeklyHours(tuple(spans))


def _entries(written: object) -> Iterable[tuple[object, object]]:
    if isinstance(written, Mapping) and written:
        return written.items()
    if not isinstance(written, str):
        raise CalendarError(
            f"{shown(written)} is not weekly hours; write a mapping from days to hours such as "
            "mon-fri: 09:00-17:00, or always, or closed"
        )
    entries: list[tuple[object, object]] = []
    for part in re.split(r"[;\n]", written.strip().rstrip(";")):
        match = _ENTRY.fullmatch(part.strip())
        if match is None:
            raise CalendarError(
                f"{shown(part.strip())} is not days and their hours; write mon-fri 09:00-17:00, "
                "several separated by semicolons, or always, or closed"
            )
        entries.append((match["days"], match["hours"]))
    return entries


def _pieces(start: int, end: int) -> list[Span]:
    if end - start <= MINUTES_PER_DAY:
        return [(start, end)]
    midnights = range((start // MINUTES_PER_DAY + 1) * MINUTES_PER_DAY, end, MINUTES_PER_DAY)
    return list(pairwise((start, *midnights, end)))


def _refuse_overlaps(spans: tuple[Span, ...]) -> None:
    if not spans:
        return
    next_week = (spans[0][0] + MINUTES_PER_WEEK, spans[0][1] + MINUTES_PER_WEEK)
    for earlier, later in pairwise((*spans, next_week)):
        if later[0] < earlier[1]:
            raise CalendarError(
                f"{_named(earlier)} runs into {_named(later)}; end it earlier or start the other "
                "later"
            )


def _named(span: Span) -> str:
    day, minute = divmod(span[0] % MINUTES_PER_WEEK, MINUTES_PER_DAY)
    return f"{DAY_NAMES[day]} {format_span((minute, minute + span[1] - span[0]))}"
