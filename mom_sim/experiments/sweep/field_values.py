"""The values that a field takes in a sweep: a list, or a range with or without a step."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mom_sim.scenario.quantities import QuantityError, did_you_mean, shown

MOST_VALUES = 100_000
"""Of one field."""

RESOLUTION = 1_000_000
"""Equal parts of a range without a step; what is drawn from it is one of their bounds."""

_PART = re.compile(r"([x×]?)\s*(-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))\s*([^0-9\s].*)?", re.ASCII)
_KEYS = ("low", "high", "step")
_EXAMPLE = "a list such as [2, 4], a range such as 1:3:0.5, or {low: 4h, high: 8h}"


@dataclass(frozen=True)
class Values:
    """Values one by one, in the order in which they were written.

    Attributes
    ----------
    values : tuple
        As they would be written in the scenario.
    """

    values: tuple[Any, ...]

    def at(self, share: float) -> Any:
        """Value at a share (from 0, below 1) of the way through; all are equally likely."""
        return self.values[int(share * len(self.values))]


@dataclass(frozen=True)
class Range:
    """All values between two ends.

    Attributes
    ----------
    low, high : Decimal
    prefix, unit : str
        What stands before and after each number, such as ``x`` and ``h``.
    """

    low: Decimal
    high: Decimal
    prefix: str = ""
    unit: str = ""

    def at(self, share: float) -> Any:
        """Value at a share (from 0, below 1) of the way from low to high."""
        steps = round(share * RESOLUTION)
        number = self.low + (self.high - self.low) * steps / RESOLUTION
        return _written(number, self.prefix, self.unit, is_whole=False)

    @property
    def ends(self) -> tuple[Any, Any]:
        """Lowest and highest value."""
        return self.at(0.0), self.at(1.0)


FieldValues = Values | Range


def parse_values(written: Any) -> FieldValues:
    """Read the values of a field.

    Parameters
    ----------
    written : list, str or dict
        ``[2, 4, 6]``; ``1:3:0.5`` or ``4h:8h:1h``, from low to high by steps; ``low:high`` or
        ``{low: x0.8, high: x1.2}``, anything between; ``{low: 2, high: 6, step: 2}``.

    Returns
    -------
    Values or Range

    Raises
    ------
    QuantityError
        If it is none of these.
    """
    if isinstance(written, list):
        return _listed(written)
    if isinstance(written, dict):
        unknown = next((key for key in written if key not in _KEYS), None)
        if unknown is not None:
            hint = did_you_mean(str(unknown), _KEYS)
            raise QuantityError(f"unknown key {shown(unknown)}; allowed are low, high, step{hint}")
        missing = [key for key in _KEYS[:2] if key not in written]
        if missing:
            raise QuantityError(f"{missing[0]} is missing; a range is {{low: 4h, high: 8h}}")
        return _ranged([written[key] for key in _KEYS if key in written])
    if isinstance(written, str) and len(parts := written.split(":")) in (2, 3):
        return _ranged(parts)
    raise QuantityError(f"expected {_EXAMPLE}, got {shown(written)}")


def value_text(value: Any) -> str:
    """Write one value for people: text and numbers as they are, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _listed(written: list[Any]) -> Values:
    if not written:
        raise QuantityError("nothing is listed here; list at least one value")
    if len(written) > MOST_VALUES:
        raise QuantityError(f"{len(written):,} values are too many; at most {MOST_VALUES:,}")
    texts = [json.dumps(value, sort_keys=True) for value in written]
    seen: set[str] = set()
    for text, value in zip(texts, written, strict=True):
        if text in seen:
            raise QuantityError(f"{shown(value)} is listed twice; list each value once")
        seen.add(text)
    return Values(tuple(written))


def _ranged(written: list[Any]) -> FieldValues:
    low, high, *steps = [_part(one) for one in written]
    if (low[0], low[2]) != (high[0], high[2]):
        raise QuantityError(
            f"{shown(written[0])} and {shown(written[1])} are not in the same unit; "
            "write it at both ends, such as 4h:8h"
        )
    if low[1] >= high[1]:
        raise QuantityError(f"{written[0]} is not below {written[1]}; write the lower end first")
    if not steps:
        return Range(low[1], high[1], low[0], low[2])
    return _stepped(low, high, steps[0], written)


_Part = tuple[str, Decimal, str]


def _stepped(low: _Part, high: _Part, step: _Part, written: list[Any]) -> Values:
    if step[0] not in ("", low[0]) or step[2] not in ("", low[2]) or step[1] <= 0:
        raise QuantityError(
            f"{shown(written[2])} is no step from {written[0]} to {written[1]}; "
            "write a number above 0, in the same unit or without one"
        )
    count, rest = divmod(high[1] - low[1], step[1])
    if count + 1 > MOST_VALUES:
        raise QuantityError(f"{int(count) + 1:,} values are too many; at most {MOST_VALUES:,}")
    if rest:
        raise QuantityError(
            f"steps of {written[2]} from {written[0]} lead to {_plain(high[1] - rest)} and past "
            f"{written[1]}; write an end that they meet"
        )
    is_whole = all(number == number.to_integral_value() for number in (low[1], high[1], step[1]))
    return Values(
        tuple(
            _written(low[1] + place * step[1], low[0], low[2], is_whole=is_whole)
            for place in range(int(count) + 1)
        )
    )


def _part(written: Any) -> _Part:
    is_number = isinstance(written, int | float) and not isinstance(written, bool)
    text = repr(written) if is_number else written
    found = _PART.fullmatch(text.strip()) if isinstance(text, str) else None
    if found is None:
        raise QuantityError(f"{shown(written)} is no end or step of a range; expected {_EXAMPLE}")
    return ("x" if found[1] else ""), Decimal(found[2]), (found[3] or "").strip()


def _written(number: Decimal, prefix: str, unit: str, *, is_whole: bool) -> Any:
    if prefix or unit:
        gap = " " if unit and not unit.startswith("%") else ""
        return f"{prefix}{_plain(number)}{gap}{unit}"
    return int(number) if is_whole else float(number)


def _plain(number: Decimal) -> str:
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
