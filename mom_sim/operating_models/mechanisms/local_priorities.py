"""Local priorities: teams that rank their work by a rule of their own."""

from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import roles_of_kind
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan, Team

_CLASS = "class_of_service"


class LocalPriorities(Effect):
    """Gives a rule of their own to teams in which everybody is of the named roles or kinds.

    A team of several kinds of people has one queue discipline, the model's. Where several of these
    fit a team, the last one counts. Classes of service stay above if the model has them first.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Change the rules of teams."""
        rule, named = self.settings["rule"], self.settings["roles"]
        if rule == "shared":
            return plan
        meant = set(named) or {
            role.name for role in roles_of_kind(tables.scenario, self.settings["kinds"])
        }
        roles: dict[int, set[str]] = {}
        for person in plan.people:
            roles.setdefault(person.team, set()).add(person.role)
        teams = [number for number, there in roles.items() if there <= meant]
        if not teams:
            who = ", ".join(named or self.settings["kinds"])
            tables.warnings.append(
                f"local priorities: no team is of {who} alone, so nobody ranks by {rule}"
            )
        return replace(
            plan,
            teams=tuple(
                _ranked(team, rule) if number in teams else team
                for number, team in enumerate(plan.teams)
            ),
        )


def _ranked(team: Team, rule: str) -> Team:
    above = (_CLASS,) if team.rule[0] == _CLASS else ()
    return replace(team, rule=(*above, rule))


EFFECT = LocalPriorities
