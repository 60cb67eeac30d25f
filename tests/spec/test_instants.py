"""Instants as a person writes them: dates, and times from the start."""

from __future__ import annotations

import pytest

from mom_sim import ScenarioError, parse_scenario

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
