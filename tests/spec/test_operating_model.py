"""Operating models of a scenario: names, changes, whole ones, and what they may refer to."""

from __future__ import annotations

from typing import Any

import pytest

from mom_sim.errors import ScenarioError
from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.loading import LoadedScenario, parse_scenario
from mom_sim.scenario.operating_model import resolve_operating_model
from mom_sim.scenario.resolved import UNLIMITED, HandOff
from tests.spec.files import VALID, load

SCENARIO = """
people: {strategy: {headcount: 1}, design: {headcount: 3}, brand: {headcount: 1}}
campaigns: {email: {demand: 9 per day}}
"""
WHOLE: dict[str, Any] = {
    "name": "ours",
    "who_does_the_work": {"teams": [{"name": "all_of_us", "kinds": "all", "group": "company"}]},
    "who_decides": [{"deciders": "expert"}],
}


def loaded(extra: str = "") -> LoadedScenario:
    return parse_scenario(SCENARIO + extra, archetypes=archetype_documents())


def changed(path: str, value: Any) -> dict[str, Any]:
    import copy

    model = copy.deepcopy(WHOLE)
    *around, last = path.split(".")
    part = model
    for key in around:
        part = part[int(key)] if key.isdigit() else part.setdefault(key, {})
    part[last] = value
    return model


def faults_of(model: dict[str, Any]) -> list[str]:
    with pytest.raises(ScenarioError) as caught:
        resolve_operating_model(model, loaded().scenario, place="model.yaml")
    return [f"{fault.path}: {fault.message}" for fault in caught.value.faults]


def test_a_short_model_has_all_its_parts() -> None:
    model = resolve_operating_model(WHOLE, loaded().scenario)
    assert model.name == "ours"
    assert model.who_does_the_work.teams[0].kinds == ("all",)
    assert model.who_does_the_work.queue_rule == ("class_of_service", "fifo")
    assert model.who_does_the_work.task_force == model.who_does_the_work.agency == ()
    assert model.who_decides[0].cadence == "scenario"
    assert model.who_decides[0].rounds == -1
    assert model.coordination.hand_off == ()
    assert model.coordination.wip_limit.limit == UNLIMITED
    assert model.pays_with == ("producer",)


@pytest.mark.parametrize("name", archetype_documents())
@pytest.mark.parametrize(
    "scenario", ["minimal", "every_key", "default_workflow", "gates_in_parallel"]
)
def test_archetypes_fit_scenarios(
    name: str, scenario: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(VALID)
    model = resolve_operating_model(archetype_documents()[name], load(f"{scenario}.yaml").scenario)
    assert model.name == name
    assert model.summary


def test_changes_are_merged_and_lists_replaced() -> None:
    study = loaded(
        "models: {mine: {base: hybrid, who_decides: [{deciders: lead}], "
        "coordination: {wip_limit: {limit: 12}}}}"
    )
    base = archetype_documents()["hybrid"]
    merged = study.models["mine"].merged({"hybrid": base})
    model = resolve_operating_model(merged, study.scenario)
    original = resolve_operating_model(base, study.scenario)
    assert model.name == "mine"
    assert model.coordination.wip_limit.limit == 12
    assert len(model.who_decides) == 1
    assert model.who_does_the_work == original.who_does_the_work
    assert model.summary == original.summary


@pytest.mark.parametrize(
    ("base", "part", "change", "kinds", "skills"),
    [
        ("outsourced", "agency", "{skills: [design]}", (), ("design",)),
        ("outsourced", "agency", "{kinds: [lead]}", ("lead",), ()),
        ("outsourced", "agency", "{skills: [design], kinds: lead}", ("lead",), ("design",)),
        ("outsourced", "agency", "{capacity: 3}", ("producer",), ()),
        ("campaign_centric", "task_force", "{skills: [design]}", (), ("design",)),
        ("campaign_centric", "task_force", "{max_forces: 1}", ("lead", "producer"), ()),
    ],
)
def test_changes_that_say_whose_work_it_is_say_it_whole(
    base: str, part: str, change: str, kinds: tuple[str, ...], skills: tuple[str, ...]
) -> None:
    """What the base says about it otherwise holds on only where the changes say nothing of it."""
    study = loaded(f"models: {{mine: {{base: {base}, who_does_the_work: {{{part}: {change}}}}}}}")
    documents = archetype_documents()
    merged = study.models["mine"].merged(documents)
    model = resolve_operating_model(merged, study.scenario)
    (mine,) = getattr(model.who_does_the_work, part)
    assert (mine.kinds, mine.skills) == (kinds, skills)
    original = resolve_operating_model(documents[base], study.scenario)
    (before,) = getattr(original.who_does_the_work, part)
    kept = "turnaround" if part == "agency" else "min_effort"
    assert getattr(mine, kept) == getattr(before, kept)


@pytest.mark.parametrize(
    ("written", "name", "base"),
    [
        ("functional", "functional", "functional"),
        ("{base: functional}", "functional", "functional"),
        ("{base: functional, pays_with: [lead]}", "functional_changed", "functional"),
        ("{base: functional, name: our_own, pays_with: [lead]}", "our_own", "functional"),
        ("mine", "mine", "hybrid"),
    ],
)
def test_names_of_the_model_to_compare_with(written: str, name: str, base: str) -> None:
    study = loaded(f"models: {{mine: {{base: hybrid}}}}\noperating_model: {written}\n")
    assert (study.operating_model.name, study.operating_model.base) == (name, base)
    merged = study.operating_model.merged(archetype_documents())
    assert resolve_operating_model(merged, study.scenario).name == name


def test_a_fault_in_a_change_is_at_its_place_in_the_scenario() -> None:
    text = SCENARIO + (
        "models:\n  mine:\n    base: hybrid\n    who_decides:\n      - {deciders: led}\n"
    )
    with pytest.raises(ScenarioError) as caught:
        parse_scenario(text, "study.yaml", archetypes=archetype_documents())
    (fault,) = caught.value.faults
    assert (fault.file, fault.line, fault.column) == ("study.yaml", 8, 20)
    assert fault.path == "models.mine.who_decides[1].deciders"
    assert 'did you mean "lead"?' in fault.message


def test_a_hand_off_that_is_left_out_is_the_scenarios() -> None:
    study = loaded("hand_off: {within_team: 3h, between_teams: 2 days}\n")
    model = changed("coordination.hand_off", {"between_teams": "1h"})
    (hand_off,) = resolve_operating_model(model, study.scenario).coordination.hand_off
    assert isinstance(hand_off, HandOff)
    assert hand_off.within_team == study.scenario.hand_off.within_team
    assert hand_off.between_teams.distribution.mean() == 3600e6


def test_working_days_of_an_age_limit_become_days_on_the_wall() -> None:
    for written, days in (("10 working days", 14), ("2 weeks", 14), ("40 working hours", 7)):
        model = changed("who_does_the_work.crew_age_limit", written)
        resolved = resolve_operating_model(model, loaded().scenario)
        assert resolved.who_does_the_work.crew_age_limit == days * 24 * 3600 * 10**6


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("who_does_the_work.teams", [], "at least 1 is needed"),
        ("who_does_the_work.teams.0.kinds", ["lead", "producer"], "no team takes brand"),
        ("who_does_the_work.teams.0.kinds", "producers", 'did you mean "producer"?'),
        ("who_does_the_work.teams.0.group", "units", 'did you mean "unit"?'),
        ("who_does_the_work.queue_rule", "lifo", 'did you mean "fifo"?'),
        ("who_does_the_work.queue_rule", [], "at least 1 is needed"),
        ("who_does_the_work.task_force", {}, "write min_effort or types"),
        ("who_does_the_work.task_force", {"types": "email", "quorum": 0}, "too small"),
        ("who_does_the_work.agency", {"name": "a", "turnaround": "3 days"}, "kinds or skills"),
        ("who_does_the_work.agency", {"name": "a", "kinds": "lead"}, "turnaround is missing"),
        ("who_does_the_work.agency",
         {"name": "a", "kinds": "lead", "turnaround": "3 days", "price": "9 EUR/hour"}, "in EUR"),
        ("who_does_the_work.aging", "5 days", "write working hours or working days"),
        ("who_decides", [], "at least 1 is needed"),
        ("who_decides.0.tiers", ["low"], "nobody decides at brand_review for risk tier medium"),
        ("who_decides.0.gates", ["launch"], "unknown gate"),
        ("who_decides.0.need", 2, "2 yes votes are needed of 1"),
        ("who_decides.0.cadence", "weekly", "allowed are scenario, continuous"),
        ("who_decides.0.cadence", {"agenda": 3}, "no time is given"),
        ("who_decides.0.sampled", "101%", "outside the allowed range"),
        ("who_decides.0.delegate_after", "3 days", "working days"),
        ("coordination.wip_limit", {}, "limit is missing"),
        ("technology.cost", "50k USD", "should be written as 85k USD/year"),
        ("pays_with", ["agency"], "allowed are lead, producer"),
        ("base", "hybrid", 'unknown key "base"'),
    ],
)  # fmt: skip
def test_what_a_model_may_not_say(path: str, value: Any, words: str) -> None:
    faults = faults_of(changed(path, value))
    assert any(words in fault for fault in faults), faults


def test_faults_of_plain_data_name_the_given_place() -> None:
    with pytest.raises(ScenarioError) as caught:
        resolve_operating_model(changed("pays_with", 3), loaded().scenario, place="notebook")
    assert str(caught.value).startswith("notebook:1:1: pays_with")
