"""Release cadence: sprints, months or quarters at whose start approved plans go into work."""

from __future__ import annotations

from itertools import pairwise

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.holding import HeldForStarts, starts_of
from mom_sim.plan.plan import Condition, Node


class ReleaseCadence(HeldForStarts):
    """Holds a campaign before its first producing step until the next start.

    A start is the first open instant of the reference calendar in every nth week, counted from the
    week in which the run starts; what is ready at that instant goes with it. A campaign is held
    once: the producing steps that do not come after each other go into work at the same start. The
    wait is a hold. Open campaigns of a backlog that are past their planning are in work already.
    """

    word = "release"

    def hold(self, draft: Draft, condition: Condition) -> Node:
        """Make the hold: from just after each start until the next one."""
        tables = draft.tables
        starts = starts_of(tables.scenario, self.settings["every_weeks"])
        windows = tuple((last + 1, start) for last, start in pairwise((-1, *starts)) if start > 0)
        return Node("FREEZE", tables.step(self.step), condition, windows=windows)


EFFECT = ReleaseCadence
