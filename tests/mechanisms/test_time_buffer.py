"""Time buffer: an internal date that work is ranked by, and a promise that it is measured by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml

from mom_sim import Study, simulate
from mom_sim.calendars.units import NEVER
from mom_sim.engines.internal_dates import with_internal_dates
from mom_sim.errors import ScenarioError
from mom_sim.log.comparing import first_difference
from mom_sim.log.log import Log
from mom_sim.log.validation import validate
from mom_sim.operating_models.mechanisms.time_buffer import _asks_for_dates
from mom_sim.plan.plan import PARTS
from mom_sim.tape.tape import draw_tape
from tests.mechanisms.building import study_of
from tests.mechanisms.test_all import COMPANY


def busy(buffer: Any, queue_rule: list[str] | None = None) -> Study:
    """A company with queues, in which small work is due in 3 weeks and large in 12."""
    effort = {"brief": "2h", "write": "9h", "draw": "9h", "build": "9h", "approve": "1h"}
    large = {"brief": "30h", "write": "60h", "draw": "80h", "build": "30h", "approve": "4h"}
    campaigns = {
        "small": {"demand": "150 per year", "due": "3 weeks", "effort": effort},
        "large": {"demand": "15 per year", "due": "12 weeks", "effort": large},
    }
    part = {"queue_rule": queue_rule or ["due_date"]}
    company = {"campaigns": campaigns}
    return study_of(
        "centralized",
        company=company,
        who_does_the_work=part,
        coordination={"time_buffer": buffer},
    )


def test_the_internal_date_keeps_the_stated_part_of_the_time() -> None:
    study = busy([{"share": "25%", "types": ["large"]}, {"share": "40%", "types": ["small"]}])
    plan = study.plan("changed")
    assert [program.due_share for program in plan.programs] == [600_000, 750_000]
    tape = draw_tape(study.scenario, 1)
    planned = with_internal_dates(plan, tape)
    promised = tape.campaigns.due - tape.campaigns.requested
    internal = planned.campaigns.due - tape.campaigns.requested
    part = np.where(tape.campaigns.type == 0, 0.6, 0.75)
    assert np.abs(internal - promised * part).max() < 2
    assert planned.hash(plan.draws) != tape.hash(plan.draws)
    assert with_internal_dates(study.plan("centralized"), tape) is tape


def test_what_is_never_due_or_was_due_already_stays() -> None:
    study = busy({"share": "50%"})
    plan, tape = study.plan("changed"), draw_tape(study.scenario, 1)
    due = tape.campaigns.due.copy()
    due[0], due[1] = NEVER, tape.campaigns.requested[1] - 5
    tape.campaigns = replace(tape.campaigns, due=due)
    planned = with_internal_dates(plan, tape).campaigns.due
    assert planned[0] == NEVER and planned[1] == due[1]


def test_each_type_has_a_buffer_of_its_own() -> None:
    buffers = [{"share": "20%", "types": ["small"]}, {"share": "50%", "types": ["large"]}]
    plan = busy(buffers).plan("changed")
    assert [program.due_share for program in plan.programs] == [800_000, 500_000]


def test_no_type_has_two_buffers() -> None:
    for first in ({"share": "20%"}, {"share": "20%", "types": ["small", "large"]}):
        with pytest.raises(ScenarioError, match=r"two time_buffer are for the same \(types: "):
            busy([first, {"share": "50%", "types": ["large"]}])


def ended(log: Log, kind: int) -> float:
    return float(log.campaigns["ended"][log.campaigns["type"] == kind].sum())


def test_a_buffer_of_large_campaigns_brings_them_forward_and_promises_stay() -> None:
    study = busy({"share": "50%", "types": ["large"]})
    one, other = (simulate(study, model).log for model in ("changed", "centralized"))
    plain = simulate(busy("none"), "changed").log
    assert one.campaigns["due"].tolist() == plain.campaigns["due"].tolist()
    assert first_difference(one, plain) is not None
    assert ended(one, 1) < ended(plain, 1) and ended(one, 0) > ended(plain, 0)
    assert validate(one) == [] and validate(other) == []


def test_all_of_one_kind_are_in_the_same_order() -> None:
    """With one type that has the same time, an earlier date for all changes no order."""
    document = {"campaigns": {"small": {"demand": "100 per year", "due": "3 weeks"}}}
    document["campaigns"]["small"]["effort"] = {"brief": "2h", "write": "20h", "draw": "20h"}  # type: ignore[assignment]
    study = study_of(
        "centralized", company=document, coordination={"time_buffer": {"share": "50%"}}
    )
    assert study.plan("changed").programs[0].due_share == PARTS // 2
    one, plain = (simulate(study, model).log for model in ("changed", "centralized"))
    assert first_difference(one, plain) is None


def test_without_a_rule_by_date_it_is_told() -> None:
    plan = busy({"share": "50%"}, ["fifo"]).plan("changed")
    assert {program.due_share for program in plan.programs} == {PARTS}
    assert any("no team ranks by due date" in warning for warning in plan.warnings)
    ranked = busy({"share": "50%"}).plan("changed")
    assert not any("time_buffer" in warning for warning in ranked.warnings)


def test_a_rule_of_a_team_without_a_queue_is_none() -> None:
    """What an order is for, is queues: an agency's list, say, is in no order of ours."""
    plan = busy({"share": "50%"}, ["fifo"]).plan("changed")
    ranked = replace(plan, teams=(*plan.teams, replace(plan.teams[0], rule=("due_date",))))
    assert not _asks_for_dates(ranked)
    assert _asks_for_dates(busy({"share": "50%"}).plan("changed"))


@pytest.mark.parametrize(
    ("buffer", "company", "is_told"),
    [
        ({"share": "50%"}, {}, True),
        ({"share": "0%"}, {}, False),
        ({"share": "50%", "types": ["large"]}, {}, False),
        ({"share": "50%"}, {"due": "12 weeks"}, False),
        ({"share": "50%"}, {"due": "uniform(low=2 weeks, high=4 weeks)"}, False),
    ],
)
def test_an_equal_buffer_for_equal_dates_is_told(
    buffer: Any, company: dict[str, str], is_told: bool
) -> None:
    document = yaml.safe_load(COMPANY.read_text(encoding="utf-8"))
    document["campaigns"]["large"] |= company
    study = study_of("centralized", company=document, coordination={"time_buffer": buffer})
    told = [text for text in study.plan("changed").warnings if "changes no order" in text]
    assert len(told) == is_told
    one, plain = (simulate(study, model).log for model in ("changed", "centralized"))
    assert not is_told or first_difference(one, plain) is None
