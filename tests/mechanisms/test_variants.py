"""Variants: so much more to make, so much more to look at."""

from __future__ import annotations

import pytest

from mom_sim import simulate
from mom_sim.log.validation import validate
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.mechanisms import MECHANISMS
from tests.mechanisms.building import activities_of, study_of
from tests.mechanisms.test_all import study_with

VARIANTS = MECHANISMS["variants"]


def shares(plan: Plan, kind: int) -> dict[str, int]:
    """Share of the drawn effort that each step's first version takes."""
    return {
        plan.steps[node.step]: node.share
        for node in plan.programs[kind].nodes
        if node.instruction in ("WORK", "AGENCY")
    }


@pytest.mark.parametrize("base", ["centralized", "campaign_centric"])
def test_five_variants_at_a_quarter_are_twice_the_work(base: str) -> None:
    values = {"count": 5, "extra": "25%", "review": "50%", "types": ["small"]}
    plan = study_with(base, VARIANTS, values).plan("changed")
    found = shares(plan, 0)
    assert found.pop("write") == found.pop("draw") == 2 * PARTS
    assert found.pop("approve") == 3 * PARTS
    assert set(found.values()) == {PARTS}
    assert set(shares(plan, 1).values()) == {PARTS}


def test_an_agency_charges_for_them() -> None:
    study = study_with("outsourced", VARIANTS, {"count": 2, "extra": "100%", "review": "0%"})
    assert shares(study.plan("changed"), 0)["write"] == 2 * PARTS
    efforts: list[dict[int, int]] = []
    for model in ("changed", "outsourced"):
        simulation = simulate(study, model)
        assert validate(simulation.log) == []
        efforts.append(
            {
                one.campaign: one.effort
                for one in activities_of(simulation)
                if one.node.instruction == "AGENCY"
                and (one.step, one.attempt) == ("write", 1)
                and one.finish >= 0
            }
        )
    both = efforts[0].keys() & efforts[1].keys()
    assert len(both) > 10
    for campaign in both:
        assert efforts[0][campaign] == 2 * efforts[1][campaign]


def test_two_kinds_of_variants_multiply() -> None:
    both = [{"count": 2, "extra": "50%"}, {"count": 3, "extra": "50%", "types": ["large"]}]
    plan = study_of("centralized", coordination={"variants": both}).plan("changed")
    assert shares(plan, 0)["write"] == round(1.5 * PARTS)
    assert shares(plan, 1)["write"] == 3 * PARTS
