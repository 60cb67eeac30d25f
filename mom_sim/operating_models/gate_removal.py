"""The same organization without some of its gates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mom_sim.operating_models.compiling import compile_plan
from mom_sim.plan.checking import check_plan
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import OperatingModel, Scenario, Step


def gates_of(scenario: Scenario) -> tuple[str, ...]:
    """Gates of all workflows by name, each once, in the order of the file."""
    return tuple(
        dict.fromkeys(
            step.name for flow in scenario.workflows for step in flow.steps if step.kind == "gate"
        )
    )


def compile_without(
    scenario: Scenario, model: OperatingModel, gates: Collection[str], whole: Plan
) -> Plan:
    """Compile an operating model that does not ask some gates.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel
    gates : collection of str
        Names of the gates that nobody is asked at.
    whole : Plan
        The same model with all its gates.

    Returns
    -------
    Plan
        A removed gate keeps its place in the workflow: what came after it comes after what it came
        after, and is handed over from there. Its reviews, meetings and hand-offs are gone, and what
        mechanisms add to a gate. People, teams and every other draw are as they were, and so are
        the risks: work that could be bad with the gate can be bad without it, and events that hit
        campaigns before the gate's place still do.

    Raises
    ------
    PlanError
        If the model cannot carry the scenario's work.
    """
    if not gates:
        return whole
    flows = tuple(
        replace(flow, steps=tuple(_unasked(step, gates) for step in flow.steps))
        for flow in scenario.workflows
    )
    plan = compile_plan(replace(scenario, workflows=flows), model)
    plan = _with_exposure_of(whole, plan)
    check_plan(plan)
    return plan


def asks(plan: Plan, without: Plan, gate: str) -> bool:
    """Whether anything happens at a gate that does not happen when it is removed.

    Parameters
    ----------
    plan, without : Plan
        With the gate, and otherwise the same without it.
    gate : str

    Returns
    -------
    bool
        False where no campaign needs the gate, so that its removal changes nothing.
    """
    return _nodes_at(plan, gate) != _nodes_at(without, gate)


def _nodes_at(plan: Plan, step: str) -> list[list[tuple[str, str]]]:
    number = plan.steps.index(step)
    return [
        [(node.instruction, node.cause) for node in program.nodes if node.step == number]
        for program in plan.programs
    ]


def _unasked(step: Step, gates: Collection[str]) -> Step:
    """A gate as a step that nobody does; any other step as it is.

    Skills and effort stay, so that people are shared out among the units as with the gate.
    """
    if step.kind != "gate" or step.name not in gates:
        return step
    return replace(step, kind="automated", gate=())


def _with_exposure_of(whole: Plan, plan: Plan) -> Plan:
    """Expose the same campaigns to each risk: who needs a gate does not change when it goes."""
    draws = list(plan.draws)
    defects = []
    for mine, theirs in zip(plan.defects, whole.defects, strict=True):
        position = -1
        if theirs.exposure_draw >= 0:
            draw = whole.draws[theirs.exposure_draw]
            if draw not in draws:
                draws.append(draw)
            position = draws.index(draw)
        defects.append(replace(mine, exposure_draw=position, exposure=theirs.exposure))
    return replace(plan, draws=tuple(draws), defects=tuple(defects))
