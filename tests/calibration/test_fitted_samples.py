"""What a number is fitted on: known starts first, all of the tail, and headcounts by weeks."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.calibrating import calibrate
from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fitting.families import fit_known, fit_times
from mom_sim.calibration.fitting.fitting_all import fit
from tests.calibration.made_logs import desk_log, event_log

HOUR = 3600.0


def half_estimated(log: EventLog, known_reviews: int) -> EventLog:
    """Take the starts of all reviews but some for estimates that begin when the day does."""
    frame = log.frame.copy()
    reviews = frame.index[frame["activity"] == "Review"][known_reviews:]
    opening = frame.loc[reviews, "start"].dt.normalize() + pd.Timedelta(hours=9)
    frame.loc[reviews, "start"] = opening
    frame.loc[reviews, "start_estimated"] = True
    frame = frame.sort_values(["start", "end"], kind="stable").reset_index(drop=True)
    return EventLog(frame, log.time_zone)


def test_efforts_are_fitted_on_known_starts_where_there_are_eight() -> None:
    log = desk_log()
    whole = {one.name: one.effort for one in fit(half_estimated(log, 120)).activities}["review"]
    assert (whole.count, whole.estimated) == (120, 0)
    assert whole.mean == pytest.approx(0.5)
    calibration = calibrate(half_estimated(log, 7))
    few = {one.name: one.effort for one in calibration.fitted.activities}["review"]
    assert (few.count, few.estimated) == (240, 233)
    assert few.mean != pytest.approx(0.5, rel=0.02)
    assert "233 of the starts are estimates" in calibration.text


def test_waits_before_estimated_starts_are_left_out_where_others_are_known() -> None:
    sample = np.array([HOUR] * 10 + [0.0] * 90)
    guessed = np.arange(100) >= 10
    assert fit_known(sample, guessed).mean == pytest.approx(1.0)
    assert fit_known(sample[3:], guessed[3:]).estimated == 90


def test_a_tail_of_one_in_a_hundred_is_kept() -> None:
    hours = np.array([1.0] * 995 + [40.0] * 5)
    found = fit_times(hours * HOUR)
    assert found.family == "empirical"
    assert found.mean == pytest.approx(hours.mean())
    values = [float(one.rstrip("h]) ")) for one in found.written.split("[")[1].split(", ")]
    assert max(values) > 5
    assert fit_times(np.full(50, HOUR)).family == "constant"


def presence_log(chance: float, weeks: int, seed: int) -> EventLog:
    """Five people who are each there on a share of the days, and then always busy."""
    generator = np.random.default_rng(seed)
    rows: list[tuple[str, str, str | None, str, str]] = []
    for day in range(weeks * 5):
        monday = pd.Timestamp("2026-01-05", tz="UTC") + pd.Timedelta(weeks=day // 5, days=day % 5)
        for person in range(5):
            if generator.uniform() < chance:
                for hour in range(9, 17):
                    start = monday + pd.Timedelta(hours=hour)
                    end = start + pd.Timedelta(minutes=50)
                    rows.append((f"c{len(rows)}", "Call", f"p{person}", str(start), str(end)))
    return event_log(rows)


def test_the_range_of_a_headcount_is_that_of_its_mean_and_not_of_days() -> None:
    """One to five of them are there on a day; the mean is known better. False alarm 5%."""
    (team,) = fit(presence_log(0.6, 30, 1)).teams
    assert team.positions == 3
    assert team.high - team.low <= 1
    assert team.low <= 3 <= team.high
    (always,) = fit(presence_log(1.0, 30, 2)).teams
    assert (always.low, always.positions, always.high) == (5, 5, 5)
    calibration = calibrate(presence_log(0.9, 3, 3))
    assert calibration.fitted.teams[0].low == calibration.fitted.teams[0].high  # too few weeks
    line = next(row for row in calibration.text.splitlines() if "headcount: {" in row)
    assert "range" not in line
