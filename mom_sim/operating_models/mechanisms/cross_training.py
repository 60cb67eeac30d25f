"""Cross-training: people learn a second skill, and help out with it at a lower speed."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import skills_of, weekly_hours
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Role, Scenario
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

_WEEKS_PER_YEAR = MICROSECONDS_PER_YEAR / (7 * 24 * 3_600_000_000)


class CrossTraining(Effect):
    """Adds skills to roles, and takes the time that it costs to keep them.

    In the pool of a skill those who learned it come behind those whose own it is. A pool has people
    of one team only: in a team of a single role nobody is helped, unless people are lent.
    """

    def rewrite(self, scenario: Scenario) -> Scenario:
        """Add what people have learned to their skills."""
        return replace(
            scenario,
            roles=tuple(
                replace(
                    role,
                    skills=(
                        *role.skills,
                        *((skill, self.settings["speed"]) for skill in self._learned(role)),
                    ),
                )
                for role in scenario.roles
            ),
        )

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that training takes."""
        scheduled = weekly_hours(self.original, role) * _WEEKS_PER_YEAR
        own = next(one for one in self.original.roles if one.name == role.name)
        hours = self.settings["training"] * len(self._learned(own))
        return float(hours / scheduled) if scheduled else 0.0

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Say so where what was learned is of no use."""
        main = {role.name: role.skills[0][0] for role in tables.scenario.roles}
        helped = any(
            main[plan.people[member.person].role] != plan.skills[queue.skill]
            for queue in plan.queues
            for member in queue.pool
        )
        if self.settings["pattern"] != "none" and not helped:
            tables.warnings.append(
                "cross training: nobody sits with people whose work they have learned, so that "
                "it only costs time; lend people between teams, or mix the teams"
            )
        return plan

    def _learned(self, role: Role) -> tuple[str, ...]:
        """Skills that a role has not had before."""
        others = self._chain
        if role.skills[0][0] not in others or role.kind not in self.settings["kinds"]:
            return ()
        position = others.index(role.skills[0][0])
        after = (*others[position + 1 :], *others[:position])
        if self.settings["pattern"] == "none":
            after = ()
        elif self.settings["pattern"] == "chain":
            after = after[:1]
        known = dict(role.skills)
        return tuple(skill for skill in after if skill not in known)

    @cached_property
    def _chain(self) -> tuple[str, ...]:
        """Main skills of the roles that learn, in the order in which the workflows need them."""
        main = skills_of(self.original, self.settings["kinds"])
        steps = [step for flow in self.original.workflows for step in flow.steps]
        return tuple(
            dict.fromkeys(
                skill
                for step in steps
                if step.kind == "work"
                for skill, _ in step.skills
                if skill in main
            )
        )


EFFECT = CrossTraining
