"""Durations that vary: ``lognormal(mean=6h, cv=0.8)`` -> ``Distribution`` in microseconds.

The kinds and their parameters come from the table of ``mom_sim.draws``; a bare quantity is a
constant. Times of one distribution are all on the clock on the wall or all in working time. Sizes
are written in the same way, as numbers without a unit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.draws.distributions import (
    DISTRIBUTION_KINDS,
    Distribution,
    DistributionError,
    Parameter,
    distribution,
)
from mom_sim.scenario.quantities import (
    HOURS_OF_WORK,
    WALL_CLOCK,
    WORKING_TIME,
    Duration,
    QuantityError,
    did_you_mean,
    parse_duration,
    parse_number,
    shown,
)

LONGEST_EFFORT_HOURS = 100_000  # fifty years of one person
LONGEST_DELAY_HOURS = 24 * 366 * 100  # a hundred years
MEAN_TOLERANCE = 1e-9  # of a size, whose mean is 1 but for rounding

_SIZE = "lognormal(mean=1, cv=0.8)"
_NO_UNIT = "no unit"
_CALL = re.compile(r"([A-Za-z_]\w*)\s*\((.*)\)", re.ASCII | re.DOTALL)
_ARGUMENT = re.compile(r"([A-Za-z_]\w*)\s*=\s*(.+)", re.ASCII | re.DOTALL)
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)


@dataclass(frozen=True)
class TimeDistribution:
    """A random length of time, in microseconds, and whether it passes in working time."""

    distribution: Distribution
    working: bool


def parse_time_distribution(
    written: object,
    hours_per_day: float,
    clock: str = "",
    example: str = "6h or lognormal(mean=6h, cv=0.8)",
) -> TimeDistribution:
    """Read a length of time that may vary.

    Parameters
    ----------
    written : object
        A duration, or a kind of distribution with its parameters by name.
    hours_per_day : float, hours
        Length of a working day.
    clock : str
        ``HOURS_OF_WORK``: plain hours mean hands-on work, days have to be working days.
        ``WALL_CLOCK`` or ``WORKING_TIME``: only this one. Empty: as the units say.
    example : str
        Shown where the text cannot be read.

    Returns
    -------
    TimeDistribution

    Raises
    ------
    QuantityError
        If it cannot be read, mixes clocks, reaches below zero, has no finite mean, or is longer
        than anybody means.
    """
    text = written.strip() if isinstance(written, str) else written
    call = _CALL.fullmatch(text) if isinstance(text, str) else None
    if call is None:
        if isinstance(text, str) and _WORD.match(text) and not text[:1].isdigit():
            raise QuantityError(_not_a_call(text, example))
        return _checked(_constant(written, hours_per_day, clock, example), written, clock)
    reader, parameters = _read_call(call[1], call[2], hours_per_day, clock)
    if reader.kind == "scipy" and not parameters.keys() & {"scale", "loc"}:
        raise QuantityError("scipy: scale is missing; write the unit of time as in scale=3h")
    return _checked(_built(reader, parameters), written, clock)


def parse_size_distribution(written: object) -> Distribution:
    """Read a factor that varies about 1.

    Parameters
    ----------
    written : object
        1, or a kind of distribution with its parameters by name, numbers without a unit.

    Returns
    -------
    Distribution

    Raises
    ------
    QuantityError
        If it cannot be read, reaches below zero, or does not have the mean 1.
    """
    text = written.strip() if isinstance(written, str) else written
    call = _CALL.fullmatch(text) if isinstance(text, str) else None
    if call is None:
        read = distribution("constant", value=parse_number(written, f"1 or {_SIZE}"))
    else:
        reader, parameters = _read_call(call[1], call[2], 1.0, _NO_UNIT)
        try:
            read = distribution(reader.kind, **parameters)
        except DistributionError as error:
            raise QuantityError(str(error).replace("'", '"')) from None
    if read.support()[0] < 0:
        raise QuantityError(
            f"{shown(written)} can fall below zero, which no size can; write it as in {_SIZE}"
        )
    mean = read.mean()
    if not abs(mean - 1.0) <= MEAN_TOLERANCE:
        raise QuantityError(
            f"{shown(written)} has the mean {mean:.6g}; a size says how campaigns differ, not how "
            f"much work there is, and has the mean 1, as in {_SIZE}"
        )
    return read


def _read_call(
    kind: str, arguments: str, hours_per_day: float, clock: str
) -> tuple[_Reader, dict[str, Any]]:
    if kind not in DISTRIBUTION_KINDS:
        raise QuantityError(
            f'unknown distribution "{kind}"; allowed are {", ".join(DISTRIBUTION_KINDS)}'
            f"{did_you_mean(kind, DISTRIBUTION_KINDS)}"
        )
    reader = _Reader(kind, hours_per_day, clock)
    parameters: dict[str, Any] = {}
    for argument in _split(arguments):
        name, value = reader.argument(argument)
        if name in parameters:
            raise QuantityError(f"{kind}: {name} is given twice; give it once")
        parameters[name] = value
    return reader, parameters


def _constant(written: object, hours_per_day: float, clock: str, example: str) -> TimeDistribution:
    duration = parse_duration(written, example)
    reader = _Reader("constant", hours_per_day, clock)
    value = reader.time(duration)
    return TimeDistribution(distribution("constant", value=value), reader.working or False)


def _not_a_call(text: str, example: str) -> str:
    name = _WORD.match(text)
    if name is not None and name[0] in DISTRIBUTION_KINDS and "(" in text:
        return f"{shown(text)} has no closing bracket; write for example {_example(name[0])}"
    if name is not None and name[0] == text and text in DISTRIBUTION_KINDS:
        return f"{text} needs its parameters; write for example {_example(text)}"
    return f"expected a length of time such as {example}, got {shown(text)}"


def _example(kind: str) -> str:
    names = DISTRIBUTION_KINDS[kind].parameters
    listed = (f"{p.name}={'6h' if p.is_time else '0.8'}" for p in names if p.default is None)
    return f"{kind}({', '.join(listed)})"


def _split(arguments: str) -> Iterator[str]:
    """Cut at the commas that are not within square brackets."""
    depth, start = 0, 0
    for position, character in enumerate(arguments):
        depth += (character in "[(") - (character in "])")
        if character == "," and depth == 0:
            yield arguments[start:position].strip()
            start = position + 1
    if arguments.strip():
        yield arguments[start:].strip()


class _Reader:
    """Reads the parameters of one distribution and watches that its times use one clock."""

    def __init__(self, kind: str, hours_per_day: float, clock: str) -> None:
        self.kind = kind
        self.working: bool | None = None
        self._hours_per_day = hours_per_day
        self._clock = clock
        self._parameters = {p.name: p for p in DISTRIBUTION_KINDS[kind].parameters}

    def argument(self, text: str) -> tuple[str, Any]:
        """Read ``name=value``."""
        match = _ARGUMENT.fullmatch(text)
        if match is None:
            raise QuantityError(
                f"{self.kind}: {shown(text)} has no name; write for example {_example(self.kind)}"
            )
        name, value = match[1], match[2].strip()
        parameter = self._parameters.get(name)
        if value.startswith("[") and value.endswith("]"):
            return name, [self._value(name, parameter, item) for item in _split(value[1:-1])]
        return name, self._value(name, parameter, value)

    def _value(self, name: str, parameter: Parameter | None, text: str) -> Any:
        if parameter is not None and parameter.is_time and self._clock != _NO_UNIT:
            try:
                # Below zero is the distribution's to refuse: it knows which bounds it has.
                sign = -1 if text.startswith("-") else 1
                return sign * self.time(parse_duration(text.removeprefix("-")))
            except QuantityError as error:
                raise QuantityError(f"{self.kind}: {name}: {error}") from None
        if name == "name" and _WORD.fullmatch(text):
            return text
        try:
            return parse_number(text)
        except QuantityError as error:
            raise QuantityError(f"{self.kind}: {name}: {error}") from None

    def time(self, duration: Duration) -> float:
        """Return a time in microseconds if it goes with the clock."""
        unit = duration.unit
        zero = duration.amount == 0
        if self._clock == HOURS_OF_WORK:
            if unit.name in ("days", "weeks") and not zero:
                raise QuantityError(
                    f"an effort is hands-on work; {unit.name} pass by the clock on the wall: write "
                    "hours (6h) or working days"
                )
        elif self._clock == WALL_CLOCK and unit.working:
            raise QuantityError(f"{unit.name} do not fit here; write min, h, days or weeks")
        elif self._clock == WORKING_TIME and not unit.working and not zero:
            raise QuantityError(f"{unit.name} do not fit here; write working hours or working days")
        elif not zero and self.working not in (None, unit.working):
            raise QuantityError(
                "times by the clock on the wall and in working time cannot be mixed in one "
                "distribution"
            )
        if not zero:
            self.working = unit.working
        return float(duration.exact(self._hours_per_day))


def _built(reader: _Reader, parameters: dict[str, Any]) -> TimeDistribution:
    kind = reader.kind
    times = {p.name for p in DISTRIBUTION_KINDS[kind].parameters if p.is_time}
    try:
        # In hours first, so that a message shows a number that a person can read.
        distribution(kind, **{n: _hours(v) if n in times else v for n, v in parameters.items()})
        built = distribution(kind, **parameters)
    except DistributionError as error:
        text = str(error).replace("'", '"')
        in_hours = re.search(r"\d\.\d|\d, ", text) is not None
        raise QuantityError(f"{text} (times in hours)" if in_hours else text) from None
    return TimeDistribution(built, reader.working or False)


def _hours(value: float | Sequence[float]) -> Any:
    if isinstance(value, Sequence):
        return [item / MICROSECONDS_PER_HOUR for item in value]
    return value / MICROSECONDS_PER_HOUR


def _checked(read: TimeDistribution, written: object, clock: str) -> TimeDistribution:
    lowest, _ = read.distribution.support()
    if lowest < 0:
        raise QuantityError(
            f"{shown(written)} can fall below zero, which no length of time can; use lognormal, "
            "gamma or triangular"
        )
    mean = read.distribution.mean()
    if not math.isfinite(mean):
        raise QuantityError(f"{shown(written)} has no finite mean; use lognormal, gamma or weibull")
    effort = clock == HOURS_OF_WORK
    longest = LONGEST_EFFORT_HOURS if effort else LONGEST_DELAY_HOURS
    if mean > longest * MICROSECONDS_PER_HOUR:
        what = f"{longest:,} hours of work" if effort else "100 years"
        raise QuantityError(f"{shown(written)} is longer than {what}; write what can be meant")
    return read
