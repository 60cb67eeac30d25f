"""What each archetype states, and the same archetype with one of these things at neutral."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.defaults import CurrencyText, default_value
from mom_sim.scenario.mechanism import QUESTIONS
from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.schema.mechanism_forms import NONE

Path = tuple[str | int, ...]
Document = Mapping[str, Any]

ALL_MECHANISMS = "all mechanisms"
"""In place of a path: every mechanism that the model states, at once."""

_REMOVED = object()
"""At neutral the key is not there."""


@dataclass(frozen=True)
class Neutral:
    """What a stated key is when it changes nothing.

    Attributes
    ----------
    value : Any
        As written in an operating model; `_REMOVED` where the key is left out.
    words : str
    """

    value: Any
    words: str


@dataclass(frozen=True)
class StatedDefault:
    """Something that an archetype states.

    Attributes
    ----------
    model : str
    path : str
        Where it stands in the model; `ALL_MECHANISMS` for all of them together.
    written : str
        What is stated; of a mechanism, the values that switch it.
    neutral : str
        What it is at neutral; empty where nothing is.
    why_none : str
        Why it has no neutral; empty where it has one.
    common : bool
        Whether all archetypes state it.
    document : mapping or None
        The archetype with it at neutral.
    """

    model: str
    path: str
    written: str
    neutral: str
    why_none: str
    common: bool
    document: Document | None


NEUTRALS: Mapping[str, Neutral] = {
    "who_does_the_work.queue_rule": Neutral(
        _REMOVED, "what holds unstated: class_of_service, fifo"
    ),
    "who_does_the_work.task_force": Neutral(_REMOVED, "no task force"),
    "who_does_the_work.task_force.kinds": Neutral(_REMOVED, "every skill"),
    "who_does_the_work.task_force.assembly": Neutral(_REMOVED, "reserve, as unstated"),
    "who_does_the_work.task_force.quorum": Neutral(_REMOVED, "the whole crew"),
    "who_does_the_work.task_force.max_forces": Neutral(_REMOVED, "no limit"),
    "who_does_the_work.task_force.release": Neutral(_REMOVED, "end, as unstated"),
    "who_does_the_work.task_force.members_per_skill": Neutral(_REMOVED, "1, as unstated"),
    "who_does_the_work.agency": Neutral(_REMOVED, "no agency"),
    "who_does_the_work.agency.capacity": Neutral(_REMOVED, "no limit"),
    "who_does_the_work.agency.briefing": Neutral(_REMOVED, "none"),
    "who_does_the_work.agency.price": Neutral(CurrencyText("0 {currency}/hour"), "0"),
    "who_decides.*.deciders": Neutral(["expert"], "expert"),
    "who_decides.*.escalates_to": Neutral(_REMOVED, "what is refused is done again"),
    "who_decides.*.cadence": Neutral(_REMOVED, "when the scenario's gate meets"),
    "technology.cost": Neutral(_REMOVED, "0"),
    "pays_with": Neutral(_REMOVED, "producer, as unstated"),
}
"""By path, with `*` for a position in a list. Mechanisms are not here: their neutral is `none`."""

WITHOUT: Mapping[str, str] = {
    "who_does_the_work.teams": "how people are grouped is the model itself",
    "who_does_the_work.task_force.min_effort": "a threshold: above every campaign it is no task "
    "force, which has a row",
    "who_does_the_work.agency.name": "a name",
    "who_does_the_work.agency.kinds": "what is given away is the model itself",
    "who_does_the_work.agency.turnaround": "an agency that takes no time is not one; no agency "
    "has a row",
    "who_decides.*.gates": "says where the rule holds; see its deciders",
    "who_decides.*.tiers": "says for whom the rule holds; see its deciders",
}
"""What has no neutral, and why."""

_INNER = ("task_force", "agency", "hand_off", "wip_limit")
"""Mappings whose keys are looked at one by one, beside the whole."""

_NO_DEFAULTS = ("name", "summary", "sources")


def stated_defaults(model: str) -> list[StatedDefault]:
    """List what an archetype states, in its order, and all of its mechanisms at last.

    Parameters
    ----------
    model : str

    Returns
    -------
    list of StatedDefault

    Raises
    ------
    KeyError
        If it states something of which nobody has said what its neutral is.
    """
    documents = {name: document.data for name, document in archetype_documents().items()}
    document = documents[model]
    found = []
    for path, value in _places(document):
        others = [_at(other, path) for other in documents.values()]
        neutral, why = _neutral(path)
        if neutral is not None and value == neutral.value:
            continue  # what it states is the neutral, such as that the expert decides
        found.append(
            StatedDefault(
                model=model,
                path=".".join(map(str, path)),
                written=_written(path, value),
                neutral="" if neutral is None else neutral.words,
                why_none=why,
                common=_is_common(path, value, others),
                document=None if neutral is None else _changed(document, path, neutral.value),
            )
        )
    return [*found, _without_mechanisms(model, document)]


def _without_mechanisms(model: str, document: Document) -> StatedDefault:
    names = []
    for path, _ in _places(document):
        if path[-1] in MECHANISMS:
            names.append(str(path[-1]))
            document = _changed(document, path, NONE)
    return StatedDefault(model, ALL_MECHANISMS, ", ".join(names), NONE, "", True, document)


def _places(document: Document) -> Iterator[tuple[Path, Any]]:
    """Everything that is stated: where, and what."""
    for key, value in document.items():
        if key in QUESTIONS:
            for inner, part in value.items():
                yield (key, inner), part
                if inner in _INNER and isinstance(part, Mapping):
                    yield from (((key, inner, name), one) for name, one in part.items())
        elif key == "who_decides":
            for position, rule in enumerate(value):
                yield from (((key, position, name), one) for name, one in rule.items())
        elif key not in _NO_DEFAULTS:
            yield (key,), value


def _is_common(path: Path, value: Any, others: list[Any]) -> bool:
    """Whether all models state a mechanism, with whatever values, or another thing alike."""
    if path[-1] in MECHANISMS:
        return _REMOVED not in others
    return all(other == value for other in others)


def _neutral(path: Path) -> tuple[Neutral | None, str]:
    """The neutral of what stands at a path, or why there is none."""
    if path[-1] in MECHANISMS:
        return Neutral(NONE, NONE), ""
    pattern = ".".join("*" if isinstance(part, int) else part for part in path)
    if pattern in WITHOUT:
        return None, WITHOUT[pattern]
    if pattern not in NEUTRALS:
        raise KeyError(f"{pattern}: say in docs/making/neutral_defaults.py what its neutral is")
    return NEUTRALS[pattern], ""


def _written(path: Path, value: Any) -> str:
    record = MECHANISMS.get(str(path[-1]))
    if record is None:
        has_rows = path[-1] in _INNER and isinstance(value, Mapping)
        return f"with {_text(list(value))}" if has_rows else _text(value)
    if isinstance(value, list):
        return f"{len(value)} times"
    values = {
        one.name: value.get(one.name, one.default)
        for one in record.parameters
        if one.name in value or one.neutral is not None
    }
    return _text({name: one for name, one in values.items() if one is not None})


def _text(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_text(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    return str(value).replace("{currency}", default_value("currency"))


def _at(part: Any, path: Path) -> Any:
    """What stands at a path; `_REMOVED` if nothing does."""
    for key in path:
        if isinstance(part, Mapping):
            part = part.get(key, _REMOVED)
        elif isinstance(part, list) and isinstance(key, int) and key < len(part):
            part = part[key]
        else:
            return _REMOVED
    return part


def _changed(part: Any, path: Path, value: Any) -> Any:
    """A copy with another value at a path, or without the key."""
    key, *rest = path
    if isinstance(part, list):
        return [
            _changed(one, tuple(rest), value) if position == key else one
            for position, one in enumerate(part)
        ]
    changed = dict(part)
    if rest:
        changed[key] = _changed(part[key], tuple(rest), value)
    elif value is _REMOVED:
        del changed[key]
    else:
        changed[key] = value
        if key == "deciders":
            changed.pop("escalates_to", None)  # nobody passes refusals on to themselves
    return changed
