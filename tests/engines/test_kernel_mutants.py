"""The kernel broken on purpose, one line at a time: some plan has to notice.

Of 25 plain generated plans (seeds 0 to 39, without what makes a plan unlike a line) so many catch
each: unasked work begins at once 10; who comes or goes ignored 8; newcomers overtake 7; other
events of the list ignored 4; work without a request 2; arrivals ignored 1; a second piece of work
forgets the first 1; the rest of a meeting ignored 1. The others take a plan made by hand.
"""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.simpy_engine import engine as simpy_engine
from mom_sim.errors import PlanError
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.tape.tape import draw_tape
from tests.engines.interpreted_kernel import Change, interpreted
from tests.engines.mutant_plans import TriedPlan, plan_of
from tests.engines.test_compiled_plans import first_difference_of_rows
from tests.engines.tied_plans import (
    TiedPlan,
    arriving_together,
    branching,
    coming_as_one_ends,
    ending_together,
    one_ends_as_others_begin,
    rejected_beside,
    waiting_together,
)

NOT_PLAIN = frozenset({"fair_share", "forces", "lending", "preemption"})
SEARCHED = range(80)
"""Seeds that are tried when none of those that are known catches a mutant."""


@dataclass(frozen=True)
class Mutant:
    """A change of the kernel; `caught_by` are plans made by hand or seeds of generated ones."""

    name: str
    change: Change
    caught_by: tuple[TiedPlan | int, ...]


MUTANTS = (
    Mutant(
        "work begins whatever else is on the list of events at its instant",
        Change("is_round_over", "s.heap_count == 0 or s.heap_time[0] > s.now", "True"),
        (waiting_together, 8),
    ),
    Mutant(
        "work begins before all who arrive at its instant have come",
        Change("is_round_over", "s.campaign_requested[s.next_arrival] <= s.now", "False"),
        (arriving_together, 33),
    ),
    Mutant(
        "work begins before it is looked who comes and goes at its instant",
        Change("is_round_over", " or s.quiet_until <= s.now", ""),
        (2, 14),
    ),
    Mutant(
        "work begins before a meeting is through with its list",
        Change("is_round_over", "(begun | (s.late_count - s.late_next)) != 0 or ", ""),
        (12,),
    ),
    Mutant(
        "a second piece of work of one round takes the place of the first",
        Change("do_work", "if s.unasked >= 0:", "if False:"),
        (branching, 8),
    ),
    Mutant(
        "who is stopped beside work that has not been asked for has asked for nothing",
        Change("carry_out", "instruction not in (WORK, DELAY, PASS)", "False"),
        (rejected_beside,),
    ),
    Mutant(
        "a newcomer goes past those who wait for who has become free",
        Change("enter_lane", "s.lane_count[lane] == 0", "True"),
        (8, 20),
    ),
    Mutant(
        "work that begins at once cannot be handed over",
        Change("enter_lane", "s.staffings > 0", "False"),
        (13, 15),
    ),
    Mutant(
        "work that ends takes no notice of other events of its instant",
        Change("is_alone", "(s.heap_time[1] > time) & (s.heap_time[2] > time)", "True"),
        (ending_together,),
    ),
    Mutant(
        "work that ends takes no notice of who arrives",
        Change("is_alone", "s.campaign_requested[s.next_arrival] <= time", "False"),
        (coming_as_one_ends,),
    ),
    Mutant(
        "work that ends takes no notice of who has been asked for",
        Change("is_alone", "(s.asked != 0) | ", ""),
        (one_ends_as_others_begin,),
    ),
    Mutant(
        "work that ends takes no notice of who comes or goes",
        Change("is_alone", " | (s.quiet_until <= time)", ""),
        (26,),
    ),
)


def tried(one: TiedPlan | int) -> TriedPlan:
    if isinstance(one, int):
        return plan_of(one, NOT_PLAIN)
    scenario, of = one()
    plan = compile_plan(scenario, of)
    expected, _ = simpy_engine.run(plan, draw_tape(scenario, 1))
    return TriedPlan(plan, scenario, expected)


def difference(of: TriedPlan, change: Change | None) -> str | None:
    """First row in which the kernel, broken if asked for, differs from what is expected."""
    try:
        with interpreted(change):
            found, _ = compiled_engine.run(of.plan, of.tape)
    except IndexError as error:
        return f"looks where nothing is: {error}"
    return first_difference_of_rows(found, of.expected)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_some_plan_catches(mutant: Mutant) -> None:
    for one in (*mutant.caught_by, *SEARCHED):
        try:
            plan = tried(one)
        except PlanError:  # the model that the dice have made cannot carry the work
            continue
        if difference(plan, mutant.change):
            assert difference(plan, None) is None
            return
    pytest.fail("no plan catches it")
