"""An operating model's answers to the four questions, in words made from its data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

Document = Mapping[str, Any]

QUESTIONS = {
    "who_does_the_work": "who does the work",
    "who_decides": "who decides",
    "decision_rights": "with what rights",
    "coordination": "how teams coordinate",
    "technology": "what technology helps",
}
"""Keys of a model and the questions that they answer."""

_AS_DEFAULT = {
    "coordination": "hand-offs as the scenario says, no limit on work in progress",
    "technology": "nothing stated",
}
_GROUPS = {
    "company": "one for the company",
    "unit": "one per unit",
    "role": "one per role",
    "unit_and_role": "one per unit and role",
}
_EVERYBODY = {"all": "everybody", "rest": "everybody else"}
_CADENCES = {"continuous": "as work comes in", "scenario": "when the scenario's gate meets"}


def answers(document: Document) -> Iterator[tuple[str, list[str]]]:
    """Answer the four questions.

    Parameters
    ----------
    document : mapping
        A whole operating model, as it is written.

    Yields
    ------
    str, list of str
        Question and the lines of its answer.
    """
    for key, question in QUESTIONS.items():
        answer = document.get(key)
        if not answer and key == "decision_rights":
            continue  # who decides says it all
        if not answer:
            yield question, [_AS_DEFAULT.get(key, "nothing stated")]
        elif key == "who_decides":
            yield question, [_gate_rule(rule, position) for position, rule in enumerate(answer)]
        else:
            yield question, list(_settings(answer))
    if document.get("pays_with"):
        yield "who pays for outside work", [_listed(document["pays_with"])]


def differences(document: Document, other: Document) -> list[str]:
    """Name what a model answers otherwise than another one.

    Parameters
    ----------
    document, other : mapping

    Returns
    -------
    list of str
        Questions, with the parts of the answer where it has named parts; empty if nothing differs.
    """
    found = []
    for key, question in QUESTIONS.items():
        mine, theirs = document.get(key) or {}, other.get(key) or {}
        if mine == theirs:
            continue
        parts: list[str] = []
        if isinstance(mine, Mapping) and isinstance(theirs, Mapping):
            parts = [part for part in {**mine, **theirs} if mine.get(part) != theirs.get(part)]
        names = ", ".join(part.replace("_", " ") for part in parts)
        found.append(f"{question} ({names})" if names else question)
    return found


def _settings(answer: Document) -> Iterator[str]:
    for key, value in answer.items():
        if key == "teams":
            yield from map(_team, value)
        elif key == "agency":
            agencies = value if isinstance(value, list) else [value]
            yield from map(_agency, agencies)
        else:
            said = "with its defaults" if value == {} else _value(value)
            yield f"{key.replace('_', ' ')}: {said}"


def _team(team: Document) -> str:
    members = [*_as_list(team.get("kinds", [])), *_as_list(team.get("roles", []))]
    who = ", ".join(_EVERYBODY.get(member, member) for member in members)
    return f"team {team['name']}: {who}; {_GROUPS.get(team['group'], team['group'])}"


def _agency(agency: Document) -> str:
    rest = {key: value for key, value in agency.items() if key != "name"}
    return f"agency {agency.get('name', '')}: {_value(rest)}"


def _gate_rule(rule: Document, position: int) -> str:
    rest = dict(rule)
    gates = _as_list(rest.pop("gates", []))
    tiers = _as_list(rest.pop("tiers", []))
    deciders = _as_list(rest.pop("deciders", []))
    cadence = rest.pop("cadence", "scenario")
    where = [", ".join(gates)] if gates else []
    where += [f"{', '.join(tiers)} risk"] if tiers else []
    scope = " of ".join(where) or ("every gate" if position == 0 else "everything else")
    when = _CADENCES.get(cadence) if isinstance(cadence, str) else f"in meetings {_value(cadence)}"
    parts = [f"{scope}: {_listed(deciders)}, {when or cadence}"]
    parts += [f"{key.replace('_', ' ')} {_value(value)}" for key, value in rest.items()]
    return "; ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(
            f"{str(key).replace('_', ' ')} {_inner(part)}" for key, part in value.items()
        )
    if isinstance(value, list):
        return ", ".join(map(_inner, value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _inner(value: Any) -> str:
    return f"({_value(value)})" if isinstance(value, Mapping | list) else _value(value)


def _listed(names: Any) -> str:
    return ", ".join(map(str, _as_list(names)))


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
