"""The values that a person writes: durations, rates, money, shares. Text in, numbers out.

Amounts are read as exact fractions and rounded once, when they become microseconds or a float.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from types import MappingProxyType

from mom_sim.calendars.units import (
    MICROSECONDS_PER_DAY,
    MICROSECONDS_PER_HOUR,
    MICROSECONDS_PER_MINUTE,
    MICROSECONDS_PER_SECOND,
    MICROSECONDS_PER_WEEK,
)

DAYS_PER_YEAR = Fraction(1461, 4)  # 365.25: the mean year of the Julian calendar
SCHEDULED_HOURS_PER_YEAR = 2080  # 52 weeks of 40 hours: what a yearly cost is divided by
LARGEST_NUMBER = 10**15
LONGEST_QUOTE = 60  # characters of what was written that a message repeats

HOURS_OF_WORK = "hours_of_work"  # hands-on work, where plain hours can only mean work
WALL_CLOCK = "wall_clock"
WORKING_TIME = "working_time"


class QuantityError(ValueError):
    """Text that is not the quantity it should be; says what is wrong and what is allowed."""


@dataclass(frozen=True)
class TimeUnit:
    """A unit of time: a record of the table.

    Attributes
    ----------
    name : str
        As it is printed.
    spellings : tuple of str
        As it may be written, in any case.
    microseconds : int
        Length; 0 for a working day, whose length is the scenario's.
    working : bool
        True if it counts working time, False if it counts time on the clock on the wall.
    """

    name: str
    spellings: tuple[str, ...]
    microseconds: int
    working: bool


TIME_UNITS = (
    TimeUnit("s", ("s", "sec", "second", "seconds"), MICROSECONDS_PER_SECOND, False),
    TimeUnit("min", ("min", "minute", "minutes"), MICROSECONDS_PER_MINUTE, False),
    TimeUnit("h", ("h", "hour", "hours"), MICROSECONDS_PER_HOUR, False),
    TimeUnit("days", ("day", "days"), MICROSECONDS_PER_DAY, False),
    TimeUnit("weeks", ("week", "weeks"), MICROSECONDS_PER_WEEK, False),
    TimeUnit(
        "working hours",
        ("working hours", "working hour", "working h"),
        MICROSECONDS_PER_HOUR,
        True,
    ),
    TimeUnit("working days", ("working days", "working day"), 0, True),
)

_UNIT_BY_SPELLING: Mapping[str, TimeUnit] = MappingProxyType(
    {spelling: unit for unit in TIME_UNITS for spelling in unit.spellings}
)
_HINTS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("m",), "m may be minutes or months; write min, or weeks"),
        **dict.fromkeys(("month", "months", "mo"), "months differ in length; write days or weeks"),
        **dict.fromkeys(("year", "years", "y", "a"), "write weeks: a year has about 52"),
        **dict.fromkeys(("d",), "write days (by the clock on the wall) or working days"),
        **dict.fromkeys(("w", "wk", "wks"), "write weeks"),
        **dict.fromkeys(("hr", "hrs"), "write h"),
        **dict.fromkeys(("mins",), "write min"),
        **dict.fromkeys(("business day", "business days", "workdays"), "write working days"),
        **dict.fromkeys(("working week", "working weeks"), "write working days"),
    }
)
_ALLOWED_UNITS = ", ".join(unit.name for unit in TIME_UNITS)
_NUMBER = r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?"
_AMOUNT = re.compile(rf"({_NUMBER})\s*(.*)", re.ASCII | re.DOTALL)
_RATE = re.compile(rf"({_NUMBER})\s*(?:per|/|an?\s)\s*(.+)", re.ASCII | re.DOTALL)
_SHARE = re.compile(rf"({_NUMBER})\s*%", re.ASCII)
_MONEY = re.compile(
    rf"({_NUMBER})\s*([kM]?)\s+([A-Za-z]{{3}})\s*(?:(?:/|per\s)\s*(.+))?", re.ASCII | re.DOTALL
)


@dataclass(frozen=True)
class Duration:
    """A length of time as it is written: ``3 working days``.

    Attributes
    ----------
    amount : Fraction
    unit : TimeUnit
    """

    amount: Fraction
    unit: TimeUnit

    def exact(self, hours_per_day: float) -> Fraction:
        """Return the length in microseconds, unrounded.

        Parameters
        ----------
        hours_per_day : float, hours
            Length of a working day.
        """
        return self.amount * (self.unit.microseconds or _working_day(hours_per_day))

    def microseconds(self, hours_per_day: float) -> int:
        """Return the length in microseconds, rounded half to even."""
        return round(self.exact(hours_per_day))


@dataclass(frozen=True)
class Money:
    """An amount of money, and what it is for: ``hour``, ``year``, ``piece`` or nothing."""

    amount: float
    currency: str
    per: str


def parse_duration(written: object, example: str = "6h or 3 working days") -> Duration:
    """Read a length of time.

    Parameters
    ----------
    written : object
        Text such as ``6h``, ``30 min``, ``2 weeks``, ``3 working days``.
    example : str
        Shown where it is none.

    Returns
    -------
    Duration

    Raises
    ------
    QuantityError
        If it is no such text, has an unknown or ambiguous unit, or is negative.
    """
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise QuantityError(f"expected a length of time such as {example}, got {shown(written)}")
    match = _AMOUNT.fullmatch(str(written).strip())
    if match is None:
        raise QuantityError(f"expected a length of time such as {example}, got {shown(written)}")
    name = " ".join(match[2].lower().split())
    if not name:
        raise QuantityError(f"{written} has no unit; write {match[1]}h or {match[1]} working days")
    unit = _UNIT_BY_SPELLING.get(name)
    if unit is None:
        raise QuantityError(_unknown_unit(match[2].strip(), name))
    return Duration(_non_negative(_fraction(match[1]), written), unit)


def parse_number(written: object, example: str = "0.5") -> float:
    """Read a plain finite number.

    Raises
    ------
    QuantityError
        If it is not a number.
    """
    if isinstance(written, str) and re.fullmatch(_NUMBER, written.strip(), re.ASCII):
        return float(_fraction(written.strip()))
    if (
        isinstance(written, int | float)
        and not isinstance(written, bool)
        and math.isfinite(written)
    ):
        return float(_in_range(Fraction(str(written)), written))
    raise QuantityError(f"expected a number such as {example}, got {shown(written)}")


def parse_share(written: object, low: float = 0.0, high: float = 1.0) -> float:
    """Read a share or probability.

    Parameters
    ----------
    written : object
        ``60%`` or ``0.6``.
    low, high : float
        What is allowed, both included.

    Returns
    -------
    float
        60% is 0.6.

    Raises
    ------
    QuantityError
        If it is neither, or outside the range.
    """
    match = _SHARE.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is not None:
        share = float(_fraction(match[1]) / 100)
    elif isinstance(written, bool) or not isinstance(written, int | float):
        raise QuantityError(f"expected a share such as 60% or 0.6, got {shown(written)}")
    else:
        share = parse_number(written)
    if not low <= share <= high:
        hint = f"; did you mean {written}%?" if high < share <= 100 and match is None else ""
        raise QuantityError(
            f"{written} is outside the allowed range from {low:.0%} to {high:.0%}{hint}"
        )
    return share


def parse_rate(written: object) -> float:
    """Read how often something happens.

    Parameters
    ----------
    written : object
        ``400 per year``, ``2 per week``, ``3 per day``, ``0.8 per h``; `` / `` may stand for per.

    Returns
    -------
    float, per year of 365.25 days

    Raises
    ------
    QuantityError
        If it is no such text, or not above zero.
    """
    example = "400 per year, 2 per week or 0.8 per h"
    match = _RATE.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        raise QuantityError(f"expected a rate such as {example}, got {shown(written)}")
    amount = _fraction(match[1])
    if amount <= 0:
        raise QuantityError(f"{written} is not above zero; write a rate such as {example}")
    return float(amount * _periods_per_year(match[2]))


def parse_share_per_year(written: object) -> float:
    """Read a yearly hazard such as ``17% per year``.

    Returns
    -------
    float, per year

    Raises
    ------
    QuantityError
        If it is no such text, or negative, or above 1000% per year.
    """
    text = written if isinstance(written, str) else ""
    share, _, period = (part.strip() for part in text.partition("%"))
    if " ".join(period.split()) not in ("per year", "/year", "/ year", "a year"):
        raise QuantityError(f"expected a yearly share such as 17% per year, got {shown(written)}")
    return parse_share(f"{share}%", 0.0, 10.0)


def parse_money(written: object, currency: str, per: tuple[str, ...] = ("",)) -> Money:
    """Read an amount of money.

    Parameters
    ----------
    written : object
        ``5k USD``, ``1.2M USD``, ``85 USD/hour``, ``85k USD/year``; 0 needs no currency.
    currency : str
        The scenario's; it has to be this one.
    per : tuple of str
        Allowed units: ``hour``, ``year``, ``piece``, or the empty text for a plain amount.

    Returns
    -------
    Money

    Raises
    ------
    QuantityError
        If it is no such text, another currency, or negative.
    """
    example = " or ".join(f"85{'k' if p == 'year' else ''} {currency}{p and '/' + p}" for p in per)
    if written == 0 and not isinstance(written, bool):
        return Money(0.0, currency, per[0])
    match = _MONEY.fullmatch(written.strip()) if isinstance(written, str) else None
    if match is None:
        raise QuantityError(f"expected an amount such as {example}, got {shown(written)}")
    number, multiple, code, unit = match[1], match[2], match[3], (match[4] or "").strip().lower()
    if code != currency:
        raise QuantityError(
            f"{shown(written)} is in {code}; this scenario counts in {currency} (see currency), "
            "and nothing is converted"
        )
    unit = {"h": "hour", "y": "year", "item": "piece"}.get(unit, unit)
    if unit not in per:
        raise QuantityError(f"{shown(written)} should be written as {example}")
    factor = {"": 1, "k": 1_000, "M": 1_000_000}[multiple]
    amount = _non_negative(_in_range(_fraction(number) * factor, written), written)
    return Money(float(amount), code, unit)


def shown(written: object) -> str:
    """Quote what was written, cut if it is long."""
    if isinstance(written, dict):
        return "a mapping"
    if isinstance(written, list):
        return "a list"
    text = str(written).lower() if isinstance(written, bool) else str(written)
    text = text if len(text) <= LONGEST_QUOTE else f"{text[: LONGEST_QUOTE - 3]}..."
    if not text.isprintable():
        text = text.encode("unicode_escape").decode("ascii")
    return f'"{text}"' if isinstance(written, str) else text


def did_you_mean(written: str, known: Iterable[object]) -> str:
    """Return ``; did you mean "x"?`` for the nearest known name, or nothing."""
    near = nearest(written, known)
    return f'; did you mean "{near}"?' if near else ""


def nearest(written: str, known: Iterable[object]) -> str | None:
    """Return the known name that is nearest to what was written, or None if none is near."""
    names = {str(name).lower(): str(name) for name in known}
    close = get_close_matches(written.lower(), names, n=1)
    return names[close[0]] if close else None


def _unknown_unit(written: str, name: str) -> str:
    if name in _HINTS:
        return f'"{written}" is not a unit of time here: {_HINTS[name]}'
    return (
        f'unknown unit of time "{written}"; allowed are {_ALLOWED_UNITS}'
        f"{did_you_mean(name, _UNIT_BY_SPELLING)}"
    )


def _periods_per_year(written: str) -> Fraction:
    name = " ".join(written.lower().split())
    if name in ("year", "years"):
        return Fraction(1)
    unit = _UNIT_BY_SPELLING.get(name)
    if unit is None or unit.working:
        hint = "a year has 12 months" if name.startswith("month") else "the year has 365.25 days"
        raise QuantityError(
            f'unknown period "{written}" of a rate; allowed are year, week, day, h ({hint})'
        )
    return DAYS_PER_YEAR * MICROSECONDS_PER_DAY / unit.microseconds


def _working_day(hours_per_day: float) -> Fraction:
    return Fraction(hours_per_day) * MICROSECONDS_PER_HOUR


def _fraction(text: str) -> Fraction:
    if len(text) > 40 or abs(int(text.lower().partition("e")[2] or 0)) > 30:
        raise QuantityError(f"{shown(text)} is too long a number; write one that can be meant")
    return _in_range(Fraction(text.rstrip(".")), text)


def _in_range(number: Fraction, written: object) -> Fraction:
    if abs(number) > LARGEST_NUMBER:
        raise QuantityError(f"{shown(written)} is too large; at most 1e15 is allowed")
    return number


def _non_negative(number: Fraction, written: object) -> Fraction:
    if number < 0:
        raise QuantityError(f"{shown(written)} is negative; write zero or more")
    return number
