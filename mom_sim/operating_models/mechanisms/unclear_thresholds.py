"""Unclear thresholds: work that was decided once is decided again by the experts."""

from mom_sim.operating_models.draft import Draft
from mom_sim.operating_models.effect import Effect, SecondDecision
from mom_sim.scenario.resolved import Step


class UnclearThresholds(Effect):
    """Adds the experts' decision behind every decision that is not theirs, with a probability."""

    def second_decisions(self, draft: Draft, step: Step) -> tuple[SecondDecision, ...]:
        """Ask the experts as well."""
        share, gates = self.settings["share"], self.settings["gates"]
        if not share or (gates and step.name not in gates):
            return ()
        return (SecondDecision("unclear", share),)


EFFECT = UnclearThresholds
