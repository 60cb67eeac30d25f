"""The types of single values: each reads text against the context and says what it expects."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from pydantic import Field, PlainValidator, ValidationInfo, WithJsonSchema

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.draws.distributions import Distribution
from mom_sim.scenario.context import Context
from mom_sim.scenario.defaults import CurrencyText
from mom_sim.scenario.distribution_grammar import (
    TimeDistribution,
    parse_size_distribution,
    parse_time_distribution,
)
from mom_sim.scenario.instants import parse_instant
from mom_sim.scenario.quantities import (
    HOURS_OF_WORK,
    SCHEDULED_HOURS_PER_YEAR,
    WALL_CLOCK,
    WORKING_TIME,
    QuantityError,
    parse_duration,
    parse_money,
    parse_number,
    parse_rate,
    parse_share,
    parse_share_per_year,
    shown,
)

LARGEST_COUNT = 10**9
HOURS_PER_WEEK = 24 * 7


def value_type(
    result: Any, read: Callable[[Any, Context], Any], *examples: Any, **schema: Any
) -> Any:
    """Make the type of a value.

    Parameters
    ----------
    result : type
        What it becomes.
    read : callable
        ``read(written, context)``, a value that nothing changes; raises ``ValueError`` with the
        message.
    *examples
        For the JSON Schema.
    **schema
        Further keywords of the JSON Schema.

    Returns
    -------
    type
    """
    read_text = lru_cache(maxsize=1024)(read)  # most texts are those of the scenario before

    def validated(written: Any, info: ValidationInfo) -> Any:
        context: Context = info.context  # type: ignore[assignment]
        if isinstance(written, CurrencyText):
            written = written.replace("{currency}", context.currency)
        return read_text(written, context) if type(written) is str else read(written, context)

    schema.setdefault("type", "string")
    return Annotated[
        result, PlainValidator(validated), WithJsonSchema({**schema, "examples": list(examples)})
    ]


def _fixed(written: Any, context: Context, clock: str, example: str) -> int:
    varying = isinstance(written, str) and "(" in written
    if varying:
        raise QuantityError(f"expected one length of time such as {example}, got {shown(written)}")
    read = parse_time_distribution(written, context.hours_per_day, clock, example)
    return round(read.distribution.mean())


def _wall_time(written: Any, context: Context) -> int:
    return _fixed(written, context, WALL_CLOCK, "3 weeks")


def _mean_wall_time(written: Any, context: Context) -> int:
    if isinstance(written, str) and "working" in written:
        working = _working_time(written, context)
        return round(working * HOURS_PER_WEEK / context.hours_per_week)
    return _wall_time(written, context)


def _working_time(written: Any, context: Context) -> int:
    return _fixed(written, context, WORKING_TIME, "2 working days")


def _work(written: Any, context: Context) -> int:
    return _fixed(written, context, HOURS_OF_WORK, "30 min or 6h")


def _effort(written: Any, context: Context) -> Distribution:
    return parse_time_distribution(written, context.hours_per_day, HOURS_OF_WORK).distribution


def _delay(written: Any, context: Context) -> TimeDistribution:
    return parse_time_distribution(
        written, context.hours_per_day, "", "3 working days or gamma(mean=5 days, cv=0.7)"
    )


def _wall_distribution(written: Any, context: Context) -> Distribution:
    return parse_time_distribution(
        written, context.hours_per_day, WALL_CLOCK, "5h or gamma(mean=5h, cv=0.7)"
    ).distribution


def _interval(written: Any, context: Context) -> Distribution:
    interval = _wall_distribution(written, context)
    if interval.mean() <= 0:
        raise QuantityError(f"{shown(written)} is no time at all; write an interval above zero")
    return interval


def _working_days(written: Any, context: Context) -> Distribution:
    read = parse_time_distribution(
        written, context.hours_per_day, WORKING_TIME, "exponential(mean=3 working days)"
    )
    if read.distribution.mean() <= 0:
        raise QuantityError(f"{shown(written)} is no time at all; write a length above zero")
    return read.distribution.scaled(1.0 / (context.hours_per_day * MICROSECONDS_PER_HOUR))


def _number_of_days(written: Any, context: Context) -> float:
    days = _working_time(written, context) / (context.hours_per_day * MICROSECONDS_PER_HOUR)
    if days <= 0:
        raise QuantityError(f"{shown(written)} is no time at all; write a length above zero")
    return days


def _days_per_year(written: Any, context: Context) -> float:
    example = "20 working days per year"
    text = " ".join(written.split()) if isinstance(written, str) else ""
    if not text.endswith(" per year"):
        raise QuantityError(f"expected an amount such as {example}, got {shown(written)}")
    days = _working_time(text.removesuffix(" per year"), context)
    number = days / (context.hours_per_day * MICROSECONDS_PER_HOUR)
    if number > 260:
        raise QuantityError(f"{written} is more than a year has; at most 260 are allowed")
    return number


def _hours_per_day(written: Any, context: Context) -> float:
    duration = parse_duration(written, "8h")
    if duration.unit.name not in ("h", "min", "working hours"):
        raise QuantityError(f"expected the hours of a working day such as 8h, got {shown(written)}")
    hours = duration.amount * duration.unit.microseconds / MICROSECONDS_PER_HOUR
    if not 0 < hours <= 24:
        raise QuantityError(f"{shown(written)} is no length of a day; write 8h, at most 24h")
    return float(hours)


def _date(written: Any, context: Context) -> date:
    try:
        if not isinstance(written, str):
            raise ValueError
        day = date.fromisoformat(written)
    except ValueError:
        raise QuantityError(f"expected a date such as 2026-01-05, got {shown(written)}") from None
    if not 1971 <= day.year <= 2200 or len(written) != len("2026-01-05"):
        raise QuantityError(f"expected a date such as 2026-01-05, got {shown(written)}")
    return day


def _start_instant(written: Any, context: Context) -> int:
    return parse_instant(written, context)


def _end_instant(written: Any, context: Context) -> int:
    return parse_instant(written, context, end=True)


def _cost_per_hour(written: Any, context: Context) -> float:
    money = parse_money(written, context.currency, ("hour", "year"))
    return money.amount / (SCHEDULED_HOURS_PER_YEAR if money.per == "year" else 1)


def _price_per_hour(written: Any, context: Context) -> float:
    return parse_money(written, context.currency, ("hour",)).amount


def _per_year(written: Any, context: Context) -> float:
    return parse_money(written, context.currency, ("year",)).amount


def _amount(written: Any, context: Context) -> float:
    return parse_money(written, context.currency).amount


def _price_per_piece(written: Any, context: Context) -> float:
    return parse_money(written, context.currency, ("piece", "")).amount


def _speed(written: Any, context: Context) -> float:
    speed = parse_share(written, 0.0, 10.0)
    if speed < 0.01:
        raise QuantityError(f"{written} is no speed; write 0.01 to 10 (1 is full speed)")
    return speed


def _productive(written: Any, context: Context) -> float:
    share = parse_share(written)
    if share < 0.01:
        raise QuantityError(f"{written} leaves no time for work; write 1% to 100%")
    return share


def _factor(written: Any, context: Context) -> float:
    factor = parse_number(written, "1.35")
    if not 0 <= factor <= 1000:
        raise QuantityError(
            f"{written} is not possible; a factor is from 0 to 1000, 1 changes nothing"
        )
    return factor


def _change(written: Any, context: Context) -> float:
    text = written.strip() if isinstance(written, str) else ""
    if text[:1] not in ("+", "-"):
        raise QuantityError(f"expected a change of hours such as +25%, got {shown(written)}")
    return 1.0 + parse_share(text, -1.0, 2.0)


def _currency(written: Any, context: Context) -> str:
    if not (
        isinstance(written, str) and len(written) == 3 and written.isalpha() and written.isupper()
    ):
        raise QuantityError(f"expected a currency code such as USD or EUR, got {shown(written)}")
    return str(written)


_ANY = {"type": ["string", "number"]}
_SIZES = ("lognormal(mean=1, cv=0.8)", 1)

WallTime = value_type(int, _wall_time, "3 weeks", "5 days")
"""Microseconds by the clock on the wall."""
MeanWallTime = value_type(int, _mean_wall_time, "10 working days", "2 weeks")
"""Microseconds by the clock on the wall; working time in the proportion of a mean week."""
WorkingTime = value_type(int, _working_time, "2 working days", "4 working hours")
"""Microseconds of working time."""
Work = value_type(int, _work, "6h", "30 min", "2 working days")
"""Microseconds of hands-on work."""
Effort = value_type(Distribution, _effort, "6h", "lognormal(mean=6h, cv=0.8)")
"""Microseconds of hands-on work, at random."""
Size = value_type(Distribution, lambda w, c: parse_size_distribution(w), *_SIZES, **_ANY)
"""Of one campaign compared with the mean of its type, at random."""
DelayTime = value_type(TimeDistribution, _delay, "3 working days", "gamma(mean=5 days, cv=0.7)")
"""Microseconds of a wait, at random, by either clock."""
WallDistribution = value_type(Distribution, _wall_distribution, "42 days", "exponential(mean=2h)")
"""Microseconds by the clock on the wall, at random."""
Interval = value_type(Distribution, _interval, "5h", "gamma(mean=5h, cv=0.7)")
"""Microseconds between two events, by the clock on the wall, at random."""
SpellOfDays = value_type(Distribution, _working_days, "exponential(mean=3 working days)")
"""Working days, at random."""
NumberOfDays = value_type(float, _number_of_days, "5 working days")
"""Working days."""
DaysPerYear = value_type(float, _days_per_year, "20 working days per year")
"""Working days a year."""
HoursPerDay = value_type(float, _hours_per_day, "8h", "7.5h")
"""Hours of a working day."""
DateOnly = value_type(date, _date, "2026-01-05", format="date")
"""A date."""
StartInstant = value_type(int, _start_instant, "2026-10-05", "20 weeks")
"""Microseconds since the start; a date is its first instant."""
EndInstant = value_type(int, _end_instant, "2026-11-27", "28 weeks")
"""Microseconds since the start; a date is included to its end."""
Rate = value_type(float, lambda w, c: parse_rate(w), "400 per year", "2 per week")
"""How often, a year."""
Share = value_type(float, lambda w, c: parse_share(w), "60%", 0.6, **_ANY)
"""From 0 to 1."""
ExtraShare = value_type(float, lambda w, c: parse_share(w, 0.0, 10.0), "50%", 0.5, **_ANY)
"""From 0 to 10: what comes on top."""
SharePerYear = value_type(float, lambda w, c: parse_share_per_year(w), "17% per year")
"""A hazard, a year."""
ProductiveShare = value_type(float, _productive, "60%", 0.6, **_ANY)
"""From 1% to 1."""
Speed = value_type(float, _speed, 1.0, "70%", **_ANY)
"""Of work; 1 is full speed."""
Factor = value_type(float, _factor, 1.35, **_ANY)
"""On a rate; 1 changes nothing."""
Change = value_type(float, _change, "+25%")
"""Of hours, as a factor: +25% is 1.25."""
CostPerHour = value_type(float, _cost_per_hour, "85 USD/hour", "85k USD/year", **_ANY)
"""Currency per scheduled hour."""
PricePerHour = value_type(float, _price_per_hour, "140 USD/hour", **_ANY)
"""Currency per hour."""
AmountPerYear = value_type(float, _per_year, "100k USD/year", **_ANY)
"""Currency per year."""
Amount = value_type(float, _amount, "5k USD", "1.2M USD", **_ANY)
"""Currency."""
PricePerPiece = value_type(float, _price_per_piece, "900 USD/piece", **_ANY)
"""Currency per piece of work."""
Currency = value_type(str, _currency, "USD", "EUR")
"""Code of a currency."""
Count = Annotated[int, Field(ge=1, le=LARGEST_COUNT)]
"""A whole number from 1."""
CountOrZero = Annotated[int, Field(ge=0, le=LARGEST_COUNT)]
"""A whole number from 0."""
