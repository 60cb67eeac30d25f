"""Without a log nothing is written of what takes no time, unless somebody asks when or where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.node_facts import is_momentary
from mom_sim.engines.compiled_engine.statistics_run import run_statistics
from mom_sim.plan.plan import with_fields
from mom_sim.simulation import Study
from mom_sim.tape.blocks import TapeInBlocks

SCENARIO = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_only_what_always_takes_no_time_is_momentary() -> None:
    program = Study.of(SCENARIO).plan("centralized").programs[0]
    found = {node.instruction for node in program.nodes if is_momentary(program, node)}
    assert {"PASS", "DECIDE", "END"} <= found <= {"PASS", "DECIDE", "END", "CANCEL", "DISBAND"}
    decision = next(node for node in program.nodes if node.instruction == "DECIDE")
    assert not is_momentary(program, with_fields(decision, places=(0, 1)))
    # Waiting from the latest beginning of another node: that is looked up in its row.
    late = with_fields(program.nodes[-2], timeout=1, timeout_from=0)
    asking = replace(program, nodes=(*program.nodes[:-2], late, program.nodes[-1]))
    assert not any(is_momentary(asking, node) for node in asking.nodes)


def test_fewer_rows_and_the_same_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    """With a row for everything, as with a log, all sums are the same."""
    study = Study.of(SCENARIO)
    plan = study.plan("centralized")
    rows: list[int] = []
    remember_room = Memory.remember_room

    def note(memory: Memory) -> None:
        rows.append(memory["row_count"])
        remember_room(memory)

    def told() -> list[object]:
        found = run_statistics(plan, TapeInBlocks(study.scenario, 1))
        histograms = [found.time_to_launch, found.cycle_time, *found.waits]
        return [
            *(found.ends, found.causes, found.events, found.busy, found.queue_time),
            *(found.completions, found.wip_time, found.engine_events),
            [(one.buckets.tolist(), one.counts.tolist(), one.total) for one in histograms],
        ]

    monkeypatch.setattr(Memory, "remember_room", note)
    known = told()
    begin_as = Memory.begin_as

    def with_rows_for_all(memory: Memory, other: Memory) -> None:
        begin_as(memory, other)
        memory.put("node_momentary", 0 * memory.array("node_momentary"))

    monkeypatch.setattr(Memory, "begin_as", with_rows_for_all)
    assert told() == known
    assert rows[0] < rows[1]
