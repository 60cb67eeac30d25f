"""Inputs and their ranges: values between the ends, and what cannot be a range."""

from __future__ import annotations

from collections import Counter

import pytest

from mom_sim import Study, parse_scenario
from mom_sim.errors import ScenarioError
from mom_sim.experiments.changing import changed
from mom_sim.experiments.sensitivity.choosing import default_inputs, named_inputs
from mom_sim.experiments.sensitivity.input import input_of
from mom_sim.scenario.quantities import QuantityError
from tests.faces.small_study import TEXT


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(parse_scenario(TEXT))


@pytest.mark.parametrize(
    ("low", "high", "middle", "number"),
    [
        ("40%", "70%", "55%", 55.0),
        ("x0.8", "x1.25", "x1.025", 1.025),
        ("-1", "+1", "+0", 0.0),
        ("3", "8", 6, 6.0),  # whole, half to even
        ("3.0", "8.0", 5.5, 5.5),
        ("0.25 working days", "2 working days", "1.125 working days", 1.125),
        ("70 USD/hour", "105 USD/hour", "87.5 USD/hour", 87.5),
        (
            "lognormal(mean=1, cv=0.5)",
            "lognormal(mean=1, cv=3)",
            "lognormal(mean=1, cv=1.75)",
            1.75,
        ),
        ("10000000 USD", "30000000 USD", "20000000 USD", 2e7),  # without an exponent
    ],
)
def test_what_lies_between(low: str, high: str, middle: object, number: float) -> None:
    one = input_of("somewhere", low, high)
    assert one.value_at(0.5) == middle
    assert type(one.value_at(0.5)) is type(middle)
    assert one.number_at(0.5) == number
    assert [str(one.value_at(end)) for end in (0.0, 1.0)] == [low, high]
    assert one.changes_at(0.0) == {"somewhere": one.value_at(0.0)}


@pytest.mark.parametrize(
    ("low", "high", "message"),
    [
        ("40%", "0.7", "differ in more than their numbers"),
        ("1 weeks", "2 days", "differ in more than their numbers"),
        ("low", "70%", '"low" has no number'),
        ("40%", "40%", "is empty"),
    ],
)
def test_what_is_no_range(low: str, high: str, message: str) -> None:
    with pytest.raises(QuantityError, match=message):
        input_of("somewhere", low, high)


def test_default_inputs_can_be_put_to_both_ends(study: Study) -> None:
    found = default_inputs(study, ["centralized", "my_hub"], with_money=False)
    names = [one.name for one in found]
    assert {"campaigns.*.demand", "people.design.headcount", "hand_off.between_teams"} <= set(names)
    assert Counter(names).most_common(1)[0][1] == 1
    paths = Counter(path for one in found for path in one.paths)
    assert paths.most_common(1)[0][1] == 1, "no input hides another"
    for end in (0.0, 1.0):
        everything = {path: value for one in found for path, value in one.changes_at(end).items()}
        assert changed(study, everything).scenario != study.scenario


def test_money_counts_only_where_it_is_asked_for(study: Study) -> None:
    plain = {one.name for one in default_inputs(study, ["centralized"], with_money=False)}
    with_money = {one.name for one in default_inputs(study, ["centralized"])}
    assert plain < with_money
    assert any("cost" in name for name in with_money - plain)


def test_ranges_of_named_inputs(study: Study) -> None:
    texts = (
        "people.design.headcount=1:5",
        "people.brand.headcount",
        "hand_off.between_teams",
        "people.design.turnover.rate",
        "campaigns.email.demand",
    )
    found = {one.name: (one.low, one.high) for one in named_inputs(study, texts, ["centralized"])}
    assert found == {
        "people.design.headcount": ("1", "5"),
        "people.brand.headcount": ("-1", "+1"),
        "hand_off.between_teams": ("0.5 working days", "2 working days"),
        "people.design.turnover.rate": ("9% per year", "30% per year"),
        "campaigns.email.demand": ("x0.8", "x1.25"),
    }


def test_inputs_that_would_hide_each_other_are_refused(study: Study) -> None:
    texts = ("people.*.headcount=1:2", "people.design.headcount=1:5", "people.brand.headcount")
    with pytest.raises(ScenarioError) as failure:
        named_inputs(study, texts, ["centralized"])
    assert [fault.message for fault in failure.value.faults] == [
        f"people.*.headcount and people.{role}.headcount change the same place; name one of them"
        for role in ("brand", "design")
    ]


def test_every_input_that_is_none_is_told(study: Study) -> None:
    texts = ("people.design.headcount=5", "a b=1:x", "campaigns.*.demand", "campaigns.*.demand")
    with pytest.raises(ScenarioError) as failure:
        named_inputs(study, texts, ["centralized"])
    told = [fault.message for fault in failure.value.faults]
    assert {fault.path for fault in failure.value.faults} == {"inputs"}
    assert len(told) == 3
    assert any("is no range; write two values with a colon" in one for one in told)
    assert any("named twice" in one for one in told)
