"""Ownership: people who work for their own unit alone work faster."""

from mom_sim.operating_models.effect import Effect, Seat

_OWN = ("unit", "unit_and_role")


class Ownership(Effect):
    """Raises the rate of people in a unit's own team who serve no other unit.

    Who saves a share s of the time works at a rate of 1 / (1 - s).
    """

    def rate(self, seat: Seat) -> float:
        """Factor on the rate at which somebody works."""
        is_own = seat.group in _OWN and seat.units_served == 1
        return 1.0 / (1.0 - self.settings["speed_up"]) if is_own else 1.0


EFFECT = Ownership
