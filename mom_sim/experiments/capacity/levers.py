"""Levers beside headcount: an agency for what overflows, overtime, freelancers; on and off."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from mom_sim.scenario.defaults import default_value
from mom_sim.scenario.quantities import parse_money
from mom_sim.scenario.resolved import (
    Agency,
    Freelancers,
    OperatingModel,
    Overflow,
    Overtime,
    Scenario,
    SurgeResponse,
)
from mom_sim.simulation import Study
from mom_sim.tape.surges import surge_windows

AGENCY, OVERTIME, FREELANCERS = LEVERS = ("agency", "overtime", "freelancers")
"""In the order in which they are told."""

OVERTIME_FACTOR = 1.25
"""Of every working day, where the scenario states no overtime."""

SHARE_OF_FREELANCERS = 0.25
"""Of the bottleneck's people, where the scenario states none; at least one."""

LENDER = "outsourced"
"""Archetype whose agency takes what overflows, where the model has none."""


@dataclass(frozen=True)
class Lever:
    """A lever in two states.

    Attributes
    ----------
    name : str
    is_stated : bool
        Whether the scenario has it already.
    words : str
        What it is.
    off, on : Study
    """

    name: str
    is_stated: bool
    words: str
    off: Study
    on: Study


def stated_levers(scenario: Scenario) -> tuple[str, ...]:
    """Levers that a scenario's surge response has."""
    response = scenario.surge_response
    held = {
        AGENCY: response.overflow,
        OVERTIME: response.overtime,
        FREELANCERS: response.freelancers,
    }
    return tuple(name for name in LEVERS if held[name])


def lever_of(name: str, study: Study, model: str, bottleneck: str, people: int) -> Lever:
    """Put a lever on and off.

    Parameters
    ----------
    name : str
        One of `LEVERS`.
    study : Study
    model : str
    bottleneck : str
        Role whose work is helped with, where the scenario does not say which.
    people : int
        Its headcount.

    Returns
    -------
    Lever
        As the scenario states it; else in its surge window, for the bottleneck: a quarter more
        hours a day for everybody, a quarter more people, or an agency that takes over while one
        piece a head waits.
    """
    response = study.scenario.surge_response
    field = {AGENCY: "overflow", OVERTIME: "overtime", FREELANCERS: "freelancers"}[name]
    if getattr(response, field):
        off = replace(response, **{field: ()})
        return Lever(name, True, _stated_words(name, response), _changed(study, off), study)
    if name == AGENCY:
        skill = _role_skill(study.scenario, bottleneck)
        on = replace(response, overflow=(Overflow(skill, max(people, 1)),))
        helped = _with_agency(study, model)
        words = f"an agency takes {skill} while {max(people, 1)} or more wait for it"
        return Lever(name, False, words, study, _changed(helped, on))
    windows = surge_windows(study.scenario)
    if name == OVERTIME:
        names = dict.fromkeys(role.calendar for role in study.scenario.roles)
        hours = tuple(
            Overtime(calendar, surge.start, surge.end, OVERTIME_FACTOR)
            for calendar in names
            for surge in windows
        )
        words = f"days longer by {OVERTIME_FACTOR - 1:.0%} for everybody in the surge's weeks"
        return Lever(name, False, words, study, _changed(study, replace(response, overtime=hours)))
    count = max(1, round(SHARE_OF_FREELANCERS * people))
    text = str(default_value("surge_response.freelancers.*.cost"))
    currency = study.scenario.currency
    price = parse_money(text.replace("{currency}", currency), currency, ("hour", "year"))
    cost = price.amount / 2080 if price.per == "year" else price.amount
    hired = tuple(Freelancers(bottleneck, count, surge.start, surge.end, cost) for surge in windows)
    words = f"{count} more of {bottleneck} at {cost:g} {currency}/hour in the surge's weeks"
    return Lever(name, False, words, study, _changed(study, replace(response, freelancers=hired)))


def _role_skill(scenario: Scenario, name: str) -> str:
    return next(role.skills[0][0] for role in scenario.roles if role.name == name)


def _stated_words(name: str, response: SurgeResponse) -> str:
    if name == AGENCY:
        told = (f"{one.skill} while {one.queue} or more wait for it" for one in response.overflow)
        return f"an agency takes {', '.join(told)}"
    if name == OVERTIME:
        told = (
            f"days of {one.calendar} longer by {one.hours_factor - 1:.0%}"
            for one in response.overtime
        )
        return ", ".join(dict.fromkeys(told))
    return ", ".join(f"{one.count} more of {one.role}" for one in response.freelancers)


def _changed(study: Study, response: SurgeResponse) -> Study:
    """The same study with another surge response; it keeps plans of its own."""
    return _copy(study, replace(study.scenario, surge_response=response), study.models)


def _with_agency(study: Study, model: str) -> Study:
    """The same study with an agency for what overflows, where the model has none."""
    who = study.models[model].who_does_the_work
    if who.agency:
        return study
    lender: Sequence[Agency] = study.models[LENDER].who_does_the_work.agency
    # Without kinds and skills of its own it has no work but what overflows to it.
    agency = replace(lender[0], kinds=(), skills=(), types=(), briefing=())
    changed = replace(study.models[model], who_does_the_work=replace(who, agency=(agency,)))
    return _copy(study, study.scenario, {**study.models, model: changed})


def _copy(study: Study, scenario: Scenario, models: Mapping[str, OperatingModel]) -> Study:
    other = copy.copy(study)
    other.__dict__.pop("scenario_hash", None)
    other.scenario, other.models = scenario, dict(models)
    other._plans, other._plan_hashes = {}, {}
    return other
