"""measure_without_log(): the same for any number of threads; progress; cancelling."""

from __future__ import annotations

import math
import time
from functools import cache
from pathlib import Path
from threading import Event, Thread

import numpy as np
import pytest

from mom_sim.errors import ScenarioError
from mom_sim.experiments.statistics_only import (
    MeasurementCanceled,
    Statistics,
    measure_without_log,
)
from mom_sim.simulation import Study, simulate
from mom_sim.stats.interval import ONE_REPLICATION
from mom_sim.stats.student import student_interval

SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


@cache
def study() -> Study:
    return Study.of(SCENARIO)


def measured(threads: int, replications: int = 4, block: float = 8192.0) -> Statistics:
    return measure_without_log(
        study(),
        "centralized",
        seed=7,
        replications=replications,
        threads=threads,
        campaigns_a_block=block,
    )


@pytest.mark.parametrize("threads", [2, 4])
def test_the_number_of_threads_changes_nothing(threads: int) -> None:
    assert measured(threads).to_json() == measured(1).to_json()


def test_the_size_of_the_blocks_changes_nothing() -> None:
    assert measured(2, block=20.0).to_json() == measured(1).to_json()


def test_one_replication_agrees_with_the_run_that_has_a_log() -> None:
    found = measured(1, replications=1)
    run = simulate(study(), "centralized", seed=7, replication=1)
    kpis = run.kpis.set_index("kpi")["estimate"]
    assert found.campaigns == len(run.log.campaigns)
    assert found.time_to_launch.mean == pytest.approx(
        float(kpis["time_to_launch_mean_calendar_days"]), rel=1e-12
    )
    assert math.fsum(found.causes.values()) == pytest.approx(found.time_to_launch.mean, rel=1e-12)
    assert math.fsum(found.ends.values()) == pytest.approx(1.0, rel=1e-12)


def test_intervals_follow_from_the_replications() -> None:
    """The mean time to launch, as `student_interval` has it from the ratio's linearized values."""
    grown = [measured(1, replications=count) for count in (1, 2, 3, 4)]
    counts = np.array([one.time_to_launch.count for one in grown], dtype=float)
    totals = counts * [one.time_to_launch.mean for one in grown]
    count, total = np.diff(counts, prepend=0.0), np.diff(totals, prepend=0.0)
    ratio = total.sum() / count.sum()
    moved = 4.0 * (total - ratio * count) / count.sum()
    expected = student_interval(ratio, ratio + moved, center=ratio)
    found = grown[-1].intervals["time_to_launch.mean"]
    assert (found.low, found.high) == pytest.approx((expected.low, expected.high), rel=1e-9)


def test_every_estimate_has_its_interval() -> None:
    found = measured(1)
    assert found.intervals["launches_per_week"].estimate == found.launches_per_week
    for name, one in found.intervals.items():
        assert (one.estimate is None) == (one.low is None), name
        if one.estimate is not None:
            assert one.low <= one.estimate <= one.high, name
    written = found.to_json()["intervals"]
    assert written.keys() == found.intervals.keys()
    assert written["time_to_launch.quantiles.0.9"]["low"] > 0.0


def test_one_replication_has_no_interval_and_says_why() -> None:
    found = measured(1, replications=1)
    assert found.to_json()["intervals"]["launches_per_week"] == {
        "low": None,
        "high": None,
        "reason": ONE_REPLICATION,
    }


def test_a_frame_has_a_row_for_each_team() -> None:
    found = measured(1)
    assert found.frame["team"].tolist() == [team.name for team in study().plan("centralized").teams]
    assert (found.frame["pieces"] > 0).any()


def test_progress_only_goes_forward_and_ends_at_one() -> None:
    told: list[float] = []
    measure_without_log(study(), "centralized", replications=3, threads=2, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0


def test_a_canceled_measurement_stops_at_once() -> None:
    """It would run for minutes; the bound is generous, for a machine that is busy."""
    cancel = Event()
    seen: list[BaseException] = []

    def run() -> None:
        try:
            measure_without_log(
                study(), "centralized", replications=100_000, threads=2, cancel=cancel
            )
        except MeasurementCanceled as error:
            seen.append(error)

    thread = Thread(target=run)
    thread.start()
    time.sleep(0.2)
    cancel.set()
    thread.join(timeout=30.0)
    assert not thread.is_alive()
    assert len(seen) == 1


def test_a_number_of_replications_that_cannot_be_meant_is_a_fault() -> None:
    with pytest.raises(ScenarioError, match="replications"):
        measure_without_log(study(), replications=0)
