"""`read_event_log`: a file -> an event log, or one message for every fault."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pandas as pd

from mom_sim.calibration.event_log import COLUMNS, EventLog
from mom_sim.calibration.reading.column_mapping import ColumnMapping
from mom_sim.calibration.reading.csv_rows import read_csv_rows
from mom_sim.calibration.reading.lifecycle import pair_events
from mom_sim.calibration.reading.map_file import read_mapping
from mom_sim.calibration.reading.missing_starts import estimate_starts
from mom_sim.calibration.reading.raw_rows import RawRows, refuse
from mom_sim.calibration.reading.timestamps import parse_times
from mom_sim.calibration.reading.xes_rows import read_xes_rows

NOBODY = frozenset({"", "na", "n/a", "nan", "none", "null", "unassigned", "missing_resource"})
"""Resources that name nobody."""

_TIMES = ("start", "end", "timestamp", "requested", "due")


def read_event_log(path: str | Path, mapping: ColumnMapping | str | Path | None = None) -> EventLog:
    """Read an event log.

    Parameters
    ----------
    path : str or Path
        CSV, CSV in gzip, or XES (``.xes``, ``.xes.gz``).
    mapping : ColumnMapping, str or Path, optional
        Which column says what, or a YAML file that says it; what it does not say is guessed.

    Returns
    -------
    EventLog

    Raises
    ------
    ScenarioError
        With every fault: an empty log, a column missing, times that are not understood, mixed time
        zones, ends before starts.
    RunError
        If a library for the format is not installed.
    """
    if mapping is None:
        mapping = ColumnMapping()
    elif not isinstance(mapping, ColumnMapping):
        mapping = read_mapping(mapping)
    is_xes = str(path).removesuffix(".gz").endswith(".xes")
    rows = (read_xes_rows if is_xes else read_csv_rows)(path, mapping)
    return _event_log(rows, _hash_of(path))


def _event_log(rows: RawRows, content_hash: str) -> EventLog:
    refuse(*_blank_faults(rows))
    zone_notes: list[str] = []
    roles = [role for role in _TIMES if role in rows.frame]
    times, zone, faults = parse_times(rows, roles, zone_notes)
    refuse(*faults)
    notes: list[str] = []
    frame = rows.frame.drop(columns=list(times)).copy()
    unfinished: set[str] = set()
    if "timestamp" in times:
        frame["time"] = times.pop("timestamp")
        for role, values in times.items():
            frame[role] = values
        frame, unfinished, notes = pair_events(frame)
    else:
        for role, values in times.items():
            frame[role] = values
        if "start" not in frame:
            frame["start"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
        backward = np.flatnonzero((frame["start"] > frame["end"]).to_numpy())
        if backward.size:
            message = "the work ends before it starts; correct the times, or swap the columns"
            refuse(rows.fault("end", list(backward), message))
        open_work = frame["end"].isna()
        if open_work.any():
            unfinished = set(frame.loc[open_work, "case"].astype(str))
            notes.append(
                f"{int(open_work.sum())} rows have no end: left out, and their "
                f"{len(unfinished)} cases count as unfinished"
            )
            frame = frame[~open_work]
    if frame.empty:
        refuse(rows.fault("end", [0], "no piece of work in this log has an end"))
    finished = _finished(frame, rows, notes)
    notes += zone_notes
    return EventLog(
        finished,
        zone,
        unfinished=frozenset(unfinished),
        notes=tuple(notes),
        source=Path(rows.file).name,
        content_hash=content_hash,
    )


def _finished(frame: pd.DataFrame, rows: RawRows, notes: list[str]) -> pd.DataFrame:
    """Bring the table into its final form; add what was done to the notes."""
    if rows.mapping.ignore:
        left_out = frame["activity"].isin(rows.mapping.ignore)
        notes.append(f"{int(left_out.sum())} rows of activities to ignore are left out")
        if left_out.all():
            refuse(rows.fault("activity", [0], "ignore in --map leaves no row of this log"))
        frame = frame[~left_out]
    frame = frame.assign(
        case=frame["case"].astype(str).astype(object),
        activity=frame["activity"].astype(str).str.strip().astype(object),
        resource=_people(frame, notes),
    )
    for role in ("start", "end", "requested", "due"):
        if role in frame:
            frame[role] = pd.to_datetime(frame[role], utc=True).astype("datetime64[us, UTC]")
    for role in ("kind", "priority"):
        if role in frame:
            frame[role] = frame[role].astype(str).astype(object)
    frame = estimate_starts(frame, notes)
    zero = int((frame["start"] == frame["end"]).sum())
    if zero:
        notes.append(f"{zero} rows have no length: kept, as work of no effort")
    others = [role for role in ("kind", "priority", "requested", "due") if role in frame]
    frame = frame.sort_values(["start", "end"], kind="stable")[[*COLUMNS, *others]]
    return frame.reset_index(drop=True)


def _people(frame: pd.DataFrame, notes: list[str]) -> pd.Series:
    if "resource" not in frame:
        notes.append("no column says who did the work: every activity has a team of its own")
        return pd.Series([None] * len(frame), index=frame.index, dtype=object)
    names = frame["resource"].astype(str).str.strip().astype(object)
    blank = names.str.lower().isin(NOBODY)
    if blank.any():
        notes.append(f"{int(blank.sum())} rows name nobody")
    return names.where(~blank, None)


def _blank_faults(rows: RawRows) -> list:  # type: ignore[type-arg]
    faults = []
    for role in ("case", "activity"):
        blank = np.flatnonzero((rows.frame[role].astype(str).str.strip() == "").to_numpy())
        if blank.size:
            faults.append(rows.fault(role, list(blank), f"no {role} stands here; fill it in"))
    return faults


def _hash_of(path: str | Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
