"""Rows of an XES file (IEEE 1849), one an event; entity bombs are refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from mom_sim.calibration.reading.column_mapping import ColumnMapping
from mom_sim.calibration.reading.csv_rows import open_unpacked
from mom_sim.calibration.reading.raw_rows import RawRows, refuse
from mom_sim.errors import Fault, RunError

MISSING = 'XES logs need defusedxml, which is not installed: pip install "mom-sim[calibration]"'

_EVENT_KEYS = {
    "concept:name": "activity",
    "org:resource": "resource",
    "time:timestamp": "timestamp",
    "lifecycle:transition": "lifecycle",
    "concept:instance": "instance",
    "priority": "priority",
}

_BEGAN = "start_timestamp"
"""Key by which some tools say in one event when the work began that it ends."""


def read_xes_rows(path: str | Path, said: ColumnMapping) -> RawRows:
    """Read the events of an XES file.

    Parameters
    ----------
    path : str or Path
        Plain or in gzip.
    said : ColumnMapping
        Keys in place of the standard extensions' (``activity``, ``resource``, ``priority``,
        ``kind`` of the trace), and the time zone.

    Returns
    -------
    RawRows
        Places are numbers of events.

    Raises
    ------
    ScenarioError
        If it is not XES, declares entities, or has no events.
    RunError
        Without defusedxml.
    """
    try:
        from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
        from defusedxml.ElementTree import (  # type: ignore[import-untyped]
            ParseError,
            iterparse,
        )
    except ImportError:
        raise RunError(MISSING) from None
    file = str(path)
    keys = said.over(ColumnMapping({v: k for k, v in _EVENT_KEYS.items()}, layout="xes")).columns
    refuse(
        *(
            Fault(file, 1, 1, key, f"{key!r} is given to several roles in --map; name one for each")
            for key in sorted(set(keys.values()))
            if sum(key == other for other in keys.values()) > 1
        )
    )
    by_key = {_BEGAN: "start"} | {key: role for role, key in keys.items()}
    records: list[dict[str, str]] = []
    try:
        with open_unpacked(path) as stream:
            _collect(iterparse(stream, events=("start", "end"), forbid_dtd=True), by_key, records)
    except DefusedXmlException:
        message = (
            "this XML declares a document type or entities, which a log does not need and which "
            "can fill the memory; it is refused: save it without them"
        )
        refuse(Fault(file, 1, 1, "(file)", message))
    except ParseError as error:
        line, column = error.position
        refuse(Fault(file, line, column + 1, "(file)", f"this is not XML: {error}"))
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        message = f"this file cannot be read ({reason}); check its name and folder"
        refuse(Fault(file, 1, 1, "(file)", message))
    if not records:
        refuse(Fault(file, 1, 1, "(file)", "this log is empty: it has no event in a trace"))
    frame = pd.DataFrame.from_records(records)
    if "start" in frame and "start" not in keys:
        if "end" not in keys and "timestamp" in frame and frame["start"].notna().all():
            keys["start"], keys["end"] = _BEGAN, keys.pop("timestamp")
            frame = frame.drop(columns=["lifecycle", "instance"], errors="ignore")
            frame = frame.rename(columns={"timestamp": "end"})
        else:
            frame = frame.drop(columns="start")
    missing = [
        Fault(file, 1, 1, key, f"no event has the key {key!r}, which says {role}")
        for role, key in (
            ("activity", keys.get("activity", "concept:name")),
            *((role, keys[role]) for role in ("timestamp", "end") if role in keys),
        )
        if role not in frame
    ]
    refuse(*missing)
    frame = frame.fillna("").astype("category")
    mapping = ColumnMapping(
        {role: keys.get(role, "concept:name") for role in map(str, frame.columns)},
        said.time_zone,
        said.date_format,
        "xes",
        said.ignore,
    )
    return RawRows(frame, file, mapping, lambda rows: [row + 1 for row in rows])


def _collect(elements: Any, by_key: dict[str, str], records: list[dict[str, str]]) -> None:
    """Go through the file once; what has been read is let go."""
    depth: list[str] = []
    trace: dict[str, str] = {}
    event: dict[str, str] = {}
    number = 0
    for what, element in elements:
        tag = element.tag.rpartition("}")[2]
        if what == "start":
            depth.append(tag)
            if tag == "trace":
                number += 1
                trace = {"case": str(number)}
            elif tag == "event":
                event = {}
            continue
        depth.pop()
        parent = depth[-1] if depth else ""
        key = element.get("key", "")
        if parent == "event" and key in by_key:
            event[by_key[key]] = element.get("value", "")
        elif parent == "trace" and key == "concept:name":
            trace["case"] = element.get("value", "")
        elif parent == "trace" and by_key.get(key) == "kind":
            trace["kind"] = element.get("value", "")
        if tag == "event":
            records.append(trace | event)
            element.clear()
        elif tag == "trace":
            element.clear()
