"""Provenance: the documented keys, the same for the same inputs, nothing of a machine."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mom_sim.errors import LogError
from mom_sim.log.contract import SCHEMA_VERSION
from mom_sim.log.provenance import (
    ENGINE_SEMANTICS,
    PROVENANCE_KEYS,
    check_provenance,
    make_provenance,
)

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
