"""Agency onboarding: somebody inside spends hours on a new agency in its first weeks."""

from __future__ import annotations

from dataclasses import replace

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import roles_of_kind, weekly_hours
from mom_sim.operating_models.slowing import share_left, slowed
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Curve, Plan


class AgencyOnboarding(Effect):
    """Slows the work of the first role of a kind in the first weeks, by the hours of all agencies.

    The run begins with the agencies: all of them are new. That what a new agency delivers is worse
    at first is `agency_learning`, that it is sent back more often `agency_revisions`.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Slow work down in the first weeks."""
        hours, length = self.settings["hours"], self.settings["length"]
        if not hours:
            return plan
        roles = roles_of_kind(self.original, (self.settings["manager"],))
        if not plan.agencies or not roles:
            manager = self.settings["manager"]
            lacks = f"nobody is {manager}" if plan.agencies else "there is no agency"
            warning = f"agency_onboarding: {lacks}, so it takes nobody's time"
            return replace(plan, warnings=(*plan.warnings, warning))
        role = roles[0]
        people = sum(one.role == role.name and not one.freelancer for one in plan.people)
        weeks = length / MICROSECONDS_PER_WEEK
        taken = hours * len(plan.agencies) / (people * weekly_hours(self.original, role) * weeks)
        what = f"{self.path}: {hours:,.10g} hours for each agency"
        share = share_left(tables, role, taken, what, "a longer length, or fewer hours")
        curve = tables.curve(Curve(f"onboarding {role.name}", "time", (0, length), (share, PARTS)))
        return slowed(plan, tables, {tables.scenario.skills.index(role.skills[0][0]): curve})


EFFECT = AgencyOnboarding
