"""Work that ends while nothing else happens is carried out in one go, and nobody can tell.

Lines of stations with people of their own, whose times lie on whole hours or beside them: most
instants have one event, some have several. What else may touch such a station is put in now and
then: a gate or another step with the same people, waits, branches, gates for half of the requests,
people with two skills, work for two, calendars, people who leave, requests that are withdrawn.

Of 200 plans, 36 catch a kernel that does not ask whether somebody comes or goes at the instant.
What catches other changes of the kernel stands in `test_kernel_mutants`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.line_scenario import line_scenario
from benchmarks.stations import NETWORK, Line
from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.compiled_engine import plain_queues
from mom_sim.engines.compiled_engine import program_tables as program_tables_module
from mom_sim.engines.compiled_engine.codes import ASKS_CHANCE, ASKS_OUTCOME
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.node_facts import what_is_asked
from mom_sim.engines.compiled_engine.plan_tables import plan_tables
from mom_sim.engines.compiled_engine.statistics_run import Tallies, run_statistics
from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Node, Plan, Program
from mom_sim.scenario.resolved import OperatingModel, Scenario
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import draw_tape
from tests.engines.test_compiled_plans import first_difference_of_rows
from tests.engines.test_compiled_statistics import same
from tests.engines.tied_plans import TiedPlan, arriving_together, branching, waiting_together
from tests.made.lengths import HOUR, constant
from tests.made.people import NO_TURNOVER, TURNOVERS
from tests.made.small import (
    campaign_type,
    flaw,
    gate,
    launch,
    model,
    people,
    request,
    study,
    wait,
    work,
)

LINES = 2 * settings.default.max_examples
RULES = (("fifo",), ("due_date",), ("shortest_first",))
SKILLS = ("a", "b", "c")
CALENDARS = ("always", "always", "office", "mornings")


@st.composite
def lines(draw: st.DrawFn) -> tuple[Scenario, OperatingModel]:
    """A line of up to five steps and up to twelve requests."""
    hours = st.sampled_from((0, 1, 1, 2, 3) if draw(st.booleans()) else (0.7, 1.1, 1.3, 2.9))
    also_serves_b = draw(st.integers(0, 4)) == 0
    turnover = TURNOVERS[-1] if draw(st.integers(0, 4)) == 0 else NO_TURNOVER
    roles = [
        people(
            skill,
            draw(st.integers(1, 3)),
            draw(st.sampled_from(CALENDARS)),
            skills=((skill, 1.0), ("b", 0.5))
            if skill == "a" and also_serves_b
            else ((skill, 1.0),),
            turnover=turnover,
        )
        for skill in SKILLS
    ]
    delays = draw(st.booleans())
    beside: list[str] = []
    steps: list[Any] = []
    before: tuple[str, ...] = ()
    for number, skill in enumerate(draw(st.lists(st.sampled_from(SKILLS), min_size=2, max_size=5))):
        name = f"s{number}"
        if number > 0 and draw(st.integers(0, 4)) == 0:
            some = (("t", 0.5),) if draw(st.booleans()) else ()
            steps.append(
                gate(name, skill, 1, *before, revise={f"s{number - 1}": 1.0}, applies=some)
            )
        else:
            steps.append(work(name, skill, 1, *before))
        before = (name,)
        if delays and draw(st.booleans()):
            steps.append(wait(f"w{number}", draw(hours), name))
            if draw(st.booleans()):
                before = (f"w{number}",)
            else:
                beside.append(f"w{number}")
    if draw(st.integers(0, 4)) == 0:
        steps.append(work("both", {"a": 1, "c": 1}, 1, *before))
        before = ("both",)
    steps.append(launch(*before, *beside))
    rows = [
        request(
            f"r{number}",
            draw(st.integers(0, 8)) if draw(st.booleans()) else draw(hours),
            due=draw(st.integers(9, 40)) * HOUR,
            effort=tuple(
                (one.name, round(draw(hours) * HOUR)) for one in steps if one.kind == "work"
            ),
        )
        for number in range(draw(st.integers(2, 12)))
    ]
    patience = (constant(draw(st.integers(2, 9))),) if draw(st.integers(0, 3)) == 0 else ()
    scenario = study(
        roles,
        steps,
        rows,
        campaigns=(campaign_type(patience=patience),),
        defect_risks=(flaw(draw(st.sampled_from((0.0, 0.5)))),),
    )
    return scenario, model(queue_rule=draw(st.sampled_from(RULES)))


def laid_anew(scenario: Scenario, of: OperatingModel | None = None) -> Plan:
    """A plan of which nothing is kept that was found out about it before."""
    return replace(compile_plan(scenario, of or model()))


def parting(plan: Plan, scenario: Scenario) -> str | None:
    """First row in which the engines differ."""
    one, why = simpy_engine.run(plan, draw_tape(scenario, 1))
    other, why_other = compiled_engine.run(plan, draw_tape(scenario, 1))
    difference = first_difference_of_rows(one, other)
    return difference or (None if why == why_other else f"{why} against {why_other}")


@settings(max_examples=LINES)
@given(lines())
def test_both_engines_write_the_same(case: tuple[Scenario, OperatingModel]) -> None:
    scenario, of = case
    assert parting(laid_anew(scenario, of), scenario) is None


# ---------------------------------------------------------------------- what is plain


def is_plain(scenario: Scenario, of: OperatingModel | None = None) -> bool:
    """Whether the queue of the first step's work is one that nothing else touches."""
    plan = laid_anew(scenario, of)
    queues = plan_tables(plan).arrays["node_queue"].tolist()
    nodes = [node.instruction for node in plan.programs[0].nodes]
    return bool(queues[nodes.index("WORK")] >= 0)


def two_steps(roles: list[Any], *more: Any, rows: Any = ()) -> Scenario:
    steps = (work("write", "writer", 1), work("draw", "artist", 2, "write"), *more)
    last = launch("draw", *(step.name for step in more))
    return study(roles, (*steps, last), list(rows))


WRITERS, ARTISTS = people("writer", 2), people("artist", 2)


def test_people_with_one_skill_are_plain_and_so_is_a_gate_that_shares_them() -> None:
    assert is_plain(two_steps([WRITERS, ARTISTS]))
    assert is_plain(two_steps([WRITERS, ARTISTS], gate("board", "writer", 1, "draw")))
    assert is_plain(two_steps([people("writer", 2, "office"), ARTISTS]))


def test_people_who_serve_another_queue_are_not_plain() -> None:
    both = people("artist", 1, skills=(("artist", 1.0), ("writer", 0.5)))
    assert not is_plain(two_steps([WRITERS, both]))


def test_people_whom_a_crew_needs_are_not_plain() -> None:
    assert not is_plain(two_steps([WRITERS, ARTISTS], work("both", {"writer": 1, "artist": 1}, 1)))


def test_people_whose_work_may_be_interrupted_or_shared_are_not_plain() -> None:
    assert not is_plain(
        study(
            [WRITERS],
            (work("write", "writer", 1), launch("write")),
            [],
            campaigns=(campaign_type(class_of_service="urgent"),),
        )
    )
    assert not is_plain(two_steps([WRITERS, ARTISTS]), model(queue_rule=("fair_share",)))


# ---------------------------------------------------------------------- whether it is gone through


def put_into_lanes(plan: Plan, scenario: Scenario) -> tuple[int, int]:
    """How many requests have stood in a lane, and how many pieces of work there were."""
    memory: Memory
    memory, _ = compiled_engine.run_raw(plan, draw_tape(scenario, 1))
    nodes = [node.instruction == "WORK" for node in plan.programs[0].nodes]
    rows = memory.array("row_node")[: memory["row_count"]].tolist()
    return memory["enqueued"], sum(nodes[row] for row in rows)


def test_work_that_begins_at_once_stands_in_no_lane_unless_something_ends_with_it() -> None:
    # At the first instant of all it is looked who is there. The second comes later; at the same
    # time; when the first has been written.
    apart = two_steps([WRITERS, ARTISTS], rows=[request("a"), request("b", 2.5)])
    assert put_into_lanes(laid_anew(apart), apart) == (1, 4)
    tied = two_steps([WRITERS, ARTISTS], rows=[request("a"), request("b")])
    assert put_into_lanes(laid_anew(tied), tied) == (4, 4)
    arriving = two_steps([WRITERS, ARTISTS], rows=[request("a"), request("b", 1)])
    assert put_into_lanes(laid_anew(arriving), arriving) == (3, 4)
    for scenario in (apart, tied, arriving):
        assert parting(laid_anew(scenario), scenario) is None


@pytest.mark.parametrize("made", [arriving_together, waiting_together, branching])
def test_work_does_not_begin_before_all_of_its_instant_has_come(made: TiedPlan) -> None:
    scenario, of = made()
    assert parting(laid_anew(scenario, of), scenario) is None


def test_statistics_are_those_of_the_long_way(monkeypatch: pytest.MonkeyPatch) -> None:
    text = line_scenario(Line(NETWORK, 1.0), 400)

    def tallies() -> Tallies:
        study_of = Study.of(parse_scenario(text))
        return run_statistics(replace(study_of.plan()), TapeInBlocks(study_of.scenario, 3))

    found = tallies()
    monkeypatch.setattr(plain_queues, "served_alone", lambda plan: [False] * len(plan.queues))
    expected = tallies()
    assert same(found, expected)
    assert found.completions > 3000


# ---------------------------------------------------------------------- broken on purpose


def _helped_out() -> Scenario:
    """The artist also writes: who has drawn `a` is to write `c`, which came before `b` is drawn."""
    both = people("artist", 1, skills=(("artist", 1.0), ("writer", 1.0)))
    rows = [request(name, at) for name, at in (("a", 0), ("b", 0.25), ("c", 0.5), ("d", 0.75))]
    return two_steps([people("writer"), both], rows=rows)


def _needed_for_two() -> Scenario:
    """Who has written is also wanted by a crew that has waited for longer."""
    steps = (
        work("write", "writer", 1),
        work("draw", "artist", 2, "write"),
        work("both", {"writer": 1, "artist": 1}, 1),
    )
    rows = [request(name, at) for name, at in (("a", 0), ("b", 0.25), ("c", 0.5), ("d", 0.75))]
    return study(
        [people("writer"), people("artist")],
        (*steps, launch("draw", "both")),
        rows,
    )


def _helped_out_after_a_wait() -> Scenario:
    """The same, of work that becomes ready behind a wait."""
    both = people("artist", 1, skills=(("artist", 1.0), ("writer", 1.0)))
    rows = [request(name, at) for name, at in (("a", 0), ("b", 0.25), ("c", 0.5), ("d", 0.75))]
    steps = (work("write", "writer", 1), wait("dry", 2, "write"), work("draw", "artist", 2, "dry"))
    return study([people("writer"), both], (*steps, launch("draw")), rows)


@pytest.mark.parametrize(
    ("name", "instead", "made"),
    [
        ("served_alone", lambda plan: [True] * len(plan.queues), _helped_out),
        ("served_alone", lambda plan: [True] * len(plan.queues), _helped_out_after_a_wait),
        ("lanes_at", lambda arrays, queue: [queue], _needed_for_two),
    ],
)
def test_taking_for_plain_what_is_not_is_caught(
    name: str, instead: Any, made: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = made()
    assert not is_plain(scenario)
    assert parting(laid_anew(scenario), scenario) is None
    monkeypatch.setattr(plain_queues, name, instead)
    assert is_plain(scenario)
    assert parting(laid_anew(scenario), scenario) is not None


def _joined() -> Scenario:
    """What is written is launched with what is drawn; half of it goes through a gate."""
    steps = (
        work("write", "writer", 1),
        gate("board", "writer", 1, "write", applies=(("t", 0.5),)),
        work("draw", "artist", 3),
        launch("board", "draw"),
    )
    rows = [request(name, 4 * number) for number, name in enumerate("abcdefgh")]
    return study([WRITERS, ARTISTS], steps, rows)


def _ignoring_joins(program: Program) -> list[int]:
    return [node.successors[0] if len(node.successors) == 1 else -1 for node in program.nodes]


def _ignoring_chance(node: Node) -> int:
    return what_is_asked(node) & ~ASKS_CHANCE


def _ignoring_outcomes(node: Node) -> int:
    return what_is_asked(node) & ~ASKS_OUTCOME


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("links", _ignoring_joins),
        ("what_is_asked", _ignoring_chance),
        ("what_is_asked", _ignoring_outcomes),
    ],
)
def test_wrong_facts_about_nodes_are_caught(
    name: str, instead: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = _joined()
    assert parting(laid_anew(scenario), scenario) is None
    monkeypatch.setattr(program_tables_module, name, instead)
    not_kept = program_tables_module._tables.__wrapped__
    monkeypatch.setattr(program_tables_module, "_tables", not_kept)
    assert parting(laid_anew(scenario), scenario) is not None
