"""A record of which some values take long to make, and are made when somebody looks at them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Generic, TypeVar

Value = TypeVar("Value")


class LateRecord(Mapping[str, Value], Generic[Value]):
    """A mapping, not to be changed, with values that are made when they are first looked at.

    Parameters
    ----------
    stated : mapping of str to value
        Values that are there, and something in the place of each of the others.
    late : mapping of str to callable
        What makes these.
    """

    def __init__(
        self, stated: Mapping[str, Value], late: Mapping[str, Callable[[], Value]]
    ) -> None:
        self._values: dict[str, Value] = dict(stated)
        self._late = dict(late)

    @property
    def stated(self) -> Mapping[str, Value]:
        """The values that nothing has to be made for."""
        return {name: value for name, value in self._values.items() if name not in self._late}

    def __getitem__(self, name: str) -> Value:
        """Look at a value."""
        make = self._late.get(name)
        if make is not None:
            self._values[name] = make()
            self._late.pop(name, None)  # and with it what the value is made of
        return self._values[name]

    def later(self, name: str) -> Callable[[], Value]:
        """Give what gives a value, which keeps no other value of the record alive."""
        make, value = self._late.get(name), self._values[name]
        return (lambda: value) if make is None else make

    def __iter__(self) -> Iterator[str]:
        """Names, in their order."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many values there are."""
        return len(self._values)

    def __repr__(self) -> str:
        """All values."""
        return repr(dict(self))
