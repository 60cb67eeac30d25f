"""Hand-offs, adoption of the platform, and what goes to an agency."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from mom_sim.app.controls.control import CHOICE, Changes, Control, Option
from mom_sim.app.controls.documents import model_document, model_path, written
from mom_sim.app.words import name_label
from mom_sim.scenario.defaults import find_default
from mom_sim.simulation import Study

_DAYS = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*working days?\s*", re.ASCII)
MOST_HAND_OFF_DAYS = 5.0
ALL_PRODUCTION = "all"


def organization_controls(study: Study) -> Iterator[Control]:
    """What is left of what leaders argue about."""
    yield from _hand_offs(study)
    yield from _adoption(study)
    yield from _agency(study)


def _hand_offs(study: Study) -> Iterator[Control]:
    path = "hand_off.between_teams"
    found = _DAYS.fullmatch(_holding(study, path))
    value = None if found is None else float(found[1])
    if value is not None and value <= MOST_HAND_OFF_DAYS:
        yield Control(
            "hand_off",
            "organization",
            "Time lost at a hand-off between teams",
            value,
            lambda days: {path: f"{days:g} working days"},
            unit="working days",
            high=MOST_HAND_OFF_DAYS,
            step=0.1,
            paths=(path,),
            help="Only where the operating model does not say otherwise.",
        )


def _adoption(study: Study) -> Iterator[Control]:
    """How much of the possible use of templates is made in the end."""
    for name, model in study.models.items():
        path = model_path(study, name, "technology", "templates", "ceiling")
        technology = model_document(study, name).get("technology")
        if path is None or not isinstance(technology, dict):
            continue
        if not isinstance(technology.get("templates"), dict):  # none, or several
            continue
        settings = next(one for one in model.mechanisms if one.mechanism == "templates")
        value = round(100 * float(dict(settings.values)["ceiling"]), 1)
        yield Control(
            f"adoption.{name}",
            "organization",
            f"{name_label(name)}: adoption of the platform",
            value,
            _percent_at(path),
            unit="%",
            high=100.0,
            step=1.0,
            models=(name,),
            paths=(path,),
            help="Share of the fitting work that is made from templates, once everybody is used "
            "to it.",
        )


def _percent_at(path: str) -> Any:
    def changes(value: float) -> Changes:
        return {path: f"{value:g}%"}

    return changes


def _agency(study: Study) -> Iterator[Control]:
    """Whose work the agency does, and how many pieces at a time."""
    for name in study.models:
        work = model_document(study, name).get("who_does_the_work")
        agency = work.get("agency") if isinstance(work, dict) else None
        path = model_path(study, name, "who_does_the_work", "agency")
        if path is None or not isinstance(agency, dict):
            continue
        if agency.get("kinds") == ["producer"]:
            yield from _share(study, name, path, agency)
        capacity = agency.get("capacity")
        if isinstance(capacity, int):
            yield Control(
                f"agency_capacity.{name}",
                "organization",
                f"{name_label(name)}: pieces the agency takes at a time",
                capacity,
                _whole_at(f"{path}.capacity"),
                unit="pieces",
                low=1,
                high=max(3 * capacity, 10),
                models=(name,),
                paths=(f"{path}.capacity",),
            )


def _whole_at(path: str) -> Any:
    def changes(value: float) -> Changes:
        return {path: int(value)}

    return changes


def _share(study: Study, name: str, path: str, agency: dict[str, Any]) -> Iterator[Control]:
    skills = [
        skill
        for role in study.scenario.roles
        if role.kind == "producer"
        for skill, _ in role.skills
    ]
    if len(skills) < 2:
        return

    def changes(value: str) -> Changes:
        if value == ALL_PRODUCTION:
            return {}
        rest = {key: part for key, part in agency.items() if key != "kinds"}
        return {path: {**rest, "skills": [value]}}

    yield Control(
        f"agency_share.{name}",
        "organization",
        f"{name_label(name)}: the agency makes",
        ALL_PRODUCTION,
        changes,
        CHOICE,
        options=(
            Option(ALL_PRODUCTION, "all production"),
            *(Option(skill, f"{skill} only") for skill in dict.fromkeys(skills)),
        ),
        models=(name,),
        paths=(path,),
        help="The rest is made by the people inside.",
    )


def _holding(study: Study, path: str) -> str:
    stated = written(study, *path.split("."))
    if stated is None:
        default = find_default(tuple(path.split(".")))
        stated = None if default is None else default.value
    return str(stated)
