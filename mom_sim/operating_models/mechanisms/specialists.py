"""Specialists: people in a team of one role work faster on that role's main skill."""

from functools import cached_property

from mom_sim.operating_models.effect import Effect, Seat


class Specialists(Effect):
    """Raises the rate of people whose team has one role only, on that role's main skill.

    Who saves a share s of the time works at a rate of 1 / (1 - s).
    """

    def rate(self, seat: Seat) -> float:
        """Factor on the rate at which somebody works."""
        is_special = seat.skill == seat.role.skills[0][0] and seat.person in self._specialists
        return 1.0 / (1.0 - self.settings["speed_up"]) if is_special else 1.0

    asks_for_seats = True

    @cached_property
    def _specialists(self) -> frozenset[str]:
        """People in whose own team everybody has the same role."""
        home = self.seating.home
        roles: dict[int, set[str]] = {}
        for person, team in home.items():
            roles.setdefault(team, set()).add(person.partition("/")[0])
        return frozenset(person for person, team in home.items() if len(roles[team]) == 1)


EFFECT = Specialists
