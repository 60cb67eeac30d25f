"""Liaisons: people who give time to connect teams, so that hand-offs go faster."""

from functools import cached_property

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.kinds import first_people
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import Plan
from mom_sim.scenario.resolved import Role


class Liaisons(Effect):
    """Takes time from some people, and for each of them scales hand-offs and questions.

    Two liaisons bring the factor twice. Without people of the kind nothing is taken or brought.
    """

    def time_taken(self, person: str, role: Role) -> float:
        """Share of their time that liaisons give."""
        return float(self.settings["time"]) if person in self._names else 0.0

    def hand_off_factor(self) -> float:
        """Factor on the length of every hand-off."""
        return float(self.settings["hand_off"] ** len(self._names))

    def clarification_factor(self) -> float:
        """Factor on the probability that somebody has to ask back."""
        return float(self.settings["clarification"] ** len(self._names))

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Say so where there is nobody to be a liaison."""
        if self.settings["people"] and not self._names:
            tables.warnings.append(f"liaisons: nobody is {self.settings['who']}, so there are none")
        return plan

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return first_people(self.original, self.settings["who"], self.settings["people"])


EFFECT = Liaisons
