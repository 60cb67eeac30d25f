"""The flat arrays hold everything that is in a plan, and the hash follows them."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_args, get_type_hints

import numpy as np
import pytest

from mom_sim.draws.distributions import Distribution
from mom_sim.errors import PlanError
from mom_sim.plan.fields import FIELD_RULES
from mom_sim.plan.flattening import flatten, plan_hash
from mom_sim.plan.instructions import CODES
from mom_sim.plan.plan import Plan
from tests.engines.all_instructions_plan import DAYS, HOUR, NODES, OFFICE, all_instructions_plan
from tests.engines.plan_mutants import mutants

PLAN = all_instructions_plan()
FLAT = flatten(PLAN)


def text(name: str, entry: int) -> str:
    start, end = FLAT[f"{name}.offsets"][entry : entry + 2]
    return FLAT[name][start:end].tobytes().decode()


def test_arrays_are_flat_and_of_three_types() -> None:
    assert {array.dtype.name for array in FLAT.values()} == {"int64", "float64", "uint8"}
    assert all(array.ndim == 1 for array in FLAT.values())


def test_numbers_words_and_flags_stand_under_their_names() -> None:
    assert FLAT["horizon"].tolist() == [120 * HOUR]
    assert FLAT["people.team"].tolist() == [0, 0, 1]
    assert FLAT["people.cost_per_hour"].tolist() == [85.5] * 3
    assert FLAT["people.freelancer"].tolist() == [0, 1, 0]
    assert [text("people.name", index) for index in range(3)] == [
        "design/1",
        "design/freelancer 1",
        "brand/1",
    ]


def test_lists_are_their_values_end_to_end() -> None:
    assert FLAT["queues.pool.offsets"].tolist() == [0, 2, 4, 5]
    assert FLAT["queues.pool.person"].tolist() == [0, 1, 1, 0, 2]
    nodes = FLAT["programs.nodes.offsets"].tolist()
    assert nodes == [0, len(NODES), len(NODES) + 3]
    codes = [CODES[node.instruction] for node in NODES]
    assert FLAT["programs.nodes.instruction"][: len(NODES)].tolist() == codes
    first, last = FLAT["programs.nodes.queues.offsets"][3:5]
    rows = FLAT["programs.nodes.queues.items.offsets"][first : last + 1]
    assert FLAT["programs.nodes.queues.items.items"][rows[0] : rows[-1]].tolist() == [0, 1, 1, 1]
    assert FLAT["decisions.rework.edges.items.0"].tolist() == [6, 7, 8, 9, 10, 11]
    assert FLAT["decisions.rework.edges.items.1"].tolist() == [7, 8, 9, 10, 11, 12]


def test_clocks_are_their_intervals() -> None:
    start, end = FLAT["clocks.items.offsets"][:2]
    assert np.array_equal(FLAT["clocks.items.starts"][start:end], OFFICE.starts)
    assert np.array_equal(FLAT["clocks.items.ends"][start:end], OFFICE.ends)
    assert len(DAYS) == end


def test_distributions_are_their_canonical_text() -> None:
    shown = [text("draws.by_type.items", entry) for entry in (2, 14)]
    assert shown == [f"lognormal(mean={6 * HOUR}, cv=0.8)", ""]


def test_every_change_of_a_plan_changes_its_hash() -> None:
    same = plan_hash(PLAN)
    hashes = {where: plan_hash(plan) for where, plan in mutants(PLAN)}
    assert [where for where, found in hashes.items() if found == same] == []
    assert len(set(hashes.values())) == len(hashes)
    assert len(hashes) > 400


def test_equal_plans_have_equal_arrays() -> None:
    again = flatten(all_instructions_plan())
    assert list(again) == list(FLAT)
    assert all(np.array_equal(again[name], array) for name, array in FLAT.items())
    assert all(np.array_equal(PLAN.flat[name], array) for name, array in FLAT.items())


@pytest.mark.parametrize("seed", ["0", "1"])
def test_the_hash_is_the_same_in_another_process(seed: str) -> None:
    program = (
        "from tests.engines.all_instructions_plan import all_instructions_plan as p\n"
        "from mom_sim.plan.flattening import plan_hash\n"
        "print(plan_hash(p()))"
    )
    found = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == plan_hash(PLAN)


def test_an_empty_plan_is_flat_too() -> None:
    empty = {
        field.name: () for field in fields(Plan) if isinstance(getattr(PLAN, field.name), tuple)
    }
    flat = flatten(replace(PLAN, **empty))
    assert flat["programs.offsets"].tolist() == [0, 0]
    assert list(flat) == list(FLAT)


def test_what_cannot_be_laid_out_is_an_error() -> None:
    with pytest.raises(PlanError, match="limit: a whole number does not fit 64 bits"):
        flatten(replace(PLAN, limit=2**63))
    program = PLAN.programs[1]
    dance = replace(program, nodes=(replace(program.nodes[0], instruction="DANCE"),))
    with pytest.raises(PlanError, match="unknown instruction 'DANCE'; there are PASS, ADMIT"):
        flatten(replace(PLAN, programs=(dance,)))


def records(record: Any, found: dict[str, Any]) -> dict[str, Any]:
    """All records that a plan is made of, by name, with the types of their fields."""
    found[record.__name__] = get_type_hints(record)
    for hint in found[record.__name__].values():
        waiting = [hint]
        while waiting:
            part = waiting.pop()
            waiting.extend(get_args(part))
            if is_dataclass(part) and part is not Distribution:
                records(part, found)
    return found


def test_every_whole_number_has_a_rule_and_every_rule_a_field() -> None:
    def has_whole_numbers(hint: Any) -> bool:
        return hint is int or any(map(has_whole_numbers, get_args(hint)))

    every = {
        f"{record}.{field}": hint
        for record, hints in records(Plan, {}).items()
        for field, hint in hints.items()
    }
    whole = {name for name, hint in every.items() if has_whole_numbers(hint)}
    assert whole - set(FIELD_RULES) == set()
    assert set(FIELD_RULES) - set(every) == set()
    for rule in FIELD_RULES.values():
        for table in (rule.points_into, rule.one_per):
            assert table in ("", "nodes") or f"Plan.{table}" in every
