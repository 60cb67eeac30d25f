"""Sprints: at each start a limited number of campaigns goes into production."""

from __future__ import annotations

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.holding import HeldForStarts, starts_of
from mom_sim.plan.plan import Condition, Node


class Sprints(HeldForStarts):
    """Holds a campaign before its first producing step until a sprint has room for it.

    A sprint starts at the first open instant of the reference calendar in every nth week. It takes
    what is ready at that instant, the longest ready first, up to its capacity; the rest waits for
    the next one. Unplanned campaigns pass at once and take no capacity. What a sprint has taken and
    not finished goes on: it does not take capacity of the next one. The wait is a hold.
    """

    word = "sprint"

    def hold(self, draft: Draft, condition: Condition) -> Node:
        """Make the hold: one list of what waits, or one for each unit."""
        settings, tables = self.settings, draft.tables
        starts = starts_of(tables.scenario, settings["every_weeks"])
        names = [unit.name for unit in tables.scenario.units]
        if settings["per"] == "company":
            names = ["company"] * len(names)
        lists = tuple(
            tables.meetings.stated(f"{self.step} of {name}", starts, settings["items"])
            for name in names
        )
        return Node("MEET", tables.step(self.step), condition, meetings=lists, cause="hold")


EFFECT = Sprints
