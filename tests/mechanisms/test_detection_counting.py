"""Detection: what is never noticed is told beside the figures, which leave its damage out."""

from __future__ import annotations

import pytest

from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import summarize
from mom_sim.metrics.trust import warnings_of
from tests.mechanisms.test_detection import run, when


@pytest.mark.parametrize("share", ["0%", "40%"])
def test_a_model_that_looks_less_seems_cheaper_and_it_is_told(share: str) -> None:
    """The share of campaigns that go out bad stays; only what follows is left out."""
    whole, less = run({"noticed": "100%"}), run({"noticed": share})
    every, some = (summarize([one.measurement]) for one in (whole, less))
    assert some["incident_share"] == every["incident_share"]
    cost, counted = (each["cost_per_launch"].estimate for each in (every, some))
    assert cost is not None and counted is not None and counted < cost
    measured = less.measurement
    assert 0 < measured.unnoticed <= measured.escaped
    assert (measured.unnoticed == measured.escaped) == (share == "0%")
    (told,) = (text for text in warnings_of([measured]) if "never noticed" in text)
    percent = f"({measured.unnoticed / measured.escaped:.1%})"
    assert told.startswith(f"{measured.unnoticed} defects of {measured.escaped} that ")
    assert percent in told and "no cost counts the damage" in told


def test_the_counts_are_those_of_the_log() -> None:
    """Everything measured that is noticed has its incident before this run stops."""
    simulation = run({"noticed": "50%"})
    log, measured = simulation.log, simulation.measurement
    ids = set(measured.campaigns["id"][measured.campaigns["outcome"] == "launched"])
    inside = {row for row, one in enumerate(log.campaigns["id"]) if one in ids}
    escaped = inside & set(when(simulation, "defect_escaped"))
    noticed = inside & set(when(simulation, "incident"))
    assert 0 < len(noticed) < len(escaped)
    assert (measured.escaped, measured.unnoticed) == (len(escaped), len(escaped - noticed))


@pytest.mark.parametrize("lag", [0, 1, 100])
def test_where_all_is_noticed_nothing_is_told(lag: int) -> None:
    measured = run({"noticed": "100%", "lag": lag}).measurement
    assert measured.escaped > 0 and measured.unnoticed == 0
    assert not any("noticed" in text for text in warnings_of([measured]))


@pytest.mark.parametrize("lag", [0, 1, 100])
def test_neither_at_once_nor_after_the_run_counts_as_never(lag: int) -> None:
    """At once there is no wait, and at 600 days the run has stopped: noticed all the same."""
    measured = run({"noticed": "50%", "lag": lag}).measurement
    assert 0 < measured.unnoticed < measured.escaped


def test_definitions_say_so() -> None:
    for name in ("incident_share", "incident_cost_per_launch"):
        assert "mechanism detection" in METRICS[name].definition
