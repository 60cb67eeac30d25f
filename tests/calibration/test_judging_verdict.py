"""The rules of the verdict, one by one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mom_sim.calibration.judging.distances import CIRCADIAN, CYCLE_TIME, N_GRAMS
from mom_sim.calibration.judging.drift import Drift
from mom_sim.calibration.judging.verdict import (
    CANNOT_TELL,
    NOT_USABLE,
    USABLE,
    USES,
    WITH_CARE,
    Evidence,
    Verdict,
    judge,
)

GOOD = Evidence(
    cases=100,
    mean_cycle_hours=100.0,
    distance={CYCLE_TIME: 20.0, N_GRAMS: 0.25, CIRCADIAN: 2.0},
    replay={CYCLE_TIME: 15.0},
    luck={CYCLE_TIME: 5.0},
    time_test={"work": 40.0, "queue": 60.0},
    time_simulated={"work": 55.0, "queue": 45.0},
    rate_test=10.0,
    rate_simulated=12.0,
    drift=(),
)


def verdict(evidence: Evidence, use: str) -> Verdict:
    return next(one for one in judge(evidence) if one.use == use)


def test_at_the_limits_everything_is_usable() -> None:
    found = judge(GOOD)
    assert [one.use for one in found] == list(USES)
    assert {one.verdict for one in found} == {USABLE}
    assert all(one.reasons for one in found)
    assert "repeating the last weeks comes closer" in verdict(GOOD, "levels").reasons[0]


@pytest.mark.parametrize(
    ("use", "change", "care", "bad"),
    [
        ("levels", "distance", {CYCLE_TIME: 50.0}, {CYCLE_TIME: 51.0}),
        ("workflow", "distance", {N_GRAMS: 0.5}, {N_GRAMS: 0.51}),
        ("hours", "distance", {CIRCADIAN: 4.0}, {CIRCADIAN: 4.1}),
        ("teams", "time_simulated", {"queue": 95.0}, {"queue": 96.0}),
        ("teams", "time_simulated", {"work": 5.0}, {"work": 4.0}),
    ],
)
def test_each_rule_has_two_limits(
    use: str, change: str, care: dict[str, float], bad: dict[str, float]
) -> None:
    for values, wanted in ((care, WITH_CARE), (bad, NOT_USABLE)):
        evidence = replace(GOOD, **{change: {**getattr(GOOD, change), **values}})
        assert verdict(evidence, use).verdict == wanted


def test_arrivals_that_are_off_spoil_what_depends_on_them() -> None:
    evidence = replace(GOOD, rate_simulated=16.0)
    off = {one.use for one in judge(evidence) if one.verdict == NOT_USABLE}
    assert off == {"teams", "forecast"}


def test_being_no_worse_than_the_replay_is_worth_something() -> None:
    far = replace(GOOD, distance={**GOOD.distance, CYCLE_TIME: 90.0}, replay={CYCLE_TIME: 95.0})
    assert verdict(far, "levels").verdict == WITH_CARE
    assert verdict(replace(far, replay={CYCLE_TIME: 85.0}), "levels").verdict == NOT_USABLE
    assert verdict(replace(far, replay={}), "levels").verdict == NOT_USABLE


def test_what_luck_alone_makes_is_held_against_nobody_but_proves_little() -> None:
    noisy = replace(GOOD, luck={CYCLE_TIME: 95.0}, replay={})
    for distance, wanted in (
        (20.0, USABLE),
        (30.0, WITH_CARE),
        (90.0, WITH_CARE),
        (96.0, NOT_USABLE),
    ):
        evidence = replace(noisy, distance={**GOOD.distance, CYCLE_TIME: distance})
        assert verdict(evidence, "levels").verdict == wanted


def test_drift_makes_a_forecast_one_for_care_and_says_why() -> None:
    changed = Drift("mix", "", "", 5.0, 6.0, 0.2, None, 0.004)
    slight = Drift("arrivals", "", "", 5.0, 5.2, 0.04, None, 0.001)
    found = verdict(replace(GOOD, drift=(changed, slight)), "forecast")
    assert found.verdict == WITH_CARE
    assert "since the training the mix of activities has changed by 20%" in found.reasons
    assert verdict(replace(GOOD, drift=(slight,)), "forecast").verdict == USABLE


def test_queues_that_were_hardly_seen_ask_for_care() -> None:
    calm = replace(
        GOOD,
        time_test={**GOOD.time_test, "queue": 1.9},
        time_simulated={**GOOD.time_simulated, "queue": 2.0},
    )
    found = verdict(calm, "teams")
    assert found.verdict == WITH_CARE
    assert "how queues grow was hardly seen" in found.reasons[-1]


def test_cases_of_no_length_tell_nothing() -> None:
    assert {one.verdict for one in judge(replace(GOOD, mean_cycle_hours=0.0))} == {CANNOT_TELL}


def test_few_cases_tell_nothing() -> None:
    found = judge(replace(GOOD, cases=29))
    assert {one.verdict for one in found} == {CANNOT_TELL}
    assert found[0].reasons == ("the test has 29 cases; 30 are needed",)


def test_a_queue_that_is_not_met_is_no_detail() -> None:
    """14 of 100 hours are within the share of the whole, and all of the queue."""
    lost = replace(
        GOOD,
        time_test={"work": 40.0, "queue": 14.0},
        time_simulated={"work": 40.0, "queue": 0.0},
    )
    assert verdict(lost, "teams").verdict == NOT_USABLE
    halved = replace(lost, time_simulated={"work": 40.0, "queue": 6.0})
    assert verdict(halved, "teams").verdict == WITH_CARE


@pytest.mark.parametrize("excuse", ["replay", "luck"])
def test_nothing_excuses_who_is_off_by_more_than_the_mean(excuse: str) -> None:
    far = replace(GOOD, replay={}, luck={})
    for distance, wanted in ((100.0, WITH_CARE), (101.0, NOT_USABLE)):
        evidence = replace(
            far,
            distance={**GOOD.distance, CYCLE_TIME: distance},
            replay={CYCLE_TIME: 330.0} if excuse == "replay" else {},
            luck={CYCLE_TIME: 330.0} if excuse == "luck" else {},
        )
        assert verdict(evidence, "levels").verdict == wanted
