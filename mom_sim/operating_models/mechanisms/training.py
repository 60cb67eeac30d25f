"""Training: hours that people spend on learning in place of campaign work."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import weekly_hours
from mom_sim.operating_models.slowing import share_left, slowed
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Curve, Plan
from mom_sim.scenario.resolved import Role
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

_WEEKS_PER_YEAR = MICROSECONDS_PER_YEAR / MICROSECONDS_PER_WEEK


class Training(Effect):
    """Takes the hours from the time for campaign work.

    All year round it is a share of everybody's time. In the first weeks it is a curve of time, on
    the rate at which work in the main skills of the trained is done; people of other kinds who help
    out in such work are slowed with them.
    """

    def time_taken(self, person: str, role: Role) -> float:
        """Share of somebody's scheduled time that training takes all year round."""
        return 0.0 if self.settings["length"] else self._share(role, _WEEKS_PER_YEAR)

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Slow work down in the first weeks."""
        length, hours = self.settings["length"], self.settings["hours"]
        curves: dict[int, int] = {}  # by skill
        if not length or not hours:
            return plan
        for role in tables.scenario.roles:
            skill = tables.scenario.skills.index(role.skills[0][0])
            taken = self._share(role, length / MICROSECONDS_PER_WEEK)
            what, advice = f"{self.path}: {hours:,.10g} hours", "a longer length, or fewer hours"
            share = share_left(tables, role, taken, what, advice) if taken else PARTS
            if taken and skill not in curves:
                curve = Curve(f"training {role.name}", "time", (0, length), (share, PARTS))
                curves[skill] = tables.curve(curve)
        return slowed(plan, tables, curves)

    def _share(self, role: Role, weeks: float) -> float:
        """Share of the scheduled time of so many weeks that the hours are."""
        scheduled = weekly_hours(self.original, role) * weeks
        if role.kind not in self.settings["kinds"] or not scheduled:
            return 0.0
        return float(self.settings["hours"] / scheduled)


EFFECT = Training
