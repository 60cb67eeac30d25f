"""Days of the week as a person writes them: ``mon-fri``, ``mon, wed, fri``, ``sat-mon``."""

from __future__ import annotations

from mom_sim.calendars.calendar_error import CalendarError, shown
from mom_sim.calendars.units import DAYS_PER_WEEK

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_FULL_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_BY_NAME = {name: day for names in (DAY_NAMES, _FULL_NAMES) for day, name in enumerate(names)}


def parse_days(written: object) -> tuple[int, ...]:
    """Read a list of days and day ranges.

    Parameters
    ----------
    written : str
        Day names (``mon`` or ``monday``, in any case) and ranges of them, separated by commas.
        A range may pass the end of the week: ``sat-mon`` is Saturday, Sunday, Monday.

    Returns
    -------
    tuple of int
        Days in the order written, Monday is 0.

    Raises
    ------
    CalendarError
        For an unknown day name, an empty list, a day that is named twice.
    """
    if not isinstance(written, str):
        raise CalendarError(
            f"{shown(written)} is not a day or day range; write text such as mon-fri or sat, sun"
        )
    days: list[int] = []
    for part in written.split(","):
        for day in _parse_range(part.strip()):
            if day in days:
                raise CalendarError(
                    f"{DAY_NAMES[day]} is named twice in {shown(written)}; name it once"
                )
            days.append(day)
    return tuple(days)


def _parse_range(part: str) -> tuple[int, ...]:
    first_name, dash, last_name = (piece.strip() for piece in part.partition("-"))
    first = _parse_day(first_name)
    if not dash:
        return (first,)
    last = _parse_day(last_name)
    if first == last:
        raise CalendarError(
            f"the range {shown(part)} begins and ends on the same day; "
            f"write {DAY_NAMES[first]} for one day, mon-sun for all seven"
        )
    length = (last - first) % DAYS_PER_WEEK + 1
    return tuple((first + offset) % DAYS_PER_WEEK for offset in range(length))


def _parse_day(name: str) -> int:
    day = _DAY_BY_NAME.get(name.lower())
    if day is None:
        raise CalendarError(
            f"{shown(name)} is not a day; days are {', '.join(DAY_NAMES)} (or the full names), "
            "ranges are written mon-fri, lists mon, wed, fri"
        )
    return day
