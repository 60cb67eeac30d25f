"""What is wrong with a calendar, fault by fault, each with the entry where it stands.

The parsers of this package do not stop at the first fault. Whoever read the calendar from a file
turns ``CalendarFault.path`` into a line and a column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from reprlib import Repr

from mom_sim.errors import MomSimError

_QUOTE = Repr()
_QUOTE.maxstring = _QUOTE.maxother = 80


@dataclass(frozen=True)
class CalendarFault:
    """One thing wrong in what a person wrote.

    Parameters
    ----------
    path : tuple of str
        Keys (or positions, from 1) that lead to the faulty entry; empty when it is the whole value.
    message : str
        What is wrong, what is allowed, what to do.
    """

    path: tuple[str, ...]
    message: str

    def __str__(self) -> str:
        return ": ".join((*self.path, self.message))


class CalendarError(MomSimError, ValueError):
    """A calendar cannot be used; every fault is listed at once.

    Parameters
    ----------
    faults : str or sequence of CalendarFault
        A message alone is one fault of the whole value.
    """

    def __init__(self, faults: str | Sequence[CalendarFault]) -> None:
        listed = [CalendarFault((), faults)] if isinstance(faults, str) else faults
        self.faults: tuple[CalendarFault, ...] = tuple(listed)
        super().__init__("\n".join(map(str, self.faults)))

    def __reduce__(self) -> tuple[type[CalendarError], tuple[tuple[CalendarFault, ...]]]:
        return type(self), (self.faults,)


def shown(value: object) -> str:
    """Quote what a person wrote, cut in the middle if it is long."""
    return _QUOTE.repr(value)


class FaultList:
    """Gathers the faults of several entries, so that one error tells all of them."""

    def __init__(self) -> None:
        self._faults: list[CalendarFault] = []

    @contextmanager
    def entry(self, name: object) -> Iterator[None]:
        """Book a `CalendarError` of the block on the entry `name` and go on."""
        try:
            yield
        except CalendarError as error:
            self._faults.extend(
                CalendarFault((str(name), *fault.path), fault.message) for fault in error.faults
            )

    def raise_if_any(self) -> None:
        """Raise one `CalendarError` with all the faults gathered so far, if there are any."""
        if self._faults:
            raise CalendarError(self._faults)
