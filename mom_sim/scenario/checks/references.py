"""Names of skills: who asks for them, and who has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from mom_sim.errors import Fault
from mom_sim.scenario.checks.check import reads
from mom_sim.scenario.marked_document import Path
from mom_sim.scenario.quantities import did_you_mean
from mom_sim.scenario.resolving.workflows import skills_of_step
from mom_sim.scenario.schema.people import RoleForm
from mom_sim.scenario.schema.risks import DefectRiskForm
from mom_sim.scenario.study import Study


@reads()
def somebody_has_each_skill(study: Study) -> Iterator[Fault]:
    """Every skill that is asked for is one that somebody has."""
    roles_by_skill: dict[str, list[str]] = {}
    for name, role in study.filled.data["people"].items():  # also of roles with a fault
        form = study.form.people.get(name)
        count = "?" if form is None else headcount(form)
        skills = role.get("skills") if isinstance(role, dict) else None
        for skill in skills if isinstance(skills, dict | list) else [name]:
            roles_by_skill.setdefault(str(skill), []).append(f"{name} ({count})")
    for path, skill in skills_asked_for(study):
        if skill not in roles_by_skill:
            have = "; ".join(f"{s}: {', '.join(r)}" for s, r in roles_by_skill.items())
            yield study.fault(
                path,
                f'nobody has the skill "{skill}"; people have {have}'
                f"{did_you_mean(skill, roles_by_skill)}",
            )


@reads("people")
def crews_can_be_staffed(study: Study) -> Iterator[Fault]:
    """A step asks for no more people of a skill than there are, and for all skills at once."""
    roles = study.form.people
    for workflow, graph in study.form.workflows.items():
        for name, step in graph.steps.items():
            asked = skills_of_step(step)
            path: Path = ("workflows", workflow, "steps", name, "skills")
            short = {s: n for s, n in asked.items() if 0 < people_with(roles, {s}) < n}
            for skill, count in short.items():
                there = people_with(roles, {skill})
                yield study.fault(
                    (*path, skill),
                    f"{count} people with the skill {skill} are needed at the same time, and there "
                    f"are {there}; ask for fewer, or add people",
                )
            everybody = people_with(roles, set(asked))
            lacking = any(people_with(roles, {s}) == 0 for s in asked)
            if not short and not lacking and everybody < sum(asked.values()):
                yield study.fault(
                    path,
                    f"{sum(asked.values())} people are needed at the same time, and only "
                    f"{everybody} have any of these skills; ask for fewer, or add people",
                )


def headcount(role: RoleForm) -> int:
    """Return how many people a role has."""
    return role.people


def people_with(roles: Mapping[str, RoleForm], skills: set[str]) -> int:
    """Return how many people have at least one of some skills."""
    return sum(headcount(role) for role in roles.values() if skills.intersection(role.skills))


def skills_asked_for(study: Study) -> Iterator[tuple[Path, str]]:
    """Go through the skills that a study asks for, with the places where it does."""
    form = study.form
    if form.lead_skill is not None:
        yield ("lead_skill",), form.lead_skill
    # A workflow that was made from the roles asks for what they have.
    workflows = form.workflows if "workflows" in study.document.data else {}
    for workflow, graph in workflows.items():
        for name, step in graph.steps.items():
            path: Path = ("workflows", workflow, "steps", name)
            if step.skill is not None:
                yield (*path, "skill"), step.skill
            for skill in step.skills or ():
                yield (*path, "skills", skill), skill
    for name, risk in form.risks.items():
        if isinstance(risk, DefectRiskForm) and risk.fix is not None:
            yield ("risks", name, "fix", "skill"), risk.fix.skill
    for position, overflow in enumerate(form.surge_response.overflow):
        yield ("surge_response", "overflow", position, "skill"), overflow.skill


CHECKS = (somebody_has_each_skill, crews_can_be_staffed)
