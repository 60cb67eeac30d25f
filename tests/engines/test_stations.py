"""Lines of stations take a way of their own for statistics, and nobody can tell.

What is added up that way is held against the long way, which `test_compiled_statistics` holds
against the log.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from hypothesis import Phase, find, given, settings

from benchmarks.line_scenario import line_scenario
from benchmarks.stations import NETWORK, SINGLE, Line
from mom_sim.engines.compiled_engine import statistics_run
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.stations import stations_of
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.errors import RunError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Decision, Node, Plan, Program, Reviewer
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.blocks import TapeInBlocks
from tests.engines.interpreted_kernel import Change, interpreted
from tests.engines.lines_of_stations import (
    Made,
    gate_that_seldom_approves,
    gate_without_time,
    lines_of_stations,
    looked_at,
)
from tests.engines.test_compiled_statistics import same
from tests.made.lengths import constant
from tests.made.people import TURNOVERS
from tests.made.small import (
    campaign_type,
    flaw,
    launch,
    model,
    people,
    request,
    study,
    wait,
    work,
)

LINES = 2 * settings.default.max_examples
LARGE = 7000.0


def plan_of(made: Made) -> Plan:
    """A plan of which nothing is kept that was found out about it before."""
    return replace(compile_plan(*made))


def told(plan: Plan, scenario: Scenario, block: float = LARGE) -> Tallies:
    return run_statistics(plan, TapeInBlocks(scenario, 1, campaigns_a_block=block))


def told_the_long_way(plan: Plan, scenario: Scenario) -> Tallies:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(statistics_run, "stations_of", lambda plan: None)
        return told(plan, scenario)


def goes_by_stations(plan: Plan, scenario: Scenario) -> bool:
    """Whether a run takes the short way."""
    taken: list[int] = []
    remember = Memory.remember_room

    def note(memory: Memory) -> None:
        taken.append(memory["only_stations"])
        remember(memory)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Memory, "remember_room", note)
        told(plan, scenario)
    return taken == [1]


@settings(max_examples=LINES)
@given(lines_of_stations())
def test_statistics_are_those_of_the_long_way(made: Made) -> None:
    plan = plan_of(made)
    assert goes_by_stations(plan, made[0])
    expected = told_the_long_way(plan, made[0])
    assert same(told(plan, made[0]), expected)
    assert same(told(plan, made[0], block=4.0), expected)


@pytest.mark.parametrize(
    ("line", "campaigns"),
    [(Line(NETWORK, 1.0), 400), (Line(NETWORK, 4.0), 400), (Line(SINGLE, 3.4), 2000)],
    ids=["network", "overload", "single"],
)
@pytest.mark.parametrize("block", [60.0, LARGE])
def test_the_lines_of_the_benchmarks_are_stations(line: Line, campaigns: int, block: float) -> None:
    study_of = Study.of(parse_scenario(line_scenario(line, campaigns)))
    plan = replace(study_of.plan())
    assert goes_by_stations(plan, study_of.scenario)
    found = told(plan, study_of.scenario, block)
    assert same(found, told_the_long_way(plan, study_of.scenario))
    assert found.completions > campaigns / 2


def test_rounds_that_nobody_has_drawn_are_asked_for() -> None:
    made = gate_that_seldom_approves()
    plan = plan_of(made)
    found = told(plan, made[0])
    assert same(found, told_the_long_way(plan, made[0]))
    assert found.events["verdict"] > 10 * found.arrivals / 2


def test_a_loop_without_time_is_told_as_it_is_elsewhere() -> None:
    made = gate_without_time()
    plan = plan_of(made)
    with pytest.raises(RunError) as long:
        told_the_long_way(plan, made[0])
    with pytest.raises(RunError) as short:
        told(plan, made[0])
    assert str(short.value) == str(long.value)


# ---------------------------------------------------------------------- what is none

ROWS = tuple(request(f"r{number}", number) for number in range(3))
STEPS = (work("write", "a", 1), work("draw", "b", 2, "write"), launch("draw"))
TWO = (people("a", 2), people("b"))


def line(roles: Any = TWO, steps: Any = STEPS, **changes: Any) -> Scenario:
    return study(roles, steps, ROWS, **({"defect_risks": ()} | changes))


NONE: dict[str, Callable[[], Made]] = {
    "hours": lambda: (line((people("a", 2, "office"), people("b"))), model()),
    "turnover": lambda: (line((people("a", turnover=TURNOVERS[-1]), people("b"))), model()),
    "somebody who serves two": lambda: (
        line((people("a", skills=(("a", 1.0), ("b", 1.0))), people("b"))),
        model(),
    ),
    "a crew": lambda: (
        line(steps=(*STEPS[:2], work("both", {"a": 1, "b": 1}, 1, "draw"), launch("both"))),
        model(),
    ),
    "branches": lambda: (
        line(steps=(STEPS[0], work("draw", "b", 2), launch("write", "draw"))),
        model(),
    ),
    "a wait": lambda: (line(steps=(*STEPS[:2], wait("dry", 2, "draw"), launch("dry"))), model()),
    "patience": lambda: (line(campaigns=(campaign_type(patience=(constant(3),)),)), model()),
    "due dates": lambda: (line(), model(queue_rule=("due_date",))),
    "risks": lambda: (line(defect_risks=(flaw(0.5),)), model()),
    "refusals": lambda: (
        line(
            steps=(
                STEPS[0],
                looked_at(
                    "look",
                    "b",
                    ("write",),
                    {"write": 1.0},
                    reject_share=0.5,
                    revise_probability=0.5,
                ),
                launch("look"),
            )
        ),
        model(),
    ),
    "an end of all rounds": lambda: (
        line(
            steps=(
                STEPS[0],
                looked_at(
                    "look",
                    "b",
                    ("write",),
                    {"write": 1.0},
                    rounds=1,
                    after_rounds="reject",
                    revise_probability=0.5,
                ),
                launch("look"),
            )
        ),
        model(),
    ),
}


def test_a_plain_line_is_one_of_stations() -> None:
    scenario = line()
    assert goes_by_stations(plan_of((scenario, model())), scenario)


@pytest.mark.parametrize("name", NONE)
def test_what_has_more_is_none(name: str) -> None:
    scenario, of = NONE[name]()
    assert not goes_by_stations(plan_of((scenario, of)), scenario)


KNOWN: dict[Any, str] = {
    Node: """
        instruction step condition draws share reliefs rate_curves queues in_force clock cause
        timeout timeout_from overflow overflow_late effort_draw meetings decision agency limits
        windows places force skills launch review ends announce announce_value successors
    """,
    Decision: """
        step reviewers need risks verdicts revise_draw revise_threshold reject_draw
        reject_threshold rounds after_rounds rework revise_curve escalates
    """,
    Reviewer: "nodes decider false_reject false_accept deemed_approved",
    Program: """
        type nodes body entries patience rank preempts switching_cost preempts_seconded impatient
        due_share
    """,
    Plan: """
        model units types tiers steps skills risks clocks clock_names reference_clock hours_per_day
        start warm_up horizon limit teams people queues draws programs decisions meetings agencies
        forces limits defects crew_age_limit technology_cost_per_year event_costs value_rules places
        curves load_curve load_weeks agency_terms shadow_costs warnings
    """,
}


def test_all_that_plans_can_say_has_been_thought_of() -> None:
    """Whoever adds a field decides in `stations` whether lines of stations may have it."""
    of = {kind.__name__: {one.name for one in fields(kind)} for kind in KNOWN}
    assert of == {kind.__name__: set(words.split()) for kind, words in KNOWN.items()}


def test_people_of_different_speed_are_no_station() -> None:
    plan = plan_of((line(), model()))
    assert stations_of(plan) is not None
    first = plan.queues[0]
    pool = (replace(first.pool[0], rate=first.pool[0].rate // 2), *first.pool[1:])
    slower = replace(plan, queues=(replace(first, pool=pool), *plan.queues[1:]))
    assert stations_of(slower) is None


# ---------------------------------------------------------------------- broken on purpose

MUTANTS = {
    "newcomers overtake": Change("go_to", "s.asked == 0 and ", ""),
    "the dispatch comes before the last event": Change(
        "come_to", "others <= instant or ", "others < instant or "
    ),
    "rounds are not counted": Change("come_to", " or s.later_round_at == instant", ""),
    "ties in the order of events": Change(
        "wait_at", "s.visit_ready[last] < s.now or last < campaign", "True"
    ),
    "the share of a revision is forgotten": Change(
        "send_back", "s.rework_share[place]", "s.node_share[0]"
    ),
    "attempts are not counted": Change(
        "walk_on", "s.visit_attempts[at + index] = attempt", "s.visit_attempts[at + index] = 1"
    ),
    "a launch behind a launch counts": Change(
        "launch_visitor", "s.end_ended[campaign] >= 0", "False"
    ),
    "work after the launch counts": Change("walk_on", "s.node_launch[node]", "False"),
    "waits for reviews count as queues": Change("end_visit", "s.node_review[node]", "False"),
    "who has become free stays away": Change(
        "finish_at_station", "s.station_free[station] += 1", "pass"
    ),
    "a backlog begins at the begin": Change(
        "walk_on", "index, entry = entry, -1", "index, entry = index + 1, -1"
    ),
    "forced approvals are not told": Change(
        "verdict_on", "s.tally_events[LOG_FORCED] += 1", "pass"
    ),
}


def caught(made: Made, change: Change) -> bool:
    plan = plan_of(made)
    expected = told(plan, made[0])
    try:
        with interpreted(change):
            return not same(told(plan, made[0]), expected)
    except (IndexError, RunError, OverflowError):
        return True


@pytest.mark.parametrize("name", MUTANTS)
def test_some_line_catches(name: str) -> None:
    generated = settings(max_examples=500, phases=[Phase.generate], database=None)
    made = find(
        lines_of_stations(),
        lambda made: caught(made, MUTANTS[name]),
        settings=generated,
        random=Random(1),
    )
    with interpreted():
        found = told(plan_of(made), made[0])
    assert same(found, told_the_long_way(plan_of(made), made[0]))
