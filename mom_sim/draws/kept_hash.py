"""A hash that is computed once, for large records that are looked up often."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any

_KEPT = "_kept_hash"


class KeptHash:
    """Base of frozen dataclasses with many parts, whose hash takes milliseconds.

    The class that derives from it says ``__hash__ = KeptHash.__hash__``, or its decorator would
    make another one.
    """

    def __hash__(self) -> int:
        kept: int | None = vars(self).get(_KEPT)
        if kept is None:
            kept = hash(_values_of(type(self))(self))  # type: ignore[arg-type]
            object.__setattr__(self, _KEPT, kept)
        return kept

    def __getstate__(self) -> dict[str, Any]:
        """Leave the hash behind: that of a text is another one in every process."""
        return {name: value for name, value in vars(self).items() if name != _KEPT}


@cache
def _values_of(record: type[Any]) -> Callable[[Any], object]:
    """What reads the values of all fields of a class of records."""
    return attrgetter(*(field.name for field in fields(record)))
