"""Plans that mutants are tried on: generated ones by their seed, and some made by hand.

What only happens where several rare things meet would need thousands of generated plans; those made
by hand are a person or two, and a few campaigns of whole hours.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from mom_sim.engines.compiled_engine import engine as compiled_engine
from mom_sim.engines.recording import Recording
from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import (
    ClassOfService,
    OperatingModel,
    Scenario,
    TaskForce,
    TeamRule,
    Unit,
)
from mom_sim.tape.tape import Tape, draw_tape
from tests.made.dice import FEATURES, Dice
from tests.made.lengths import HOUR, constant
from tests.made.small import campaign_type, launch, model, people, request, study, work
from tests.strategies import made_case

SHARE_OF_FEATURES = 0.65


@dataclass(frozen=True)
class TriedPlan:
    """A plan, the scenario that tapes are drawn for, and what the compiled engine makes of it."""

    plan: Plan
    scenario: Scenario
    expected: Recording

    @property
    def tape(self) -> Tape:
        """A tape that nobody has read from."""
        return draw_tape(self.scenario, 1)


@cache
def plan_of(name: int | str, without: frozenset[str] = frozenset()) -> TriedPlan:
    """Make the plan of a seed, without some features, or of a name in `HAND_MADE`.

    Raises
    ------
    PlanError
        If a model cannot carry the work that the dice have made.
    """
    if isinstance(name, str):
        scenario, of = HAND_MADE[name]()
        plan = compile_plan(scenario, of)
    else:
        kept = (
            one for one in FEATURES if random.Random(f"{name} {one}").random() < SHARE_OF_FEATURES
        )
        case = made_case(Dice(name, frozenset(kept) - without))
        scenario, plan = case.scenario, case.plan
    expected, _ = compiled_engine.run(plan, draw_tape(scenario, 1))
    return TriedPlan(plan, scenario, expected)


# ---------------------------------------------------------------------- made by hand

Made = tuple[Scenario, OperatingModel]
URGENT_FIRST = model(queue_rule=("class_of_service", "fifo"))


def _hours(hours: float, *types: str) -> tuple[tuple[str, object], ...]:
    return tuple((name, constant(hours)) for name in types)


def _with_urgent(roles, steps, rows, cost: int = 0) -> Made:
    """Type u interrupts type t."""
    scenario = study(
        roles,
        steps,
        rows,
        campaigns=(
            campaign_type("t"),
            campaign_type("u", class_of_service="urgent"),
            campaign_type("v"),
        ),
        classes_of_service=(
            ClassOfService("urgent", 0, True, cost),
            ClassOfService("standard", 1, False, 0),
        ),
    )
    return scenario, URGENT_FIRST


def _interrupted_for_an_odd_cost() -> Made:
    """At half the speed, 4.5 us of effort are left, which are 4, and 1 of switching cost."""
    rows = [
        request("a", effort=(("write", 10),)),
        replace(request("now", type="u", effort=(("write", 50),)), requested=11),
    ]
    step = work("write", "writer", 4, effort=_hours(4, "t", "u"))
    slow = people("writer", skills=(("writer", 0.5),))
    return _with_urgent([slow], (step, launch("write")), rows, cost=1)


def _interrupted_as_somebody_comes_free() -> Made:
    """`now` takes the writer from `old`, who goes on with the editor before `new` is edited."""
    roles = [
        people("writer", skills=(("writer", 1.0), ("special", 1.0))),
        people("editor", skills=(("editor", 1.0), ("writer", 1.0))),
    ]
    steps = (
        work("write", "writer", 4, effort=_hours(4, "t")),
        work("edit", "editor", 1, effort=_hours(1, "v")),
        work("special", "special", 1, effort=_hours(4, "u")),
        launch("write", "edit", "special"),
    )
    rows = [
        request("old"),
        request("other", effort=(("write", 2 * HOUR),)),
        request("new", 1, type="v"),
        request("now", 2, type="u"),
    ]
    return _with_urgent(roles, steps, rows)


def _two_on_one_piece_of_work() -> Made:
    """Two writers share a piece of work; who is urgent takes one of them and leaves the other."""
    steps = (
        work("pair", {"writer": 2}, 4, effort=_hours(4, "t")),
        work("write", "writer", 1, effort=_hours(1, "t", "u")),
        launch("pair", "write"),
    )
    rows = [request("a"), request("now", 1, type="u")]
    return _with_urgent([people("writer", 2)], steps, rows)


def _two_task_forces() -> Made:
    """`one` has the writer and waits for the artist, whom the more urgent `two` wants to paint."""
    steps = (
        work("write", "writer", 4, effort=_hours(4, "u")),
        work("draw", "artist", 3, effort=_hours(3, "t", "u")),
        work("paint", "painter", 3, effort=_hours(3, "v")),
        launch("write", "draw", "paint"),
    )
    rows = [
        request("busy", 0),
        request("one", 1, type="u", due=900 * HOUR),
        request("two", 2, type="v", due=50 * HOUR),
    ]
    scenario = study(
        [people("writer"), people("artist", skills=(("artist", 1.0), ("painter", 1.0)))],
        steps,
        rows,
        campaigns=(campaign_type("t"), campaign_type("u"), campaign_type("v")),
    )
    force = TaskForce(("u", "v"), 0, (), "reserve", 0, 0, "end", 1)
    return scenario, model(task_force=(force,), queue_rule=("due_date",))


def _shares_that_are_equal_in_the_end() -> Made:
    """North has had two pieces of an hour, south one of two, when both ask for the writer again."""
    rows = [
        request("n0", 0, effort=(("write", HOUR),)),
        request("s0", 0, unit="south", effort=(("write", 2 * HOUR),)),
        request("n1", 0, effort=(("write", HOUR),)),
        request("s1", 0, unit="south", effort=(("write", HOUR),)),
        request("n2", 0, effort=(("write", HOUR),)),
    ]
    scenario = study(
        [people("writer")],
        (work("write", "writer", 1), launch("write")),
        rows,
        units=(Unit("north", "always"), Unit("south", "always")),
    )
    team = TeamRule("team", ("all",), (), "company")
    return scenario, model(queue_rule=("fair_share",), teams=(team,))


HAND_MADE: dict[str, Callable[[], Made]] = {
    "interrupted for an odd cost": _interrupted_for_an_odd_cost,
    "interrupted as somebody comes free": _interrupted_as_somebody_comes_free,
    "two on one piece of work": _two_on_one_piece_of_work,
    "two task forces": _two_task_forces,
    "shares that are equal in the end": _shares_that_are_equal_in_the_end,
}
