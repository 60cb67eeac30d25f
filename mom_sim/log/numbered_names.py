"""Names that are made when somebody looks at them: a label and a number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

from mom_sim.log.arrays import distinct

IntArray = npt.NDArray[np.int64]


class NumberedNames(Sequence[str]):
    """Names such as ``north/small/baseline/17``, of which few who have them read any.

    Parameters
    ----------
    labels : sequence of str
        What goes before the numbers.
    label : ndarray of int64, shape (n,)
        Position of each name's label.
    number : ndarray of int64, shape (n,)
        From 0.
    """

    def __init__(self, labels: Sequence[str], label: IntArray, number: IntArray) -> None:
        self.labels = tuple(labels)
        self._label, self._number = label, number

    @classmethod
    def joined(cls, parts: Sequence[NumberedNames]) -> NumberedNames:
        """Names of several, one behind the other."""
        if len(parts) == 1:
            return parts[0]
        first = np.cumsum([0, *(len(part.labels) for part in parts)])[:-1].tolist()
        return cls(
            [label for part in parts for label in part.labels],
            np.concatenate([part._label + add for part, add in zip(parts, first, strict=True)]),
            np.concatenate([part._number for part in parts]),
        )

    def at(self, positions: IntArray | slice) -> NumberedNames:
        """Names at some positions, in that order."""
        return NumberedNames(self.labels, self._label[positions], self._number[positions])

    def are_different(self) -> bool:
        """Whether no name occurs twice; False also where that is not known without making them."""
        if len(set(self.labels)) < len(self.labels):
            return False
        if any(label[-1:].isdigit() for label in self.labels):
            return False
        if not self._number.size:
            return True
        numbers = int(self._number.max()) + 1
        if numbers * len(self.labels) >= 1 << 63:
            return False
        return distinct(self._label * numbers + self._number).size == self._number.size

    def __len__(self) -> int:
        return self._number.size

    def __iter__(self) -> Iterator[str]:
        labels, numbers = self.labels, self._number.tolist()
        if len(labels) == 1:
            only = labels[0]
            return iter([f"{only}{number}" for number in numbers])
        pairs = zip(self._label.tolist(), numbers, strict=True)
        return iter([f"{labels[label]}{number}" for label, number in pairs])

    @overload
    def __getitem__(self, position: int) -> str: ...
    @overload
    def __getitem__(self, position: slice) -> NumberedNames: ...
    def __getitem__(self, position: int | slice) -> str | NumberedNames:
        """Make the name at a position, or look at a part of the names."""
        if isinstance(position, slice):
            return self.at(position)
        return f"{self.labels[self._label[position]]}{self._number[position]}"
