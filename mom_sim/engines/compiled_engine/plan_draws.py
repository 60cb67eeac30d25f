"""What of a plan's draws is the same for every tape: made once for a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from weakref import finalize

import numpy as np

from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.engines.compiled_engine.draws import ATTEMPT_BITS
from mom_sim.engines.compiled_engine.foresight import Foresight
from mom_sim.plan.plan import Draw, Plan
from mom_sim.tape.draw_sheet import DrawSheet

_AHEAD = 32
"""Attempts of a draw that are made before they are asked for, at most."""


@dataclass(frozen=True, eq=False)
class Wanted:
    """Attempts of draws that are asked for together.

    Attributes
    ----------
    pairs : list of (int, int)
        Numbers of draws, with an attempt.
    numbers, attempts : ndarray of int64, shape (n,)
        The same.
    keys : list of int
        A draw, whichever plan it is of, and an attempt in one.
    needs : ndarray of int64, shape (2, n)
        Who comes there; see `Foresight.needs`.
    """

    pairs: list[tuple[int, int]]
    numbers: Integers
    attempts: Integers
    keys: list[int]
    needs: Integers


@dataclass(eq=False)
class PlanDraws:
    """Draws of a plan, by their numbers.

    Attributes
    ----------
    sheet : DrawSheet
    ids : ndarray of int64
        Of each draw a number that all plans have for it, which is looked up faster than its hash.
    foresight : Foresight
    """

    sheet: DrawSheet
    ids: Integers
    foresight: Foresight
    _ahead: tuple[int, Wanted] | None = None

    def wanted(self, pairs: Sequence[tuple[int, int]]) -> Wanted:
        """Find what is the same for every tape of some attempts, by draw and attempt."""
        numbers, attempts = np.array(pairs, dtype=np.int64).reshape(-1, 2).T.copy()
        keys = (self.ids[numbers] << ATTEMPT_BITS | attempts).tolist()
        return Wanted(list(pairs), numbers, attempts, keys, self.foresight.needs(pairs))

    @cached_property
    def first(self) -> Wanted:
        """First attempts of all draws."""
        return self.wanted([(number, 1) for number in range(self.ids.size)])

    def ahead(self, draws: Sequence[Draw], asked: Mapping[Draw, Sequence[int]]) -> Wanted:
        """Attempts of the plan's draws that runs have asked for; it is about speed alone."""
        count = sum(map(len, asked.values()))
        if self._ahead is None or self._ahead[0] != count:
            pairs = [
                (number, attempt)
                for number, draw in enumerate(draws)
                for attempt in asked.get(draw, ())[:_AHEAD]
            ]
            self._ahead = count, self.wanted(pairs)
        return self._ahead[1]


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
        ids = np.array(
            [_IDS[draw] if draw in _IDS else _new_id(draw) for draw in plan.draws], dtype=np.int64
        )
        _OF_PLANS[number] = PlanDraws(DrawSheet(plan.draws), ids, Foresight(plan))
        finalize(plan, _OF_PLANS.pop, number, None)
    return _OF_PLANS[number]


def _new_id(draw: Draw) -> int:
    return _IDS.setdefault(draw, next(_NEXT_ID))
