"""The same seed gives the same bytes; looking more often for something to do changes nothing."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mom_sim.engines.simpy_engine import staff
from mom_sim.engines.simpy_engine.environment import Environment
from mom_sim.engines.simpy_engine.state import Worker
from mom_sim.log.comparing import first_difference, log_hash
from mom_sim.log.log import Log
from tests.invariants.test_engine_log import play
from tests.made.dice import FEATURES, Dice
from tests.strategies import Case, cases, made_case

HASHES = """
import sys
from mom_sim.errors import PlanError
from mom_sim.log.comparing import log_hash
from tests.invariants.test_engine_log import play
from tests.invariants.test_engine_reproducible import SEEDS, made
print(*(log_hash(play(case)[3]) for case in made(SEEDS)))
"""
SEEDS = tuple(range(12))
Changes = list[tuple[int, int]]


def made(seeds: tuple[int, ...]) -> list[Case]:
    """Cases with everything that can occur."""
    return [made_case(Dice(seed, frozenset(FEATURES) - {"limits", "crews"})) for seed in seeds]


def played(case: Case) -> Log:
    return play(case)[3]


@settings(max_examples=settings.default.max_examples // 3)
@given(cases())
def test_the_same_tape_gives_the_same_log(case: Case) -> None:
    again = made_case(case.dice)
    assert first_difference(played(case), played(again)) is None


@pytest.mark.parametrize("hash_seed", ["1", "4242"])
def test_whatever_python_hashes_with(hash_seed: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", HASHES],
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.split() == [log_hash(played(case)) for case in made(SEEDS)]


@settings(max_examples=settings.default.max_examples // 2)
@given(cases(), st.integers(0, 2**32))
def test_matching_is_idempotent(case: Case, seed: int) -> None:
    """Dispatches at any instants, and after everything, find nothing more to do."""
    plain = played(case)
    source = random.Random(seed)
    end = plain.window.end
    busy = sorted({time for time in plain.events["time"].tolist() if time <= end})
    extra = [source.randint(0, end) for _ in range(50)]
    extra += [source.choice(busy) for _ in range(50)]
    changes_of_shift = staff._changes_of_shift

    def with_more_openings(workers: list[Worker], limit: int) -> tuple[Changes, list[int]]:
        changes, openings = changes_of_shift(workers, limit)
        return changes, sorted({*openings, *extra})

    with (
        patch.object(staff, "_changes_of_shift", with_more_openings),
        patch.object(Environment, "capacity_came", Environment.ask_for_dispatch),
    ):
        disturbed = played(case)
    assert first_difference(plain, disturbed) is None
