"""Playbooks: what is written down makes work shorter and more alike, and newcomers faster."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.draws.distributions import Distribution, distribution
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import is_done_by, weekly_hours
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Role, Scenario, Step
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

_WEEKS_PER_YEAR = MICROSECONDS_PER_YEAR / MICROSECONDS_PER_WEEK


class Playbooks(Effect):
    """Narrows the distribution of work around its mean, shortens ramps and spares questions.

    A campaign that needs much of a step needs much of it still, only less so: the draw stays. Work
    that is stated for a campaign, or has a distribution without a coefficient of variation, keeps
    its size.
    """

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Narrow the distributions of work."""
        if self.settings["spread"] == 1:
            return scenario
        workflows = tuple(
            replace(flow, steps=tuple(self._narrowed(step) for step in flow.steps))
            for flow in scenario.workflows
        )
        return replace(scenario, workflows=workflows)

    def effort_share(self, draft: Draft, step: Step) -> float:
        """Share of a step's work that is left."""
        return float(self.settings["touch"]) if self._is_meant(step) else 1.0

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back."""
        return float(self.settings["clarification"])

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that upkeep takes."""
        scheduled = weekly_hours(self.original, role) * _WEEKS_PER_YEAR
        if role.kind not in self.settings["kinds"] or not scheduled:
            return 0.0
        return float(self.settings["hours"] / scheduled)

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Shorten the ramps."""
        factor = self.settings["ramp"]
        if factor == 1:
            return plan
        kinds = {role.name: role.kind for role in self.original.roles}
        people = tuple(
            replace(one, ramp_length=round(one.ramp_length * factor))
            if kinds[one.role] in self.settings["kinds"]
            else one
            for one in plan.people
        )
        return replace(plan, people=people)

    def _is_meant(self, step: Step) -> bool:
        return is_done_by(self.original, step, self.settings["kinds"])

    def _narrowed(self, step: Step) -> Step:
        if not self._is_meant(step):
            return step
        spread = self.settings["spread"]
        effort = tuple((kind, _narrower(each, spread)) for kind, each in step.effort)
        return replace(step, effort=effort)


def _narrower(effort: Distribution, factor: float) -> Distribution:
    """The same mean with another coefficient of variation."""
    parameters = dict(effort.parameters)
    cv = parameters.get("cv")
    if not isinstance(cv, float):
        return effort
    if not factor:
        return distribution("constant", value=effort.mean())
    return distribution(effort.kind, **{**parameters, "cv": cv * factor})


EFFECT = Playbooks
