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

NEUTRAL_BASES = ("decentralized", "outsourced", "campaign_centric")
NEED_MORE = {"agency_market", "capacity_reserve", "lending", "overflow_when_late"}
"""What changes a plan only with a surge, lent people or limits that this company does not have."""

LANES = {"classes_of_service": {"expedite": {"rank": 0, "preempts": True}, "standard": {"rank": 1}}}
LATE = {"kind": "event", "probability": "30%", "step": "build", "delay": "2 working days"}


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
    assert {one.name for one in record.parameters} >= set(record.once_per)
    assert record.repeatable or not record.once_per
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
def test_neutral_values_are_as_if_it_were_not_there(record: Mechanism) -> None:
    """The values that its record calls neutral give the plan of `none`, whatever the others are.

    Tried in a model in which the defaults change the plan, so that it says something.
    """
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8")) | LANES
    document["campaigns"]["small"]["value"] = {"amount": "5k USD"}
    document["campaigns"]["large"]["due"] = "12 weeks"
    document["risks"]["late"] = LATE
    stated = {
        "off": "none",
        "defaults": {},
        "neutral": record.neutral,
        "others_low": end_of_ranges(record, 0) | record.neutral,
        "others_high": end_of_ranges(record, -1) | record.neutral,
    }
    has_changed = False
    for base in NEUTRAL_BASES:
        changes = {name: {record.name: values} for name, values in stated.items()}
        document["models"] = {
            name: {"base": base, record.question: part} for name, part in changes.items()
        }
        study = Study.of(parse_scenario(yaml.safe_dump(document, sort_keys=False)))
        off = study.plan("off")
        for name in ("neutral", "others_low", "others_high"):
            assert same_but_for_the_name(study.plan(name), off) == [], (base, name)
        has_changed = bool({*same_but_for_the_name(study.plan("defaults"), off)} - {"warnings"})
        if has_changed:
            break
    assert has_changed != (record.name in NEED_MORE)


def end_of_ranges(record: Mechanism, end: int) -> dict[str, Any]:
    """Every parameter at one end of its range, as a person would write it."""
    texts = {one.name: one.range[end] for one in record.parameters if one.range}
    return {name: yaml.safe_load(text.format(currency="USD")) for name, text in texts.items()}


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
