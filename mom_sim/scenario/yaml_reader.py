"""YAML text -> ``MarkedDocument``: data and never code, with the place of everything in it.

Built on the events of PyYAML's C parser, one after the other, so that every guard acts before
anything is expanded: size, depth, number of aliases, tags, several documents. What YAML would turn
into surprises stays text: ``no`` and ``on``, dates, ``10:00``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml

from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.cut_value import CutValue
from mom_sim.scenario.marked_document import Mark, MarkedDocument, Path, path_text
from mom_sim.scenario.yaml_messages import parser_message

LARGEST_FILE = 2_000_000  # bytes; campaign calendars come as CSV and may be larger
DEEPEST_NESTING = 50
MOST_ALIASED_NODES = 10_000  # nodes that aliases may add to a document
LONGEST_NUMBER = 40  # characters

# PyYAML's stubs do not tell which attributes the events of its C parser have.
_Event = Any

_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)", re.ASCII)
_FLOAT = re.compile(r"[-+]?((0|[1-9][0-9]*)(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?", re.ASCII)
_NOT_FINITE = re.compile(r"[-+]?\.(inf|nan)", re.ASCII | re.IGNORECASE)
# What YAML 1.1 calls not printable; a lone surrogate cannot be encoded either.
_NOT_PRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULL = ("", "~", "null", "Null", "NULL")
_TRUE = ("true", "True", "TRUE")
_FALSE = ("false", "False", "FALSE")


@dataclass
class _Node:
    """A part of the document; an alias stands for the very node of its anchor."""

    value: Any  # dict of key to node, list of nodes, or a scalar
    mark: Mark
    keys: dict[str, Mark] = field(default_factory=dict)
    depth: int = 0  # levels below


class _StopReading(Exception):
    """Reading cannot go on after this fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


def read_document(path: str | FilePath) -> MarkedDocument:
    """Read a YAML file.

    Parameters
    ----------
    path : str or path

    Returns
    -------
    MarkedDocument

    Raises
    ------
    ScenarioError
        With every fault of the file as YAML; also if it cannot be opened.
    """
    return read_document_text(read_text(path), str(path))


def read_document_text(text: str, file: str) -> MarkedDocument:
    """Read YAML text.

    Parameters
    ----------
    text : str
    file : str
        Name to report faults under.

    Returns
    -------
    MarkedDocument

    Raises
    ------
    ScenarioError
        With every fault of the text as YAML.
    """
    document, faults = compose_document(text, file)
    if faults:
        raise ScenarioError(faults)
    return document


def read_text(path: str | FilePath) -> str:
    """Read a text file in UTF-8.

    Raises
    ------
    ScenarioError
        If it cannot be opened, is larger than ``LARGEST_FILE`` or is not UTF-8.
    """
    file = str(path)
    try:
        with FilePath(path).open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # a name with a null character is a ValueError
        reason = getattr(error, "strerror", None) or str(error)
        message = f"this file cannot be read ({reason}); check its name and folder"
        if isinstance(error, IsADirectoryError):
            message = "this is a folder; name a scenario file in it"
        raise ScenarioError([Fault(file, 1, 1, "(file)", message)]) from None
    if len(content) > LARGEST_FILE:
        raise ScenarioError([_too_large(file)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        message = "this file is not UTF-8 text; save it again with the encoding UTF-8"
        raise ScenarioError([Fault(file, line, column, "(file)", message)]) from None


def compose_document(text: str, file: str) -> tuple[MarkedDocument, list[Fault]]:
    """Read YAML text as far as it goes.

    Parameters
    ----------
    text : str
    file : str
        Name to report faults under.

    Returns
    -------
    MarkedDocument, list of Fault
        Entries with a fault are left out of the document.

    Raises
    ------
    ScenarioError
        If the text is not YAML, or would not fit: what follows cannot be read.
    """
    composer = _Composer(text, file)
    try:
        root = composer.document()
    except _StopReading as stop:
        raise ScenarioError([*composer.faults, stop.fault]) from None
    except yaml.YAMLError as error:
        line, column, message = parser_message(error)
        fault = Fault(file, line, column, "(text)", message)
        raise ScenarioError([*composer.faults, fault]) from None
    values: dict[Path, Mark] = {}
    keys: dict[Path, Mark] = {}
    data = _flatten(root, (), values, keys)
    return MarkedDocument(data, values, keys, file), composer.faults


def _too_large(file: str) -> Fault:
    message = (
        f"this file is larger than {LARGEST_FILE // 1_000_000} MB; put many campaigns into a "
        "campaign calendar (CSV)"
    )
    return Fault(file, 1, 1, "(file)", message)


def _flatten(node: _Node, path: Path, values: dict[Path, Mark], keys: dict[Path, Mark]) -> Any:
    values[path] = node.mark
    if isinstance(node.value, dict):
        keys.update({(*path, key): mark for key, mark in node.keys.items()})
        return {k: _flatten(v, (*path, k), values, keys) for k, v in node.value.items()}
    if isinstance(node.value, list):
        return [_flatten(v, (*path, i), values, keys) for i, v in enumerate(node.value)]
    return node.value


class _Composer:
    """Builds nodes from the parser's events."""

    def __init__(self, text: str, file: str) -> None:
        if len(text.encode("utf-8", errors="replace")) > LARGEST_FILE:
            raise ScenarioError([_too_large(file)])
        self.faults: list[Fault] = []
        self._text = text.removeprefix("\ufeff")
        odd = _NOT_PRINTABLE.search(self._text)
        if odd is not None:
            before = self._text[: odd.start()]
            line, column = before.count("\n") + 1, odd.start() - (before.rfind("\n") + 1) + 1
            message = "a control character, which YAML does not allow, stands here; remove it"
            raise ScenarioError([Fault(file, line, column, "(text)", message)])
        self._file = file
        self._events: Iterator[_Event] = yaml.parse(self._text, Loader=yaml.CSafeLoader)
        self._anchors: dict[str, tuple[_Node, int]] = {}
        self._nodes = 0
        self._aliased = 0

    def document(self) -> _Node:
        """Read the only document of the stream, which has to be a mapping."""
        next(self._events)  # start of the stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _StopReading(Fault(self._file, 1, 1, "(top)", "nothing is written in this file"))
        root = self._node(next(self._events), ())
        next(self._events)  # end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._stop(after, (), "a second document starts here; a scenario is one document")
        if root is None or not isinstance(root.value, dict):
            message = "expected keys and their values, such as `name: My study`"
            raise _StopReading(Fault(self._file, 1, 1, "(top)", message))
        return root

    def _node(self, event: _Event, path: Path) -> _Node | None:
        """Read one node; None if it is faulty."""
        if len(path) > DEEPEST_NESTING:
            self._stop(event, path[:3], f"nested deeper than {DEEPEST_NESTING} levels")
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event, path)
        self._nodes += 1
        before = self._nodes
        if event.tag is not None:
            self._tag(event, path)
        node: _Node | None
        if isinstance(event, yaml.MappingStartEvent):
            node = self._mapping(event, path)
        elif isinstance(event, yaml.SequenceStartEvent):
            node = self._sequence(event, path)
        else:
            node = self._scalar(event, path)
        if event.anchor is not None and node is not None:
            self._anchors[event.anchor] = (node, self._nodes - before + 1)
        return None if event.tag is not None else node

    def _alias(self, event: _Event, path: Path) -> _Node:
        if event.anchor not in self._anchors:
            self._stop(
                event,
                path,
                f"*{event.anchor} has no &{event.anchor} before it; put quotes "
                "around text that starts with an asterisk",
            )
        node, size = self._anchors[event.anchor]
        if len(path) + node.depth > DEEPEST_NESTING:
            self._stop(event, path[:3], f"nested deeper than {DEEPEST_NESTING} levels")
        self._aliased += size
        self._nodes += size
        if self._aliased > MOST_ALIASED_NODES:
            self._stop(
                event,
                path,
                f"aliases (*{event.anchor}) blow this document up to more than "
                f"{MOST_ALIASED_NODES:,} values; write the values out",
            )
        return node

    def _tag(self, event: _Event, path: Path) -> None:
        tag = event.tag.removeprefix("tag:yaml.org,2002:")
        shown = tag if tag.startswith("!") else f"!!{tag}"
        self._fault(
            event,
            path,
            f"the tag {shown} is not allowed; a scenario is data: write the value alone",
        )

    def _mapping(self, start: _Event, path: Path) -> _Node:
        node = _Node({}, self._mark(start))
        cut = CutValue(self._text, start.flow_style)
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            value_event = next(self._events)
            here = (*path, "" if key is None else key)
            if cut.goes_on(event, value_event):
                if cut.is_whole:
                    node.value.pop(cut.path[-1], None)
                    self._fault(cut.start, cut.path, cut.message())
                continue
            value = self._node(value_event, here)
            cut.look_at(value_event, here)
            if key is None:
                continue
            if key in node.keys:
                first = node.keys[key]
                self._fault(
                    event,
                    here,
                    f"the key {key} stands here for the second time, first in "
                    f"line {first.line}; keep one of the two",
                )
                continue
            node.keys[key] = self._mark(event)
            if value is not None:
                node.value[key] = value
                node.depth = max(node.depth, value.depth + 1)
        return node

    def _key(self, event: _Event, path: Path) -> str | None:
        if not isinstance(event, yaml.ScalarEvent):
            self._stop(event, path, "a key has to be a word; a list or mapping stands here")
        if event.tag is not None or event.value in ("", "<<"):
            what = "the merge key << is" if event.value == "<<" else "this is"
            self._fault(event, path, f"{what} not allowed as a key; write a word and a colon")
            return None
        return str(event.value)

    def _sequence(self, start: _Event, path: Path) -> _Node:
        node = _Node([], self._mark(start))
        cut = CutValue(self._text, start.flow_style)
        position = 0
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            if cut.goes_on(event):
                if cut.is_whole:
                    node.value.pop()
                    self._fault(cut.start, cut.path, cut.message())
                continue
            value = self._node(event, (*path, position))
            cut.look_at(event, (*path, position))
            position += 1
            if value is not None:
                node.value.append(value)
                node.depth = max(node.depth, value.depth + 1)
        return node

    def _scalar(self, event: _Event, path: Path) -> _Node | None:
        text, plain = event.value, event.implicit[0]
        value: Any = text
        if plain and text in _NULL:
            self._fault(
                event,
                path,
                "nothing is written here; write a value, {} for an empty "
                "mapping, or leave the line out",
            )
            return None
        if plain and text in (*_TRUE, *_FALSE):
            value = text in _TRUE
        elif plain and _NOT_FINITE.fullmatch(text):
            self._fault(event, path, f"{text} is not a number that can be used; write a finite one")
            return None
        elif plain and _FLOAT.fullmatch(text):
            value = self._number(event, path)
        return None if value is None else _Node(value, self._mark(event))

    def _number(self, event: _Event, path: Path) -> int | float | None:
        text = event.value
        if len(text) <= LONGEST_NUMBER:
            number = int(text) if _INTEGER.fullmatch(text) else float(text)
            if math.isfinite(number):
                return number
        self._fault(
            event,
            path,
            f"{text[:LONGEST_NUMBER]} is too large a number; write one that can be meant",
        )
        return None

    def _mark(self, event: _Event) -> Mark:
        return Mark(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _at(self, event: _Event, path: Path, message: str) -> Fault:
        mark = self._mark(event)
        return Fault(mark.file, mark.line, mark.column, path_text(path), message)

    def _fault(self, event: _Event, path: Path, message: str) -> None:
        self.faults.append(self._at(event, path, message))

    def _stop(self, event: _Event, path: Path, message: str) -> None:
        raise _StopReading(self._at(event, path, message))
