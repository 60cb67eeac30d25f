"""Which campaigns of a log are measured, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.arrays import NumpyExtensionArray

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import BoolArray, FloatArray, IntArray
from mom_sim.metrics.log_arrays import LogArrays

BACKLOG = "backlog"
"""Name of the stream of campaigns that were open at the start of the run."""

Texts = npt.NDArray[np.object_]


def are_measured(log: LogArrays) -> BoolArray:
    """Whether each campaign was requested between warm-up and horizon, and is no backlog.

    Parameters
    ----------
    log : LogArrays

    Returns
    -------
    bool array, shape (campaigns,)
    """
    requested, window = log.campaigns["requested"], log.window
    backlog = np.array([name == BACKLOG for name in log.vocabularies["stream"]], dtype=np.bool_)
    measured = (requested >= window.warm_up) & (requested < window.horizon)
    if backlog.any():
        measured &= ~backlog[log.campaigns["stream"]]
    return np.asarray(measured)


@dataclass(eq=False)
class MeasuredCampaigns:
    """The measured campaigns of one replication, in codes; words are made for who looks at them.

    Attributes
    ----------
    unit, type, outcome : int64 arrays, shape (n,)
        Positions in `units`, `types` and the contract's outcomes.
    stream, index : int64 arrays, shape (n,)
        With unit and type, which request each of them is.
    inside_at : int64 array, shape (n,)
        Position in `steps` of the step at which one that is still inside is held up, else their
        number.
    working_days, calendar_days : float64 arrays, shape (n,)
        From the request to the end or, if inside, to the end of the run.
    units, types, steps : tuple of str
    find_ids : callable
        Finds, when first asked for, the ids.
    """

    unit: IntArray
    type: IntArray
    outcome: IntArray
    stream: IntArray
    index: IntArray
    inside_at: IntArray
    working_days: FloatArray
    calendar_days: FloatArray
    units: tuple[str, ...]
    types: tuple[str, ...]
    steps: tuple[str, ...]
    find_ids: Callable[[], Texts]

    @classmethod
    def none(cls) -> MeasuredCampaigns:
        """No campaigns at all: where nothing is asked about them."""
        nothing, no_days = np.zeros(0, dtype=np.int64), np.zeros(0)
        return cls(
            unit=nothing,
            type=nothing,
            outcome=nothing,
            stream=nothing,
            index=nothing,
            inside_at=nothing,
            working_days=no_days,
            calendar_days=no_days,
            units=(),
            types=(),
            steps=(),
            find_ids=_no_ids,
        )

    def ends_alone(self) -> MeasuredCampaigns:
        """Keep how each ended, after how many working days, and where those inside are."""
        return replace(
            MeasuredCampaigns.none(),
            outcome=self.outcome,
            inside_at=self.inside_at,
            working_days=self.working_days,
            steps=self.steps,
        )

    def __len__(self) -> int:
        """How many there are."""
        return self.outcome.size

    def __getstate__(self) -> dict[str, Any]:
        """Of plain parts, so that it can go to another process."""
        state = {**vars(self), "ids": self.ids, "find_ids": None}
        state.pop("frame", None)
        return state

    @cached_property
    def ids(self) -> Texts:
        """Ids, an array of `str`."""
        return self.find_ids()

    def ended(self, outcome: str) -> BoolArray:
        """Which of them ended in one way.

        Parameters
        ----------
        outcome : str
            One of the contract's outcomes.

        Returns
        -------
        bool array, shape (n,)
        """
        return np.asarray(self.outcome == OUTCOMES.index(outcome))

    def are_the_same_as(self, other: MeasuredCampaigns) -> bool:
        """Whether these are the same requests in the same order, for runs of one replication."""
        names = ("stream", "index", "type", "unit")
        return all(np.array_equal(getattr(self, one), getattr(other, one)) for one in names)

    @cached_property
    def frame(self) -> pd.DataFrame:
        """A row each: `id`, `unit`, `type`, `outcome` (words), the times, `inside_at` (a step)."""
        return pd.DataFrame(
            {
                "id": self.ids,
                "unit": _worded(self.units, self.unit),
                "type": _worded(self.types, self.type),
                "outcome": _worded(OUTCOMES, self.outcome),
                "working_days": self.working_days,
                "calendar_days": self.calendar_days,
                "inside_at": _worded((*self.steps, ""), self.inside_at),
            },
            copy=False,
        )


def _no_ids() -> Texts:
    return np.zeros(0, dtype=object)


def number_of(outcome: str, campaigns: Iterable[MeasuredCampaigns]) -> int:
    """How many campaigns ended in one way, in all replications together.

    Parameters
    ----------
    outcome : str
    campaigns : iterable of MeasuredCampaigns

    Returns
    -------
    int
    """
    return sum(int(np.count_nonzero(some.ended(outcome))) for some in campaigns)


def _worded(vocabulary: tuple[str, ...], codes: IntArray) -> object:
    """Words in place of their positions, as pandas keeps text."""
    words, known = _kept_as_text(vocabulary)
    if not codes.size or isinstance(known, NumpyExtensionArray):
        return words[codes]  # where text is kept as any objects, pandas need not be told
    return known.take(codes)


@lru_cache(maxsize=64)  # the same in all replications
def _kept_as_text(vocabulary: tuple[str, ...]) -> tuple[Any, Any]:
    words = np.array(vocabulary, dtype=object)
    return words, pd.Series(words).array
