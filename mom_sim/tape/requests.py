"""Requests on their way to becoming campaigns: who asks for what, when, and at which address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.draws.address import stable_hash
from mom_sim.log.numbered_names import NumberedNames

NO_TIME = -1

IntArray = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Requests:
    """Requests of one source, before chance has decided about risk tier and due date.

    Parameters
    ----------
    stream : str
        Word of the vocabulary of streams.
    ids : sequence of str, n of them
    unit, type, index : ndarray of int64, shape (n,)
        Positions in the scenario, and the number within the entity's class, from 1.
    requested : ndarray of int64, shape (n,), microseconds
    entity_class, entity_index : ndarray of uint64, shape (n,)
        Address of every draw about the request.
    due, not_before : ndarray of int64, shape (n,), microseconds
        `NO_TIME` where the due date is drawn, and where there is no embargo.
    value : ndarray of float64, shape (n,), currency
        NaN where it is the type's.
    entry_step : ndarray of int64, shape (n,)
        Position of the step at which a backlog goes in; -1 is the beginning.
    stated_effort : mapping of str to ndarray of int64, shape (n,), microseconds
        By step, -1 where none is stated.
    """

    stream: str
    ids: Sequence[str]
    unit: IntArray
    type: IntArray
    index: IntArray
    requested: IntArray
    entity_class: npt.NDArray[np.uint64]
    entity_index: npt.NDArray[np.uint64]
    due: IntArray
    not_before: IntArray
    value: npt.NDArray[np.float64]
    entry_step: IntArray
    stated_effort: Mapping[str, IntArray] = field(default_factory=dict)

    def taken(self, which: npt.NDArray[np.bool_] | IntArray) -> Requests:
        """Return the requests that a mask keeps, or those at some positions, in that order."""
        positions = np.arange(len(self.ids))[which]
        if positions.size == len(self.ids) and (np.diff(positions, prepend=-1) == 1).all():
            return self
        return self._at(positions)

    def between(self, first: int, last: int) -> Requests:
        """Return the requests from one position up to before another one; columns are shared."""
        return self if (first, last) == (0, len(self.ids)) else self._at(slice(first, last))

    def _at(self, positions: IntArray | slice) -> Requests:
        return Requests(
            self.stream,
            _names_at(self.ids, positions),
            self.unit[positions],
            self.type[positions],
            self.index[positions],
            self.requested[positions],
            self.entity_class[positions],
            self.entity_index[positions],
            self.due[positions],
            self.not_before[positions],
            self.value[positions],
            self.entry_step[positions],
            {step: effort[positions] for step, effort in self.stated_effort.items()},
        )


def numbered_requests(
    *,
    stream: str,
    entity_class: str,
    label: str,
    unit: int,
    type: int,
    index: IntArray,
    requested: IntArray,
    entry_step: int = -1,
) -> Requests:
    """Make requests of one unit and type that are told apart by their number.

    Parameters
    ----------
    stream : str
    entity_class : str
        Such as ``north/small/baseline``.
    label : str
        What goes before the number in the id, such as ``north/small/baseline/``.
    unit, type : int
        Positions in the scenario.
    index : ndarray of int64, shape (n,)
    requested : ndarray of int64, shape (n,), microseconds
    entry_step : int
        As in `Requests`.
    """
    n = index.size
    return Requests(
        stream,
        NumberedNames([label], np.zeros(n, dtype=np.int64), index),
        np.full(n, unit, dtype=np.int64),
        np.full(n, type, dtype=np.int64),
        index,
        requested,
        np.full(n, stable_hash(entity_class), dtype=np.uint64),
        index.astype(np.uint64),
        np.full(n, NO_TIME, dtype=np.int64),
        np.full(n, NO_TIME, dtype=np.int64),
        np.full(n, np.nan),
        np.full(n, entry_step, dtype=np.int64),
    )


def in_order(batches: Sequence[Requests], streams: Sequence[str]) -> tuple[Requests, IntArray]:
    """Bring the requests of all sources into one order.

    Parameters
    ----------
    batches : sequence of Requests
        At least one.
    streams : sequence of str
        The vocabulary of streams.

    Returns
    -------
    requests : Requests
        Sorted by instant, unit, type, stream and index, then as given; of no single stream.
    stream : ndarray of int64
        Position of each request's stream in the vocabulary.
    """
    sizes = [len(batch.ids) for batch in batches]
    if not any(batch.stated_effort for batch in batches):
        filled = [batch for batch, size in zip(batches, sizes, strict=True) if size]
        if len(filled) == 1 and _is_increasing(filled[0].requested):
            (only,) = filled  # in order already
            return replace(only, stream=""), np.full(sum(sizes), streams.index(only.stream))
    stream = np.repeat(np.array([streams.index(batch.stream) for batch in batches]), sizes)
    every = Requests(
        "",
        _joined_names([batch.ids for batch in batches]),
        np.concatenate([batch.unit for batch in batches]),
        np.concatenate([batch.type for batch in batches]),
        np.concatenate([batch.index for batch in batches]),
        np.concatenate([batch.requested for batch in batches]),
        np.concatenate([batch.entity_class for batch in batches]),
        np.concatenate([batch.entity_index for batch in batches]),
        np.concatenate([batch.due for batch in batches]),
        np.concatenate([batch.not_before for batch in batches]),
        np.concatenate([batch.value for batch in batches]),
        np.concatenate([batch.entry_step for batch in batches]),
        _joined_efforts(batches),
    )
    if _is_increasing(every.requested):
        return every, stream
    # The sort is stable: the order of the scenario is the last tie-break.
    order = np.lexsort((every.index, stream, every.type, every.unit, every.requested))
    return every.taken(order), stream[order]


def _is_increasing(instants: IntArray) -> bool:
    return bool((instants[1:] > instants[:-1]).all())


class NoNames(Sequence[str]):
    """Ids that nobody asks for; nothing is done for each of them.

    Parameters
    ----------
    count : int
    """

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, position: Any) -> Any:
        chosen = range(self._count)[position]  # an IndexError is what ends an iteration
        return NoNames(len(chosen)) if isinstance(chosen, range) else ""


def _names_at(names: Sequence[str], positions: IntArray | slice) -> Sequence[str]:
    if isinstance(positions, slice):
        return names[positions]
    if isinstance(names, NoNames):
        return NoNames(positions.size)
    if isinstance(names, NumberedNames):
        return names.at(positions)
    return [names[position] for position in positions.tolist()]


def _joined_names(batches: Sequence[Sequence[str]]) -> Sequence[str]:
    if all(isinstance(names, NoNames) or not names for names in batches):
        return NoNames(sum(map(len, batches)))
    if all(isinstance(names, NumberedNames) or not names for names in batches):
        return NumberedNames.joined([one for one in batches if isinstance(one, NumberedNames)])
    return [name for names in batches for name in names]


def _joined_efforts(batches: Sequence[Requests]) -> dict[str, IntArray]:
    steps = dict.fromkeys(step for batch in batches for step in batch.stated_effort)
    return {
        step: np.concatenate(
            [
                batch.stated_effort.get(step, np.full(len(batch.ids), -1, dtype=np.int64))
                for batch in batches
            ]
        )
        for step in steps
    }
