"""What of a plan's draws is the same for every tape: made once for a plan."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from weakref import finalize

from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.draw_sheet import DrawSheet


@dataclass(frozen=True, eq=False)
class PlanDraws:
    """Draws of a plan, by their numbers.

    Attributes
    ----------
    sheet : DrawSheet
    ids : tuple of int
        Of each draw a number that all plans have for it, which is looked up faster than its hash.
    """

    sheet: DrawSheet
    ids: tuple[int, ...]


_OF_PLANS: dict[int, PlanDraws] = {}
"""By the identity of their plan."""

_IDS: dict[Draw, int] = {}
_NEXT_ID = count()
_MOST_IDS = 1 << 12


def plan_draws(plan: Plan) -> PlanDraws:
    """Find what is the same for every tape.

    Parameters
    ----------
    plan : Plan

    Returns
    -------
    PlanDraws
    """
    number = id(plan)
    if number not in _OF_PLANS:
        if len(_IDS) >= _MOST_IDS:
            _IDS.clear()  # numbers given before stay, and none is given twice
        ids = tuple(_IDS[draw] if draw in _IDS else _new_id(draw) for draw in plan.draws)
        _OF_PLANS[number] = PlanDraws(DrawSheet(plan.draws), ids)
        finalize(plan, _OF_PLANS.pop, number, None)
    return _OF_PLANS[number]


def _new_id(draw: Draw) -> int:
    return _IDS.setdefault(draw, next(_NEXT_ID))
