"""What an operating model says about a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mom_sim.errors import Fault
from mom_sim.scenario.checks.mechanisms import mechanisms_are_sound
from mom_sim.scenario.checks.meetings import meetings_are_sound
from mom_sim.scenario.marked_document import MarkedDocument, Path
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.schema.mechanism_forms import stated_in
from mom_sim.scenario.schema.mechanism_kinds import kind_of
from mom_sim.scenario.schema.meetings import MeetingsForm
from mom_sim.scenario.schema.operating_model import (
    AgencyForm,
    GateRuleForm,
    OperatingModelForm,
    TaskForceForm,
    TeamForm,
)
from mom_sim.scenario.surroundings import Surroundings
from mom_sim.scenario.validating import Validated

Found = Iterator[tuple[Path, str]]
"""Path within the model, and what is wrong."""

_WORK = "who_does_the_work"
_ALL_OTHERS = ("all", "rest")


def check_model(
    document: MarkedDocument,
    validated: Validated[OperatingModelForm],
    surroundings: Surroundings,
) -> list[Fault]:
    """Find what is wrong in a model that could be read.

    Parameters
    ----------
    document : MarkedDocument
        The whole model.
    validated : Validated
        Its form, and what had to be taken out of it.
    surroundings : Surroundings
        What it may refer to.

    Returns
    -------
    list of Fault
    """
    form = validated.form
    assert form is not None
    names = _Names(surroundings)
    found: list[tuple[Path, str]] = []
    if not validated.is_damaged(_WORK, "teams"):
        found += _teams(form.who_does_the_work.teams, names)
    if form.who_does_the_work.task_force is not None:
        found += _task_force(form.who_does_the_work.task_force, names)
    if not validated.is_damaged(_WORK, "agency"):
        found += _agencies(form.who_does_the_work.agency, names)
    if not validated.is_damaged("who_decides"):
        found += _rules(form.who_decides, names)
    found += _repeated(form.pays_with, ("pays_with",), "kind")
    found += _mechanisms(form, names)
    found += mechanisms_are_sound(document, validated, surroundings)
    return [document.fault(path, message) for path, message in found]


class _Names:
    """Looks up the names that a model may use."""

    def __init__(self, surroundings: Surroundings) -> None:
        self.surroundings = surroundings

    def unknown(self, path: Path, what: str, names: Iterable[str], known: Iterable[str]) -> Found:
        allowed = list(known)
        for position, name in enumerate(names):
            if name not in allowed:
                listed = ", ".join(allowed) or "none"
                yield (
                    (*path, position),
                    f'unknown {what} "{name}"; there are {listed}{did_you_mean(name, allowed)}',
                )


def _teams(teams: list[TeamForm], names: _Names) -> Found:
    path: Path = (_WORK, "teams")
    roles = names.surroundings.roles
    yield from _repeated([team.name for team in teams], path, "team")
    left = dict(roles)
    for position, team in enumerate(teams):
        here: Path = (*path, position)
        yield from names.unknown((*here, "roles"), "role", team.roles, roles)
        yield from names.unknown(
            (*here, "types"), "campaign type", team.types, names.surroundings.types
        )
        tiers = names.surroundings.tiers
        yield from names.unknown((*here, "tiers"), "risk tier", team.tiers, tiers)
        if team.share == 0:
            yield (*here, "share"), "a team of nobody; write a share above 0%, or leave it out"
        if not team.kinds and not team.roles:
            yield here, "it is not said who is in this team; write kinds or roles"
        words = [kind for kind in team.kinds if kind in _ALL_OTHERS]
        if words and len(team.kinds) > 1:
            yield (*here, "kinds"), f"{words[0]} includes the others; write kinds: {words[0]}"
        left = {
            name: kind
            for name, kind in left.items()
            if team.share < 1 or not (words or kind in team.kinds or name in team.roles)
        }
    if left:
        listed = ", ".join(f"{name} ({kind})" for name, kind in left.items())
        yield path, f"no team takes {listed}; add their kind to a team, or a team with kinds: rest"


def _task_force(force: TaskForceForm, names: _Names) -> Found:
    path: Path = (_WORK, "task_force")
    yield from names.unknown(
        (*path, "types"), "campaign type", force.types, names.surroundings.types
    )
    yield from names.unknown((*path, "skills"), "skill", force.skills, names.surroundings.skills)
    if not force.types and not force.min_effort:
        yield (
            path,
            "it is not said for which campaigns a force is formed; write min_effort or types",
        )


def _agencies(agencies: list[AgencyForm], names: _Names) -> Found:
    here = names.surroundings
    path: Path = (_WORK, "agency")
    yield from _repeated([agency.name for agency in agencies], path, "agency")
    for position, agency in enumerate(agencies):
        place: Path = (*path, position)
        yield from names.unknown((*place, "skills"), "skill", agency.skills, here.skills)
        yield from names.unknown((*place, "types"), "campaign type", agency.types, here.types)
        if agency.calendar is not None and agency.calendar not in here.calendars:
            known = here.calendars
            message = f'unknown calendar "{agency.calendar}"; there are {", ".join(known)}'
            yield (*place, "calendar"), message + did_you_mean(agency.calendar, known)
        if (agency.calendar or here.reference_calendar) in here.never_open:
            used = agency.calendar or here.reference_calendar
            yield (*place, "calendar"), f'the calendar "{used}" has no hours; name another one'
        if not agency.kinds and not agency.skills:
            yield place, "it is not said whose work this agency does; write kinds or skills"
        for type_ in agency.turnaround:
            if type_ not in here.types and type_ not in ("default", "small", "medium", "large"):
                known = (*here.types, "default")
                yield (
                    (*place, "turnaround", type_),
                    f'unknown campaign type "{type_}"; allowed are {", ".join(known)}'
                    f"{did_you_mean(type_, known)}",
                )
        if len({time.working for time in agency.turnaround.values()}) > 1:
            yield (
                (*place, "turnaround"),
                "some times are working time and some are not, and an agency has one clock; write "
                "all in working days or hours, or all in days, weeks or hours",
            )
        without = [t for t in agency.types or here.types if t not in agency.turnaround]
        if without and "default" not in agency.turnaround:
            yield (
                (*place, "turnaround"),
                f"no turnaround is given for {', '.join(without)}; write it, or a default",
            )


def _rules(rules: list[GateRuleForm], names: _Names) -> Found:
    here = names.surroundings
    open_pairs = [(gate, tier) for gate in here.gates for tier in here.tiers]
    for position, rule in enumerate(rules):
        place: Path = ("who_decides", position)
        yield from names.unknown((*place, "gates"), "gate", rule.gates, here.gates)
        yield from names.unknown((*place, "tiers"), "risk tier", rule.tiers, here.tiers)
        yield from _repeated(rule.deciders, (*place, "deciders"), "decider")
        if rule.need > len(rule.deciders):
            yield (
                (*place, "need"),
                f"{rule.need} yes votes are needed of {len(rule.deciders)} deciders; ask for "
                "fewer, or name more deciders",
            )
        if rule.escalates_to in rule.deciders:
            yield (
                (*place, "escalates_to"),
                f"the {rule.escalates_to} is among the deciders; pass refusals on to somebody else",
            )
        if not isinstance(rule.cadence, str):
            for inner, message in meetings_are_sound(rule.cadence):
                yield (*place, "cadence", *inner), message
            calendar = rule.cadence.calendar
            if calendar is not None and calendar not in here.calendars:
                known = here.calendars
                message = f'unknown calendar "{calendar}"; there are {", ".join(known)}'
                yield (*place, "cadence", "calendar"), message + did_you_mean(calendar, known)
        open_pairs = [
            (gate, tier)
            for gate, tier in open_pairs
            if (rule.gates and gate not in rule.gates) or (rule.tiers and tier not in rule.tiers)
        ]
    if open_pairs:
        gate, tier = open_pairs[0]
        yield (
            ("who_decides",),
            f"nobody decides at {gate} for risk tier {tier}; add a rule without gates and tiers at "
            "the end",
        )


def _mechanisms(form: OperatingModelForm, names: _Names) -> Found:
    """Names that mechanisms use; that they exist follows from the kinds of their parameters."""
    for record, path, stated in stated_in(form):
        for parameter in record.parameters:
            kind = kind_of(parameter.kind)
            written = getattr(stated, parameter.name)
            place: Path = (*path, parameter.name)
            if kind.refers_to and written:
                known = getattr(names.surroundings, kind.refers_to)
                yield from names.unknown(place, kind.what, written, known)
            if isinstance(written, MeetingsForm):
                for inner, message in meetings_are_sound(written):
                    yield (*place, *inner), message


def _repeated(names: Iterable[str], path: Path, what: str) -> Found:
    seen = set()
    for position, name in enumerate(names):
        if name in seen:
            yield (*path, position), f'the {what} "{name}" stands here twice; name it once'
        seen.add(name)
