"""What the kernel promises whoever calls it: options, reasons to stop, memory, cancellation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.compiled_engine import fields, statistics_run
from mom_sim.engines.compiled_engine.compiling import kernel
from mom_sim.engines.compiled_engine.memory import Memory
from mom_sim.engines.compiled_engine.statistics_run import run_statistics
from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.errors import RunError
from mom_sim.experiments.statistics_only import MeasurementCanceled, measure_without_log
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.scenario.resolved import OperatingModel, Step
from mom_sim.simulation import Study, parse_scenario
from mom_sim.tape.blocks import TapeInBlocks
from mom_sim.tape.tape import draw_tape
from tests.made.small import (
    decided_by,
    flaw,
    gate,
    launch,
    model,
    people,
    request,
    study,
    work,
)

MINIMAL = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def test_it_is_without_python_and_gives_up_no_exactness() -> None:
    options = kernel().targetoptions
    assert options["nopython"] and options["nogil"]
    assert not options.get("fastmath")
    assert options["_nrt"] is False  # nothing is allocated
    assert options["error_model"] == "numpy"  # no exceptions


STEPS: list[tuple[tuple[Step, ...], OperatingModel]] = [
    (
        (
            replace(launch(), name="idea", launch=False),
            gate("board", "writer", 1, "idea", revise={"idea": 1.0}),
            launch("board"),
        ),
        model(decided_by("automated")),
    ),
    (
        (
            work("write", "writer", 1),
            gate("board", "writer", 1, "write", revise={"write": 1.0}),
            launch("board"),
        ),
        model(),
    ),
]


@pytest.mark.parametrize(
    ("steps", "of"),
    [
        pytest.param(*STEPS[0], id="without people"),
        pytest.param(*STEPS[1], id="with people", marks=pytest.mark.deep),
    ],
)
def test_a_loop_without_time_is_told_as_the_readable_engine_tells_it(
    steps: tuple[Step, ...], of: OperatingModel
) -> None:
    rows = [request("a", effort=(("write", 0), ("board", 0)) if steps[0].effort else ())]
    scenario = study([people("writer")], steps, rows, defect_risks=(flaw(1.0, 1.0),))
    plan, told = compile_plan(scenario, of), []
    for run in (simpy_engine.run, compiled_engine.run):
        with pytest.raises(RunError, match="without time passing") as failure:
            run(plan, draw_tape(scenario, 1))
        told.append(str(failure.value))
    assert told[0] == told[1]


def test_a_run_with_too_many_events_stops_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out = compiled_engine.laid_out

    def nearly_full(*arguments: Any) -> Memory:
        memory = laid_out(*arguments)
        memory["events"] = compiled_engine.EVENTS_PER_RUN - 10
        return memory

    monkeypatch.setattr(compiled_engine, "laid_out", nearly_full)
    monkeypatch.setattr(compiled_engine, "STEPS_PER_CALL", 100)  # it looks after each call
    of = Study.of(MINIMAL)
    plan = of.plan("centralized")
    with pytest.raises(RunError, match="more than 200,000,000 events"):
        compiled_engine.run(plan, draw_tape(of.scenario, 1, draws=plan.draws))


STEADY = """
run: {{warm_up: 0h, horizon: {weeks} weeks, follow_up: 4 weeks}}
calendars: {{always_open: {{hours: always}}}}
people:
  writer: {{headcount: 3, productive_fraction: 100%, absence: none, turnover: none}}
workflows:
  standard:
    steps:
      write: {{skill: writer, effort: 4h}}
      launch: {{after: write, launch: true}}
campaigns: {{leaflet: {{demand: 5000 per year, arrive: any time}}}}
"""


OF_STATIONS = (
    STEADY.replace("turnover:", "calendar: always_open, turnover:")
    + """
hand_off: {{within_team: 0h, between_teams: 0h}}
operating_model:
  name: plain
  who_does_the_work: {{teams: [{{name: team, kinds: all, group: company}}]}}
  who_decides: [{{deciders: [expert]}}]
"""
)


def memory_after(text: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Room that a run had in the end, and how many campaigns came."""
    of = Study.of(parse_scenario(text))
    seen: list[Memory] = []
    remember = Memory.remember_room

    def noted(memory: Memory) -> None:
        seen.append(memory)
        remember(memory)

    monkeypatch.setattr(Memory, "remember_room", noted)
    tallies = run_statistics(of.plan(), TapeInBlocks(of.scenario, 1, campaigns_a_block=64.0))
    (memory,) = seen
    assert memory["only_stations"] == int("hand_off" in text)
    there = ROOMS_OF_STATIONS if memory["only_stations"] else ROOMS
    return {name: memory.array(name).size for name in there} | {"arrivals": tallies.arrivals}


ROOMS_OF_STATIONS = ("campaign_block", "visit_block", "visit_shares", "heap_block")
ROOMS = ({*fields.WIDE_BLOCKS} - {"visit_block"}) | {"event_time", "span_row"}


@pytest.mark.parametrize("steady", [STEADY, OF_STATIONS], ids=["people", "stations"])
def test_memory_without_a_log_follows_from_what_is_under_way(
    steady: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        short = memory_after(steady.format(weeks=13), patch)
    with monkeypatch.context() as patch:
        long = memory_after(steady.format(weeks=104), patch)
    assert long.pop("arrivals") > 7 * short.pop("arrivals")
    assert {name: size for name, size in long.items() if size > 2 * short[name]} == {}


def counted(monkeypatch: pytest.MonkeyPatch, cancel: Event) -> Callable[[], int]:
    """Count calls of the kernel after a cancellation."""
    carry_on, late = statistics_run.carry_on, []

    def noted(*arguments: Any) -> bool:
        if cancel.is_set():
            late.append(1)
        return carry_on(*arguments)

    monkeypatch.setattr(statistics_run, "carry_on", noted)
    return lambda: len(late)


@pytest.mark.parametrize("threads", [1, 3])
def test_after_a_cancellation_no_thread_calls_the_kernel_more_than_once(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A call is some ten milliseconds, so that this is what a cancellation takes."""
    cancel = Event()
    late = counted(monkeypatch, cancel)
    with pytest.raises(MeasurementCanceled):
        measure_without_log(
            Study.of(MINIMAL),
            "centralized",
            replications=1000,
            threads=threads,
            cancel=cancel,
            progress=lambda share: cancel.set() if share > 0.0 else None,
        )
    assert late() <= threads
