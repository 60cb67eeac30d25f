"""Make ``campaign_calendar.csv``: a retailer's campaigns from October 2025 to the end of 2026.

    python scenarios/make_campaign_calendar.py > scenarios/campaign_calendar.csv

Every row is planned backward from the day it has to be out. Four kinds of rows:

- newsletters: one a week for each department, from a template (less strategy and less building);
- offers: every other week or so, small, nothing special;
- themes: a medium campaign for each department in most months, and a large one for a new range;
- peaks: a dated day of the retail year, with small campaigns spread over the weeks before it and
  medium ones at the beginning of those weeks. Deals from Black Friday to Cyber Monday must not be
  out early (``not_before``) and take more text and design: every offer comes in many versions.

Days of the peaks are a table, not computed; a test holds them against the rules of the calendar.
Spread comes from `random.Random(2026).random`, of which Python promises the same numbers in every
version; the rest is arithmetic, so that the file comes out the same everywhere.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TextIO

UNITS = ("fashion", "home", "beauty", "toys")
COLUMNS = (
    "id",
    "unit",
    "type",
    "requested",
    "due",
    "value",
    "not_before",
    "effort:strategy",
    "effort:content",
    "effort:design",
    "effort:build",
)
FIRST_REQUEST = date(2025, 10, 6)
LAST_REQUEST = date(2026, 12, 31)
LAST_DUE = date(2027, 2, 26)

LEAD_DAYS = {"small": (16, 28), "medium": (44, 60), "large": (90, 112)}
"""Shortest and longest time from the request to the due date, calendar days."""

VALUES = {"small": 8_000, "medium": 60_000, "large": 500_000}
"""Worth when out in time, USD."""

TEMPLATE = {"effort:strategy": "0.5h", "effort:build": "4h"}
"""A newsletter of which only text and pictures are new."""

MANY_VERSIONS = {"effort:content": "5h", "effort:design": "9h"}
"""A small campaign in versions by store, channel and offer."""


@dataclass(frozen=True)
class Peak:
    """A day of the retail year and what each department makes of it."""

    name: str
    days: tuple[date, ...]
    weeks: int  # over which campaigns are spread, before the day
    small: tuple[int, int, int, int]  # by department, as in UNITS
    medium: tuple[int, int, int, int]
    worth: float  # times the usual value


PEAKS = (
    Peak(
        "valentines_day",
        (date(2026, 2, 14), date(2027, 2, 14)),
        weeks=3,
        small=(5, 3, 8, 2),
        medium=(1, 0, 2, 0),
        worth=1.5,
    ),
    Peak(
        "easter", (date(2026, 4, 5),), weeks=3, small=(4, 7, 2, 6), medium=(1, 1, 0, 1), worth=1.3
    ),
    Peak(
        "mothers_day",
        (date(2026, 5, 10),),
        weeks=3,
        small=(6, 6, 8, 1),
        medium=(1, 1, 2, 0),
        worth=1.5,
    ),
    Peak(
        "back_to_school",
        (date(2026, 9, 7),),
        weeks=7,
        small=(10, 4, 2, 6),
        medium=(2, 1, 0, 1),
        worth=1.4,
    ),
    Peak(
        "black_friday",
        (date(2025, 11, 28), date(2026, 11, 27)),
        weeks=2,
        small=(6, 6, 6, 6),
        medium=(1, 1, 1, 1),
        worth=2.0,
    ),
    Peak(
        "christmas",
        (date(2025, 12, 25), date(2026, 12, 25)),
        weeks=5,
        small=(8, 8, 9, 14),
        medium=(1, 1, 2, 2),
        worth=2.0,
    ),
)

DEALS = {date(2025, 11, 28): 4, date(2026, 11, 27): 4}
"""Black Fridays and how many days the deals last: to Cyber Monday."""
DEALS_A_DAY = 2  # for each department

RANGES = {"fashion": (3, 9), "home": (10,), "beauty": (6,), "toys": (10,)}
"""Months in which a new range comes out: a large campaign."""
THEME_MONTHS = (1, 2, 3, 5, 6, 7, 9, 10)  # the other months have their peaks


@dataclass
class Rows:
    """The rows so far; those whose request lies outside the plan are left out."""

    random: Random = field(default_factory=lambda: Random(2026))
    rows: list[dict[str, str]] = field(default_factory=list)

    def add(
        self,
        name: str,
        unit: str,
        type_: str,
        due: date,
        *,
        worth: float = 1.0,
        embargo: bool = False,
        effort: dict[str, str] | None = None,
    ) -> None:
        """Plan one campaign backward from its due date."""
        shortest, longest = LEAD_DAYS[type_]
        lead = shortest + int(self.random.random() * (longest - shortest + 1))
        spread = 0.75 + 0.5 * self.random.random()
        requested = weekday_before(due - timedelta(days=lead))
        if not FIRST_REQUEST <= requested <= LAST_REQUEST or due > LAST_DUE:
            return
        self.rows.append(
            {
                "id": f"{name}_{unit}",
                "unit": unit,
                "type": type_,
                "requested": requested.isoformat(),
                "due": due.isoformat(),
                "value": str(round(VALUES[type_] * worth * spread / 100) * 100),
                "not_before": due.isoformat() if embargo else "",
                **(effort or {}),
            }
        )


def weekday_before(day: date) -> date:
    """Return the day itself, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def every_week(first: date, last: date) -> Iterator[date]:
    """Go through the Mondays from a date to another."""
    day = first - timedelta(days=first.weekday())
    while day <= last:
        yield day
        day += timedelta(weeks=1)


def add_regular(rows: Rows) -> None:
    """Newsletters, offers, themes and new ranges."""
    for monday in every_week(FIRST_REQUEST, LAST_DUE):
        year_of_week, number, _ = monday.isocalendar()
        week = f"{year_of_week}_w{number:02}"
        for position, unit in enumerate(UNITS):
            day = monday + timedelta(days=1 + position % 3)  # Tuesday to Thursday
            rows.add(f"{week}_newsletter", unit, "small", day, effort=TEMPLATE)
            if rows.random.random() < 0.5:
                rows.add(f"{week}_offer", unit, "small", monday + timedelta(days=3))
    for year in (2025, 2026, 2027):
        for month in range(1, 13):
            for position, unit in enumerate(UNITS):
                day = weekday_before(date(year, month, 8 + 4 * position))
                if month in RANGES[unit]:
                    rows.add(f"{year}_{month:02}_range", unit, "large", day, worth=1.2)
                elif month in THEME_MONTHS and (month + position) % 2 == 0:
                    rows.add(f"{year}_{month:02}_theme", unit, "medium", day)


def add_peak(rows: Rows, peak: Peak) -> None:
    """All campaigns for one peak, in every year it is listed for."""
    for day in peak.days:
        first = day - timedelta(weeks=peak.weeks)
        for unit, small, medium in zip(UNITS, peak.small, peak.medium, strict=True):
            for number in range(1, medium + 1):
                due = weekday_before(first + timedelta(days=2 * number))
                name = f"{day.year}_{peak.name}_theme_{number}"
                rows.add(name, unit, "medium", due, worth=peak.worth)
            for number in range(1, small + 1):
                ahead = int((number - rows.random.random()) / small * 7 * peak.weeks)
                due = weekday_before(first + timedelta(days=ahead))
                name = f"{day.year}_{peak.name}_{number:02}"
                rows.add(name, unit, "small", due, worth=peak.worth)


def add_deals(rows: Rows) -> None:
    """Deals from Black Friday to Cyber Monday, each out on its day and not before."""
    for friday, days in DEALS.items():
        for offset in range(days):
            day = friday + timedelta(days=offset)
            for unit in UNITS:
                for number in range(1, DEALS_A_DAY + 1):
                    rows.add(
                        f"{day}_deal_{number}",
                        unit,
                        "small",
                        day,
                        worth=2.5,
                        embargo=True,
                        effort=MANY_VERSIONS,
                    )


def campaign_rows() -> list[dict[str, str]]:
    """Make all rows.

    Returns
    -------
    list of dict
        By column; in order of request, then id.
    """
    rows = Rows()
    add_regular(rows)
    for peak in PEAKS:
        add_peak(rows, peak)
    add_deals(rows)
    return sorted(rows.rows, key=lambda row: (row["requested"], row["id"]))


def write_calendar(target: TextIO) -> None:
    """Write the campaign calendar.

    Parameters
    ----------
    target : text file
    """
    table = csv.DictWriter(target, COLUMNS, restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(campaign_rows())


if __name__ == "__main__":
    write_calendar(sys.stdout)
