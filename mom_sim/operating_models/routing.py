"""Which teams do the work of which risk tiers."""

from __future__ import annotations

from dataclasses import dataclass

from mom_sim.operating_models.draft import Draft
from mom_sim.plan.plan import ALL_TIERS


@dataclass(frozen=True)
class Route:
    """Risk tiers whose work goes to the same queues.

    Attributes
    ----------
    tiers : int
        Bit mask.
    tier : str
        One of them.
    """

    tiers: int
    tier: str


EVERY_TIER = Route(ALL_TIERS, "")


def routes_by_tier(draft: Draft, skills: tuple[tuple[str, int], ...]) -> list[Route]:
    """Group the risk tiers of a type by who does their work.

    Parameters
    ----------
    draft : Draft
    skills : tuple of (str, int)
        Who has to be there, and how many.

    Returns
    -------
    list of Route
        In the order of the tiers; one for all if no team has tiers of its own. Tiers that the type
        cannot have are left out.
    """
    tables = draft.tables
    if not any(tables.staffing.placement.tiers.values()):
        return [EVERY_TIER]
    probabilities = dict(draft.kind.risk_tiers)
    found: dict[tuple[tuple[int, ...], ...], Route] = {}
    for number, tier in enumerate(tables.scenario.risk_tiers):
        if probabilities.get(tier, 0.0) > 0:
            queues = tables.staffing.crews(skills, draft.kind.name, tier)
            known = found.get(queues, Route(0, tier))
            found[queues] = Route(known.tiers | 1 << number, known.tier)
    return list(found.values())
