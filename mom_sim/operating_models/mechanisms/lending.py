"""Lending: people help out where they do not belong, while they have nothing of their own to do."""

from math import ceil

from mom_sim.operating_models.effect import Effect, Seat

_UNITS = ("unit", "unit_and_role")


class Lending(Effect):
    """Puts people of other teams at the end of a pool, as lent.

    Who is lent works there only while nothing waits that they could do where they belong. Everybody
    of the model's own pools comes first.
    """

    def lent_rate(self, seat: Seat) -> float:
        """Factor on the rate of somebody who is lent; 0: this person is not."""
        settings = self.settings
        of_unit = seat.group in _UNITS
        if settings["lenders"] != "all" and of_unit is not (settings["lenders"] == "units"):
            return 0.0
        number = int(seat.person.rpartition("/")[2]) if seat.person[-1].isdigit() else 0
        is_lent = 0 < number <= ceil(settings["people"] * seat.role.headcount)
        return 1.0 - settings["travel"] if is_lent else 0.0


EFFECT = Lending
