"""Rows of a CSV file, plain or in gzip."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from mom_sim.calibration.reading.column_mapping import (
    CONTAINERS,
    LAYOUT_NAMES,
    ROLES,
    ColumnMapping,
    guess_mapping,
)
from mom_sim.calibration.reading.raw_rows import RawRows, refuse
from mom_sim.errors import Fault
from mom_sim.scenario.quantities import did_you_mean


@contextmanager
def open_unpacked(path: str | Path) -> Iterator[BinaryIO]:
    """Open a file, unpacking it if it is gzip.

    Yields
    ------
    binary file

    Raises
    ------
    OSError
        If it cannot be opened.
    """
    with open(path, "rb") as stream:
        is_packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        if is_packed:
            with gzip.open(stream) as unpacked:
                yield unpacked  # type: ignore[misc]
        else:
            yield stream


def read_csv_rows(path: str | Path, said: ColumnMapping) -> RawRows:
    """Read the columns of a CSV file that say something.

    Parameters
    ----------
    path : str or Path
    said : ColumnMapping
        What a person says; the rest is guessed.

    Returns
    -------
    RawRows

    Raises
    ------
    ScenarioError
        If it is empty, no table, or lacks a column.
    """
    file = str(path)
    try:
        header, separator, skipped = _header(path, said)
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"this file cannot be read ({reason}); check its name and folder"
        refuse(Fault(file, 1, 1, "(file)", message))
    except UnicodeDecodeError:
        message = "this file is not UTF-8 text; save it again with the encoding UTF-8"
        refuse(Fault(file, 1, 1, "(file)", message))
    if not any(header):
        message = (
            "this log is empty; it needs a first line with the names of the columns, and one line "
            "a piece of work"
        )
        refuse(Fault(file, 1, 1, "(file)", message))
    mapping = said.over(guess_mapping(header, said.layout))
    refuse(*_column_faults(file, header, mapping, skipped + 1))
    wanted = [
        *mapping.columns.values(),
        *(column for columns in mapping.otherwise.values() for column in columns),
        *mapping.own_names,
    ]
    # The first of several columns of one name counts: exports repeat names such as Labels.
    place = {column: header.index(column) for column in wanted}
    chosen = sorted(set(place.values()))
    try:
        with open_unpacked(path) as stream:
            frame = pd.read_csv(
                stream,
                sep=separator,
                header=None,
                skiprows=skipped + 1,
                usecols=chosen,
                dtype="category",
                keep_default_na=False,
                na_filter=False,
                encoding="utf-8-sig",
                skip_blank_lines=True,
            )
    except pd.errors.EmptyDataError:
        frame = pd.DataFrame(columns=chosen)
    except (pd.errors.ParserError, UnicodeDecodeError, OSError, EOFError) as error:
        message = f"this is not a table that can be read: {' '.join(str(error).split())}"
        refuse(Fault(file, 1, 1, "(file)", message))
    table = frame.set_axis([header[position] for position in chosen], axis=1)
    frame = pd.DataFrame({role: table[column] for role, column in mapping.columns.items()})
    for role in mapping.otherwise:
        frame[role] = _coalesced(table, mapping, role)
    if frame.empty:
        message = "this log has no rows below the names of its columns"
        refuse(Fault(file, skipped + 2, 1, "(file)", message))
    return RawRows(frame, file, mapping, lambda rows: _lines(path, separator, skipped, rows))


def _coalesced(table: pd.DataFrame, mapping: ColumnMapping, role: str) -> pd.Series:
    """Text of a role by row: of the first of its columns that is filled there.

    A row that others name as their parent belongs to the case that they make: it counts under the
    key or title by which they name it. Parents that have parents themselves make one case, that of
    the topmost, whichever of the columns of parents names them.
    """
    columns = (mapping.columns[role], *mapping.otherwise[role])
    texts = {column: table[column].astype(str).str.strip() for column in columns}
    if role != "case":
        return _first_filled(list(texts.values())).astype("category")
    names = [table[column].astype(str).str.strip() for column in mapping.own_names]
    no_parents = (*mapping.own_names, *CONTAINERS)
    parents = [text for column, text in texts.items() if column not in no_parents]
    others = [text for column, text in texts.items() if column in no_parents]
    if parents and names:
        parent = _first_filled(parents)
        top = parent.map(_topmost(parent, names))
        same = _same_items(top, names)
        top = top.map(lambda one: same.get(one, one))
        named = set(top) - {""}
        parents = [top, *(name.where(name.isin(named), "") for name in names)]
    return _first_filled([*parents, *others]).astype("category")


def _first_filled(texts: list[pd.Series]) -> pd.Series:
    found = texts[0]
    for text in texts[1:]:
        found = found.where(found != "", text)
    return found


def _same_items(top: pd.Series, names: list[pd.Series]) -> dict[str, str]:
    """One name for each item that is called by several, such as by its key and by its number."""
    called = set(top) - {""}
    used = [name.where(name.isin(called) & ~name.duplicated(keep=False), "") for name in names]
    first = _first_filled(used)
    return {
        one: other
        for name in used
        for one, other in zip(name.tolist(), first.tolist(), strict=True)
        if one != other and one
    }


def _topmost(parent: pd.Series, names: list[pd.Series]) -> dict[str, str]:
    """Topmost parent of everything that is named as a parent.

    A name that several rows have tells no parent: there the next one up is not looked for.
    """
    above: dict[str, str] = {}
    for name in names:
        once = (name != "") & ~name.duplicated(keep=False) & (parent != "")
        for one, other in zip(name[once].tolist(), parent[once].tolist(), strict=True):
            above.setdefault(one, other)
    found: dict[str, str] = {}
    for one in parent.unique().tolist():
        seen, last = {one}, one
        while last in above and above[last] not in seen:
            last = above[last]
            seen.add(last)
        found[one] = min(seen) if above.get(last) in seen else last  # a ring has no topmost
    return found


def _header(path: str | Path, said: ColumnMapping) -> tuple[list[str], str, int]:
    """Names of the columns, the separator, and how many lines stand before them."""
    with open_unpacked(path) as stream:
        head = stream.read(1 << 16)
    lines = head.decode("utf-8-sig", errors="strict" if len(head) < 1 << 16 else "ignore")
    for skipped, line in enumerate(lines.splitlines()):
        separator = max(",;\t|", key=line.count)
        names = [name.strip() for name in next(csv.reader([line], delimiter=separator), [])]
        if sum(map(bool, names)) > 1:  # exports begin with lines that are no table
            return names, separator, skipped
    first = lines.splitlines()[:1]
    return ([first[0].strip()] if first else []), ",", 0


def _column_faults(file: str, header: list[str], mapping: ColumnMapping, line: int) -> list[Fault]:
    faults = []
    for role, column in mapping.columns.items():
        if column not in header:
            message = (
                f"no column {column!r} for {role} ({ROLES[role]}); the columns are "
                f"{', '.join(name for name in header if name)}{did_you_mean(column, header)}"
            )
            faults.append(Fault(file, line, 1, column, message))
    by_column: dict[str, list[str]] = {}
    for role, column in mapping.columns.items():
        by_column.setdefault(column, []).append(role)
    for column, roles in by_column.items():
        if len(roles) > 1:
            message = (
                f"column {column!r} is given to {' and to '.join(roles)}; each column says one "
                "thing: name another column in --map"
            )
            faults.append(Fault(file, line, 1, column, message))
    needed = ["case", "activity"]
    if "end" not in mapping.columns and "timestamp" not in mapping.columns:
        needed.append("end")
    for role in needed:
        if role not in mapping.columns:
            message = (
                f"no column says {ROLES[role]}; name it in a file for --map: "
                f'"{role}: <column>" (or its layout: {", ".join(LAYOUT_NAMES)}); the columns are '
                f"{', '.join(name for name in header if name)}"
            )
            faults.append(Fault(file, line, 1, role, message))
    return faults


def _lines(path: str | Path, separator: str, skipped: int, rows: Sequence[int]) -> list[int]:
    """Lines on which rows begin; read again, for cells may hold line breaks."""
    wanted, found, number = set(rows), {}, -1
    with open_unpacked(path) as stream:
        text = io.TextIOWrapper(stream, encoding="utf-8-sig", errors="replace", newline="")
        for _ in range(skipped + 1):
            next(text, None)
        reader = csv.reader(text, delimiter=separator)
        begin = 1
        for cells in reader:
            if cells:
                number += 1
                if number in wanted:
                    found[number] = begin + skipped + 1
                    if len(found) == len(wanted):
                        break
            begin = reader.line_num + 1
    return [found.get(row, skipped + 2) for row in rows]
