"""What the compiled engine lays out for a tape is what the tape draws, whoever asks first."""

from __future__ import annotations

import ctypes

import numpy as np
import pytest

from mom_sim import Study
from mom_sim.engines.compiled_engine import engine
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.codes import UNDRAWN
from mom_sim.tape.tape import Tape, draw_tape

RUNS = (
    ("reference_company", "centralized", "outsourced"),
    ("outsourced_email", "email_agency", "email_agency"),
)


def drawn(tape: Tape) -> int:
    return len(tape._durations) + len(tape._chances)


@pytest.mark.parametrize("scenario, first, second", RUNS)
def test_blocks_are_those_of_the_tape(scenario: str, first: str, second: str) -> None:
    study = Study.of(f"scenarios/{scenario}.yaml")
    tape, alone = (draw_tape(study.scenario, 1, seed=9) for _ in range(2))
    for model in (first, second):
        plan = study.plan(model)
        engine.run_columns(plan, tape)
        for draw in plan.draws:
            assert tape.is_drawn(draw, 1)
            np.testing.assert_array_equal(tape.block(draw, 1), alone.block(draw, 1))
    for draw, attempt in list(tape._durations):
        np.testing.assert_array_equal(
            tape._durations[draw, attempt], alone.duration_array(draw, attempt)
        )
    chances = {draw.name: draw for draw in (*study.plan(first).draws, *study.plan(second).draws)}
    for name, attempt in list(tape._chances):
        np.testing.assert_array_equal(
            tape._chances[name, attempt], alone.chance_array(chances[name], attempt)
        )
    before = drawn(tape)
    engine.run_columns(study.plan(first), tape)
    assert drawn(tape) == before


@pytest.mark.parametrize("scenario, first, second", RUNS)
def test_later_attempts_are_those_of_the_tape_for_who_needs_them(
    scenario: str, first: str, second: str
) -> None:
    """In the memory that the kernel reads, and fewer than for everybody, but for what it asks."""
    study = Study.of(f"scenarios/{scenario}.yaml")
    for model in (first, second):
        engine.run_columns(study.plan(model), draw_tape(study.scenario, 1, seed=9))
    tape, alone = (draw_tape(study.scenario, 1, seed=9) for _ in range(2))
    count, drawn, later = len(tape.campaigns), 0, 0
    for model in (first, second, first):
        plan = study.plan(model)
        memory = engine.laid_out(plan, tape, 0)
        blocks = Blocks(plan, tape, memory)
        while not engine.carry_on(memory, blocks):
            pass
        direct = memory.array("block_direct").reshape(len(plan.draws), -1)
        for number, attempt in np.argwhere(direct).tolist():
            address = ctypes.cast(int(direct[number, attempt]), ctypes.POINTER(ctypes.c_int64))
            found = np.ctypeslib.as_array(address, (count,))
            is_drawn = found != UNDRAWN
            known = alone.block(plan.draws[number], attempt)
            np.testing.assert_array_equal(found[is_drawn], known[is_drawn])
            if attempt == 1:
                assert is_drawn.all()
            else:
                drawn, later = drawn + int(is_drawn.sum()), later + count
    assert 0 < drawn < 0.5 * later
