"""``meets`` and ``cadence``: when deciders meet, every week at stated times or at intervals."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator, WithJsonSchema

from mom_sim.calendars.calendar_error import CalendarError, CalendarFault
from mom_sim.calendars.days_of_week import parse_days
from mom_sim.calendars.units import MINUTES_PER_HOUR
from mom_sim.scenario.quantities import QuantityError, shown
from mom_sim.scenario.schema.base import Form, default
from mom_sim.scenario.schema.values import Count, Interval

WeeklyMeetings = tuple[tuple[int, int], ...]
"""Weekday (Monday is 0) and minute of the day of every meeting, in order."""

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", re.ASCII)


def _weekly_meetings(written: Any) -> WeeklyMeetings:
    if not isinstance(written, dict) or not written:
        raise QuantityError(
            f'expected days and times such as {{tue: "10:00"}}, got {shown(written)}'
        )
    meetings: list[tuple[int, int]] = []
    faults: list[CalendarFault] = []
    for days, times in written.items():
        try:
            minutes = [_minute(time) for time in (times if isinstance(times, list) else [times])]
            new = [(day, minute) for day in parse_days(days) for minute in minutes]
            if len({*meetings, *new}) < len(meetings) + len(new):
                raise CalendarError("this meeting stands here twice; name it once")
            meetings += new
        except CalendarError as error:
            faults += [CalendarFault((days, *f.path), f.message) for f in error.faults]
    if faults:
        raise CalendarError(faults)
    return tuple(sorted(meetings))


def _minute(written: Any) -> int:
    match = _TIME.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        raise CalendarError(f'expected a time of day such as "10:00", got {shown(written)}')
    return int(match[1]) * MINUTES_PER_HOUR + int(match[2])


class MeetingsForm(Form):
    """When deciders meet: give either ``on`` or ``every``."""

    on: (
        Annotated[
            WeeklyMeetings,
            PlainValidator(_weekly_meetings),
            WithJsonSchema(
                {"type": "object", "additionalProperties": {"type": ["string", "array"]}}
            ),
        ]
        | None
    ) = None
    """Days with their times, such as {tue: "10:00", thu: "10:00"}."""
    every: Interval | None = None
    """Interval between meetings, constant or at random, by the clock on the wall."""
    agenda: Count | None = None
    """Most items a meeting deals with; default all that wait."""
    calendar: str | None = None
    """Whose local time and closed days count; default the reference calendar."""
    every_weeks: Annotated[int, Field(ge=1, le=52)] = default(
        "workflows.*.steps.*.gate.meets.every_weeks"
    )
    """1 for every week, 2 for every other week."""
