"""The inputs of a study that are uncertain, and how far each may plausibly lie from what is taken.

Every number that ``mom-sim sources`` lists with a range is uncertain within it, whatever its mark.
A default that is ASSUMED or FOUND and has no range of its own is uncertain by rule: an assumption
by half of it, a found figure by a quarter. What stays as it is: the run and its calendars; numbers
without a unit, which count or weigh something; and what is 0 or 100% by default, which says that
something is not there. So do numbers that the scenario itself states without a range.

One default that holds in several places is one input: if turnover is higher than assumed, it is
for all roles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from mom_sim.operating_models.library import archetype_documents
from mom_sim.scenario.changing import parse_path
from mom_sim.scenario.defaults import find_default
from mom_sim.scenario.quantities import QuantityError, parse_duration
from mom_sim.scenario.sources import SourceRow, model_sources, sources_of
from mom_sim.scenario.surroundings import surroundings_of_scenario
from mom_sim.scenario.written_values import scaled, with_argument
from mom_sim.simulation import Study

RULES = {"FOUND": 0.25, "ASSUMED": 0.5}
"""By mark: how far a default without a range may lie from its value, as a share of it."""

_FIXED = ("run", "calendars", "format", "currency", "hours_per_day")
_NUMBER = re.compile(r"\s*([0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(.*)", re.ASCII | re.DOTALL)
_CALL = re.compile(r"\s*[A-Za-z_]\w*\s*\(.*\)\s*", re.ASCII | re.DOTALL)
_MEAN = re.compile(r"\bmean\s*=\s*([^,()]+)", re.ASCII)
_ARGUMENT = re.compile(r"(\w+)\s*=\s*([^,()]+)", re.ASCII)


@dataclass(frozen=True)
class UncertainInput:
    """A number that may be another.

    Attributes
    ----------
    name : str
        Path of the default that it is, or its own.
    paths : tuple of str
        Where it holds, as in ``mom-sim sources``.
    value : str
        As it is taken.
    mark : str
        FOUND, ASSUMED, or what else the source says.
    range : tuple of str
        Lowest and highest plausible value; empty where the rule for its mark holds.
    hours_per_day : float
        Length of a working day, where a range is in another unit of time than the value.
    """

    name: str
    paths: tuple[str, ...]
    value: str
    mark: str
    range: tuple[str, ...]
    hours_per_day: float = 8.0

    def at(self, position: float) -> Any:
        """The value at a position in its range.

        Parameters
        ----------
        position : float, within [0, 1]
            0 is the lowest, 1/2 what is taken, 1 the highest; linear between.

        Returns
        -------
        str, int or float
            As a person would write it.

        Raises
        ------
        QuantityError
            If value and range cannot be read together.
        """
        if not self.range:
            factor = 1.0 + RULES[self.mark] * (2.0 * position - 1.0)
            return _limited(scaled(_plain_number(self.value), Decimal(f"{factor:.6f}")))
        low, high = self.range
        return _between(self.value, low, high, position, self.hours_per_day)


def uncertain_inputs(study: Study, models: Sequence[str]) -> tuple[UncertainInput, ...]:
    """List the uncertain inputs of a study.

    Parameters
    ----------
    study : Study
    models : sequence of str
        Whose own inputs count.

    Returns
    -------
    tuple of UncertainInput
        In the order of ``mom-sim sources``.
    """
    grouped: dict[tuple[str, ...], list[tuple[str, SourceRow]]] = {}
    for row, name, group in _rows(study, models):
        grouped.setdefault((group, row.value, *row.range), []).append((name, row))
    currency, hours = study.scenario.currency, study.scenario.hours_per_day
    found = []
    for members in grouped.values():
        name, row = members[0]
        ends = tuple(end.replace("{currency}", currency) for end in row.range)
        paths = tuple(one.path for _, one in members)
        one = UncertainInput(name, paths, row.value, row.mark, ends, hours)
        if _can_vary(one):
            found.append(one)
    return tuple(found)


def _rows(study: Study, models: Sequence[str]) -> Iterator[tuple[SourceRow, str, str]]:
    """Rows of numbers that may be uncertain, each with its name and the one input it belongs to."""
    archetypes = archetype_documents()
    rows = sources_of(study.loaded, archetypes)
    listed = {row.path.split(".")[1] for row in rows if row.path.startswith("models.")}
    context = surroundings_of_scenario(study.scenario).context
    for name, document in archetypes.items():
        if name not in listed:
            rows += model_sources(document, context, ("models", name))
    is_inline = isinstance(study.loaded.document.data.get("operating_model"), dict)
    for row in rows:
        parts = row.path.split(".")
        if parts[0] in _FIXED:
            continue
        if parts[0] == "models":
            if parts[1] not in models:
                continue
            parts = parts[2:]
            if is_inline and row.path.startswith(f"models.{study.own_model}."):
                row = replace(row, path=".".join(("operating_model", *parts)))
        yield row, *_input(row, ".".join(parts))


def _input(row: SourceRow, place: str) -> tuple[str, str]:
    """Name of the input that a row belongs to, and what all of its rows have in common."""
    if not row.origin.startswith("default: "):
        leaf = place.rpartition(".")[2]
        return row.path, f"{leaf}: {row.origin}" if row.range else row.path
    path = parse_path(place)
    record = find_default(path)
    if record is None or len(record.path.split(".")) < len(path):
        return place, place
    return record.path, record.path


def _can_vary(one: UncertainInput) -> bool:
    """Whether a number is uncertain, and can be written otherwise."""
    if not one.range:
        is_default = all(path.startswith("models.") for path in one.paths) or "*" in one.name
        number = _NUMBER.fullmatch(one.value)
        is_count = number is not None and not number[2].strip()
        is_bound = number is not None and number[2].strip() == "%" and _is_bound(number[1])
        if one.mark not in RULES or not is_default or is_count or is_bound:
            return False
    try:
        ends = [one.at(position) for position in (0.0, 0.5, 1.0)]
    except (QuantityError, ValueError):
        return False
    return ends[0] != ends[2]


def _is_bound(number: str) -> bool:
    return float(number.replace(",", "")) in (0.0, 100.0)


def _between(
    value: str, low: str, high: str, position: float, hours_per_day: float, *, counts: bool = True
) -> Any:
    """Somewhere between two values that are written as the third is.

    Whole numbers without a unit stay whole where they count something; arguments of distributions
    do not.
    """
    if _CALL.fullmatch(value):
        if _CALL.fullmatch(low) and _CALL.fullmatch(high):
            return _between_calls(value, low, high, position, hours_per_day)
        mean = _MEAN.search(value)
        if mean is None:
            raise QuantityError(f"{value} has no mean that a range could be about")
        moved = _between(mean[1].strip(), low, high, position, hours_per_day)
        return with_argument(value, "mean", moved)
    ends = [_NUMBER.fullmatch(text) for text in (low, value, high)]
    lowest, middle, highest = ends
    if lowest is None or middle is None or highest is None:
        raise QuantityError(f"{low}, {value} and {high} cannot be read as numbers with a unit")
    numbers = [float(end[1].replace(",", "")) for end in (lowest, middle, highest)]
    units = [" ".join(end[2].split()) for end in (lowest, middle, highest)]
    if len(set(units)) > 1:
        numbers[1] = _converted(value, highest[2].strip(), hours_per_day)
        numbers[0] = _converted(low, highest[2].strip(), hours_per_day)
    if position < 0.5:
        found = numbers[0] + (numbers[1] - numbers[0]) * 2.0 * position
    else:
        found = numbers[2] - (numbers[2] - numbers[1]) * 2.0 * (1.0 - position)
    if not units[2]:
        is_whole = counts and all("." not in end[1] for end in (lowest, middle, highest))
        return round(found) if is_whole else float(f"{found:.6g}")
    return f"{_digits(found)}{highest[2]}"


def _between_calls(value: str, low: str, high: str, position: float, hours_per_day: float) -> str:
    ends = [dict(_ARGUMENT.findall(text)) for text in (low, value, high)]
    found: str | None = value
    for name, text in ends[1].items():
        if found is not None and ends[0].get(name) != ends[2].get(name):
            span = (ends[0][name], ends[2][name])
            moved = _between(text, *span, position, hours_per_day, counts=False)
            found = with_argument(found, name, moved)
    if found is None:
        raise QuantityError(f"{low}, {value} and {high} are not distributions of one kind")
    return found


def _converted(duration: str, unit: str, hours_per_day: float) -> float:
    """A length of time in another unit."""
    by = parse_duration(f"1 {unit}").exact(hours_per_day)
    return float(parse_duration(duration).exact(hours_per_day) / by)


def _limited(value: Any) -> Any:
    """A share that the rule would make more than everything is everything."""
    number = _NUMBER.fullmatch(value) if isinstance(value, str) else None
    if number is not None and number[2].strip() == "%" and float(number[1]) > 100.0:
        return "100%"
    return value


def _plain_number(text: str) -> Any:
    return float(text) if re.fullmatch(r"[0-9]*\.[0-9]+", text, re.ASCII) else text


def _digits(value: float) -> str:
    """Six significant digits, without an exponent."""
    text = format(Decimal(f"{value:.6g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
