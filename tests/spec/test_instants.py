"""Instants as a person writes them: dates, and times from the start."""

from __future__ import annotations

import pytest

from mom_sim import ScenarioError, parse_scenario
from mom_sim.calendars.local_time import local_datetime

HOUR = 3_600_000_000

TEXT = """
name: One launch
units: [unit]
people: {{content: {{headcount: 1}}}}
campaigns: {{email: {{}}}}
dated_launches: [{{id: one, unit: unit, type: email, requested: "{requested}", due: 60 weeks}}]
"""


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("1000h", 1000),
        ("1000 h", 1000),
        ("1000.5h", 1000.5),
        ("2026 h", 2026),
        ("1.5 weeks", 252),
        ("10.25 days", 246),
        ("2026-01-06", 24),
        ("2026-01-06 10:30", 34.5),
    ],
)
def test_times_from_the_start_and_dates(written: str, hours: float) -> None:
    launch = parse_scenario(TEXT.format(requested=written)).scenario.dated[0]
    assert launch.requested == hours * HOUR


@pytest.mark.parametrize(
    "written",
    ["2026/01/06", "2026-1-6", "2026-01", "2026.01.06", "01/06/2026", "1/6", "6.1.2026", "6.1."],
)
def test_other_spellings_of_dates_are_told_apart_from_lengths(written: str) -> None:
    with pytest.raises(ScenarioError, match="is not a date; write it as 2026-10-05"):
        parse_scenario(TEXT.format(requested=written))


def test_weeks_of_a_surge_are_counted_in_local_dates() -> None:
    def window(start: str, weeks: str, zone: str = "Europe/Berlin") -> tuple[str, str]:
        text = (
            f"calendars: {{office: {{hours: {{mon-fri: '09:00-17:00'}}, time_zone: {zone}}}}}\n"
            "people: {content: {headcount: 1}}\ncampaigns: {email: {demand: 9 per year}}\n"
            f"surges: {{spring: {{start: {start}, weeks: {weeks}, factor: 2}}}}\n"
        )
        scenario = parse_scenario(text).scenario
        (surge,) = scenario.surges
        local = [
            local_datetime(instant, zone, scenario.run.start, zone).replace(tzinfo=None)
            for instant in (surge.start, surge.end)
        ]
        return str(local[0]), str(local[1])

    assert window("2026-03-16", "5") == ("2026-03-16 00:00:00", "2026-04-20 00:00:00")
    assert window("2026-10-05", "8") == ("2026-10-05 00:00:00", "2026-11-30 00:00:00")
    assert window("2026-03-16 14:30", "2.5") == ("2026-03-16 14:30:00", "2026-04-03 02:30:00")
    assert window("2026-03-16", "5", "UTC")[1] == "2026-04-20 00:00:00"
