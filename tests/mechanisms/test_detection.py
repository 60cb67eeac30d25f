"""Detection: which bad work becomes an incident, and when."""

from __future__ import annotations

import pytest

from mom_sim import Simulation, simulate
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.validation import validate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.looking import company
from tests.mechanisms.test_all import study_with

DETECTION = MECHANISMS["detection"]
RISKS = {
    "off_brand": {
        "kind": "defect",
        "probability": "60%",
        "surfaces_after": "6 days",
        "fix": {"skill": "content", "effort": "2h"},
        "cost": "1k USD",
    }
}


def run(values: object) -> Simulation:
    """A company in which much is bad, and whose gates let much of it pass."""
    document = company()
    gate = document["workflows"]["standard"]["steps"]["approve"]["gate"]
    gate["error_rates"] = {"expert": {"false_accept": "60%"}}
    study = study_of(
        "centralized",
        company={"risks": RISKS, "workflows": document["workflows"]},
        coordination={"detection": values},
    )
    return simulate(study, "changed")


def when(simulation: Simulation, kind: str) -> dict[int, int]:
    events = simulation.log.events
    chosen = events[events["kind"] == EVENT_KINDS.index(kind)]
    return dict(zip(chosen["campaign"].tolist(), chosen["time"].tolist(), strict=True))


def test_what_is_not_noticed_has_escaped_all_the_same() -> None:
    few, many, whole = (run({"noticed": share}) for share in ("30%", "70%", "100%"))
    escaped = set(when(whole, "defect_escaped"))
    assert len(escaped) > 5
    assert set(when(whole, "incident")) == escaped
    assert set(when(many, "defect_escaped")) == escaped
    assert set(when(few, "incident")) < set(when(many, "incident")) < escaped
    assert validate(few.log) == []


def test_nobody_repairs_what_nobody_notices() -> None:
    simulation = run({"noticed": "0%"})
    repair = simulation.plan.steps.index("repair off_brand")
    assert not when(simulation, "incident")
    assert not (simulation.log.activities["step"] == repair).any()


@pytest.mark.parametrize(("lag", "days"), [(0, 0), (0.5, 3), (1, 6), (2, 12)])
def test_the_lag_is_a_factor_on_the_time_that_the_risk_states(lag: float, days: int) -> None:
    simulation = run({"noticed": "100%", "lag": lag})
    launches, incidents = when(simulation, "launch"), when(simulation, "incident")
    assert len(incidents) > 5
    for campaign, instant in incidents.items():
        assert instant - launches[campaign] == days * 24 * MICROSECONDS_PER_HOUR


def test_without_a_risk_of_bad_work_it_is_told() -> None:
    document = company()
    del document["workflows"]["standard"]["steps"]["approve"]["gate"]["checks"]
    study = study_of(
        "centralized",
        company={"risks": {}, "workflows": document["workflows"]},
        coordination={"detection": {}},
    )
    assert any("nothing to notice" in warning for warning in study.plan("changed").warnings)
    told = study_with("centralized", DETECTION, {}).plan("changed").warnings
    assert not any("detection" in warning for warning in told)
