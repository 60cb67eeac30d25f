"""Parts of an operating model that a scenario gives no occasion to, so that they change nothing."""

from __future__ import annotations

from collections.abc import Iterator

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.scenario.resolved import OperatingModel, Scenario


def warnings_of_idle_parts(scenario: Scenario, model: OperatingModel, plan: Plan) -> list[str]:
    """Find task forces that are never formed, rules for tiers no campaign has, buffers in vain.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel
    plan : Plan
        Compiled from the two.

    Returns
    -------
    list of str
        A sentence for each.
    """
    return [*_forces(model, plan), *_tiers(scenario, model), *_buffers(scenario, plan)]


def _forces(model: OperatingModel, plan: Plan) -> Iterator[str]:
    nodes = (node for program in plan.programs for node in program.nodes)
    if any(node.instruction == "ASSEMBLE" for node in nodes):
        return
    for force in model.who_does_the_work.task_force:
        reach = f"{force.min_effort / MICROSECONDS_PER_HOUR:g} hours of expected work before launch"
        why = f"no campaign type has {reach}" if force.min_effort else "no campaign type gets one"
        yield (
            f"no task force is ever formed: {why}, so teams do all work; see min_effort and types "
            "of who_does_the_work.task_force"
        )


def _tiers(scenario: Scenario, model: OperatingModel) -> Iterator[str]:
    had = {tier for kind in scenario.campaigns for tier, share in kind.risk_tiers if share > 0}
    asked = {tier for rule in model.who_decides for tier in rule.tiers if not had & {*rule.tiers}}
    never = [tier for tier in scenario.risk_tiers if tier in asked]
    if len(had) == 1 and never:
        yield (
            f"who decides at the risk tier{'s' if len(never) > 1 else ''} {', '.join(never)} makes "
            f"no difference: every campaign has the tier {had.pop()}; see risk_tier of campaigns"
        )


def _buffers(scenario: Scenario, plan: Plan) -> Iterator[str]:
    """Internal dates that are as much earlier for everybody, so that nothing overtakes."""
    shares = {program.due_share for program in plan.programs}
    dues = {kind.due for kind in scenario.campaigns}
    is_fixed = all(due.distribution.kind == "constant" and not due.working for due in dues)
    late = any(node.overflow_late for program in plan.programs for node in program.nodes)
    if len(shares) > 1 or PARTS in shares or len(dues) > 1 or not is_fixed or scenario.dated:
        return
    if not late:
        yield (
            "time_buffer changes no order: every campaign is due the same time after its request, "
            "and has the same share of it as a buffer; state types, or a due of its own by type"
        )
