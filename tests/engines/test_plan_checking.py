"""A plan that does not hold together is refused, with the place and the reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

import pytest

from mom_sim.errors import PlanError
from mom_sim.plan.checking import check_plan
from mom_sim.plan.fields import node_field
from mom_sim.plan.instructions import INSTRUCTIONS
from mom_sim.plan.plan import PARTS, Condition, Node, Plan, Relief
from tests.engines.all_instructions_plan import (
    COIN,
    COVERAGE,
    DECISION,
    EFFORT,
    HAND_OFF,
    HOUR,
    LOAD,
    NODES,
    QUALITY,
    all_instructions_plan,
)

Change = Callable[[Plan], Plan]
NODE_FIELDS = {field.name: field for field in fields(Node)}


def put(**changed: Any) -> Change:
    return lambda plan: replace(plan, **changed)


def record(table: str, index: int, **changed: Any) -> Change:
    """Change one record of a table of the plan."""

    def change(plan: Plan) -> Plan:
        rows = list(getattr(plan, table))
        rows[index] = replace(rows[index], **changed)
        return replace(plan, **{table: tuple(rows)})

    return change


def node(index: int, **changed: Any) -> Change:
    """Change one node of the first program."""

    def change(plan: Plan) -> Plan:
        nodes = list(plan.programs[0].nodes)
        nodes[index] = replace(nodes[index], **changed)
        return record("programs", 0, nodes=tuple(nodes))(plan)

    return change


def decision(**changed: Any) -> Change:
    return record("decisions", 0, **changed)


def rework(**changed: Any) -> Change:
    return decision(rework=replace(DECISION.rework, **changed))


def without_draw_of_type(plan: Plan) -> Plan:
    return record("draws", EFFORT, by_type=(None, None))(plan)


FAULTS: list[tuple[Change, str]] = [
    (put(warm_up=-1), "needs 0 <= start <= warm_up <= horizon <= limit, not 0, -1, "),
    (put(limit=119 * HOUR), "needs 0 <= start <= warm_up <= horizon <= limit"),
    (put(units=("north", "north")), "units: 'north' is there twice"),
    (record("people", 1, name="design/1"), "people: 'design/1' is there twice"),
    (put(risks=("data_late", "off_brand")), "risks: have to begin with the defects"),
    (record("programs", 1, type=0), "programs: one for each type in their order, not of the"),
    (put(reference_clock=2), "reference_clock: 2 points into clock_names, of which there are 2"),
    (put(clock_names=("office",)), "clocks: needs 1 items, one for each of clock_names, not 2"),
    (put(event_costs=(1.0,)), "event_costs: needs 2 items, one for each of risks, not 1"),
    (put(value_rules=()), "value_rules: needs 2 items, one for each of types, not 0"),
    (record("people", 0, team=3), "people[0].team: 3 points into teams, of which there are 3"),
    (record("people", 0, ramp_length=-1), "people[0].ramp_length: a time cannot be -1"),
    (record("people", 0, ramp_start=-1), "people[0].ramp_start: a share cannot be -1"),
    (record("limits", 0, limit=-1), "limits[0].limit: a count cannot be -1"),
    (record("queues", 0, skill=-1), "queues[0].skill: -1 points into skills, of which there are"),
    (record("defects", 0, first=2**52 + 1), "defects[0].first: 4503599627370497 is no threshold"),
    (record("defects", 0, draw=EFFORT), "defects[0].draw: campaign:effort is no draw of kind"),
    (record("defects", 0, exposure=(1,)), "defects[0].exposure: needs 2 items, one for each of"),
    (record("draws", 0, by_type=()), "draws[0].by_type: needs 2 items, one for each of types"),
    (record("programs", 0, patience=QUALITY), "programs[0].patience: campaign:quality:off_brand"),
    (record("programs", 0, body=19), "programs[0].body: 19 points into nodes, of which there are"),
    (
        record("programs", 0, entries=((9, 0),)),
        "programs[0].entries[0]: 9 points into steps, of which there are 6",
    ),
    (
        record("programs", 0, entries=((0, 19),)),
        "programs[0].entries[0]: 19 points into nodes, of which there are 19",
    ),
    (node(6, draws=(HAND_OFF,)), "programs[0].nodes[6].draws: needs 2 items, one for each of uni"),
    (node(7, queues=((0,), (9,))), "programs[0].nodes[7].queues[1][0]: 9 points into queues, of"),
    (node(0, successors=(19,)), "programs[0].nodes[0].successors[0]: 19 points into nodes"),
    (
        node(4, condition=Condition(tiers=4)),
        "programs[0].nodes[4].condition.tiers: 4 is no mask of the 2 tiers",
    ),
    (
        node(8, condition=Condition(after_node=7, after_outcome=9)),
        "programs[0].nodes[8].condition.after_outcome: 9 is no outcome of an activity",
    ),
    (node(0, instruction="DANCE"), "programs[0].nodes[0] (DANCE): unknown instruction; there are"),
    (node(0, queues=((0,), (0,))), "programs[0].nodes[0] (PASS): has queues, which PASS does not"),
    (node(9, meetings=()), "programs[0].nodes[9] (MEET): needs meetings"),
    (node(6, cause="idleness"), "programs[0].nodes[6] (DELAY): 'idleness' is no cause; there are"),
    (node(4, announce="party"), "programs[0].nodes[4] (PASS): announces 'party', which is no kind"),
    (
        node(4, announce_value=2),
        "programs[0].nodes[4] (PASS): announces risk_event of risk 2, of 2",
    ),
    (
        node(8, condition=Condition(after_node=9, after_outcome=1)),
        "programs[0].nodes[8] (AGENCY): asks for the outcome of node 9, which does not come before",
    ),
    (
        node(8, condition=Condition(after_node=7, after_outcome=2)),
        "programs[0].nodes[8] (AGENCY): asks whether node 7 ended 'approved', which it cannot",
    ),
    (node(7, draws=(EFFORT, -1)), "programs[0].nodes[7] (WORK): has no distribution of its effort"),
    (
        without_draw_of_type,
        "programs[0].nodes[7] (WORK): has no distribution of its effort for nor",
    ),
    (node(7, queues=((0,), ())), "programs[0].nodes[7] (WORK): has no queue for south"),
    (
        node(7, queues=((2, 2), (0,))),
        "programs[0].nodes[7] (WORK): needs 2 people of queue 2 for north, which has 1",
    ),
    (
        record("queues", 2, pool=()),
        "programs[0].nodes[10] (WORK): needs 1 people of queue 2 for north, which has 0",
    ),
    (
        node(3, queues=((0, 0, 0), (0,))),
        "programs[0].nodes[3] (ASSEMBLE): needs 3 people of queue 0 for north, which has 2",
    ),
    (node(18, instruction="PASS"), "programs[0]: the last node has to be END"),
    (
        node(15, instruction="END", skills=()),
        "programs[0]: has more than one END, at nodes [15, 18]",
    ),
    (node(13, launch=True), "programs[0]: launches at more than one node: [13, 14]"),
    (node(0, successors=(1, 1)), "programs[0]: node 0 has a successor twice"),
    (
        node(7, successors=(6,)),
        "programs[0]: node 7 leads back to [6]; every edge leads to a later",
    ),
    (node(14, successors=(15,)), "programs[0]: nothing leads to nodes [16]"),
    (
        node(15, successors=()),
        "programs[0]: nothing follows nodes [15]; the end follows everything",
    ),
    (node(18, successors=(18,)), "programs[0]: something follows the END"),
    (put(decisions=(DECISION, DECISION)), "decisions[1]: has to be taken by exactly one node, not"),
    (decision(step=6), "decisions[0].step: 6 points into steps, of which there are 6"),
    (
        decision(reviewers=(replace(DECISION.reviewers[0], nodes=(7,)), DECISION.reviewers[1])),
        "programs[0].nodes[12] (DECIDE): reviewed by node 7, which is no review that comes before",
    ),
    (decision(need=3), "programs[0].nodes[12] (DECIDE): needs 3 approvals of 2 reviewers"),
    (decision(verdicts=()), "programs[0].nodes[12] (DECIDE): has 0 verdicts for 1 risks"),
    (
        decision(after_rounds="sleep"),
        "programs[0].nodes[12] (DECIDE): after the rounds: approve, reject or",
    ),
    (
        rework(nodes=(*DECISION.rework.nodes, (14, PARTS))),
        "programs[0].nodes[12] (DECIDE): does node 14 again, which does not come before it",
    ),
    (
        rework(edges=(*DECISION.rework.edges, (6, 12))),
        "programs[0].nodes[12] (DECIDE): opens the edge from 6 to 12 again, which is not there",
    ),
    (
        rework(edges=((5, 6), *DECISION.rework.edges)),
        "programs[0].nodes[12] (DECIDE): opens the edge from 5 to 6, but does not do both again",
    ),
    (
        rework(entry=(7,)),
        "programs[0].nodes[12] (DECIDE): goes back to (7,), but [6] wait for nothing",
    ),
    (
        rework(nodes=(), edges=(), entry=()),
        "programs[0].nodes[12] (DECIDE): is not among what is done again, so a revise would leave",
    ),
    (record("curves", 0, register="mood"), "curves[0]: 'mood' is no register; there are time, pra"),
    (record("curves", 0, at=(1, 2)), "curves[0]: begins at 0, not at (1,)"),
    (record("curves", 0, at=(), values=()), "curves[0]: begins at 0, not at ()"),
    (record("curves", 1, at=(0, 5, 5)), "curves[1]: its steps have to ascend: (0, 5, 5)"),
    (record("curves", 0, values=(1,)), "curves[0]: has 1 values for 2 steps"),
    (record("curves", 0, values=(1, -1)), "curves[0].values[1]: a count cannot be -1"),
    (record("curves", 3, agency=-1), "curves[3]: names an agency if and only if it counts del"),
    (record("curves", 0, agency=0), "curves[0]: names an agency if and only if it counts del"),
    (record("curves", 3, agency=1), "curves[3].agency: 1 points into agencies, of which there"),
    (put(load_curve=0), "load_curve: coverage is a curve of time, not of load"),
    (put(load_curve=4), "load_curve: 4 points into curves, of which there are 4"),
    (put(load_weeks=0), "load_weeks: the load looks back on at least 1 week, not 0"),
    (
        node(7, rate_curves=(3,)),
        "programs[0].nodes[7].rate_curves[0]: knowledge is a curve of deliveries, not of time or "
        "practice or load",
    ),
    (
        node(7, reliefs=(Relief(COIN, (COVERAGE, LOAD), PARTS),)),
        "programs[0].nodes[7].reliefs[0].curves[1]: load is a curve of load, not of time",
    ),
    (
        node(7, reliefs=(Relief(COIN, (COVERAGE,), PARTS),)),
        "programs[0].nodes[7].reliefs[0].curves: needs 2 items, one for each of units, not 1",
    ),
    (
        node(5, condition=Condition(chance=COIN, curve=1)),
        "programs[0].nodes[5].condition.curve: practice is a curve of practice, not of time or del",
    ),
    (
        node(5, condition=Condition(curve=0)),
        "programs[0].nodes[5].condition.curve: a threshold, but there is no chance to hold against",
    ),
    (
        record("curves", 0, values=(0, 2**52 + 1)),
        "programs[0].nodes[7].reliefs[0].curves[1]: 4503599627370497 is no threshold, which is fro",
    ),
    (decision(revise_curve=2), "decisions[0].revise_curve: load is a curve of load, not of time "),
    (
        lambda plan: record("curves", 1, register="round")(
            node(5, condition=Condition(chance=COIN, curve=1))(plan)
        ),
        "programs[0].nodes[5].condition.curve: practice is a curve of round, not of time or deliv",
    ),
    (
        decision(revise_draw=-1),
        "decisions[0].revise_curve: a threshold, but there is no draw to hold against it",
    ),
    (
        record("defects", 0, agency_curves=(0,)),
        "defects[0].agency_curves[0]: coverage is a curve of time, not of deliveries",
    ),
    (record("defects", 0, tired=-2), "defects[0].tired: -2 is no threshold, which is from 0 to"),
    (
        node(5, ends="sold"),
        "programs[0].nodes[5].ends: one of canceled, reused, shadow, not 'sold'",
    ),
    (
        record("programs", 0, impatient="reused"),
        "programs[0].impatient: canceled or shadow, not 'reused'",
    ),
    (
        record("agencies", 0, windows=((0, 5, 1), (4, 6, 1))),
        "agencies[0]: windows are sorted and do not overlap: ((0, 5, 1), (4, 6, 1))",
    ),
    (
        record("agencies", 0, windows=((5, 5, 1),)),
        "agencies[0]: a window ends after it starts: ((5, 5, 1),)",
    ),
    (
        record("agencies", 0, windows=((0, 5, -1),)),
        "agencies[0].windows[0]: a count cannot be -1",
    ),
    (rework(nodes=((6, -2),)), "decisions[0].rework.nodes[0]: a share cannot be -2"),
    (rework(entry=(19,)), "decisions[0].rework.entry[0]: 19 points into nodes, of which there are"),
]


def test_the_plan_with_every_instruction_holds_together() -> None:
    check_plan(all_instructions_plan())


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_a_fault_is_named_with_its_place(change: Change, message: str) -> None:
    with pytest.raises(PlanError) as caught:
        check_plan(change(all_instructions_plan()))
    lines = str(caught.value).split("\n")
    assert lines[0] == "the plan of by hand does not hold together:"
    assert any(line.startswith(message) for line in lines[1:]), lines


def test_every_fault_is_told_at_once() -> None:
    plan = put(units=("north", "north"))(node(4, announce="party")(all_instructions_plan()))
    with pytest.raises(PlanError) as caught:
        check_plan(plan)
    assert len(str(caught.value).split("\n")) == 3


@pytest.mark.parametrize("name", INSTRUCTIONS)
def test_every_column_of_an_instruction_is_a_field_of_nodes(name: str) -> None:
    for column in INSTRUCTIONS[name].columns:
        assert node_field(column, frozenset(NODE_FIELDS)) in NODE_FIELDS


@pytest.mark.parametrize("name", INSTRUCTIONS)
def test_a_column_that_the_instruction_does_not_read_is_refused(name: str) -> None:
    """Each instruction gets, from another node of the plan, every column that is not its own."""
    index = next(index for index, one in enumerate(NODES) if one.instruction == name)
    read = {node_field(column, frozenset(NODE_FIELDS)) for column in INSTRUCTIONS[name].columns}
    columns = {
        node_field(column, frozenset(NODE_FIELDS))
        for one in INSTRUCTIONS.values()
        for column in one.columns
    }
    for column in columns - read:
        given = next(
            value for one in NODES if (value := getattr(one, column)) != NODE_FIELDS[column].default
        )
        with pytest.raises(PlanError, match=f"has {column}, which {name} does not read"):
            check_plan(node(index, **{column: given})(all_instructions_plan()))
