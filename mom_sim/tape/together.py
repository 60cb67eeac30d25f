"""Draws of a tape that are made together: each for all campaigns, in the same numbers as alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

import numpy as np

from mom_sim.draws.tables import Floats, Integers, needs_chance, table_of_durations
from mom_sim.errors import PlanError
from mom_sim.plan.plan import Draw
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.luck import Luck

Wanted = tuple[Draw, int]
"""A draw and an attempt."""

_AT_A_TIME = 1 << 17
"""Numbers of a table: a few megabytes with what it is made from, whatever the campaigns."""


class CampaignDraws:
    """What chance decides about all campaigns of a tape.

    Parameters
    ----------
    luck : Luck
    campaigns : Campaigns
    """

    def __init__(self, luck: Luck, campaigns: Campaigns) -> None:
        self._luck, self._campaigns = luck, campaigns

    def chances(self, wanted: Sequence[Wanted]) -> Iterator[Integers]:
        """Draw a chance for every campaign, for each of some draws."""
        campaigns = self._campaigns
        classes, indices = campaigns.entity_class, campaigns.entity_index
        for some in _in_parts(wanted, len(campaigns)):
            decided = [(draw.name, attempt) for draw, attempt in some]
            yield from self._luck.table_of_chances(decided, classes, indices)

    def durations(self, wanted: Sequence[Wanted]) -> Iterator[Integers]:
        """Draw a length of time for every campaign, for each of some draws; see `Tape.durations`.

        Raises
        ------
        PlanError
            If a draw has not as many distributions as there are types.
        """
        types = len(self._counts)
        for draw, _ in wanted:
            if types > len(draw.by_type):
                raise PlanError(
                    f"draw {draw.name!r} has distributions for {len(draw.by_type)} campaign types, "
                    "too few for the tape's campaigns; compile the plan from the tape's scenario"
                )
        for some in _in_parts(wanted, len(self._campaigns)):
            for (draw, _), durations in zip(some, self._table(some), strict=True):
                stated = self._campaigns.stated_effort.get(draw.overridden_by)
                yield durations if stated is None else np.where(stated >= 0, stated, durations)

    def _table(self, wanted: Sequence[Wanted]) -> Integers:
        """Durations of some draws, a row each."""
        classes, indices, sizes = self._by_type
        u = np.zeros((len(wanted), classes.size))
        uncertain = [row for row, (draw, _) in enumerate(wanted) if needs_chance(draw.by_type)]
        if uncertain:
            decided = [(wanted[row][0].name, wanted[row][1]) for row in uncertain]
            u[uncertain] = self._luck.table_of_uniforms(decided, classes, indices)
        factors = np.ones_like(u)
        factors[[row for row, (draw, _) in enumerate(wanted) if draw.overridden_by]] = sizes
        rows = [draw.by_type for draw, _ in wanted]
        table = table_of_durations(rows, self._counts, u, factors)
        if self._order is None:
            return table
        in_order = np.empty_like(table)
        in_order[:, self._order] = table
        return in_order

    @cached_property
    def _counts(self) -> list[int]:
        """Campaigns of each type."""
        counts: list[int] = np.bincount(self._campaigns.type).tolist()
        return counts

    @cached_property
    def _order(self) -> Integers | None:
        """Campaigns sorted by type; None where they stand so."""
        kind = self._campaigns.type
        return None if (kind[1:] >= kind[:-1]).all() else np.argsort(kind, kind="stable")

    @cached_property
    def _by_type(self) -> tuple[np.ndarray, np.ndarray, Floats]:
        """Class, index and size of the campaigns, sorted by type."""
        campaigns = self._campaigns
        order = slice(None) if self._order is None else self._order
        return (
            campaigns.entity_class[order],
            campaigns.entity_index[order],
            campaigns.size[order],
        )


def _in_parts(wanted: Sequence[Wanted], campaigns: int) -> Iterator[Sequence[Wanted]]:
    at_a_time = max(1, _AT_A_TIME // max(1, campaigns))
    for first in range(0, len(wanted), at_a_time):
        yield wanted[first : first + at_a_time]
