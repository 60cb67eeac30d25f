"""Distances, the replay, time by cause and drift on logs whose answers are known."""

from __future__ import annotations

import importlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.judging import distances as measures
from mom_sim.calibration.judging.distances import (
    ABSOLUTE,
    CIRCADIAN,
    CYCLE_TIME,
    N_GRAMS,
    RELATIVE,
    cycle_time_distance,
    distances,
)
from mom_sim.calibration.judging.drift import find_drift
from mom_sim.calibration.judging.replay import replayed
from mom_sim.calibration.judging.waits import PARTS, WeeklyHours, time_by_cause, weekly_hours
from mom_sim.errors import RunError

MONDAY = pd.Timestamp("2026-01-05", tz="UTC")
ALWAYS = WeeklyHours(np.ones(168, dtype=np.bool_), "UTC")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "logs"


def log(*rows: tuple[str, str, str | None, float, float]) -> EventLog:
    frame = pd.DataFrame(rows, columns=["case", "activity", "resource", "start", "end"])
    for name in ("start", "end"):
        frame[name] = MONDAY + pd.to_timedelta(frame[name], unit="h")
    return EventLog(frame.assign(start_estimated=False).sort_values(["start", "end"]))


def many(count: int, hours: float, *, gap: float = 24.0, seed: int = 1) -> EventLog:
    """Cases of two activities, of exponential length, one after the other."""
    lengths = np.random.default_rng(seed).exponential(hours / 2, (count, 2))
    rows = []
    for number, (one, other) in enumerate(lengths):
        begin = number * gap
        rows += [(str(number), "a", "p", begin, begin + one)]
        rows += [(str(number), "b", "q", begin + one, begin + one + other)]
    return log(*rows)


BASE = log(("1", "a", "p", 9, 11), ("1", "b", "q", 12, 14), ("2", "a", "p", 33, 35))


def test_a_log_is_at_no_distance_from_itself() -> None:
    assert set(distances(BASE.frame, BASE.frame, "UTC").values()) == {0.0}


def test_a_log_that_comes_later_differs_in_the_calendar_alone() -> None:
    week = pd.Timedelta(weeks=1)
    later = BASE.frame.assign(start=BASE.frame["start"] + week, end=BASE.frame["end"] + week)
    found = distances(BASE.frame, later, "UTC")
    assert found[ABSOLUTE] == pytest.approx(168.0)
    assert found[CYCLE_TIME] == found[N_GRAMS] == found[RELATIVE] == found[CIRCADIAN] == 0.0
    assert distances(later, BASE.frame, "UTC") == found


def test_longer_cases_are_as_far_as_they_are_longer() -> None:
    """Cycle times of 5 and 2 hours against 8 and 5: every one is moved by 3 bins."""
    longer = log(("1", "a", "p", 9, 11), ("1", "b", "q", 12, 17), ("2", "a", "p", 33, 38))
    assert cycle_time_distance(BASE.frame, longer.frame) == pytest.approx(3.0)


def test_another_order_is_seen_by_its_sequences() -> None:
    """Of seven sequences each, with the ends of cases, one is in both: a, then nothing."""
    other = log(("1", "b", "p", 9, 11), ("1", "a", "q", 12, 14), ("2", "c", "p", 33, 35))
    assert distances(BASE.frame, other.frame, "UTC")[N_GRAMS] == pytest.approx(12 / 14)


def test_hours_of_the_week_are_those_of_the_time_zone() -> None:
    shifted = BASE.frame.assign(
        start=BASE.frame["start"] + pd.Timedelta(hours=2),
        end=BASE.frame["end"] + pd.Timedelta(hours=2),
    )
    found = distances(BASE.frame, shifted, "UTC")[CIRCADIAN]
    assert found == pytest.approx(2 * 2 / 7)  # two of seven days have work, each 2 hours off


def test_without_the_library_the_command_that_installs_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str, *_: object) -> object:
        if name.startswith("log_distance_measures"):
            raise ImportError(name)
        return importlib.import_module(name)

    monkeypatch.setattr(measures, "import_module", missing)
    with pytest.raises(RunError, match=r'pip install "mom-sim\[calibration\]"'):
        distances(BASE.frame, BASE.frame, "UTC")


def test_the_replay_is_the_last_cases_shifted_by_whole_weeks() -> None:
    train = many(30, 4.0)
    test = many(10, 4.0, seed=2)
    later = pd.Timedelta(days=61)
    test = EventLog(
        test.frame.assign(start=test.frame["start"] + later, end=test.frame["end"] + later)
    )
    again = replayed(train, test)
    assert sorted(again.cases.index, key=int) == [str(number) for number in range(20, 30)]
    shift = again.cases["start"] - train.cases["start"].reindex(again.cases.index)
    assert shift.nunique() == 1
    assert shift.iloc[0] % pd.Timedelta(weeks=1) == pd.Timedelta(0)
    gap = abs(again.cases["start"].iloc[0] - test.cases["start"].iloc[0])
    assert gap <= pd.Timedelta(days=3.5)
    np.testing.assert_allclose(again.cases["hours"], train.cases["hours"].iloc[-10:])


def test_a_replay_of_fewer_cases_has_all_of_them() -> None:
    assert len(replayed(many(5, 4.0), many(10, 4.0)).cases) == 5


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared logs are not on this machine")
def test_the_published_replay_of_the_loan_log_is_reproduced() -> None:
    """Published: 1.6 hours."""
    from mom_sim.calibration.reading import read_event_log

    train, test = (read_event_log(SHARED / f"LoanApp_{part}.csv.gz") for part in ("train", "test"))
    found = cycle_time_distance(test.frame, replayed(train, test).frame)
    assert found == pytest.approx(1.645, abs=5e-4)


def test_time_by_cause_of_a_case_by_hand() -> None:
    """Case 1 waits from 2 to 10 for q, who works on case 2 from 3 to 7; open is 0 to 8."""
    hours = WeeklyHours(np.arange(168) % 24 < 8, "UTC")
    found = time_by_cause(
        log(("1", "a", "p", 0, 2), ("2", "a", "q", 3, 7), ("1", "b", "q", 10, 12)), hours
    )
    assert found == pytest.approx({"work": 4.0, "queue": 2.0, "closed": 1.0, "other": 1.0})


def test_time_by_cause_adds_up() -> None:
    generator = np.random.default_rng(5)
    rows = []
    for case in range(40):
        for _ in range(int(generator.integers(1, 6))):
            begin = float(generator.uniform(0, 900))
            who = generator.choice(["p", "q", "r", None])
            rows.append((str(case), "a", who, begin, begin + float(generator.exponential(9))))
    some = log(*rows)
    hours = weekly_hours([some], "Europe/Berlin")
    for known in (hours, ALWAYS):
        found = time_by_cause(some, known)
        assert tuple(found) == PARTS
        assert min(found.values()) >= -1e-9
        assert sum(found.values()) == pytest.approx(some.cases["hours"].mean())
    assert time_by_cause(some, ALWAYS)["closed"] == pytest.approx(0.0, abs=1e-9)


def test_the_week_is_found_in_local_time() -> None:
    rows = [("1", "a", "p", 24 * day + 9, 24 * day + 16.5) for day in range(5)]
    hours = weekly_hours([log(*rows)], "UTC")
    open_hours = np.flatnonzero(hours.is_open)
    assert set(open_hours) == {24 * day + hour for day in range(5) for hour in (9, 16)}
    berlin = weekly_hours([log(*rows)], "Europe/Berlin")
    assert set(np.flatnonzero(berlin.is_open)) == {one + 1 for one in open_hours}


def test_no_drift_is_found_where_there_is_none() -> None:
    """False alarms: four tests at 1% together; the seeds are fixed, so this cannot flicker."""
    found = find_drift(many(120, 6.0, seed=3), many(60, 6.0, seed=4), 1)
    assert [one.name for one in found if one.is_found] == []
    assert all(one.p_value is not None for one in found)


def test_drift_is_found_where_there_is_some() -> None:
    found = {one.name: one for one in find_drift(many(120, 4.0), many(120, 8.0, gap=12.0), 1)}
    assert {name for name, one in found.items() if one.is_found} == {
        "cycle_time",
        "work",
        "arrivals",
    }
    assert found["arrivals"].change == pytest.approx(1.0)
    train, test = found["cycle_time"].train, found["cycle_time"].test
    assert found["cycle_time"].change == pytest.approx((test - train) / train, abs=0.05)
    other = many(120, 4.0)
    mixed = EventLog(other.frame.assign(activity=other.frame["activity"].replace("b", "c")))
    assert [one.name for one in find_drift(many(120, 4.0), mixed, 1) if one.is_found] == ["mix"]


def test_too_little_to_test_is_told() -> None:
    found = find_drift(many(5, 4.0), many(5, 4.0), 1)
    assert all(one.p_value is None and one.reason and not one.is_found for one in found)
