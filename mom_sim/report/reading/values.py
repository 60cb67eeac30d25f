"""Single values of a document, each refused where it is not what it has to be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, TypeVar

from mom_sim.metrics.summarizing import Estimate
from mom_sim.stats import Interval

T = TypeVar("T")


class NoResultError(ValueError):
    """A document that is not what a command writes; says what is missing or wrong."""


def get(document: Any, key: str) -> Any:
    """Take a key of a mapping."""
    if not isinstance(document, Mapping):
        raise NoResultError(f'"{key}" is looked for in something that has no keys')
    if key not in document:
        raise NoResultError(f'"{key}" is missing')
    return document[key]


def text(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise NoResultError(f"expected a text, got {_kind(value)}")
    return value


def texts(value: Any) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(one) for one in items(value))


def number(value: Any) -> float:
    """A number that is finite."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise NoResultError(f"expected a number, got {_kind(value)}")
    return float(value)


def whole(value: Any) -> int:
    """A whole number."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise NoResultError(f"expected a whole number, got {_kind(value)}")
    return value


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise NoResultError(f"expected true or false, got {_kind(value)}")
    return value


def maybe(value: Any, kind: Callable[[Any], T]) -> T | None:
    """A value of some kind, or nothing."""
    return None if value is None else kind(value)


def items(value: Any) -> Sequence[Any]:
    """A list."""
    if not isinstance(value, list):
        raise NoResultError(f"expected a list, got {_kind(value)}")
    return value


def mapping(value: Any) -> Mapping[str, Any]:
    """Something with keys."""
    if not isinstance(value, Mapping):
        raise NoResultError(f"expected keys and values, got {_kind(value)}")
    return value


def interval(document: Any, prefix: str = "") -> Interval:
    """An estimate with its interval.

    Parameters
    ----------
    document : mapping
    prefix : str
        Where several stand beside each other: ``days_saved``, ``days_saved_low`` and so on.

    Returns
    -------
    Interval
    """
    front = f"{prefix}_" if prefix else ""
    keys = (prefix or "estimate", f"{front}low", f"{front}high")
    found, low, high = (maybe(get(document, key), number) for key in keys)
    return Interval(found, low, high, maybe(mapping(document).get(f"{front}reason"), text))


def estimate(name: str, document: Any) -> Estimate:
    """A figure by its name."""
    found = interval(document)
    definition = text(mapping(document).get("definition", ""))
    return Estimate.of(name, text(get(document, "unit")), definition, found)


def _kind(value: Any) -> str:
    words = {dict: "keys and values", list: "a list", str: "a text", bool: "true or false"}
    return words.get(type(value), "nothing" if value is None else "a number")
