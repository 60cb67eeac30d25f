"""Blocks of far attempts stand in a hash table, each once, however often they are handed in."""

from __future__ import annotations

from pathlib import Path

from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.codes import DIRECT
from mom_sim.engines.compiled_engine.engine import laid_out
from mom_sim.simulation import Study
from mom_sim.tape.tape import draw_tape

SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_a_block_that_is_handed_in_again_takes_no_further_place() -> None:
    study = Study.of(SCENARIO)
    plan, tape = study.plan(), draw_tape(study.scenario, 1)
    memory = laid_out(plan, tape, 0)
    blocks = Blocks(plan, tape, memory)
    key = DIRECT + 1
    before = int((memory.array("block_key") >= 0).sum())
    found = set()
    for _ in range(3):
        blocks.add(0, key)
        keys, addresses = memory.array("block_key"), memory.array("block_address")
        assert int((keys >= 0).sum()) <= before + 1
        (place,) = (keys == key).nonzero()[0]
        found.add(int(addresses[place]))
    assert len(found) == 1
