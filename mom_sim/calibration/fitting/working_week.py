"""Weekly hours as a log shows them, and the working time between two instants of the past."""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 86_400.0
EDGE = 0.01
"""Share of a day's times that may lie before its opening, and behind its closing."""
ROUNDING = 900.0
"""Seconds to which opening and closing are rounded outward."""
RARE_DAY = 0.1
"""A weekday with less than this share of the busiest weekday's events is a closed one."""
ALL_DAY = 20.0
"""Hours from which a day counts as open around the clock."""
SNAP = 3600.0
"""Seconds within which a team's opening or closing is taken to be that of all."""
FEWEST = 20
"""Times that a weekday needs for hours of its own."""
SILENT = 10.0
"""Usual number of cases that begin on a weekday from which a date without any event is closed.

Source: by the Poisson law such a date is open and silent with probability exp(-10), 1 in 22,000.
"""


@dataclass(frozen=True)
class WorkingWeek:
    """One stretch of open time for each day of the week, in seconds of local time.

    Parameters
    ----------
    opening, closing : ndarray of float, shape (7,), seconds
        Of the local day, Monday first; both 0 where the day is closed.
    time_zone : str
    """

    opening: Floats
    closing: Floats
    time_zone: str

    @property
    def hours(self) -> float:
        """Open hours of a week."""
        return float((self.closing - self.opening).sum() / 3600)

    @property
    def hours_per_day(self) -> float:
        """Mean open hours of the days that are open."""
        lengths = (self.closing - self.opening) / 3600
        return float(lengths[lengths > 0].mean())

    def written(self) -> dict[str, str] | str:
        """As a scenario writes it: days with equal hours side by side are one range."""
        if self.hours >= 7 * 24 - 1e-9:
            return "always"
        parts: dict[str, str] = {}
        day = 0
        while day < 7:
            last = day
            while last < 6 and self._span(last + 1) == self._span(day):
                last += 1
            opening, closing = self._span(day)
            if closing > opening:
                name = DAYS[day] if last == day else f"{DAYS[day]}-{DAYS[last]}"
                parts[name] = f"{_clock(opening)}-{_clock(closing)}"
            day = last + 1
        return parts

    def _span(self, day: int) -> tuple[float, float]:
        return float(self.opening[day]), float(self.closing[day])


@dataclass(frozen=True)
class PastClock:
    """Working time of the past: the open stretches of every date of a log.

    Parameters
    ----------
    opens, closes : ndarray of float, shape (dates,), seconds since 1970
        Ascending; dates without open time are left out.
    """

    opens: Floats
    closes: Floats

    def work(self, instants: Floats) -> Floats:
        """Working seconds before each instant."""
        edges = np.column_stack((self.opens, self.closes)).ravel()
        lengths = np.cumsum(self.closes - self.opens)
        before = np.concatenate(([0.0], lengths[:-1]))
        levels = np.column_stack((before, lengths)).ravel()
        return np.interp(instants, edges, levels)

    def between(self, begin: Floats, end: Floats) -> Floats:
        """Working seconds between pairs of instants."""
        return np.asarray(self.work(end) - self.work(begin))


def fit_week(instants: Floats, zone: str, general: WorkingWeek | None = None) -> WorkingWeek:
    """Find the weekly hours in which nearly all events lie.

    Parameters
    ----------
    instants : ndarray of float, seconds since 1970
        When work began and ended.
    zone : str
    general : WorkingWeek, optional
        Taken for weekdays with too few events.

    Returns
    -------
    WorkingWeek
    """
    days, seconds = local_times(instants, zone)
    weekday = (days + 3) % 7  # 1970-01-01 was a Thursday
    counts = np.bincount(weekday, minlength=7)
    opening, closing = np.zeros(7), np.zeros(7)
    usual = _edges(seconds)
    for day in range(7):
        if counts[day] < RARE_DAY * counts.max():
            continue
        if counts[day] >= FEWEST:
            opening[day], closing[day] = _edges(seconds[weekday == day])
        elif general is not None:
            opening[day], closing[day] = general.opening[day], general.closing[day]
        else:
            opening[day], closing[day] = usual
    if general is not None:
        if not (closing > opening).any():
            return general
        is_open = (closing > opening) & (general.closing > general.opening)
        for own, usual_edge in ((opening, general.opening), (closing, general.closing)):
            near = is_open & (np.abs(own - usual_edge) <= SNAP)
            own[near] = usual_edge[near]
    return WorkingWeek(opening, closing, zone)


def _edges(seconds: Floats) -> tuple[float, float]:
    low, high = np.quantile(seconds, (EDGE, 1 - EDGE))
    opening = float(np.floor(low / ROUNDING) * ROUNDING)
    closing = float(np.ceil(high / ROUNDING) * ROUNDING)
    if closing - opening >= ALL_DAY * 3600:
        return 0.0, DAY
    return opening, max(closing, opening + ROUNDING)


def past_clock(week: WorkingWeek, instants: Floats, first_starts: Floats) -> PastClock:
    """Lay weekly hours over the dates of a log; a date whose silence is no accident is closed.

    A usually open date without any event was a holiday only where so many cases usually begin that
    chance hardly leaves it without one (`SILENT`). Cases are counted, not events: the events of a
    case come together, and many of them say little about how likely a silent date is.

    Parameters
    ----------
    week : WorkingWeek
    instants : ndarray of float, seconds since 1970
        Every begin and end of the log.
    first_starts : ndarray of float, seconds since 1970
        When each case began.

    Returns
    -------
    PastClock
    """
    days, _ = local_times(instants, week.time_zone)
    dates = np.arange(days.min(), days.max() + 1)
    weekday = (dates + 3) % 7
    began, _ = local_times(first_starts, week.time_zone)
    usual = np.bincount((began + 3) % 7, minlength=7) / np.maximum(
        np.bincount(weekday, minlength=7), 1
    )
    is_holiday = ~np.isin(dates, days) & (usual[weekday] >= SILENT)
    is_open = (week.closing > week.opening)[weekday] & ~is_holiday
    dates, weekday = dates[is_open], weekday[is_open]
    midnights = _midnights(dates, week.time_zone)
    return PastClock(midnights + week.opening[weekday], midnights + week.closing[weekday])


def local_times(instants: Floats, zone: str) -> tuple[npt.NDArray[np.int64], Floats]:
    """Local dates, as days since 1970, and seconds of the day."""
    shifted = instants + _offsets(instants, zone)
    days = np.floor(shifted / DAY)
    return days.astype(np.int64), shifted - days * DAY


def _offsets(instants: Floats, zone: str) -> Floats:
    """Seconds by which local clocks are ahead of UTC."""
    place = zoneinfo.ZoneInfo(zone)
    hours = np.floor(instants / 3600).astype(np.int64)
    known, position = np.unique(hours // 6, return_inverse=True)
    edges = np.append(known, known[-1] + 1) * 6 * 3600
    found = np.array(
        [_offset(datetime.fromtimestamp(int(edge), UTC), place) for edge in edges[:-1]]
    )
    # Six hours hold one change of clocks at most; where there is one, look at each hour.
    changes = np.array(
        [_offset(datetime.fromtimestamp(int(edge + 6 * 3600), UTC), place) for edge in edges[:-1]]
    )
    offsets = found[position]
    for index in np.flatnonzero((found != changes)[position]):
        offsets[index] = _offset(datetime.fromtimestamp(float(instants[index]), UTC), place)
    return offsets


def _offset(instant: datetime, place: zoneinfo.ZoneInfo) -> float:
    return (instant.astimezone(place).utcoffset() or timedelta()).total_seconds()


def _midnights(dates: npt.NDArray[np.int64], zone: str) -> Floats:
    place = zoneinfo.ZoneInfo(zone)
    first = datetime(1970, 1, 1)
    return np.array(
        [(first + timedelta(days=int(day))).replace(tzinfo=place).timestamp() for day in dates]
    )


def _clock(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
