"""Adoption dip: after a change people are slower for a time, all at once or one role at a time."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import roles_of_kind
from mom_sim.operating_models.slowing import slowed
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Curve, Plan


class AdoptionDip(Effect):
    """Slows the work in the main skills of some kinds of role, from a change on.

    The rate falls by the dip at once and rises by the same amount every week until it is what it
    was. What the change is good for (another model, templates, automation) is stated for itself:
    a model with this from the start is one into which the company has just moved. People of other
    kinds who help out in such work are slowed with them.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Slow work down after the change."""
        dip, recovery = self.settings["dip"], self.settings["recovery"]
        if not dip or not recovery:
            return plan
        begin, curves = self.settings["begin"] or 0, dict[int, int]()  # by skill
        late: list[str] = []
        for role in roles_of_kind(self.original, self.settings["kinds"]):
            skill = tables.scenario.skills.index(role.skills[0][0])
            if skill not in curves:
                if begin >= plan.horizon:
                    late.append(role.name)
                curves[skill] = tables.curve(_curve(begin, dip, recovery))
                begin += self.settings["wave"]
        if late:
            tables.warnings.append(
                f"adoption_dip: for {', '.join(late)} the change comes at the horizon of the run "
                "or later, so that it slows nothing, or only what is still finished after it; "
                "state an earlier begin, a shorter wave or a longer run"
            )
        return slowed(plan, tables, curves)


def _curve(begin: int, dip: float, recovery: int) -> Curve:
    """Rate from a change on: by week, in even steps up to what it was."""
    at, values = ([0], [PARTS]) if begin else ([], [])
    for passed in range(0, recovery, MICROSECONDS_PER_WEEK):
        at.append(begin + passed)
        values.append(round(PARTS * (1.0 - dip * (1.0 - passed / recovery))))
    name = f"adoption from week {begin / MICROSECONDS_PER_WEEK:g}"
    return Curve(name, "time", (*at, begin + recovery), (*values, PARTS))


EFFECT = AdoptionDip
