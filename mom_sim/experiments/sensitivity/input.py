"""One input of a study and the range in which it is changed: from a share of the range to a value.

A range is two values as a person writes them, alike but for their numbers: ``40%`` and ``70%``,
``x0.8`` and ``x1.25``, ``lognormal(mean=1, cv=0.5)`` and ``lognormal(mean=1, cv=3)``. What lies
between them has numbers between theirs. Where both ends are whole numbers without a unit, so is all
between them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial

from mom_sim.scenario.changing import parse_path
from mom_sim.scenario.quantities import QuantityError

Value = str | int | float

_NUMBER = re.compile(r"(?<![A-Za-z0-9_.])[-+]?[0-9]+(?:\.[0-9]+)?|(?<=\bx)[0-9]+(?:\.[0-9]+)?")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_STEP = re.compile(r"[-+][0-9]+")
_DIGITS = 6
"""Significant digits of a value between the ends."""


@dataclass(frozen=True)
class Input:
    """One input and its range.

    Attributes
    ----------
    name : str
        What it is called: its path, or that of the default that it is.
    paths : tuple of str
        As in ``mom-sim sources``; ``*`` stands for every name.
    low, high : str
        Values at the ends, as they are written in a scenario.
    origin : str
        Where the range is from.
    value_at : callable
        From a share of the range (0 for `low`, 1 for `high`) to the value, as it may stand in a
        scenario.
    """

    name: str
    paths: tuple[str, ...]
    low: str
    high: str
    origin: str
    value_at: Callable[[float], Value] = field(repr=False, compare=False)

    def changes_at(self, share: float) -> dict[str, Value]:
        """What a scenario says instead at a share of the range, by path."""
        return dict.fromkeys(self.paths, self.value_at(share))

    def number_at(self, share: float) -> float:
        """The number at a share of the range, without what stands around it."""
        texts = [_NUMBER.findall(str(self.value_at(end))) for end in (0.0, share, 1.0)]
        for low, here, high in zip(*texts, strict=True):
            if low != high:
                return float(here)
        return float(texts[1][0])

    @property
    def unit(self) -> str:
        """What stands around the number, such as ``%``."""
        return " ".join(_NUMBER.sub("", self.low).split())


def input_of(path: str, low: str, high: str, *, origin: str = "asked for") -> Input:
    """Make an input of a range that somebody writes.

    Parameters
    ----------
    path, low, high, origin : str
        As of `Input`.

    Returns
    -------
    Input

    Raises
    ------
    QuantityError
        If the ends are not alike, or equal; or the path cannot be read.
    """
    parse_path(path)
    low, high = low.strip(), high.strip()
    shapes = [_NUMBER.sub("#", text) for text in (low, high)]
    numbers = [_NUMBER.findall(text) for text in (low, high)]
    if not numbers[0] or not numbers[1]:
        text = high if numbers[0] else low
        raise QuantityError(f'"{text}" has no number; write a range such as 40%:70% or x0.8:x1.25')
    if shapes[0] != shapes[1]:
        raise QuantityError(
            f'"{low}" and "{high}" differ in more than their numbers; write both in the same unit, '
            "such as 40%:70%"
        )
    if numbers[0] == numbers[1]:
        raise QuantityError(f'the range from "{low}" to "{high}" is empty; write two values')
    whole = shapes[0] == "#" and "." not in low + high
    return Input(path, (path,), low, high, origin, partial(_value, low, high, whole))


def _value(low: str, high: str, whole: bool, share: float) -> Value:
    ends = zip(_NUMBER.findall(low), _NUMBER.findall(high), strict=True)
    numbers = iter([_between(start, end, whole, share) for start, end in ends])
    text = _NUMBER.sub(lambda _: next(numbers), low)
    if _PLAIN.fullmatch(text):
        return int(text) if whole else float(text)
    return text


def _between(low: str, high: str, whole: bool, share: float) -> str:
    if low == high:
        return low
    value = Decimal(low) + (Decimal(high) - Decimal(low)) * Decimal(repr(float(share)))
    if whole:
        value = Decimal(int(value.to_integral_value()))
    sign = "+" if _STEP.fullmatch(low) and value >= 0 else ""
    text = format(Decimal(f"{value:.{_DIGITS}g}"), "f")
    return sign + (text.rstrip("0").rstrip(".") if "." in text else text)
