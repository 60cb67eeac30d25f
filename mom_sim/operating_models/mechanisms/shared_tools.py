"""Shared tools: factors on hand-offs and on how often somebody has to ask back."""

from mom_sim.operating_models.effect import Effect


class SharedTools(Effect):
    """Scales hand-offs and the probability of clarification, and costs money."""

    def hand_off_factor(self) -> float:
        """Factor on the length of every hand-off."""
        return float(self.settings["hand_off"])

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back."""
        return float(self.settings["clarification"])

    def cost_per_year(self) -> float:
        """What the tools cost."""
        return float(self.settings["cost"])


EFFECT = SharedTools
