"""A model of the scenario's own may be what another one starts from."""

import pytest

from mom_sim import ScenarioError, parse_scenario
from mom_sim.simulation import Study

STUDY = """\
people:
  content: {headcount: 2}
  brand: {headcount: 1, kind: decider}
campaigns:
  email: {demand: 100 per year}
"""
HUB = "who_does_the_work: {queue_rule: due_date}"
LIMITED = "coordination: {wip_limit: {limit: 5, per: company, when_full: hold}}"


def models_of(models, own=""):
    return Study.of(parse_scenario(f"{STUDY}models:\n{models}{own}")).models


def test_it_is_the_model_that_says_both_sets_of_changes_itself():
    found = models_of(
        f"  second: {{base: first, {LIMITED}}}\n  first: {{base: functional, {HUB}}}\n"
    )
    at_once = models_of(f"  second: {{base: functional, {HUB}, {LIMITED}}}\n")
    assert found["second"] == at_once["second"]
    assert found["first"] != found["second"] != found["functional"]


def test_the_own_model_may_start_from_it():
    own = f"operating_model: {{base: first, name: ours, {LIMITED}}}\n"
    found = models_of(f"  first: {{base: functional, {HUB}}}\n", own)
    at_once = models_of(f"  ours: {{base: functional, {HUB}, {LIMITED}}}\n")
    assert found["ours"] == at_once["ours"]


def test_an_archetype_as_a_base_is_the_packaged_one_though_the_scenario_changes_it():
    found = models_of(
        f"  functional: {{base: functional, {HUB}}}\n  second: {{base: functional, {LIMITED}}}\n"
    )
    alone = models_of(f"  second: {{base: functional, {LIMITED}}}\n")
    assert found["second"] == alone["second"]


@pytest.mark.parametrize(
    ("models", "place", "message"),
    [
        ("  a: {base: b}\n  b: {base: a}\n", "models.a.base", "a on b on a"),
        ("  a: {base: a}\n", "models.a.base", 'unknown operating model "a"'),
        ("  a: {base: nothing}\n  b: {base: a}\n", "models.a.base", '"nothing"'),
        ("  abc: {base: functional}\n  b: {base: abd}\n", "models.b.base", 'did you mean "abc"'),
    ],
)
def test_bases_that_lead_nowhere(models, place, message):
    with pytest.raises(ScenarioError) as caught:
        models_of(models)
    faults = caught.value.faults
    assert any(fault.path == place and message in fault.message for fault in faults), faults


def test_a_fault_in_a_base_is_told_once_and_where_it_stands():
    with pytest.raises(ScenarioError) as caught:
        models_of("  a: {base: functional, coordinatoin: {}}\n  b: {base: a}\n  c: {base: b}\n")
    assert [(fault.path, fault.line) for fault in caught.value.faults] == [
        ("models.a.coordinatoin", 7)
    ]
