"""The campaign calendar: a CSV file with one campaign per row, read strictly.

Columns ``id, unit, type, requested, due, value``; optional ``not_before`` and ``effort:<step>``.
An empty cell is allowed in the optional columns only. Faults carry line and column of the CSV.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path as FilePath

from mom_sim.errors import Fault
from mom_sim.scenario.campaign_ids import beginnings_of_random_demand, copied_row
from mom_sim.scenario.context import Context
from mom_sim.scenario.distribution_grammar import parse_time_distribution
from mom_sim.scenario.instants import parse_instant
from mom_sim.scenario.quantities import (
    HOURS_OF_WORK,
    QuantityError,
    did_you_mean,
    parse_money,
    parse_number,
    shown,
)
from mom_sim.scenario.resolved import DatedCampaign

REQUIRED = ("id", "unit", "type", "requested", "due", "value")
NOT_BEFORE = "not_before"
EFFORT = "effort:"
LARGEST_FILE = 200_000_000  # bytes
LONGEST_ID = 200  # characters
MOST_FAULTS = 100  # of one file; the rest is counted


@dataclass(frozen=True)
class CalendarRules:
    """What the rows of a campaign calendar may say.

    Attributes
    ----------
    context : Context
    units : tuple of str
    steps_by_type : mapping of str to tuple of str
        Steps with an effort, by campaign type.
    end : int, microseconds
        Instant before which every campaign has to be requested.
    ids : frozenset of str
        Names that are taken.
    """

    context: Context
    units: tuple[str, ...]
    steps_by_type: Mapping[str, tuple[str, ...]]
    end: int
    ids: frozenset[str] = frozenset()


@dataclass
class _Reading:
    """One file being read."""

    file: str
    rules: CalendarRules
    faults: list[Fault] = field(default_factory=list)
    line_of_id: dict[str, int] = field(default_factory=dict)

    def fault(self, line: int, column: int, name: str, message: str) -> None:
        self.faults.append(Fault(self.file, line, column, name, message))


def calendar_path(name: str, folder: FilePath) -> FilePath:
    """Return where a campaign calendar is, if that is within the scenario's folder.

    Parameters
    ----------
    name : str
        As the scenario says.
    folder : path
        Of the scenario.

    Returns
    -------
    path

    Raises
    ------
    ValueError
        If the path leaves the folder, also by way of a symbolic link, or there is no such file;
        the message says which.
    """
    inside = "name a file in the folder of the scenario"
    if not name or "\0" in name or FilePath(name).is_absolute() or "\\" in name:
        raise ValueError(f"{shown(name)} is not a path within the folder; {inside}")
    home = folder.resolve()
    target = (home / name).resolve()
    if not target.is_relative_to(home):
        raise ValueError(f"{shown(name)} leaves the folder of the scenario; {inside}")
    if not target.is_file():
        near = [p.name for p in home.glob("*.csv")]
        raise ValueError(f"there is no file {shown(name)}; {inside}{did_you_mean(name, near)}")
    return target


def read_campaign_calendar(
    path: FilePath, file: str, rules: CalendarRules
) -> tuple[tuple[DatedCampaign, ...], list[Fault]]:
    """Read a campaign calendar.

    Parameters
    ----------
    path : path
        Of the CSV file, in UTF-8.
    file : str
        Name to report faults under.
    rules : CalendarRules

    Returns
    -------
    tuple of DatedCampaign, list of Fault
        In the order of the rows; faulty rows are left out.
    """
    reading = _Reading(file, rules)
    text = _text(path, reading)
    if text is None:
        return (), reading.faults
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    campaigns: list[DatedCampaign] = []
    try:
        header = [name.strip() for name in next(rows, [])]
        if _header_is_sound(header, reading):
            for row in rows:
                if any(cell.strip() for cell in row):
                    campaigns.extend(_row(header, row, rows.line_num, reading))
            _ids_are_nobodys_copies(header, reading)
            if not campaigns and not reading.faults:
                reading.fault(1, 1, "(file)", "no campaign is listed; write one in each line")
    except csv.Error as error:
        reading.fault(
            rows.line_num, 1, "(line)", f"this line is not CSV ({error}); check its quotes"
        )
    hidden = len(reading.faults) - MOST_FAULTS
    if hidden > 0:
        del reading.faults[MOST_FAULTS:]
        last = reading.faults[-1]
        reading.fault(last.line, last.column + 1, "(file)", f"{hidden:,} more faults follow")
    return tuple(campaigns), reading.faults


def _ids_are_nobodys_copies(header: Sequence[str], reading: _Reading) -> None:
    """No id is one that a copy of a row in a surge, or random demand, could have."""
    lines, column = reading.line_of_id, header.index("id") + 1
    taken = beginnings_of_random_demand(reading.rules.units, reading.rules.steps_by_type)
    for name, line in lines.items():
        row = copied_row(name, lines)
        if row is not None:
            message = (
                f"in a surge {name} could be a copy of {row}; begin the id with something else"
            )
            reading.fault(line, column, "id", message)
        elif name.startswith(taken):
            message = (
                f"{name} could be a campaign of random demand; begin the id with something else"
            )
            reading.fault(line, column, "id", message)


def _text(path: FilePath, reading: _Reading) -> str | None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            reading.fault(1, 1, "(file)", f"larger than {LARGEST_FILE // 1_000_000} MB; split it")
            return None
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        reading.fault(1, 1, "(file)", "not UTF-8 text; save it again as CSV UTF-8")
    except OSError as error:
        reading.fault(1, 1, "(file)", f"cannot be read ({error.strerror})")
    return None


def _header_is_sound(header: Sequence[str], reading: _Reading) -> bool:
    allowed = [*REQUIRED, NOT_BEFORE]
    before = len(reading.faults)
    missing = [name for name in REQUIRED if name not in header]
    if missing and len(header) == 1 and ";" in header[0]:
        reading.fault(1, 1, "(columns)", "columns are separated by semicolons; save with commas")
        return False
    if missing:
        reading.fault(
            1,
            1,
            "(columns)",
            f"missing columns: {', '.join(missing)}; needed are {', '.join(REQUIRED)}",
        )
    steps = {step for names in reading.rules.steps_by_type.values() for step in names}
    for position, name in enumerate(header, start=1):
        if header.index(name) < position - 1:
            reading.fault(1, position, name, "this column stands here twice; keep one")
        elif name.startswith(EFFORT):
            step = name.removeprefix(EFFORT)
            if step not in steps:
                reading.fault(
                    1,
                    position,
                    name,
                    f'unknown step "{step}"; steps with work are {", ".join(sorted(steps))}'
                    f"{did_you_mean(step, steps)}",
                )
        elif name not in allowed:
            reading.fault(
                1,
                position,
                name or "(columns)",
                f'unknown column "{name}"; allowed are {", ".join(allowed)} and effort:<step>'
                f"{did_you_mean(name, allowed)}",
            )
    return len(reading.faults) == before


def _row(
    header: Sequence[str], row: Sequence[str], line: int, reading: _Reading
) -> Iterator[DatedCampaign]:
    """Read one row; yield nothing if it has a fault."""
    if len(row) != len(header):
        reading.fault(
            line, 1, "(line)", f"{len(row)} cells in this line, {len(header)} columns; check commas"
        )
        return
    cells = {name: cell.strip() for name, cell in zip(header, row, strict=True)}
    before = len(reading.faults)
    cell = _Cells(cells, list(header), line, reading)
    campaign_id, unit, type_ = cell.id(), cell.known("unit"), cell.known("type")
    requested = cell.instant("requested")
    due = cell.instant("due", end=True)
    not_before = cell.instant(NOT_BEFORE) if cells.get(NOT_BEFORE) else None
    value = cell.value()
    effort = tuple(cell.efforts(type_))
    cell.check_order(requested, due, not_before)
    if len(reading.faults) == before and requested is not None and due is not None:
        yield DatedCampaign(
            id=campaign_id,
            stream="calendar",
            unit=unit,
            type=type_,
            requested=requested,
            due=due,
            not_before=not_before or 0,
            value=value,
            effort=effort,
        )


@dataclass
class _Cells:
    """The cells of one row."""

    cells: Mapping[str, str]
    header: list[str]
    line: int
    reading: _Reading

    def fault(self, name: str, message: str) -> None:
        self.reading.fault(self.line, self.header.index(name) + 1, name, message)

    def id(self) -> str:
        name = self.cells["id"]
        first = self.reading.line_of_id.get(name)
        if not name:
            self.fault("id", "a name is missing; give each campaign its own")
        elif len(name) > LONGEST_ID or not name.isprintable():
            message = f"{shown(name)} cannot be a name; use at most {LONGEST_ID} letters and signs"
            self.fault("id", message)
        elif first is not None or name in self.reading.rules.ids:
            where = f"line {first}" if first else "the scenario's dated launches"
            self.fault("id", f'the id "{name}" is taken by {where}; give each campaign its own')
        self.reading.line_of_id.setdefault(name, self.line)
        return name

    def known(self, name: str) -> str:
        rules = self.reading.rules
        known = rules.units if name == "unit" else tuple(rules.steps_by_type)
        written = self.cells[name]
        if written not in known:
            self.fault(
                name,
                f'unknown {name} "{written}"; there are {", ".join(known)}'
                f"{did_you_mean(written, known)}",
            )
        return written

    def instant(self, name: str, *, end: bool = False) -> int | None:
        try:
            return parse_instant(self.cells[name], self.reading.rules.context, end=end)
        except QuantityError as error:
            self.fault(name, str(error))
            return None

    def value(self) -> float:
        written = self.cells["value"]
        try:
            if any(character.isalpha() for character in written):
                return parse_money(written, self.reading.rules.context.currency).amount
            number = parse_number(written, "20000 or 20k USD")
            if number < 0:
                raise QuantityError(f"{written} is negative; write zero or more")
            return number
        except QuantityError as error:
            self.fault("value", str(error))
            return 0.0

    def efforts(self, type_: str) -> Iterator[tuple[str, int]]:
        rules = self.reading.rules
        for name in self.header:
            if not name.startswith(EFFORT) or not self.cells[name]:
                continue
            step = name.removeprefix(EFFORT)
            if type_ in rules.steps_by_type and step not in rules.steps_by_type[type_]:
                self.fault(name, f"campaigns of type {type_} have no work in step {step}")
                continue
            try:
                read = parse_time_distribution(
                    self.cells[name], rules.context.hours_per_day, HOURS_OF_WORK, "6h"
                )
                if read.distribution.kind != "constant":
                    raise QuantityError("expected one effort such as 6h, not a distribution")
                yield step, round(read.distribution.mean())
            except QuantityError as error:
                self.fault(name, str(error))

    def check_order(self, requested: int | None, due: int | None, not_before: int | None) -> None:
        written, end = self.cells, self.reading.rules.end
        if requested is not None and not 0 <= requested < end:
            self.fault(
                "requested",
                f"{written['requested']} is outside the run; it has to lie between its start and "
                "the end of the follow-up",
            )
        elif requested is not None and due is not None and due <= requested:
            self.fault(
                "due",
                f"{written['due']} is before the request ({written['requested']}); a due date "
                "comes after it",
            )
        if not_before is not None and not_before >= end:
            self.fault(
                NOT_BEFORE,
                f"{written[NOT_BEFORE]} is after the end of the follow-up; it would never be "
                "launched",
            )
