"""Every control changes the scenario, and nothing but the scenario."""

from __future__ import annotations

from typing import Any

import pytest

from mom_sim.app.controls.all_controls import GROUPS, controls_of
from mom_sim.app.controls.changing import changes_of
from mom_sim.app.controls.control import CHOICE, SLIDER, Control
from mom_sim.app.presets import PRESETS, presets
from mom_sim.app.work.studies import base_study, study_in_force, study_of
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.errors import ScenarioError
from mom_sim.experiments.equal_terms import EQUAL_BUDGET, EQUAL_PEOPLE
from mom_sim.experiments.variants import main_variants
from mom_sim.simulation import parse_scenario

SPLIT = """
name: Two units
units: [north, south]
people:
  strategy: {headcount: {north: 2, south: 1}}
  content: {headcount: {north: 4, south: 2}}
  brand: {headcount: 1, kind: decider}
campaigns:
  email: {demand: 100 per year}
  event: {demand: 10 per year}
"""


def values_of(control: Control) -> list[Any]:
    if control.kind == SLIDER:
        return [control.low, control.high]
    return [option.value for option in control.options]


def moved(preset: str, **settings: Any) -> Any:
    return study_of({"preset": preset, "settings": settings})


@pytest.mark.parametrize("preset", ["minimal", "surge", "pharma"])
def test_every_value_of_every_control_makes_a_scenario(preset: str) -> None:
    base = base_study({"preset": preset})
    seen = set()
    for control in controls_of(base):
        assert control.group in GROUPS
        assert control.id not in seen
        seen.add(control.id)
        assert not control.trouble(control.value)
        for value in values_of(control):
            study = moved(preset, **{control.id: value})
            if value != control.value:
                assert study.loaded.document.data != base.loaded.document.data, (control.id, value)
        assert moved(preset, **{control.id: control.value}) is base
    assert seen


def test_controls_are_what_leaders_argue_about() -> None:
    names = {control.id for control in controls_of(base_study({"preset": "reference_company"}))}
    assert {
        "demand",
        "people.design",
        "people.brand",
        "gate.brand_review.cadence",
        "sign_off.hybrid",
        "adoption.self_service",
        "agency_share.outsourced",
        "hand_off",
        "terms",
    } <= names


def test_demand_of_all_and_of_one_type_multiply() -> None:
    study = base_study({"yaml": SPLIT})
    changes = changes_of(study, {"settings": {"demand": 1.5, "demand.email": 2.0}})
    assert changes == {"campaigns.email.demand": "x3", "campaigns.event.demand": "x1.5"}


def test_people_are_shared_out_over_units_as_today() -> None:
    study = study_of({"yaml": SPLIT, "settings": {"people.content": 9}})
    (role,) = [role for role in study.scenario.roles if role.name == "content"]
    assert role.headcount == 9
    assert study.loaded.document.data["people"]["content"]["headcount"] == {"north": 6, "south": 3}


def test_cadence_is_that_of_the_gate_in_every_workflow() -> None:
    study = moved("surge", **{"gate.brand_review.cadence": "weekly"})
    cadences = [
        step.gate[0].cadence
        for flow in study.scenario.workflows
        for step in flow.steps
        if step.gate
    ]
    assert len(cadences) == 2
    assert all(cadences)


def test_sign_off_moves_up_to_a_tier_and_away() -> None:
    everything = moved("minimal", **{"sign_off.hybrid": "high"}).models["hybrid"]
    nothing = moved("minimal", **{"sign_off.hybrid": "none"}).models["hybrid"]
    assert everything.who_decides[0].tiers == ("low", "medium", "high")
    assert [rule.deciders for rule in nothing.who_decides] == [("expert",)]


def test_adoption_is_the_ceiling_of_templates() -> None:
    model = moved("minimal", **{"adoption.self_service": 80.0}).models["self_service"]
    (settings,) = [one for one in model.mechanisms if one.mechanism == "templates"]
    assert dict(settings.values)["ceiling"] == 0.8


def test_terms_are_offered_where_somebody_buys_and_compare_on_an_equal_budget() -> None:
    question = {"preset": "minimal", "settings": {"terms": EQUAL_BUDGET}}
    assert study_of(question).scenario.comparison == EQUAL_BUDGET
    outsourced, centralized = main_variants(study_of(question), ["outsourced", "centralized"], None)
    assert (outsourced.comparison, centralized.comparison) == (EQUAL_BUDGET, EQUAL_PEOPLE)
    (told,) = [one for one in controls_of(base_study({"preset": "minimal"})) if one.id == "terms"]
    assert told.value == EQUAL_PEOPLE
    assert "outsourced" in told.models


def test_every_wrong_setting_is_told() -> None:
    with pytest.raises(ScenarioError) as caught:
        moved(
            "minimal",
            demand=99,
            nonsense=1,
            **{"people.design": 2.5, "people.brand": True, "gate.brand_review.cadence": "never"},
        )
    told = {fault.path: fault.message for fault in caught.value.faults}
    assert told["settings.demand"] == (
        "Demand, all campaigns: expected a number from 0.25 to 3, got 99"
    )
    assert "no such control" in told["settings.nonsense"]
    assert told["settings.people.design"] == "Design: expected a whole number, got 2.5"
    assert "expected a number" in told["settings.people.brand"]
    assert "expected one of work, daily" in told["settings.gate.brand_review.cadence"]


def test_the_surges_place_is_written_and_its_factor_where_it_is_in_force() -> None:
    question = {
        "preset": "surge",
        "surge": {"factor": 2.0, "start_week": 30.0, "weeks": 4.0, "units": ["plains"]},
    }
    (beside,) = study_of(question).scenario.surges
    assert beside.factor == 1.35
    (window,) = study_in_force(question).scenario.surges
    assert window.factor == 2.0
    assert window.units == ("plains",)
    assert window.types == ("small", "medium")
    assert abs(window.start / MICROSECONDS_PER_WEEK - 30) < 0.02  # a change of the clocks


def test_the_scenarios_own_surge_changes_nothing() -> None:
    base = base_study({"preset": "surge"})
    assert study_of({"preset": "surge", "surge": {"factor": 3.0}}) is base


@pytest.mark.parametrize(
    ("surge", "path"),
    [
        ({"factor": -1.0}, "surge.factor"),
        ({"factor": 1.5, "start_week": 65.0}, "surge.start_week"),
        ({"factor": 1.5, "weeks": 0.0}, "surge.weeks"),
        ({"factor": 1.5, "units": ["nowhere"]}, "surge.units"),
    ],
)
def test_a_surge_that_cannot_be_is_told(surge: dict[str, Any], path: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        study_of({"preset": "surge", "surge": surge})
    assert [fault.path for fault in caught.value.faults] == [path]


def test_presets_are_scenarios_that_need_no_other_file() -> None:
    assert [one.id for one in presets()] == list(PRESETS)
    for preset in presets():
        assert preset.title and preset.description
        assert not parse_scenario(preset.yaml, file=preset.id, folder=None).files


def test_a_choices_options_have_words() -> None:
    for control in controls_of(base_study({"preset": "surge"})):
        if control.kind == CHOICE:
            assert all(option.label for option in control.options)
            assert control.value in values_of(control)
