"""The compiled engine returns and goes on wherever it has to, and nobody can tell from the log."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from threading import Thread

import pytest

from mom_sim.engines.compiled_engine import engine
from mom_sim.engines.compiled_engine.blocks import Blocks
from mom_sim.engines.compiled_engine.codes import DIRECT
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.plan_draws import Wanted
from mom_sim.engines.recording import Recording
from mom_sim.plan.plan import Plan
from mom_sim.simulation import Study
from mom_sim.tape.tape import Tape, draw_tape

SCENARIOS = Path(__file__).parents[2] / "scenarios"
MODELS = ("centralized", "campaign_centric", "outsourced")


class Canceled(Exception):
    """Somebody has pressed the button."""


@cache
def minimal(model: str, replication: int = 1) -> tuple[Plan, Tape]:
    study = Study.of(SCENARIOS / "minimal.yaml")
    plan = study.plan(model)
    return plan, draw_tape(study.scenario, replication, draws=plan.draws)


def as_it_is(model: str) -> Recording:
    return engine.run(*minimal(model))[0]


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize("steps", [1, 2, 7])
def test_returning_after_a_few_steps_changes_nothing(
    model: str, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = as_it_is(model)
    monkeypatch.setattr(engine, "STEPS_PER_CALL", steps)
    assert same(as_it_is(model), expected)


def little_room(memory: Memory, campaigns: int = 0) -> None:
    """Make buffers that have to grow soon."""
    margin = 4 * memory["people"] + 3 * memory["nodes"] + 80
    memory.make_slots(2)
    memory.make_records(3)
    memory.make_requests(2 * memory["slots_max"] + 6)
    memory.make_rows(6)
    memory.make_spans(margin)
    memory.make_events(margin)
    memory.make_inside(memory["people"] * memory["slots_max"] + 2)
    memory.make_heap(18)
    memory.make_fresh(6)
    memory.make_answers(1)


@pytest.mark.parametrize("model", MODELS)
def test_buffers_that_are_too_small_at_first_change_nothing(
    model: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = as_it_is(model)
    grown: list[int] = []
    grow = Memory.grow

    def noted(memory: Memory, which: int) -> None:
        grown.append(which)
        grow(memory, which)

    monkeypatch.setattr(Memory, "grow", noted)
    monkeypatch.setattr(engine, "_make_room", little_room)
    assert same(as_it_is(model), expected)
    assert len(set(grown)) >= 7


def test_blocks_are_handed_in_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    add_together = Blocks.add_together

    def noted(blocks: Blocks, wanted: Wanted) -> None:
        asked.extend(attempt for _, attempt in wanted.pairs)
        add_together(blocks, wanted)

    monkeypatch.setattr(Blocks, "add_together", noted)
    as_it_is("centralized")
    assert min(asked) == 1
    assert max(asked) >= DIRECT


def test_a_run_can_be_canceled_between_two_calls(monkeypatch: pytest.MonkeyPatch) -> None:
    def cancel() -> None:
        raise Canceled

    monkeypatch.setattr(engine, "STEPS_PER_CALL", 100)
    plan, tape = minimal("centralized")
    with pytest.raises(Canceled):
        engine.run(plan, tape, check=cancel)


def test_runs_in_threads_do_not_see_each_other() -> None:
    expected = {model: as_it_is(model) for model in MODELS}
    found: dict[tuple[str, int], Recording] = {}

    def go(model: str, number: int) -> None:
        found[model, number] = as_it_is(model)

    threads = [Thread(target=go, args=(model, number)) for model in MODELS for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(threads)
    assert all(same(recording, expected[model]) for (model, _), recording in found.items())


def same(one: Recording, other: Recording) -> bool:
    """Whether two runs have written the same."""
    rows = [
        [(row.row, row.node, row.ready, row.start, row.finish, row.outcome, row.trigger, row.crew)]
        for recording in (one, other)
        for row in recording.activities
    ]
    half = len(one.activities)
    return (
        rows[:half] == rows[half:]
        and one.spans == other.spans
        and one.events == other.events
        and one.stopped == other.stopped
    )
