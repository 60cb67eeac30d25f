"""The campaign calendar is what its script makes, and its peaks are where the year has them."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from runpy import run_path
from typing import Any

import holidays
import pandas as pd
import pytest
from dateutil.easter import easter

FOLDER = Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="module")
def script() -> dict[str, Any]:
    return run_path(str(FOLDER / "make_campaign_calendar.py"))


@pytest.fixture(scope="module")
def calendar() -> pd.DataFrame:
    dates = ["requested", "due", "not_before"]
    return pd.read_csv(FOLDER / "campaign_calendar.csv", parse_dates=dates)


def test_the_file_is_what_the_script_writes(script: dict[str, Any]) -> None:
    made = io.StringIO()
    script["write_calendar"](made)
    committed = (FOLDER / "campaign_calendar.csv").read_text(encoding="utf-8")
    assert committed == made.getvalue(), (
        "write it anew: python scenarios/make_campaign_calendar.py > "
        "scenarios/campaign_calendar.csv"
    )


def test_it_has_at_least_500_rows_over_a_year(calendar: pd.DataFrame) -> None:
    of_2026 = calendar[calendar["requested"].dt.year == 2026]
    assert len(of_2026) >= 500
    assert of_2026["requested"].dt.month.nunique() == 12
    assert calendar["id"].is_unique


def test_requests_come_on_weekdays_and_before_their_due_dates(calendar: pd.DataFrame) -> None:
    assert (calendar["requested"].dt.day_of_week < 5).all()
    assert (calendar["due"] > calendar["requested"]).all()


def test_some_rows_state_efforts_and_some_must_not_be_out_early(calendar: pd.DataFrame) -> None:
    efforts = [name for name in calendar.columns if name.startswith("effort:")]
    stated = calendar[efforts].notna().any(axis=1)
    assert 0 < stated.sum() < len(calendar)
    deals = calendar[calendar["not_before"].notna()]
    assert (deals["not_before"] == deals["due"]).all()


def _second_sunday_of_may(year: int) -> date:
    first = date(year, 5, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7)


def _by_rule(name: str, year: int) -> date:
    thanksgiving = next(
        day for day, what in holidays.US(years=year).items() if what == "Thanksgiving Day"
    )
    labor_day = next(day for day, what in holidays.US(years=year).items() if what == "Labor Day")
    return {
        "valentines_day": date(year, 2, 14),
        "easter": easter(year),
        "mothers_day": _second_sunday_of_may(year),
        "back_to_school": labor_day,
        "black_friday": thanksgiving + timedelta(days=1),
        "christmas": date(year, 12, 25),
    }[name]


def test_the_days_of_the_peaks_follow_the_rules_of_the_calendar(script: dict[str, Any]) -> None:
    peaks = script["PEAKS"]
    assert {peak.name for peak in peaks} == {
        "valentines_day",
        "easter",
        "mothers_day",
        "back_to_school",
        "black_friday",
        "christmas",
    }
    for peak in peaks:
        assert list(peak.days) == [_by_rule(peak.name, day.year) for day in peak.days]
        assert any(day.year == 2026 for day in peak.days)


def test_the_deals_run_from_black_friday_to_cyber_monday(calendar: pd.DataFrame) -> None:
    deals = calendar[calendar["id"].str.contains("_deal_") & (calendar["due"].dt.year == 2026)]
    assert sorted({day.date() for day in deals["due"]}) == [
        date(2026, 11, day) for day in (27, 28, 29, 30)
    ]


def test_most_campaigns_are_due_in_the_weeks_of_the_peaks(calendar: pd.DataFrame) -> None:
    due = calendar.loc[calendar["due"].dt.year == 2026, "due"].dt.month
    by_month = Counter(due)
    assert by_month.most_common(2)[0][0] == 11
    assert by_month.most_common(2)[1][0] == 12
