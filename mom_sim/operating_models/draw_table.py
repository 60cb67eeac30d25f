"""The plan's draws, each entered once."""

from __future__ import annotations

from mom_sim.draws.distributions import Distribution
from mom_sim.plan.plan import Draw


class DrawTable:
    """Collects draws and hands out their positions."""

    def __init__(self, types: tuple[str, ...]) -> None:
        self._types = types
        self._positions: dict[Draw, int] = {}
        self._asked: dict[tuple[str, Distribution | None], int] = {}

    def duration(self, slot: str, by_type: dict[str, Distribution], overridden_by: str = "") -> int:
        """Position of a duration of a campaign; types without a distribution have none."""
        distributions = tuple(by_type.get(name) for name in self._types)
        return self._enter(Draw(f"campaign:{slot}", "duration", distributions, overridden_by))

    def same_duration(self, slot: str, distribution: Distribution) -> int:
        """Position of a duration whose distribution is the same for every type."""
        key = slot, distribution
        if key not in self._asked:
            self._asked[key] = self.duration(slot, dict.fromkeys(self._types, distribution))
        return self._asked[key]

    def chance(self, slot: str) -> int:
        """Position of a draw that is held against thresholds."""
        key = slot, None
        if key not in self._asked:
            draw = Draw(f"campaign:{slot}", "chance", (None,) * len(self._types))
            self._asked[key] = self._enter(draw)
        return self._asked[key]

    def records(self) -> tuple[Draw, ...]:
        """All draws, in order of their positions."""
        return tuple(self._positions)

    def _enter(self, draw: Draw) -> int:
        return self._positions.setdefault(draw, len(self._positions))
