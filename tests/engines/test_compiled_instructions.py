"""The kernel says itself which instructions it carries out, and what it cannot do it refuses."""

from __future__ import annotations

from dataclasses import replace
from inspect import getsource
from pathlib import Path
from typing import Any

import pytest

from mom_sim.engines.compiled_engine import walking
from mom_sim.engines.compiled_engine.engine import run
from mom_sim.engines.compiled_engine.limits import CARRIED_OUT, what_it_cannot_do
from mom_sim.engines.compiled_engine.node_facts import MOMENTARY
from mom_sim.errors import RunError
from mom_sim.plan.instructions import CODES
from mom_sim.simulation import Study
from mom_sim.tape.tape import draw_tape

SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_every_instruction_is_carried_out() -> None:
    assert frozenset(CODES) == CARRIED_OUT


@pytest.mark.parametrize("instruction", sorted(CARRIED_OUT - {"PASS"}))
def test_there_is_a_branch_for_what_is_carried_out(instruction: str) -> None:
    """What never takes time has its own: it is carried out alone where nothing is written of it."""
    compiled: Any = walking.do_at_once if instruction in MOMENTARY else walking.begin_node
    assert f"instruction == {instruction}:" in getsource(compiled.py_func)


def test_an_instruction_without_a_branch_is_refused_by_name() -> None:
    study = Study.of(SCENARIO)
    plan = study.plan()
    program = plan.programs[0]
    strange = replace(program.nodes[0], instruction="TELEPORT")
    plan = replace(
        plan, programs=(replace(program, nodes=(strange, *program.nodes[1:])), *plan.programs[1:])
    )
    assert what_it_cannot_do(plan) == ["the instruction TELEPORT"]
    with pytest.raises(RunError, match="TELEPORT"):
        run(plan, draw_tape(study.scenario, 1))


def test_shares_and_ranks_that_do_not_fit_are_refused() -> None:
    plan = Study.of(SCENARIO).plan()
    program = plan.programs[0]

    def refused(share: int, rank: int) -> list[str]:
        nodes = (replace(program.nodes[0], share=share), *program.nodes[1:])
        return what_it_cannot_do(
            replace(plan, programs=(replace(program, nodes=nodes, rank=rank), *plan.programs[1:]))
        )

    assert refused((1 << 31) - 1, (1 << 31) - 1) == []
    assert refused(1 << 31, 1 << 31) == [
        "2,147 times an effort; at most 2,147",
        "a class of service of rank 2,147,483,648; at most 2,147,483,647",
    ]
