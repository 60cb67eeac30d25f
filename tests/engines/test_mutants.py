"""The plans are not too tame: an engine that breaks one rule writes another log on some of them.

Each mutant of `tests.engines.mutants` is run on plans that are known to catch it, and on more
generated ones if the generator has changed since; the compiled engine, unbroken, says what is
right.

Of 277 generated plans (seeds 0 to 339, less those whose model cannot carry the work) so many catch
each: no wake at openings 245; join with one branch missing 229; one round an instant 222; progress
lost on preemption 143; limit off by one 129; matching after each event 128; trigger of a join
reversed 122; reversed tie of campaign and step 108; ramp ignored 69; load of the running week 68;
hand over costs a switch 60; clamp at the end of a shift 56; key lost on preemption 44; effort left
rounded down 41; quality kept on rework 40; lent before own work 34; quorum off by one 25; stop
before events at the limit 23; crew age not counted 21; hand off forgotten on rework 17; looks not
counted 15; agenda off by one 13; withdrawals after the matching 11; the best victim 11; overflow
before the matching 10; windows of an agency ignored 9; meetings before other events 9; interrupted
work not booked 9; the earlier meeting 8; speed of the fastest 8; durations rounded half up 8;
panel waits for everybody 7; greedy crew 7; timeouts after the matching 6; aging ignored 6; ties of
victims reversed 5; register updated before it is read 4; claims of earlier forces ignored 4; the
later meeting 3; fair share keeps the rest 2; departures before finishes 2; no new pass after a
preemption 1; fair share off by one 0, which takes a tie that is rare; rest and switching cost
rounded together 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest

from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.errors import PlanError
from tests.engines.mutant_plans import HAND_MADE, TriedPlan, plan_of
from tests.engines.mutants import MUTANTS, Mutant
from tests.engines.test_compiled_plans import first_difference_of_rows

SEARCHED = range(400)
"""Seeds that are tried when none of those that are known catches a mutant."""


def difference(tried: TriedPlan, mutant: Mutant | None = None) -> str | None:
    """First row in which the SimPy engine, broken if asked for, differs from the compiled one."""
    with pytest.MonkeyPatch.context() as patch:
        if mutant is not None:
            mutant.patch(patch)
        recording, _ = simpy_engine.run(tried.plan, tried.tape)
    return first_difference_of_rows(recording, tried.expected)


@cache
def is_right_unbroken(name: int | str) -> bool:
    return difference(plan_of(name)) is None


def plans_for(mutant: Mutant) -> Iterator[int | str]:
    """Names of plans, those first that are known to catch the mutant."""
    yield from mutant.caught_by
    for seed in SEARCHED:
        try:
            plan_of(seed)
        except PlanError:  # the model that the dice have made cannot carry the work
            continue
        yield seed


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_a_broken_engine_is_caught(mutant: Mutant) -> None:
    name = next((name for name in plans_for(mutant) if difference(plan_of(name), mutant)), None)
    assert name is not None, f"no plan catches an engine that {mutant.instead}"
    assert is_right_unbroken(name), f"without {mutant.name}, plan {name} should have one log"


@pytest.mark.parametrize("name", HAND_MADE)
def test_every_plan_made_by_hand_is_the_first_to_catch_something(name: str) -> None:
    assert any(mutant.caught_by[:1] == (name,) for mutant in MUTANTS)


def test_mutants_have_names_of_their_own() -> None:
    names = [mutant.name for mutant in MUTANTS]
    assert len(names) == len(set(names))
    assert all(mutant.caught_by and mutant.instead for mutant in MUTANTS)
