"""Templates: part of the work is done already when a campaign fits what the platform offers."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.operating_models.adoption import Adoption, weekly_curve
from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import roles_of_kind
from mom_sim.operating_models.selection import by_tier, is_meant
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import PARTS, Node, Relief
from mom_sim.scenario.resolved import Role, Step
from mom_sim.tape.clocks import MICROSECONDS_PER_YEAR

COVERED = "covered"
"""Draw of how well a campaign fits what there is: one for all of its steps, in every model."""


class Templates(Effect):
    """Relieves covered work of those who have adopted.

    Coverage is the platform's, and decays as far as upkeep falls short; adoption is a unit's. A
    campaign whose draw lies below the product of both is relieved, so that more coverage, more
    adoption and more upkeep relieve all that less of them would, and more.
    """

    @cached_property
    def _entered(self) -> dict[int | None, int]:
        """Curves that the plan has already: of relieved shares by begin; None: of the coverage."""
        return {}

    def coverage(self, tables: Tables, time: int) -> float:
        """Share of campaigns that fit a template at an instant, used or not."""
        settings = self.settings
        begin = settings["begin"] or 0
        if time < begin:
            return 0.0
        years = (time - begin) / MICROSECONDS_PER_YEAR
        return float(settings["coverage"] * self._kept_each_year(tables) ** years)

    def covers(self, draft: Draft, step: Step) -> bool:
        """Whether a step's work can fit a template at all."""
        return self.settings["coverage"] > 0 and is_meant(self.settings, draft, step)

    def coverage_curve(self, tables: Tables) -> int:
        """Curve of the coverage."""
        begin = self.settings["begin"] or 0
        if None not in self._entered:
            self._entered[None] = weekly_curve(
                tables, "coverage", begin, lambda time: self.coverage(tables, time)
            )
        return self._entered[None]

    def work(self, draft: Draft, step: Step, node: Node) -> tuple[Node, ...]:
        """Relieve the work of people inside."""
        settings = self.settings
        saves = settings["reduction"] > 0 and settings["ceiling"] > 0
        if node.instruction != "WORK" or not saves or not self.covers(draft, step):
            return (node,)
        inside, outside = by_tier(draft, node, settings["tiers"])
        if inside is None:
            return (node,)
        relief = Relief(
            draft.tables.draws.chance(COVERED),
            tuple(self._curve(draft.tables, unit) for unit in draft.units),
            round(PARTS * (1.0 - settings["reduction"])),
        )
        relieved = replace(inside, reliefs=(*inside.reliefs, relief))
        return (relieved,) if outside is None else (relieved, outside)

    def time_taken(self, person: str, role: Role) -> float:
        """Share of platform people's time that upkeep takes."""
        if role.kind != "platform" or not self.settings["coverage"]:
            return 0.0
        scenario = self.original
        weekly = {one.name: one.weekly.hours_per_week() for one in scenario.calendars}
        roles = roles_of_kind(scenario, ("platform",))
        scheduled = sum(one.headcount * weekly[one.calendar] for one in roles)
        return float(self.settings["upkeep"] / MICROSECONDS_PER_HOUR / scheduled)

    def _curve(self, tables: Tables, unit: int) -> int:
        """Curve of a unit's relieved share; units that begin together share one."""
        settings = self.settings
        begin = (settings["begin"] or 0) + unit * settings["wave"]
        if begin in self._entered:
            return self._entered[begin]
        adoption = Adoption(settings["ceiling"], begin, settings["ramp"], settings["curve"])
        name = f"templates in use from week {begin / (7 * 24 * MICROSECONDS_PER_HOUR):g}"
        self._entered[begin] = weekly_curve(
            tables, name, begin, lambda time: self.coverage(tables, time) * adoption.at(time)
        )
        return self._entered[begin]

    def _kept_each_year(self, tables: Tables) -> float:
        """Share of the coverage that is left after a year."""
        if self._left is None:
            self._left = 1.0 - self.settings["decay"] * (1.0 - self._upkept(tables))
        return self._left

    _left: float | None = None

    def _upkept(self, tables: Tables) -> float:
        """Share of the upkeep that is needed which takes place."""
        settings = self.settings
        if not roles_of_kind(tables.scenario, ("platform",)):
            if settings["upkeep"]:
                tables.warnings.append("templates: nobody is platform, so there is no upkeep")
            return 0.0
        needed = settings["upkeep_needed"]
        return float(min(1.0, settings["upkeep"] / needed)) if needed else 1.0


EFFECT = Templates
