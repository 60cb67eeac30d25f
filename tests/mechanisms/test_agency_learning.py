"""Agency learning: worse work at first, counted in deliveries."""

from __future__ import annotations

from mom_sim import simulate
from mom_sim.draws.address import threshold
from mom_sim.log.contract import EVENT_KINDS
from mom_sim.log.validation import validate
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import study_with

LEARNING = MECHANISMS["agency_learning"]


def test_bad_work_falls_evenly_to_the_usual() -> None:
    """Off-brand work has a probability of 20%: from 40% down to 20% in ten pieces."""
    study = study_with("outsourced", LEARNING, {"extra": "100%", "pieces": 10})
    plan = study.plan("changed")
    curve = plan.curves[plan.defects[0].agency_curves[0]]
    assert (curve.register, curve.agency) == ("deliveries", 0)
    assert curve.at == tuple(range(11))
    assert curve.values[0] == threshold(0.4) and curve.values[5] == threshold(0.3)
    assert curve.values[10] == 0  # from here on the usual threshold holds


def test_every_agency_has_a_curve_of_its_own() -> None:
    agencies = [
        {"name": "texts", "skills": ["content"], "turnaround": "3 working days"},
        {"name": "pictures", "skills": ["design"], "turnaround": "5 working days"},
    ]
    part = {"agency": agencies, "agency_learning": {"extra": "100%", "pieces": 10}}
    study = study_of("centralized", who_does_the_work=part)
    plan = study.plan("changed")
    curves = [plan.curves[number] for number in plan.defects[0].agency_curves]
    assert [curve.agency for curve in curves] == [0, 1]
    assert curves[0].values == curves[1].values
    assert not any("agency_learning" in warning for warning in plan.warnings)
    assert validate(simulate(study, "changed").log) == []


def test_work_that_is_always_bad_at_first_is_sent_back_more() -> None:
    study = study_with("outsourced", LEARNING, {"extra": "400%", "pieces": 100_000})
    sent_back = []
    for model in ("outsourced", "changed"):
        events = simulate(study, model).log.events
        verdicts = events[events["kind"] == EVENT_KINDS.index("verdict")]
        first = verdicts[verdicts["attempt"] == 1]
        sent_back.append(set(first[first["value"] > 0]["campaign"]))
    assert sent_back[0] < sent_back[1]


def test_a_model_without_agency_is_told() -> None:
    plan = study_with("centralized", LEARNING, {}).plan("changed")
    assert plan.curves == ()
    assert any("has no agency" in warning for warning in plan.warnings)
