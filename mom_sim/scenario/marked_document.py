"""Plain data that remembers where in which file each of its parts is written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from mom_sim.errors import Fault

Path = tuple[str | int, ...]
"""Keys and positions (from 0) that lead from the top of a document to one of its parts."""


@dataclass(frozen=True)
class Mark:
    """A place in a file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True)
class MarkedDocument:
    """What a file says, as mappings, lists and scalars, with the place of every key and value.

    Attributes
    ----------
    data : dict
        Mappings, lists, str, int, float and bool; no dates, no nulls.
    values : mapping of Path to Mark
        Where each value starts.
    keys : mapping of Path to Mark
        Where the key of each mapping entry starts.
    file : str
        Name of the file as the person gave it.
    place : Path
        Where the document stands in a larger one; faults name it.
    """

    data: dict[str, Any]
    values: Mapping[Path, Mark] = field(repr=False, compare=False)
    keys: Mapping[Path, Mark] = field(repr=False, compare=False)
    file: str
    place: Path = ()

    def existing(self, path: Path) -> Path:
        """Return the longest beginning of a path that the document has.

        Parameters
        ----------
        path : Path

        Returns
        -------
        Path
        """
        while path and path not in self.values and path not in self.keys:
            path = path[:-1]
        return path

    def has(self, path: Path) -> bool:
        """Tell whether the document has this part, or a scalar or list that it is short for."""
        near = self.existing(path)
        return near == path or not isinstance(self.part(near), dict)

    def mark(self, path: Path) -> Mark:
        """Return where a part is written, or, for what is left out, where it belongs.

        Parameters
        ----------
        path : Path

        Returns
        -------
        Mark
            Of the value; for an absent part, of the key of the nearest part around it.
        """
        near = self.existing(path)
        if near == path and near in self.values:
            return self.values[near]
        return self.keys.get(near) or self.values.get(near) or Mark(self.file, 1, 1)

    def key_mark(self, path: Path) -> Mark:
        """Return where the key of a part is written, or its value if it has no key."""
        return self.keys.get(path) or self.mark(path)

    def fault(self, path: Path, message: str, *, at_key: bool = False) -> Fault:
        """Make a fault at a part of the document.

        Parameters
        ----------
        path : Path
            The part; what is left out is reported at the nearest part around it.
        message : str
            What is wrong, what is allowed, what to do.
        at_key : bool
            True to point at the key, False to point at the value.

        Returns
        -------
        Fault
        """
        near = self.existing(path)
        mark = self.key_mark(near) if at_key else self.mark(path)
        return Fault(mark.file, mark.line, mark.column, path_text((*self.place, *near)), message)

    def part(self, path: Path) -> Any:
        """Return the data at a path, or None if there is nothing."""
        return part_of(self.data, path)

    def under(self, path: Path) -> MarkedDocument:
        """Return the part at a path as a document of its own; it has to be a mapping."""
        length = len(path)
        return MarkedDocument(
            data=self.part(path),
            values={p[length:]: mark for p, mark in self.values.items() if p[:length] == path},
            keys={p[length:]: mark for p, mark in self.keys.items() if p[:length] == path},
            file=self.file,
            place=(*self.place, *path),
        )

    def merged_with(self, changes: MarkedDocument) -> MarkedDocument:
        """Return this document with changes on top.

        Parameters
        ----------
        changes : MarkedDocument
            Mappings are merged key by key, at every depth; anything else, lists included, takes
            the place of what was there.

        Returns
        -------
        MarkedDocument
            Each part keeps the place where it is written; ``file`` and ``place`` are those of the
            changes.
        """
        values, keys = dict(self.values), dict(self.keys)
        data = _merge(self, changes, (), values, keys)
        values[()] = changes.mark(())
        if () in changes.keys:
            keys[()] = changes.keys[()]
        return MarkedDocument(data, values, keys, changes.file, changes.place)

    def with_entry(self, key: str, value: Any) -> MarkedDocument:
        """Return the document with one entry of the top put in or replaced; it has no place."""
        return dataclasses.replace(self, data={**self.data, key: value})

    def without(self, path: Path) -> MarkedDocument:
        """Return the document without the part at a path; as it is if there is none."""
        *above, last = path
        holder = part_of(self.data, tuple(above))
        if not isinstance(holder, dict) or last not in holder:
            return self
        data: Any = {key: value for key, value in holder.items() if key != last}
        for length in range(len(above) - 1, -1, -1):
            data = {**part_of(self.data, tuple(above[:length])), above[length]: data}
        values, keys = (
            {p: mark for p, mark in marks.items() if p[: len(path)] != path}
            for marks in (self.values, self.keys)
        )
        return dataclasses.replace(self, data=data, values=values, keys=keys)

    def without_entry(self, key: str) -> MarkedDocument:
        """Return the document without one entry of the top."""
        return dataclasses.replace(self, data={k: v for k, v in self.data.items() if k != key})


def unmarked_document(data: Mapping[str, Any], file: str) -> MarkedDocument:
    """Make a document of data that was not read from a file.

    Parameters
    ----------
    data : mapping
        Mappings, lists and scalars.
    file : str
        Name to report faults under; every part is said to be in its first line.

    Returns
    -------
    MarkedDocument
    """
    return MarkedDocument(dict(data), dict.fromkeys(_paths(data), Mark(file, 1, 1)), {}, file)


def part_of(data: Any, path: Path) -> Any:
    """Return what plain data holds at a path, or None if there is nothing."""
    for part in path:
        try:
            data = data[part]
        except (KeyError, IndexError, TypeError):
            return None
    return data


def path_text(path: Path) -> str:
    """Write a path as a person reads it: dots between keys, positions from 1 in brackets.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str
        Such as ``dated_launches[2].due``; ``(top)`` for the whole document.
    """
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    text = text.removeprefix(".") or "(top)"
    return text if text.isprintable() else text.encode("unicode_escape").decode("ascii")


def _paths(data: Any, path: Path = ()) -> Iterator[Path]:
    """Go through the paths of all parts of plain data."""
    yield path
    if isinstance(data, Mapping):
        for key, value in data.items():
            yield from _paths(value, (*path, key))
    elif isinstance(data, list):
        for position, value in enumerate(data):
            yield from _paths(value, (*path, position))


def _merge(
    base: MarkedDocument,
    changes: MarkedDocument,
    path: Path,
    values: dict[Path, Mark],
    keys: dict[Path, Mark],
) -> dict[str, Any]:
    merged = dict(base.part(path))
    for key, value in changes.part(path).items():
        here = (*path, key)
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            merged[key] = _merge(base, changes, here, values, keys)
        else:
            for marks, new in ((values, changes.values), (keys, changes.keys)):
                for old_path in [p for p in marks if p[: len(here)] == here]:
                    del marks[old_path]
                marks.update({p: mark for p, mark in new.items() if p[: len(here)] == here})
            merged[key] = value
        if here in changes.keys:
            keys[here] = changes.keys[here]
    return merged
