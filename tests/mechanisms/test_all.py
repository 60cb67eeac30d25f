"""What holds for every mechanism, whichever there are."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from mom_sim import Study, parse_scenario, simulate
from mom_sim.log.comparing import first_difference
from mom_sim.log.validation import validate
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.library import archetype_documents
from mom_sim.operating_models.mechanisms import effect_of
from mom_sim.plan.plan import Plan
from mom_sim.scenario.defaults import MARKS
from mom_sim.scenario.mechanism import QUESTIONS, Mechanism
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.schema.mechanism_kinds import kind_of

RECORDS = list(MECHANISMS.values())
NAMES = list(MECHANISMS)
COMPANY = Path(__file__).with_name("company.yaml")
BASES = ("centralized", "decentralized", "functional", "campaign_centric", "outsourced")


def study_with(base: str, mechanism: Mechanism, values: object) -> Study:
    """A small company that works by an archetype, with a mechanism stated in it."""
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    # Not the archetype with changes: what the archetype itself states must not be merged in.
    changes = {"base": base, mechanism.question: {mechanism.name: values}}
    document["models"] = {"changed": changes}
    return Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))


def same_but_for_the_name(one: Plan, other: Plan) -> list[str]:
    return [
        field.name
        for field in fields(Plan)
        if field.name != "model" and getattr(one, field.name) != getattr(other, field.name)
    ]


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_record_is_whole(record: Mechanism) -> None:
    assert record.question in QUESTIONS
    assert record.summary.endswith(".") and record.source.startswith("DOMAIN")
    assert record.neutral, "nothing switches it off"
    for one in record.parameters:
        kind_of(one.kind)
        assert one.meaning.endswith(".") and one.mark in MARKS
        assert one.default is None or one.origin, f"{one.name} has a default without a source"


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
def test_has_an_effect_and_tests_of_its_own(record: Mechanism) -> None:
    assert issubclass(effect_of(record.name), Effect)
    assert Path(__file__).with_name(f"test_{record.name}.py").is_file()


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
@pytest.mark.parametrize("base", BASES)
def test_neutral_is_as_if_it_were_not_there(record: Mechanism, base: str) -> None:
    """With `none` the plan is the same, and so is the log, byte for byte."""
    study = study_with(base, record, "none")
    archetype = archetype_documents()[base].data
    if record.name in archetype.get(record.question, {}):
        del archetype[record.question][record.name]
        document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
        document["models"] = {"without": {**archetype, "name": "without"}}
        without = Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))
        plain = without.plan("without")
    else:
        without, plain = study, study.plan(base)
    assert same_but_for_the_name(study.plan("changed"), plain) == []
    if base == "centralized":
        one = simulate(study, "changed")
        other = simulate(without, plain.model)
        assert first_difference(one.log, other.log) is None


@pytest.mark.parametrize("record", RECORDS, ids=NAMES)
@pytest.mark.parametrize("base", BASES)
def test_defaults_run_in_every_model(record: Mechanism, base: str) -> None:
    """Every mechanism is usable in any model: with its defaults it compiles, runs and is valid."""
    study = study_with(base, record, {})
    assert validate(simulate(study, "changed").log) == []


@pytest.mark.parametrize("base", ["outsourced", "campaign_centric"])
def test_all_together_run(base: str) -> None:
    """No mechanism takes away what another one has entered into the plan."""
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    changes: dict[str, Any] = {"base": base}
    for record in RECORDS:
        changes.setdefault(record.question, {})[record.name] = {}
    changes["technology"]["training"] = [{"hours": 8}, {"hours": 8, "length": "6 weeks"}]
    document["models"] = {"changed": changes}
    study = Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))
    assert validate(simulate(study, "changed").log) == []
