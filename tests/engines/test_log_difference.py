"""When engines differ, the message tells where they part, and both queues at that instant."""

from __future__ import annotations

import pytest

from mom_sim.engines.assembling import assemble
from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.log.log import Log
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.scenario.resolved import Scenario
from mom_sim.tape.tape import draw_tape
from tests.engines.log_difference import assert_same, queues_at, where_they_part
from tests.engines.mutants import MUTANTS
from tests.made.lengths import HOUR, constant
from tests.made.small import campaign_type, launch, model, people, request, study, work


def both(scenario: Scenario, broken: str = "") -> tuple[Log, Log]:
    """Logs of the SimPy engine, broken if asked for, and of the compiled one."""
    plan = compile_plan(scenario, model())
    with pytest.MonkeyPatch.context() as patch:
        for mutant in MUTANTS:
            if mutant.name == broken:
                mutant.patch(patch)
        of_simpy, _ = simpy_engine.run(plan, draw_tape(scenario, 1))
    of_compiled, _ = compiled_engine.run(plan, draw_tape(scenario, 1))
    tape = draw_tape(scenario, 1)
    return assemble(plan, tape, of_simpy, {}), assemble(plan, tape, of_compiled, {})


STEPS = (work("write", "writer", 2), launch("write"))
TIED = study([people("writer")], STEPS, [request("a"), request("b", 1), request("c", 1)])


def test_the_same_logs_pass() -> None:
    logs = both(TIED)
    assert_same(*logs)
    assert where_they_part(*logs) is None


def test_the_message_names_both_queues_at_the_instant_at_which_they_part() -> None:
    # The writer is free at two; b and c came together, and b is before c.
    with pytest.raises(AssertionError) as failure:
        assert_same(*both(TIED, "reversed_tie_of_campaign_and_step"))
    lines = str(failure.value).splitlines()
    assert lines[0].startswith("campaigns row 1, ")
    assert lines[1] == "the logs part at 2 h, in row 3 of activities:"
    shown = lines[-3:]
    assert shown[0] == "queues at that instant, ready and not in hand before:"
    assert shown[1] == "  team, simpy     b write #3, c write #5 (taken)"
    assert shown[2] == "  team, compiled  b write #3 (taken), c write #5"
    assert "start 4 h" in lines[2] and "start 2 h" in lines[3]


WRITING = constant(4)
WRITE = work("write", "writer", 4, effort=(("t", WRITING), ("u", WRITING)))
URGENT = study(
    [people("writer")],
    (WRITE, launch("write")),
    [request("a"), request("now", 1, type="u")],
    campaigns=(campaign_type("t"), campaign_type("u", class_of_service="urgent")),
)


def test_work_that_came_back_waits_again_and_work_in_hand_does_not() -> None:
    log, _ = both(URGENT)
    told = {
        hour: [str(one) for one in queues_at(log, round(hour * HOUR)).get("team", [])]
        for hour in (0, 0.5, 1, 3, 5, 6)
    }
    assert told == {
        0: ["a write #1 (taken)"],
        0.5: [],
        1: ["a write #1", "now write #3 (taken)"],
        3: ["a write #1"],
        5: ["a write #1 (taken)"],
        6: [],
    }
