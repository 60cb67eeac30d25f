"""Overflow when late: work that would wait and is due soon goes to an agency."""

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.selection import is_meant
from mom_sim.scenario.resolved import Step


class OverflowWhenLate(Effect):
    """Lets steps overflow by the time that is left; the first agency that takes the type gets them.

    It adds to overflow by the length of queues, which is the scenario's: either sends work out.
    """

    def overflow_late(self, draft: Draft, step: Step) -> int:
        """Time to the due date below which the step's work overflows."""
        return self.settings["within"] if is_meant(self.settings, draft, step) else 0


EFFECT = OverflowWhenLate
