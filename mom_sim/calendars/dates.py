"""Dates and ranges of dates as a person writes them: ``2026-12-24``, ``2026-12-24..2026-12-31``."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from mom_sim.calendars.calendar_error import CalendarError, shown

LONGEST_RANGE_DAYS = 3_660
"""Ten years. A longer range is a slip of the pen, and would fill memory with dates."""

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_date_range(written: object) -> tuple[date, date]:
    """Read a date or a range of dates.

    Parameters
    ----------
    written : str or date
        ``YYYY-MM-DD``, or two of them joined by ``..``, both included.

    Returns
    -------
    tuple of (date, date)
        First and last date; equal for a single date.

    Raises
    ------
    CalendarError
        For a date that does not exist, a range that runs backward or is longer than ten years.
    """
    if isinstance(written, date) and not isinstance(written, datetime):
        return written, written
    if not isinstance(written, str):
        raise CalendarError(
            f"{shown(written)} is not a date; write YYYY-MM-DD, or a range YYYY-MM-DD..YYYY-MM-DD"
        )
    first_text, dots, last_text = (piece.strip() for piece in written.partition(".."))
    first = _parse_date(first_text)
    last = _parse_date(last_text) if dots else first
    if last < first:
        raise CalendarError(f"the range {shown(written)} ends before it begins; swap the two dates")
    if (last - first).days >= LONGEST_RANGE_DAYS:
        raise CalendarError(
            f"the range {shown(written)} has {(last - first).days + 1:,} days; at most "
            f"{LONGEST_RANGE_DAYS:,} are allowed"
        )
    return first, last


def dates_between(first: date, last: date) -> list[date]:
    """Every date from `first` to `last`, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


def _parse_date(text: str) -> date:
    try:
        if not _ISO_DATE.fullmatch(text):
            raise ValueError("not of the form YYYY-MM-DD")
        return date.fromisoformat(text)
    except ValueError as error:
        raise CalendarError(
            f"{shown(text)} is not a date ({error}); write YYYY-MM-DD, or a range "
            "YYYY-MM-DD..YYYY-MM-DD"
        ) from None
