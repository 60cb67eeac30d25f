"""Every default, once: value, mark, grade, source, plausible range. There are no others.

Marks and grades are those of the domain evidence: FOUND (read in a named source), COMPUTED (from
found figures), ARTICLE, REMEMBERED (to be checked), ASSUMED (our own choice); A peer-reviewed or
official, B survey with sample size, C vendor or single case, D rule of thumb. "DOMAIN 2.9" names a
section of that evidence.

It is one table in one file, which is why the file is long.

A path has one part per key; ``*`` stands for any one name. ``{currency}`` is the scenario's own.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from mom_sim.scenario.mechanisms import MECHANISMS

MARKS = ("FOUND", "COMPUTED", "ARTICLE", "REMEMBERED", "ASSUMED")
GRADES = ("A", "B", "C", "D")


@dataclass(frozen=True)
class Default:
    """What holds where a scenario says nothing: a record of the table.

    Attributes
    ----------
    path : str
        Where it holds.
    value : str, int, float, bool, list or dict
        As a person would write it.
    mark, grade : str
        Kind and quality of the evidence; the grade is empty where there is none.
    origin : str
        Where the value comes from.
    range : tuple of str
        Lowest and highest plausible value, as written; empty where none is known.
    """

    path: str
    value: Any
    mark: str
    grade: str
    origin: str
    range: tuple[str, ...] = ()


def _words(path: str, value: Any, origin: str) -> Default:
    """A choice of form, not a measured number."""
    return Default(path, value, "ASSUMED", "", origin)


_LITMUS = "Litmus, State of Email 2017 (3,500 marketers), DOMAIN 1 row 1; cv ASSUMED, DOMAIN 2.4"

_RUN = (
    _words("format", 1, "the only version of the format"),
    _words("currency", "USD", "costs in DOMAIN 2.11 are in US dollars"),
    _words("run", {}, "a run of which nothing is stated"),
    _words("run.start", "2026-01-05", "a Monday"),
    Default("run.horizon", "65 weeks", "ASSUMED", "", "13 weeks of warm-up and one year"),
    Default(
        "run.warm_up",
        "13 weeks",
        "ASSUMED",
        "",
        "longer than the longest target, DOMAIN 7",
        ("4 weeks", "26 weeks"),
    ),
    Default("run.follow_up", "52 weeks", "ASSUMED", "", "four times the longest target, DOMAIN 7"),
    Default("run.replications", 20, "ASSUMED", "", "enough for a t interval; raise for precision"),
    Default("run.seed", 1, "ASSUMED", "", "any number will do"),
)

_CALENDARS = (
    _words("calendars", {"office": {"hours": {"mon-fri": "09:00-17:00"}}}, "40 hours, DOMAIN 7"),
    _words("calendars.*.time_zone", "UTC", "no daylight saving unless a place is named"),
    Default("hours_per_day", "", "COMPUTED", "", "mean day of the reference calendar"),
    _words("units", ["company"], "one unit that asks for campaigns"),
    _words("comparison", "equal_people", "the same people in every model"),
    _words("operating_model", "centralized", "the modal case, DOMAIN 2.1"),
)

_PEOPLE = (
    _words("people.*.kind", "producer", "a role whose name is not well known"),
    Default("people.*.skills", 1.0, "ASSUMED", "", "everybody at full speed in the own role"),
    Default("people.*.productive_fraction", "60%", "ASSUMED", "", "DOMAIN 2.8", ("40%", "70%")),
    Default(
        "people.*.cost",
        "85 {currency}/hour",
        "COMPUTED",
        "B",
        "loaded salary against Cella 2019 ($81), a US figure, DOMAIN 2.11; taken one to one in "
        "another currency",
        ("70 {currency}/hour", "105 {currency}/hour"),
    ),
    _words("people.*.ramp", {}, "newcomers start slowly"),
    Default("people.*.ramp.start", "50%", "ASSUMED", "", "half speed at first", ("25%", "75%")),
    Default("people.*.ramp.length", "12 weeks", "ASSUMED", "", "DOMAIN 7", ("8 weeks", "26 weeks")),
    _words("people.*.absence", {}, "people are away at times"),
    Default(
        "people.*.absence.vacation",
        "20 working days per year",
        "COMPUTED",
        "",
        "46 working weeks less sickness and public holidays, DOMAIN 7",
        ("10 working days per year", "30 working days per year"),
    ),
    Default(
        "people.*.absence.vacation_block",
        "5 working days",
        "ASSUMED",
        "",
        "a week at a time",
        ("1 working days", "10 working days"),
    ),
    Default(
        "people.*.absence.sickness",
        "3%",
        "FOUND",
        "B",
        "2.8% of working time, XpertHR, UK 2011, rounded, DOMAIN 2.9",
        ("2%", "5%"),
    ),
    Default(
        "people.*.absence.sickness_spell",
        "exponential(mean=3 working days)",
        "ASSUMED",
        "",
        "short spells, two a year at 3%",
        ("1 working days", "5 working days"),
    ),
    _words("people.*.turnover", {}, "people leave at times"),
    Default(
        "people.*.turnover.rate",
        "17% per year",
        "FOUND",
        "B",
        "LinkedIn 2017, marketing, DOMAIN 2.9",
        ("9% per year", "30% per year"),
    ),
    Default(
        "people.*.turnover.hire_delay",
        "42 days",
        "FOUND",
        "B",
        "SHRM 2016, time to fill, DOMAIN 2.9",
        ("36 days", "44 days"),
    ),
    Default(
        "people.*.hand_over_after", "2 working days", "ASSUMED", "", "longer absences pass work on"
    ),
    _words("hand_off", {}, "passing work on takes time"),
    Default(
        "hand_off.within_team",
        "0.25 working days",
        "ASSUMED",
        "",
        "DOMAIN 7",
        ("0 working days", "0.5 working days"),
    ),
    Default(
        "hand_off.between_teams",
        "1 working days",
        "ASSUMED",
        "",
        "DOMAIN 7",
        ("0.5 working days", "2 working days"),
    ),
)

_STEPS = (
    Default(
        "workflows.*.steps.*.effort[strategy]",
        "lognormal(mean=2h, cv=0.8)",
        "ASSUMED",
        "",
        "small campaign, DOMAIN 7; cv DOMAIN 2.4",
    ),
    Default(
        "workflows.*.steps.*.effort[content]", "lognormal(mean=3h, cv=0.5)", "FOUND", "B", _LITMUS
    ),
    Default(
        "workflows.*.steps.*.effort[design]", "lognormal(mean=4.1h, cv=0.5)", "FOUND", "B", _LITMUS
    ),
    Default(
        "workflows.*.steps.*.effort[operations]",
        "lognormal(mean=8.5h, cv=0.5)",
        "FOUND",
        "B",
        f"coding, data and testing; {_LITMUS}",
    ),
    Default(
        "workflows.*.steps.*.effort[analytics]",
        "lognormal(mean=2.1h, cv=0.5)",
        "FOUND",
        "B",
        _LITMUS,
    ),
    Default(
        "workflows.*.steps.*.effort",
        "lognormal(mean=4h, cv=0.5)",
        "ASSUMED",
        "",
        "a step of the default workflow whose skill is not well known",
    ),
    Default(
        "workflows.*.steps.*.gate.effort",
        "lognormal(mean=0.5h, cv=1.0)",
        "FOUND",
        "B",
        "review of a small piece, Filestage 2023 (n=366), DOMAIN 1 row 6; cv ASSUMED, DOMAIN 2.4",
        ("20 min", "37 min"),
    ),
    Default(
        "workflows.*.steps.*.gate.revise",
        "15%",
        "COMPUTED",
        "",
        "with 3.2 versions gives the rework multiplier 1.33 of DOMAIN 7",
        ("10%", "30%"),
    ),
    Default(
        "workflows.*.steps.*.gate.revise_probability[default workflow]",
        "68.75%",
        "COMPUTED",
        "B",
        "1 - 1/3.2 versions until approved, Filestage 2023 (n=366), DOMAIN 1 row 5",
        ("50%", "73%"),
    ),
    Default("workflows.*.steps.*.gate.revise_probability", "0%", "ASSUMED", "", "checks decide"),
    Default("workflows.*.steps.*.gate.applies", "100%", "ASSUMED", "", "every campaign"),
    Default("workflows.*.steps.*.gate.reject", "0%", "ASSUMED", "", "work is revised, not dropped"),
    _words("workflows.*.steps.*.gate.after_rounds", "approve", "when the rounds are used up"),
    Default("workflows.*.steps.*.gate.meets.every_weeks", 1, "ASSUMED", "", "meetings every week"),
)

_FALSE_ACCEPT = (
    "5% for an expert, others in proportion to the off-brand probabilities 3 : 12 : 5 of DOMAIN 7"
)
_ERROR_RATES = tuple(
    Default(f"workflows.*.steps.*.gate.error_rates.{decider}.{kind}", value, mark, "", origin, span)
    for decider, accept in (("expert", "5%"), ("lead", "20%"), ("crew", "20%"), ("automated", "8%"))
    for kind, value, mark, origin, span in (
        ("false_reject", "5%", "ASSUMED", "the same for all deciders", ("0%", "15%")),
        ("false_accept", accept, "ASSUMED", _FALSE_ACCEPT, ("0%", "40%")),
    )
)

_CAMPAIGNS = (
    _words("campaigns.*.arrive", "working hours", "requests are made at work"),
    _words("campaigns.*.seasonality", {}, "no season"),
    Default("campaigns.*.seasonality.*", 1.0, "ASSUMED", "", "a month that is not named"),
    Default("campaigns.*.seasonality.cycle.phase", "0h", "ASSUMED", "", "rising from the start"),
    Default(
        "campaigns.*.due",
        "3 weeks",
        "ASSUMED",
        "",
        "small campaign, DOMAIN 7",
        ("2 weeks", "12 weeks"),
    ),
    Default(
        "campaigns.*.size", 1, "ASSUMED", "", "efforts of a campaign's steps vary independently"
    ),
    Default("campaigns.*.value", 0, "ASSUMED", "", "worth is not counted unless stated"),
    _words("campaigns.*.value.after", "due", "worth decays from the due date"),
    Default("campaigns.*.risk_tier", "", "ASSUMED", "", "the first of risk_tiers for all"),
    Default("campaigns.*.global_share", "0%", "ASSUMED", "", "campaigns belong to one unit"),
    _words("campaigns.*.class_of_service", "standard", "no privilege"),
    _words("risk_tiers", ["low", "medium", "high"], "three tiers"),
    _words(
        "classes_of_service",
        {"expedite": {"rank": 0, "preempts": True}, "standard": {"rank": 1}},
        "one lane that overtakes and one that does not",
    ),
    _words("classes_of_service.*.preempts", False, "work in hand is finished"),
    Default(
        "classes_of_service.*.switching_cost",
        "30 min",
        "ASSUMED",
        "",
        "a generic penalty, no published figure holds, DOMAIN 3",
        ("0 min", "60 min"),
    ),
)

_SURGES_AND_RISKS = (
    _words("surge_response", {}, "no response"),
    Default(
        "surge_response.freelancers.*.cost",
        "75 {currency}/hour",
        "ASSUMED",
        "D",
        "inside $50 to $90, Holter, a US figure, DOMAIN 2.10 and 2.11",
        ("50 {currency}/hour", "90 {currency}/hour"),
    ),
    Default("risks.*.after_revision", "", "ASSUMED", "", "as in the first version, unless stated"),
    Default(
        "risks.*.surfaces_after",
        "exponential(mean=10 working days)",
        "ASSUMED",
        "",
        "no published figure",
        ("2 working days", "30 working days"),
    ),
    Default("risks.*.cost", 0, "ASSUMED", "", "only the work that it makes"),
    Default("risks.*.extra_effort", "0%", "ASSUMED", "", "a delay only"),
    _words("risks.*.cancels", False, "the campaign goes on"),
)

_OPERATING_MODEL = (
    _words(
        "who_does_the_work.queue_rule", ["class_of_service", "fifo"], "first come, first served"
    ),
    Default(
        "who_does_the_work.crew_age_limit",
        "10 working days",
        "ASSUMED",
        "",
        "after two weeks of waiting for others nobody overtakes",
    ),
    Default("who_does_the_work.task_force.members_per_skill", 1, "ASSUMED", "", "one of each"),
    _words("who_does_the_work.task_force.assembly", "reserve", "who is free first waits"),
    _words("who_does_the_work.task_force.release", "end", "the crew stays for the campaign's life"),
    Default(
        "who_does_the_work.agency.*.price",
        "140 {currency}/hour",
        "ASSUMED",
        "D",
        "inside $100 to $150, a US figure, DOMAIN 2.10 and 2.11",
        ("100 {currency}/hour", "150 {currency}/hour"),
    ),
    Default("who_does_the_work.agency.*.price_per_piece", 0, "ASSUMED", "", "paid by the hour"),
    Default("who_does_the_work.agency.*.retainer", 0, "ASSUMED", "", "paid by the hour"),
    _words("who_decides.*.rule", "serial", "one decider after the other"),
    Default("who_decides.*.need", 1, "ASSUMED", "", "one yes is enough"),
    _words("who_decides.*.cadence", "scenario", "deciders meet as the gate says"),
    Default("who_decides.*.cadence.every_weeks", 1, "ASSUMED", "", "meetings every week"),
    Default("who_decides.*.sampled", "100%", "ASSUMED", "", "every campaign is looked at"),
    Default("who_does_the_work.teams.*.share", "100%", "ASSUMED", "", "everybody who fits"),
    _words("decision_rights", {}, "who decides says it all"),
    _words("coordination", {}, "as the scenario says"),
    _words("coordination.wip_limit.per", "company", "one limit for all"),
    _words("coordination.wip_limit.when_full", "hold", "requests wait at the door"),
    _words("technology", {}, "no technology to pay for"),
    Default("technology.cost", 0, "ASSUMED", "", "no technology to pay for"),
    _words("pays_with", ["producer"], "producers' positions pay for outside work"),
)

_MECHANISMS = tuple(
    Default(record.default_path(one), one.default, one.mark, one.grade, one.origin, one.range)
    for record in MECHANISMS.values()
    for one in record.parameters
    if one.default is not None
) + tuple(
    Default(f"{record.default_path(one)}.every_weeks", 1, "ASSUMED", "", "meetings every week")
    for record in MECHANISMS.values()
    for one in record.parameters
    if one.kind == "meetings"
)

DEFAULTS: Mapping[str, Default] = MappingProxyType(
    {
        record.path: record
        for record in (
            *_RUN, *_CALENDARS, *_PEOPLE, *_STEPS, *_ERROR_RATES, *_CAMPAIGNS,
            *_SURGES_AND_RISKS, *_OPERATING_MODEL, *_MECHANISMS,
        )
    }
)  # fmt: skip
"""The table, by path."""

ROLE_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "strategy": "lead",
        "content": "producer",
        "design": "producer",
        "media": "producer",
        "operations": "platform",
        "analytics": "platform",
        "brand": "decider",
        "legal": "decider",
        "compliance": "decider",
    }
)
"""Kind of a role by its well-known name; others are what ``people.*.kind`` says."""

NO_ABSENCE = MappingProxyType({"vacation": "0 working days per year", "sickness": "0%"})
"""What ``absence: none`` stands for."""

NO_TURNOVER = MappingProxyType({"rate": "0% per year"})
"""What ``turnover: none`` stands for."""


def default_value(path: str) -> Any:
    """Return a fresh copy of a default as a person would write it.

    Parameters
    ----------
    path : str
        A path of the table.

    Returns
    -------
    str, int, float, bool, list or dict
    """
    value = DEFAULTS[path].value
    is_money = isinstance(value, str) and "{currency}" in value
    return CurrencyText(value) if is_money else copy.deepcopy(value)


def find_default(parts: Iterable[str | int]) -> Default | None:
    """Find the record for a place in a scenario.

    Parameters
    ----------
    parts : iterable of str or int
        Keys and positions.

    Returns
    -------
    Default or None
        The one of the place itself, or else of the nearest part around it, that names most
        parts; None if nothing is left out here by default.
    """
    wanted = [str(part) for part in parts]
    for length in range(len(wanted), 0, -1):
        fitting = [
            record
            for pattern, record in _by_length().get(length, ())
            if matches(pattern, wanted[:length])
        ]
        if fitting:
            return min(fitting, key=lambda record: record.path.count("*"))
    return None


@cache
def _by_length() -> dict[int, list[tuple[list[str], Default]]]:
    """Patterns and records of the table by the number of parts."""
    patterns: dict[int, list[tuple[list[str], Default]]] = {}
    for path, record in DEFAULTS.items():
        pattern = path.split(".")
        patterns.setdefault(len(pattern), []).append((pattern, record))
    return patterns


def matches(pattern: list[str], parts: list[str]) -> bool:
    """Tell whether a pattern fits parts of the same number; ``*`` fits any one."""
    return len(pattern) == len(parts) and all(
        p in ("*", part) for p, part in zip(pattern, parts, strict=True)
    )


class CurrencyText(str):
    """Text of the table, in which ``{currency}`` stands for the scenario's currency."""
