"""What is written in a scenario and in its operating models, for controls that change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.resolved import Gate
from mom_sim.simulation import Study


def written(study: Study, *path: str) -> Any:
    """What stands at a path of the scenario's file; None if nothing does."""
    place: Any = study.loaded.document.data
    for key in path:
        if not isinstance(place, dict) or key not in place:
            return None
        place = place[key]
    return place


def model_document(study: Study, name: str) -> dict[str, Any]:
    """An operating model as it is written, with what it takes from its archetype."""
    own = written(study, "models", name)
    own = own if isinstance(own, dict) else {}
    archetypes = archetype_documents()
    base = archetypes.get(str(own.get("base", name)))
    return {**(base.data if base else {}), **own}


def model_path(study: Study, name: str, *keys: str) -> str | None:
    """Path at which a model can be changed; None where it has none."""
    if name not in archetype_documents() and written(study, "models", name) is None:
        return None  # the scenario's own one, written under operating_model
    return ".".join(("models", name, *keys))


def gates(study: Study) -> dict[str, list[tuple[str, Gate, str]]]:
    """Gates by the name of their step: workflow, gate, and the skill that decides."""
    found: dict[str, list[tuple[str, Gate, str]]] = {}
    for workflow, name, gate, skill in _gates(study):
        found.setdefault(name, []).append((workflow, gate, skill))
    return found


def _gates(study: Study) -> Iterator[tuple[str, str, Gate, str]]:
    for workflow in study.scenario.workflows:
        for step in workflow.steps:
            for gate in step.gate:
                yield workflow.name, step.name, gate, step.skills[0][0] if step.skills else ""


def role_of_skill(study: Study, skill: str) -> str:
    """The role whose work a skill is; empty if nobody has it."""
    having = [role for role in study.scenario.roles if skill in dict(role.skills)]
    named = [role.name for role in having if role.name == skill]
    deciding = [role.name for role in having if role.kind == "decider"]
    return (named or deciding or [role.name for role in having] or [""])[0]
