"""Which engine carries out a run: the faster one, the log says which, and none in silence."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim import simulation
from mom_sim.engines.compiled_engine.limits import ROWS_WORTH_LOADING, is_worth_it
from mom_sim.errors import RunError
from mom_sim.plan.plan import Plan
from mom_sim.simulation import AUTO, ENGINES, Study, engine_for, run_plan, simulate
from mom_sim.tape.tape import draw_tape

MINIMAL = Study.of(Path(__file__).parents[2] / "scenarios" / "minimal.yaml")


def plan() -> Plan:
    return MINIMAL.plan("centralized")


def strange_plan() -> Plan:
    """A plan that the compiled engine cannot carry out."""
    program = plan().programs[0]
    strange = replace(program.nodes[0], instruction="TELEPORT")
    nodes = (strange, *program.nodes[1:])
    return replace(plan(), programs=(replace(program, nodes=nodes), *plan().programs[1:]))


def enough() -> int:
    """Campaigns for which the compiled engine pays."""
    nodes = max(len(program.nodes) for program in plan().programs)
    return -(-ROWS_WORTH_LOADING // nodes)


def test_small_runs_are_for_simpy_and_larger_ones_are_compiled() -> None:
    assert engine_for(AUTO, [plan()], enough() - 1) == "simpy"
    assert engine_for(AUTO, [plan()], enough()) == "compiled"
    assert not is_worth_it(plan(), enough() - 1)


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_who_asks_for_an_engine_gets_it(engine: str) -> None:
    for campaigns in (1, enough()):
        assert engine_for(engine, [plan()], campaigns) == engine


def test_an_engine_that_does_not_exist_is_refused_by_name() -> None:
    with pytest.raises(RunError, match='no engine "quick"; allowed: auto, simpy, compiled'):
        engine_for("quick", [plan()], 1)


def test_without_the_compiler_auto_takes_simpy_and_who_asks_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(simulation, "is_installed", lambda: False)
    assert engine_for(AUTO, [plan()], enough()) == "simpy"
    with pytest.raises(RunError, match=r"the compiled engine needs numba: pip install"):
        simulate(MINIMAL, "centralized", engine="compiled")


def test_what_the_compiled_engine_cannot_do_auto_does_not_ask_of_it() -> None:
    assert engine_for(AUTO, [plan(), strange_plan()], enough()) == "simpy"
    tape = draw_tape(MINIMAL.scenario, 1)
    with pytest.raises(RunError, match=r"cannot do this: the instruction TELEPORT\. Ask for the"):
        run_plan(MINIMAL, strange_plan(), tape, engine="compiled")


@pytest.mark.parametrize("engine", [*sorted(ENGINES), AUTO])
def test_provenance_says_which_engine_ran(engine: str) -> None:
    of = simulate(MINIMAL, "centralized", engine=engine).log.provenance
    assert of["engine"] == ("simpy" if engine == AUTO else engine)
