"""The plan's draws, each entered once."""

from __future__ import annotations

from mom_sim.draws.distributions import Distribution
from mom_sim.plan.plan import Draw


class DrawTable:
    """Collects draws and hands out their positions."""

    def __init__(self, types: tuple[str, ...]) -> None:
        self._types = types
        self._positions: dict[Draw, int] = {}

    def duration(self, slot: str, by_type: dict[str, Distribution], overridden_by: str = "") -> int:
        """Position of a duration of a campaign; types without a distribution have none."""
        distributions = tuple(by_type.get(name) for name in self._types)
        return self._enter(Draw(f"campaign:{slot}", "duration", distributions, overridden_by))

    def same_duration(self, slot: str, distribution: Distribution) -> int:
        """Position of a duration whose distribution is the same for every type."""
        return self.duration(slot, dict.fromkeys(self._types, distribution))

    def chance(self, slot: str) -> int:
        """Position of a draw that is held against thresholds."""
        return self._enter(Draw(f"campaign:{slot}", "chance", (None,) * len(self._types)))

    def records(self) -> tuple[Draw, ...]:
        """All draws, in order of their positions."""
        return tuple(self._positions)

    def _enter(self, draw: Draw) -> int:
        return self._positions.setdefault(draw, len(self._positions))
