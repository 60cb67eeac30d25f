"""The same organization without some of its gates."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from mom_sim.operating_models.compiling import compile_plan
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
        after, and is handed over from there. Its reviews, meetings and hand-offs are gone. People,
        teams and every other draw are as they were, and so are the risks: work that could be bad
        with the gate can be bad without it, and events that hit campaigns before the gate's place
        still do.

    Raises
    ------
    PlanError
        If the model cannot carry the scenario's work.
    """
    if not gates:
        return whole
    flows = tuple(
        replace(flow, steps=tuple(_unasked(scenario, step, gates) for step in flow.steps))
        for flow in scenario.workflows
    )
    plan = compile_plan(replace(scenario, workflows=flows), model)
    exposures = {defect.name: defect.exposure for defect in whole.defects}
    # Who is exposed to a risk is stated by way of a gate, and does not go with it.
    defects = tuple(replace(one, exposure=exposures[one.name]) for one in plan.defects)
    return replace(plan, defects=defects)


def _unasked(scenario: Scenario, step: Step, gates: Collection[str]) -> Step:
    """A gate that no campaign needs; any other step as it is."""
    if step.name not in gates:
        return step
    nobody = tuple((kind.name, 0.0) for kind in scenario.campaigns)
    return replace(step, gate=tuple(replace(one, applies=nobody) for one in step.gate))
