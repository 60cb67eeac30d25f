"""What is kept of measured campaigns: the log's own words, also in another process."""

from __future__ import annotations

import pickle
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from mom_sim import Study, simulate
from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.measured_campaigns import number_of
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.pairing import cross_table_of_ends, paired_time_difference
from mom_sim.metrics.trust import warnings_of

PRESET = "scenarios/minimal.yaml"


@pytest.fixture(scope="module", params=["compiled", "simpy"])
def measured(request: pytest.FixtureRequest) -> tuple[Measurement, pd.DataFrame]:
    run = simulate(Study.of(PRESET), "centralized", seed=3, engine=request.param)
    window, campaigns = run.log.window, run.log.campaigns
    inside = campaigns["requested"].between(window.warm_up, window.horizon, inclusive="left")
    backlog = run.log.vocabularies["stream"].index("backlog")
    return run.measurement, campaigns[inside & (campaigns["stream"] != backlog)]


def test_words_are_those_of_the_log(measured: tuple[Measurement, pd.DataFrame]) -> None:
    measurement, rows = measured
    frame = measurement.campaigns
    assert len(frame) == len(measurement.measured) > 30
    assert frame["id"].tolist() == rows["id"].tolist()
    assert frame["outcome"].tolist() == [OUTCOMES[code] for code in rows["outcome"]]
    for outcome in OUTCOMES:
        count = number_of(outcome, [measurement.measured, measurement.measured])
        assert count == 2 * frame["outcome"].tolist().count(outcome)


def test_it_goes_to_another_process(measured: tuple[Measurement, pd.DataFrame]) -> None:
    measurement, rows = measured
    there = pickle.loads(pickle.dumps(measurement))
    pd.testing.assert_frame_equal(there.campaigns, measurement.campaigns)
    again = pickle.loads(pickle.dumps(there))
    assert again.campaigns["id"].tolist() == rows["id"].tolist()


def test_ends_alone_are_enough_for_warnings(measured: tuple[Measurement, pd.DataFrame]) -> None:
    measurement, _ = measured
    slim = replace(measurement, measured=measurement.measured.ends_alone())
    assert warnings_of([slim]) == warnings_of([measurement])
    assert slim.measured.ids.size == slim.measured.unit.size == 0


def test_some_of_the_same_campaigns_pair_by_their_ids(
    measured: tuple[Measurement, pd.DataFrame],
) -> None:
    measurement, _ = measured
    all_of_them, frame = measurement.measured, measurement.campaigns
    kept = np.flatnonzero(np.arange(len(all_of_them)) % 3 > 0)[::-1]
    columns = {
        name: getattr(all_of_them, name)[kept]
        for name in vars(all_of_them)
        if isinstance(getattr(all_of_them, name), np.ndarray) and name != "ids"
    }
    some = replace(all_of_them, **columns, find_ids=lambda: frame["id"].to_numpy(object)[kept])
    columns["working_days"] += 2.5  # of the copies
    other = replace(measurement, measured=replace(some, working_days=columns["working_days"]))
    table = cross_table_of_ends([measurement], [other])
    assert table.to_numpy().sum() == kept.size
    assert np.trace(table.to_numpy()) == kept.size
    found = paired_time_difference([other], [measurement])
    assert found.estimate == pytest.approx(2.5)
