"""Ends over time: the Aalen-Johansen estimate by hand, and where it is Kaplan-Meier's."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.competing_ends import incidence
from mom_sim.metrics.measured_campaigns import MeasuredCampaigns
from mom_sim.metrics.measuring import Measurement, Replication


def measurement(replication: int, *ends: tuple[float, str]) -> Measurement:
    times, outcomes = zip(*ends, strict=True) if ends else ((), ())
    working_days = np.array(times, dtype=np.float64)
    measured = replace(
        MeasuredCampaigns.none(),
        outcome=np.array([OUTCOMES.index(outcome) for outcome in outcomes], dtype=np.int64),
        working_days=working_days,
        calendar_days=working_days * 2,
    )
    empty = np.empty(0, dtype=np.int64)
    of = Replication("m", "s", "p", 1, replication)
    return Measurement(of, {}, {}, {}, {}, {}, measured, empty, empty, (0, 1, 1), False)


def test_by_hand() -> None:
    # Inside after 2 and 5; at 2 somebody is launched, and whoever is inside at 2 was there.
    found = incidence(
        [
            measurement(1, (1, "launched"), (2, "launched"), (2, "inside")),
            measurement(2, (3, "rejected"), (4, "launched"), (5, "inside")),
        ]
    )
    assert found["working_days"].tolist() == [0, 1, 2, 3, 4]
    left = [1, 5 / 6, 4 / 6, 4 / 6 * 2 / 3, 4 / 6 * 1 / 3]
    assert found["inside"].tolist() == pytest.approx(left)
    launched = [0, 1 / 6, 2 / 6, 2 / 6, 2 / 6 + left[3] / 2]
    assert found["launched"].tolist() == pytest.approx(launched)
    assert found["rejected"].tolist() == pytest.approx([0, 0, 0, left[2] / 3, left[2] / 3])


def test_shares_add_up_to_one() -> None:
    random = np.random.default_rng(4)
    words = ["launched", "rejected", "canceled", "shadow", "reused", "inside"]
    ends = [
        (float(t), words[w])
        for t, w in zip(random.integers(0, 9, 60), random.integers(0, 6, 60), strict=True)
    ]
    found = incidence([measurement(1, *ends)], unit="calendar_days")
    assert found.drop(columns="calendar_days").sum(axis=1).tolist() == pytest.approx(
        [1.0] * len(found)
    )
    assert found.drop(columns=["calendar_days", "inside"]).diff().min().min() >= -1e-15


def test_without_other_ends_it_is_one_minus_kaplan_meier() -> None:
    random = np.random.default_rng(5)
    times = random.integers(1, 30, 80)
    is_launched = random.random(80) < 0.7
    ends = [
        (float(t), "launched" if x else "inside") for t, x in zip(times, is_launched, strict=True)
    ]
    found = incidence([measurement(1, *ends)])
    data = stats.CensoredData(uncensored=times[is_launched], right=times[~is_launched])
    expected = stats.ecdf(data).cdf.evaluate(found["working_days"].to_numpy())
    assert found["launched"].to_numpy() == pytest.approx(expected, rel=1e-12)


def test_without_censoring_it_counts() -> None:
    found = incidence(
        [measurement(1, (0, "reused"), (2, "launched"), (2, "rejected"), (7, "launched"))]
    )
    assert found["working_days"].tolist() == [0, 2, 7]
    assert found["reused"].tolist() == [0.25] * 3
    assert found["launched"].tolist() == [0, 0.25, 0.5]


def test_nothing_ended() -> None:
    found = incidence([measurement(1, (3, "inside")), replace(measurement(2))])
    assert found["inside"].tolist() == [1.0]
