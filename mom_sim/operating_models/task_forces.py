"""Task forces: whose skills they take, what they do inside, when they send people back."""

from __future__ import annotations

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.kinds import skills_of
from mom_sim.operating_models.outsourcing import agency_of
from mom_sim.plan.plan import Node
from mom_sim.scenario.resolved import Step, TaskForce


def force_skills(draft: Draft) -> tuple[str, ...]:
    """Skills that a campaign's task force takes out of their teams.

    Parameters
    ----------
    draft : Draft

    Returns
    -------
    tuple of str
        In the order in which the steps need them; empty if the type gets no task force. Only
        skills of steps that the force can do whole are taken.
    """
    for force in draft.tables.model.who_does_the_work.task_force:
        steps = _candidates(draft)
        effort = sum(dict(step.effort)[draft.kind.name].mean() for step in steps)
        if draft.kind.name in force.types or 0 < force.min_effort <= effort:
            used = dict.fromkeys(skill for step in steps for skill, _ in step.skills)
            wanted = _wanted(draft, force)
            taken = [skill for skill in used if not wanted or skill in wanted]
            able = [step for step in steps if _fits(step, taken, force)]
            return tuple(dict.fromkeys(skill for step in able for skill, _ in step.skills))
    return ()


def in_force(draft: Draft, step: Step) -> bool:
    """Whether the campaign's own task force does a step's work."""
    if not draft.force or step.name in draft.after_launch or agency_of(draft, step) is not None:
        return False
    return _fits(step, draft.force, _force(draft))


def add_assembly(draft: Draft, before: list[int]) -> list[int]:
    """Add the node in which the task force assembles, if the type gets one."""
    if not draft.force:
        return before
    members = _force(draft).members_per_skill
    queues = draft.queues(tuple((skill, members) for skill in draft.force))
    node = Node("ASSEMBLE", draft.tables.step("begin"), queues=queues, force=0)
    return [draft.graph.add(node, before)]


def use_force(draft: Draft, skills: tuple[tuple[str, int], ...], step: Step) -> None:
    """Note that people of the force are needed in a step."""
    for skill, _ in skills:
        draft.force_steps.setdefault(skill, set()).add(step.name)


def add_release(draft: Draft, launch: int) -> None:
    """Add the nodes that send people back to their teams.

    Parameters
    ----------
    draft : Draft
        With all its steps.
    launch : int
        Node of the launch: the end of a task force that stays together.
    """
    if not draft.force:
        return
    skills = draft.tables.scenario.skills
    end = draft.tables.step("end")
    if _force(draft).release == "end":
        every = tuple(sorted(skills.index(skill) for skill in draft.force))
        draft.graph.add(Node("DISBAND", end, skills=every), [launch])
        return
    for skill in draft.force:
        using = draft.force_steps[skill]
        # Not before the last gate that may still send this skill's work back.
        last = {
            draft.exits[step.name]
            for step in draft.steps
            if step.name not in draft.after_launch
            and (
                step.name in using
                or any(name in using for gate in step.gate for name, _ in gate.revise)
            )
        }
        draft.graph.add(Node("DISBAND", end, skills=(skills.index(skill),)), last)


def _wanted(draft: Draft, force: TaskForce) -> set[str]:
    """Skills that the force is to have; empty if all that are used."""
    return {*force.skills, *skills_of(draft.tables.scenario, force.kinds)}


def _force(draft: Draft) -> TaskForce:
    return draft.tables.model.who_does_the_work.task_force[0]


def _candidates(draft: Draft) -> list[Step]:
    """Hands-on steps before the launch that stay in the house."""
    return [
        step
        for step in draft.steps
        if step.kind == "work"
        and step.name not in draft.after_launch
        and draft.takes_work(step)
        and agency_of(draft, step) is None
    ]


def _fits(step: Step, taken: list[str] | tuple[str, ...], force: TaskForce) -> bool:
    return bool(step.skills) and all(
        skill in taken and count <= force.members_per_skill for skill, count in step.skills
    )
