"""Dates, times and offsets from the start -> instants."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from mom_sim.calendars.local_time import instant_of
from mom_sim.calendars.units import MINUTES_PER_DAY, MINUTES_PER_HOUR
from mom_sim.scenario.context import Context
from mom_sim.scenario.distribution_grammar import parse_time_distribution
from mom_sim.scenario.quantities import WALL_CLOCK, QuantityError, shown

FIRST_YEAR, LAST_YEAR = 1971, 2200

_EXAMPLE = "a date such as 2026-10-05 or a time from the start such as 20 weeks"
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}):(\d{2}))?", re.ASCII)
# 2026/10/05, 2026-10, 10/05/2026, 5.10.2026; but 1000.5h and 1.5 weeks are lengths of time.
_LIKE_A_DATE = re.compile(r"\d{4}[-/.]\d{1,2}(?:[-/.]|$)|\d{1,2}/\d|\d{1,2}\.\d{1,2}\.", re.ASCII)


def parse_instant(written: object, context: Context, *, end: bool = False) -> int:
    """Read when something happens.

    Parameters
    ----------
    written : object
        ``2026-10-05``, ``2026-10-05 14:30`` in the reference calendar's time zone, or a length of
        time from the start such as ``20 weeks``.
    context : Context
    end : bool
        True if a bare date stands for the end of its day, so that the day is included; False if
        for its midnight.

    Returns
    -------
    int, microseconds
        Since the scenario's start, negative if before it.

    Raises
    ------
    QuantityError
        If it is none of these, or a date that does not exist.
    """
    match = _DATE.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        if isinstance(written, str) and _LIKE_A_DATE.match(written.strip()):
            raise QuantityError(f"{shown(written)} is not a date; write it as 2026-10-05")
        return _offset(written, context)
    hour, minute = int(match[2] or 0), int(match[3] or 0)
    minutes = hour * MINUTES_PER_HOUR + minute
    if match[2] is None and end:
        minutes = MINUTES_PER_DAY
    try:
        day = date.fromisoformat(match[1])
        if not FIRST_YEAR <= day.year <= LAST_YEAR or minute > 59 or minutes > MINUTES_PER_DAY:
            raise ValueError
    except ValueError:
        raise QuantityError(f"{shown(written)} does not exist; write it as 2026-10-05") from None
    return _instant(day, minutes, context.start, context.time_zone)


@lru_cache(maxsize=4096)  # a campaign calendar has the same dates many times
def _instant(day: date, minutes: int, start: date, time_zone: str) -> int:
    return instant_of(day, minutes, time_zone, start, time_zone)


def _offset(written: object, context: Context) -> int:
    try:
        read = parse_time_distribution(written, context.hours_per_day, WALL_CLOCK, "20 weeks")
    except QuantityError as error:
        if str(error).startswith("expected") or "(" in str(written):
            raise QuantityError(f"expected {_EXAMPLE}, got {shown(written)}") from None
        raise
    if read.distribution.kind != "constant":
        raise QuantityError(f"expected {_EXAMPLE}, got {shown(written)}")
    return round(read.distribution.mean())
