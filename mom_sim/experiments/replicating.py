"""Many replications of many models: the unit of work is one replication of all of them.

All models of a replication read the same tape, so that every comparison is paired; a surge run is
paired with the calm run of the same model. Results do not depend on the number of workers: they
come back in the order of replications.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.metrics.measuring import Measurement, measure
from mom_sim.metrics.recovery import weeks_to_recover
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.surges import (
    AS_WRITTEN,
    CALM,
    SurgeChoice,
    SurgeMode,
    surge_windows,
    without_response,
)
from mom_sim.tape.tape import Tape, draw_tape

CALM_RUN, SURGE_RUN = "calm", "surge"

WATCHED_AFTER_SURGE = 26 * MICROSECONDS_PER_WEEK
"""How long a surge run and its calm twin are observed after the surge at least."""


@dataclass(frozen=True)
class Variant:
    """One column of a comparison: a compiled model under its name.

    Attributes
    ----------
    model : str
    comparison : str
        ``equal_people`` or ``equal_budget``.
    plan : Plan
    calm_plan : Plan or None
        Without the surge response, for the calm run beside a surge; None if there is no such run.
    """

    model: str
    comparison: str
    plan: Plan
    calm_plan: Plan | None = None

    def plan_under(self, condition: str) -> Plan:
        """Plan of the run under a condition."""
        return self.calm_plan if condition == CALM_RUN and self.calm_plan else self.plan


@dataclass(frozen=True)
class Condition:
    """Calm or surge, the surges in force, and the scenario, in calm without the surge response."""

    name: str
    surge: SurgeChoice
    scenario: Scenario


@dataclass(frozen=True)
class Question:
    """What a worker needs to know: the same for all replications.

    `by_group`: whether figures by type and by unit are wanted, too.
    """

    study: Study
    variants: tuple[Variant, ...]
    conditions: tuple[Condition, ...]
    seed: int
    engine: str
    by_group: bool = True


Key = tuple[str, str, str]
"""Model, comparison, condition."""


@dataclass(frozen=True)
class Replicated:
    """One replication's measurements by (model, comparison, condition)."""

    replication: int
    measurements: dict[Key, Measurement]
    tape_hashes: dict[str, str]


def replicate(
    question: Question, replication: int, check: Callable[[], None] | None = None
) -> Replicated:
    """Run all variants under all conditions on one replication's tapes.

    Parameters
    ----------
    question : Question
    replication : int
        From 1.
    check : callable, optional
        Called every twenty milliseconds or so of a run of the compiled engine, before a log is
        made, and while it is measured (see `measure`); may raise to give up.

    Returns
    -------
    Replicated
    """
    tapes, surge_end = tapes_of(question, replication)
    observe_until = observed_until(surge_end)
    found: dict[Key, Measurement] = {}
    for variant in question.variants:
        logs = {
            name: run_plan(
                question.study,
                variant.plan_under(name),
                tape,
                engine=question.engine,
                observe_until=observe_until,
                check=check,
            ).log
            for name, tape in tapes.items()
        }
        for condition in question.conditions:
            recovery = None
            if condition.name == SURGE_RUN:
                recovery = weeks_to_recover(logs[SURGE_RUN], logs[CALM_RUN], surge_end)
            found[variant.model, variant.comparison, condition.name] = measure(
                logs[condition.name],
                variant.plan_under(condition.name),
                recovery=recovery,
                by_group=question.by_group,
                check=check,
            )
    hashes = {
        name: tape.hash(
            [draw for variant in question.variants for draw in variant.plan_under(name).draws]
        )
        for name, tape in tapes.items()
    }
    return Replicated(replication, found, hashes)


def tapes_of(question: Question, replication: int) -> tuple[dict[str, Tape], int]:
    """Draw one replication's tapes, and say when the last of their surges is over.

    Parameters
    ----------
    question : Question
    replication : int
        From 1.

    Returns
    -------
    dict of str to Tape
        By condition.
    int, microseconds
        0 without a surge.
    """
    scenario = question.study.scenario
    tapes = {
        condition.name: draw_tape(
            condition.scenario, replication, seed=question.seed, surge=condition.surge
        )
        for condition in question.conditions
    }
    surge_end = max(surge_end_of(scenario, condition.surge) for condition in question.conditions)
    return tapes, surge_end


def observed_until(surge_end: int) -> int:
    """How long runs are observed at least, for the end of their surge as `tapes_of` gives it."""
    return surge_end + WATCHED_AFTER_SURGE if surge_end else 0


def surge_end_of(scenario: Scenario, choice: SurgeChoice) -> int:
    """When the last window of a surge with a factor is over; 0 without one.

    Parameters
    ----------
    scenario : Scenario
    choice : SurgeChoice

    Returns
    -------
    int, microseconds
        Slumps are no surges: recovery does not wait for them.
    """
    if isinstance(choice, SurgeMode):
        return 0
    return max(surge.end for surge in surge_windows(scenario))


def calm_and_surge(scenario: Scenario, factor: float | None) -> tuple[Condition, ...]:
    """Conditions of a comparison: as written, or calm beside a surge of some factor."""
    if factor is None:
        return (Condition(CALM_RUN, AS_WRITTEN, scenario),)
    calm = without_response(scenario)
    return Condition(CALM_RUN, CALM, calm), Condition(SURGE_RUN, factor, scenario)
