"""When the deciders of a gate meet, and how much of it local leads sign off."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from mom_sim.app.controls.control import CHOICE, Changes, Control, Option
from mom_sim.app.controls.documents import gates, model_document, model_path
from mom_sim.app.words import name_label
from mom_sim.simulation import Study

AS_WRITTEN = "as_written"

CADENCES: dict[str, tuple[str, Any]] = {
    "work": ("whenever they are at work", None),
    "daily": ("every day", {"on": {"mon-fri": "10:00"}}),
    "twice": ("twice a week", {"on": {"tue": "10:00", "thu": "10:00"}}),
    "weekly": ("once a week", {"on": {"tue": "10:00"}}),
    "two_weeks": ("every two weeks", {"on": {"tue": "10:00"}, "every_weeks": 2}),
}
"""By value: words, and what is written at ``meets``."""

LOCAL = ("lead", "crew")
NOBODY, EVERYTHING = "none", "all"


def gate_controls(study: Study) -> Iterator[Control]:
    """Meetings of every gate, then what is signed off locally."""
    for name, places in gates(study).items():
        yield _cadence(name, places)
    yield from _local_sign_off(study)


def _cadence(name: str, places: list[Any]) -> Control:
    paths = tuple(f"workflows.{workflow}.steps.{name}.gate.meets" for workflow, _, _ in places)
    meets = any(gate.cadence for _, gate, _ in places)

    def changes(value: str) -> Changes:
        return {path: copy.deepcopy(CADENCES[value][1]) for path in paths}

    options = [Option(value, words) for value, (words, _) in CADENCES.items()]
    if meets:
        options.insert(0, Option(AS_WRITTEN, "as the scenario says"))
    return Control(
        f"gate.{name}.cadence",
        "gates",
        f"{name_label(name)}: deciders meet",
        AS_WRITTEN if meets else "work",
        changes,
        CHOICE,
        options=tuple(options),
        paths=paths,
        help="Local sign-off and automated checks do not wait for meetings.",
    )


def _local_sign_off(study: Study) -> Iterator[Control]:
    """Up to which risk a unit's lead, or an automated check, decides in place of the expert."""
    tiers = list(study.scenario.risk_tiers)
    for name in study.models:
        document = model_document(study, name)
        rules = document.get("who_decides")
        path = model_path(study, name, "who_decides")
        if path is None or not isinstance(rules, list) or len(rules) < 2:
            continue
        first = rules[0]
        asked = first.get("tiers", []) if isinstance(first, dict) else []
        asked = [asked] if isinstance(asked, str) else list(asked)
        if not asked or asked != tiers[: len(asked)] or "gates" in first:
            continue
        yield _sign_off(name, path, rules, tiers, len(asked))


def _sign_off(name: str, path: str, rules: list[Any], tiers: list[str], now: int) -> Control:
    who = _deciders(rules[0])

    def changes(value: str) -> Changes:
        count = [NOBODY, *tiers].index(value)
        if count == 0:
            return {path: copy.deepcopy(rules[1:])}
        return {path: [{**copy.deepcopy(rules[0]), "tiers": tiers[:count]}, *rules[1:]]}

    options = [Option(NOBODY, "nothing"), Option(tiers[0], f"{tiers[0]} risk")]
    options += [
        Option(tier, "everything" if tier == tiers[-1] else f"up to {tier} risk")
        for tier in tiers[1:]
    ]
    return Control(
        f"sign_off.{name}",
        "gates",
        f"{name_label(name)}: {who} decides on",
        tiers[now - 1],
        changes,
        CHOICE,
        options=tuple(options),
        models=(name,),
        paths=(path,),
        help="The expert decides on the rest.",
    )


def _deciders(rule: dict[str, Any]) -> str:
    deciders = rule.get("deciders", [])
    first = deciders[0] if isinstance(deciders, list) and deciders else deciders
    return {"lead": "the unit's lead", "automated": "an automated check"}.get(
        str(first), str(first)
    )
