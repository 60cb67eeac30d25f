"""What a run is said to need in memory, against what it takes; and that too much is refused."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from dataclasses import replace

import pytest

from mom_sim.errors import TooLargeError
from mom_sim.experiments.capacity.planning import plan_capacity
from mom_sim.experiments.comparing import compare
from mom_sim.experiments.decision_map.making import make_decision_map
from mom_sim.experiments.explained_frames import campaign_frame, cause_frame
from mom_sim.experiments.explaining import explain
from mom_sim.experiments.gates.worth import measure_gates
from mom_sim.experiments.paired_campaigns import Pair, pair_one
from mom_sim.experiments.surge.measuring import measure_surges
from mom_sim.metrics.measuring import measure
from mom_sim.simulation import Study, parse_scenario, run_plan, simulate
from mom_sim.tape import memory
from mom_sim.tape.memory import (
    bytes_per_explanation,
    bytes_per_measurement,
    needed_memory,
    refuse_too_large,
    share_memory,
)
from mom_sim.tape.surges import AS_WRITTEN
from mom_sim.tape.tape import draw_tape

TEXT = """
units: [north, south]
people:
  strategy: {{headcount: 2}}
  content: {{headcount: 4}}
  design: {{headcount: {designers}}}
  brand: {{headcount: 2}}
campaigns:
  email: {{demand: {demand} per year}}
run: {{horizon: {weeks} weeks, warm_up: 1 week, follow_up: 4 weeks, seed: 3}}
"""


AXES = ("campaigns.*.demand=x1:x1.5:2", "hand_off.between_teams=x0.5:x2:2")


def study(designers: int, demand: int, weeks: int = 16) -> Study:
    text = TEXT.format(designers=designers, demand=demand, weeks=weeks)
    return Study.of(parse_scenario(text))


@pytest.mark.parametrize(("designers", "demand", "weeks"), [(200, 20, 16), (3, 400, 16)])
def test_a_run_takes_no_more_than_is_said(designers: int, demand: int, weeks: int) -> None:
    """The peak of all that Python allocates, when people and when campaigns are what counts."""
    of = study(designers, demand, weeks)
    simulate(of)  # so that what is loaded and kept once does not count
    gc.collect()
    tracemalloc.start()
    try:
        tape = draw_tape(of.scenario, 1, draws=of.plan().draws)
        run_plan(of, of.plan(), tape)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    said = needed_memory(of.scenario, [of.plan()], AS_WRITTEN).total
    assert peak < said < 5 * peak


@pytest.mark.parametrize(("designers", "demand"), [(3, 20), (300, 20), (6, 1500)])
def test_a_measurement_takes_no_more_than_is_said(designers: int, demand: int) -> None:
    """What a worker sends back for one run, and the comparison keeps."""
    of = study(designers, demand)
    found = simulate(of)
    sent = pickle.dumps(measure(found.log, found.plan))
    gc.collect()
    tracemalloc.start()
    try:
        kept = pickle.loads(sent)
        taken = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    said = bytes_per_measurement(of.scenario, of.plan(), AS_WRITTEN)
    assert kept.of.replication == 1
    assert taken < said < 4 * taken


@pytest.mark.parametrize("demand", [200, 1500])
def test_an_explanation_takes_no_more_than_is_said(demand: int) -> None:
    """What is kept of the campaigns of two replications, and the tables made of it, at the peak."""
    of = study(6, demand)
    plans = of.plan("functional"), of.plan("centralized")
    found = replace(
        pair_one(Pair(of, plans, 3, AS_WRITTEN, "simpy"), 1), measurements=None, lives=None
    )
    sent = pickle.dumps(found)
    gc.collect()
    tracemalloc.start()
    try:
        kept = [pickle.loads(sent) for _ in range(2)]
        ids = [name for one in kept for name in one.launched["campaign"]]
        frames = campaign_frame(kept, ids), cause_frame(kept, ids)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    said = 2 * bytes_per_explanation(of.scenario, AS_WRITTEN)
    assert len(frames[0]) == len(ids) > 0
    assert peak < said < 4 * peak


def test_a_hundred_thousand_people_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: 8 * 2**30)
    with pytest.raises(TooLargeError, match=r"people: .*99,008 people.*fewer people") as refused:
        simulate(study(99_000, 20))
    assert refused.value.faults[0].path == "people"


def test_processes_of_one_machine_share_its_free_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """What fits alone does not beside seven others, whoever asks and whatever is asked."""
    of = study(3, 200)
    plans = [of.plan("functional")]
    need = memory.needed_memory(of.scenario, plans, AS_WRITTEN).total
    monkeypatch.setattr(memory, "free_memory", lambda: int(need * 2 / memory.SHARE_OF_MEMORY))
    refuse_too_large(of.scenario, plans, AS_WRITTEN, file="a.yaml")
    monkeypatch.setitem(memory._sharing, "processes", 1)  # put back after this test
    share_memory(8)
    for ask in (
        lambda: refuse_too_large(of.scenario, plans, AS_WRITTEN, file="a.yaml"),
        lambda: measure_surges(of, ["functional"], replications=2, workers=1),
        lambda: plan_capacity(of, promises=["mean time-to-launch <= 9 working days"], workers=1),
        lambda: make_decision_map(of, *AXES, ["functional", "hybrid"], workers=1),
    ):
        with pytest.raises(TooLargeError, match="may be used here"):
            ask()


def test_a_million_replications_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: 64 * 2**30)
    of = study(3, 200)
    with pytest.raises(TooLargeError, match=r"1,000,000 replications.*fewer") as refused:
        compare(of, ["functional", "centralized"], replications=1_000_000, workers=1)
    assert refused.value.faults[0].path == "replications"
    monkeypatch.setattr(memory, "free_memory", lambda: 2**30)
    assert len(compare(of, ["functional"], replications=1, workers=1).results) == 1


def test_a_million_replications_are_refused_for_explanations_and_gates_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: 64 * 2**30)
    of = study(3, 200)
    for ask in (
        lambda count: explain(of, "functional", "centralized", replications=count, workers=1),
        lambda count: measure_gates(of, "functional", replications=count, workers=1),
    ):
        with pytest.raises(TooLargeError, match=r"1,000,000 replications.*fewer") as refused:
            ask(1_000_000)
        assert refused.value.faults[0].path == "replications"


def test_people_are_judged_before_plans_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "free_memory", lambda: 8 * 2**30)
    of = study(99_000, 20)
    with pytest.raises(TooLargeError, match="people"):
        explain(of, "functional", "centralized")
    with pytest.raises(TooLargeError, match="people"):
        measure_gates(of, "functional")
