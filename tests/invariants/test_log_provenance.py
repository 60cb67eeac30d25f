"""Provenance: the documented keys, the same for the same inputs, nothing of a machine."""

from __future__ import annotations

import gc
import json
from collections.abc import Sequence
from typing import Any
from weakref import ref

import pytest

from mom_sim import Study, simulate
from mom_sim.errors import LogError
from mom_sim.log.contract import SCHEMA_VERSION
from mom_sim.log.late_record import LateRecord
from mom_sim.log.provenance import (
    ENGINE_SEMANTICS,
    PROVENANCE_KEYS,
    check_provenance,
    make_provenance,
)
from mom_sim.plan.plan import Draw
from mom_sim.simulation import run_plan
from mom_sim.tape.tape import Tape, draw_tape

INPUTS: dict[str, Any] = {
    "engine": "simpy",
    "model": "centralized",
    "seed": 2**63,
    "replication": 3,
    "scenario_hash": "a",
    "plan_hash": "b",
    "tape_hash": "c",
}


def test_the_keys_are_the_documented_ones_in_their_order() -> None:
    record = make_provenance(**INPUTS, command=["mom-sim", "simulate", "a.yaml"])
    assert list(record) == list(PROVENANCE_KEYS)
    check_provenance(record)
    assert record["command"] == "mom-sim simulate a.yaml"
    assert record["engine_semantics"] == ENGINE_SEMANTICS
    assert record["log_schema"] == SCHEMA_VERSION
    assert {key: record[key] for key in INPUTS} == INPUTS
    assert all(PROVENANCE_KEYS.values())


def test_the_same_inputs_give_the_same_bytes() -> None:
    first, second = (json.dumps(make_provenance(**INPUTS)) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("argument", "kept"),
    [
        ("/home/me/studies/a.yaml", "a.yaml"),
        ("--log=/tmp/out", "--log=out"),
        ("C:\\Users\\me\\a.yaml", "a.yaml"),
        ("studies/a.yaml", "studies/a.yaml"),
        ("--surge=1.35", "--surge=1.35"),
        ("a b", "'a b'"),
    ],
)
def test_absolute_paths_are_cut_down(argument: str, kept: str) -> None:
    assert make_provenance(**INPUTS, command=["x", argument])["command"] == f"x {kept}"


def test_a_missing_and_an_unknown_key_are_named() -> None:
    record: dict[str, object] = {**make_provenance(**INPUTS), "host": "mine"}
    del record["seed"]
    message = r"missing are \['seed'\], unknown are \['host'\]"
    with pytest.raises(LogError, match=message):
        check_provenance(record)


def test_late_values_are_made_once_and_when_they_are_looked_at() -> None:
    made: list[str] = []

    def make() -> str:
        made.append("made")
        return "c"

    record = LateRecord({**make_provenance(**INPUTS), "tape_hash": ""}, {"tape_hash": make})
    check_provenance(record)
    assert list(record) == list(PROVENANCE_KEYS)
    assert len(record) == len(PROVENANCE_KEYS)
    assert record["plan_hash"] == "b"
    assert "tape_hash" not in record.stated
    assert made == []
    assert (record["tape_hash"], record["tape_hash"]) == ("c", "c")
    assert made == ["made"]
    assert dict(record) == make_provenance(**INPUTS)
    assert repr(record) == repr(make_provenance(**INPUTS))


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_the_hash_of_a_run_is_that_of_its_tape(
    engine: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Tape] = []
    whole = Tape.hash

    def hash_of(tape: Tape, draws: Sequence[Draw] = ()) -> str:
        asked.append(tape)
        return whole(tape, draws)

    monkeypatch.setattr(Tape, "hash", hash_of)
    study = Study.of("scenarios/pharma.yaml")
    run = simulate(study, seed=5, engine=engine)
    assert not run.kpis.empty
    assert asked == []
    assert run.measurement.of.seed == 5
    assert asked == []
    expected = whole(draw_tape(study.scenario, 1, seed=5), run.plan.draws)
    assert run.log.provenance["tape_hash"] == expected
    assert dict(run.log.provenance)["tape_hash"] == expected
    assert len(asked) == 1


@pytest.mark.parametrize("engine", ["simpy", "compiled"])
def test_a_log_keeps_nothing_of_its_tape_alive(engine: str) -> None:
    study = Study.of("scenarios/minimal.yaml")
    plan = study.plan("centralized")
    tape = draw_tape(study.scenario, 1, draws=plan.draws)
    kept = [ref(tape), ref(tape.campaigns.requested)]
    log = run_plan(study, plan, tape, engine=engine).log
    expected = tape.hash(plan.draws)
    del tape
    gc.collect()
    assert [one() for one in kept] == [None, None]
    assert log.provenance["tape_hash"] == expected
