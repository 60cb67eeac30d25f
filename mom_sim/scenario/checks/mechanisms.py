"""What the values of a mechanism say together, and of the run and the people that there are."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import Any

from mom_sim.scenario.marked_document import MarkedDocument, Path
from mom_sim.scenario.mechanism import Mechanism
from mom_sim.scenario.schema.mechanism_forms import MechanismForm, stated_in
from mom_sim.scenario.schema.operating_model import OperatingModelForm
from mom_sim.scenario.surroundings import Surroundings
from mom_sim.scenario.validating import Validated

Found = Iterator[tuple[Path, str]]
"""Path within the model, and what is wrong."""


def mechanisms_are_sound(
    document: MarkedDocument, validated: Validated[OperatingModelForm], surroundings: Surroundings
) -> Found:
    """Find what no single value of a mechanism can tell.

    Parameters
    ----------
    document : MarkedDocument
        The whole model.
    validated : Validated
    surroundings : Surroundings

    Yields
    ------
    Path
    str
    """
    assert validated.form is not None
    whole = [
        (record, _as_written(document, path), form)
        for record, path, form in stated_in(validated.form)
        if not validated.is_damaged(record.question, record.name)
    ]
    for record, path, form in whole:
        yield from _begins_within_the_run(record, path, form, document, surroundings)
        rule = _RULES.get(record.name)
        if rule is not None:
            yield from rule(path, form, surroundings)
    for (record, path, form), (other, later, second) in combinations(whole, 2):
        if record is other:
            yield from _stands_twice(record, path, later, form, second)
            if record.name == "local_priorities":
                yield from _same_teams(path, later, form, second)


def _as_written(document: MarkedDocument, path: Path) -> Path:
    """The path in the document, where one of a list may stand without the list."""
    return path if isinstance(document.part(path[:2]), list) else path[:2]


def _begins_within_the_run(
    record: Mechanism,
    path: Path,
    form: MechanismForm,
    document: MarkedDocument,
    surroundings: Surroundings,
) -> Found:
    for parameter in record.parameters:
        instant = getattr(form, parameter.name)
        if parameter.kind == "instant" and instant is not None and instant < 0:
            place = (*path, parameter.name)
            yield (
                place,
                f"{document.part(place)} is before the start of this run, which is "
                f"{surroundings.context.start}; write this date or a later one, or leave it out "
                "for the start",
            )


def _stands_twice(
    record: Mechanism, first: Path, later: Path, one: MechanismForm, other: MechanismForm
) -> Found:
    if not record.once_per:
        return
    common = []
    for parameter in record.once_per:
        mine, theirs = getattr(one, parameter) or (), getattr(other, parameter) or ()
        both = [name for name in mine if name in theirs] if mine and theirs else mine or theirs
        if mine and theirs and not both:
            return
        common.append(f"{parameter}: {', '.join(both) or 'all'}")
    yield (
        later,
        f"two {record.name} are for the same ({'; '.join(common)}): this one and the one at "
        f"position {int(first[-1]) + 1}; state one of them, or name different "
        f"{' or '.join(record.once_per)}",
    )


def _same_teams(first: Path, later: Path, one: Any, other: Any) -> Found:
    if set(one.roles or one.kinds) == set(other.roles or other.kinds):
        word = "roles" if other.roles else "kinds"
        yield (
            (*later, word),
            f"the local_priorities at position {int(first[-1]) + 1} are for the same people; "
            "state one rule for them",
        )


def _liaisons(path: Path, form: Any, surroundings: Surroundings) -> Found:
    roles = [role for role, kind in surroundings.roles.items() if kind == form.who]
    there = sum(surroundings.people[role] for role in roles)
    if 0 < there < form.people:
        yield (
            (*path, "people"),
            f"{form.people} liaisons are taken from people of kind {form.who}, and there are "
            f"{there} ({', '.join(roles)}); state at most {there}, or another kind in who",
        )


def _agency_revisions(path: Path, form: Any, _: Surroundings) -> Found:
    if form.experienced < form.first_pass:
        yield (
            (*path, "experienced"),
            f"experienced is {100 * form.experienced:.4g}%, below first_pass with "
            f"{100 * form.first_pass:.4g}%: an agency does not unlearn; raise experienced, or "
            "lower first_pass",
        )


_RULES: Mapping[str, Callable[[Path, Any, Surroundings], Found]] = MappingProxyType(
    {"liaisons": _liaisons, "agency_revisions": _agency_revisions}
)
