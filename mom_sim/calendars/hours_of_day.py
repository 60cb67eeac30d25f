"""The hours of one day as a person writes them: ``09:00-12:30, 13:30-17:30``, ``22:00-06:00``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from mom_sim.calendars.calendar_error import CalendarError, shown
from mom_sim.calendars.units import MINUTES_PER_DAY, MINUTES_PER_HOUR

Span = tuple[int, int]
"""Half-open [start, end) in minutes."""

CLOSED = "closed"

_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
_HOW_TO_WRITE = "write spans such as 09:00-17:00, several separated by commas, or closed"


def parse_hours(written: object) -> tuple[Span, ...]:
    """Read the hours of one day.

    Parameters
    ----------
    written : str or sequence of str
        Spans ``HH:MM-HH:MM`` separated by commas, or a list of such texts, or ``closed``. A span
        whose end is at or before its start's time of day runs into the next day.

    Returns
    -------
    tuple of (int, int), minutes since the day's midnight
        Sorted, disjoint, not touching; ``22:00-06:00`` ends at 1800. Empty for ``closed``.

    Raises
    ------
    CalendarError
        For text that is no span, a time that does not exist, an end equal to its start,
        overlapping spans.
    """
    if isinstance(written, str):
        parts = [part.strip() for part in written.split(",")]
    elif isinstance(written, Sequence) and all(isinstance(item, str) for item in written):
        parts = [part.strip() for item in written for part in item.split(",")]
    else:
        raise CalendarError(f"{shown(written)} is not text; {_HOW_TO_WRITE}, in quotes if need be")
    if [part.lower() for part in parts] == [CLOSED]:
        return ()
    if not parts:
        raise CalendarError(f"no hours are given; {_HOW_TO_WRITE}")
    return joined_spans(map(_parse_span, parts))


def joined_spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sort the spans of one day and join those that touch.

    Raises
    ------
    CalendarError
        If a span does not start within the day, is not from 1 minute to 24 hours long, or
        overlaps another.
    """
    ordered = sorted(spans)
    for start, end in ordered:
        if not (0 <= start < MINUTES_PER_DAY and start < end <= start + MINUTES_PER_DAY):
            raise CalendarError(
                f"the span ({start}, {end}) in minutes since midnight is not possible; "
                "it has to start within the day and to last from 1 minute to 24 hours"
            )
    for earlier, later in pairwise(ordered):
        if later[0] < earlier[1]:
            raise CalendarError(
                f"{format_span(earlier)} and {format_span(later)} overlap; "
                "write each hour in one span only"
            )
    joined: list[Span] = []
    for start, end in ordered:
        touches = bool(joined) and joined[-1][1] == start
        if touches and end <= joined[-1][0] + MINUTES_PER_DAY:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


def format_span(span: Span) -> str:
    """Write a span as a person does: (1320, 1800) is ``22:00-06:00``."""
    start, end = span
    return f"{_format_time(start)}-{_format_time(end - MINUTES_PER_DAY * (end > MINUTES_PER_DAY))}"


def format_hours(spans: Sequence[Span]) -> str:
    """Write the hours of one day so that `parse_hours` reads them back."""
    return ", ".join(map(format_span, spans)) if spans else CLOSED


def _format_time(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02d}:{minute % MINUTES_PER_HOUR:02d}"


def _parse_span(part: str) -> Span:
    start_text, dash, end_text = (piece.strip() for piece in part.partition("-"))
    if not dash:
        raise CalendarError(f"{shown(part)} is not a span of hours; {_HOW_TO_WRITE}")
    start, end = _parse_time(start_text), _parse_time(end_text)
    if start == MINUTES_PER_DAY:
        raise CalendarError(
            f"{shown(part)} starts at 24:00, which is the next day; put it there as 00:00"
        )
    if start == end:
        raise CalendarError(
            f"{shown(part)} ends when it starts; write 00:00-24:00 for a whole day, closed for none"
        )
    return (start, end) if start < end else (start, end + MINUTES_PER_DAY)


def _parse_time(text: str) -> int:
    match = _TIME.fullmatch(text)
    hour, minute = (int(match[1]), int(match[2])) if match else (-1, -1)
    if not (0 <= hour < 24 and 0 <= minute < 60) and (hour, minute) != (24, 0):
        raise CalendarError(
            f"{shown(text)} is not a time of day; write HH:MM from 00:00 to 24:00, such as 09:30"
        )
    return hour * MINUTES_PER_HOUR + minute
