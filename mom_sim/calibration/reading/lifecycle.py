"""Rows of single events -> rows of activity instances: start, suspend, resume, complete."""

from __future__ import annotations

import numpy as np
import pandas as pd

_BEGINS = {"start", "resume", "started", "begin", "resumed"}
_ENDS = {"complete", "suspend", "completed", "end", "ended", "finish", "finished", "suspended"}
_CUTS_SHORT = {"suspend", "suspended"}


def pair_events(frame: pd.DataFrame) -> tuple[pd.DataFrame, set[str], list[str]]:
    """Join what began with what ended it.

    By time, within an activity of a case, and within an instance of it where the log tells them
    apart: an end belongs to the open beginning of the same person, or else to the first that is
    open. Who begins again before an end has abandoned the earlier beginning. What was suspended and
    resumed gives one row for each stretch of work. An end with no open beginning has no start.

    Parameters
    ----------
    frame : DataFrame
        Columns ``case``, ``activity``, ``time``, ``lifecycle``, ``instance``, ``resource`` (the
        last three may be absent), and others.

    Returns
    -------
    DataFrame
        With ``start`` and ``end`` in place of ``time``, ``lifecycle`` and ``instance``; ``start``
        may be NaT.
    set of str
        Cases with work that was begun and not ended.
    list of str
        Notes.
    """
    if "lifecycle" not in frame:
        frame = frame.rename(columns={"time": "end"}).drop(columns="instance", errors="ignore")
        frame["start"] = pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us, UTC]")
        return frame, set(), []
    word = frame["lifecycle"].astype(str).str.strip().str.lower()
    word = word.where(word != "", "complete")
    notes = []
    used = word.isin(_BEGINS | _ENDS)
    others = word[~used]
    if len(others):
        kinds = ", ".join(sorted(set(others))[:5])
        notes.append(
            f"{len(others)} events are neither begin nor end of work and left out: {kinds}"
        )
    order = frame.loc[used, "time"].sort_values(kind="stable").index
    frame, word = frame.loc[order], word.loc[order]
    is_begin = word.isin(_BEGINS).to_numpy()
    begin_of, open_rows, abandoned = _walk(_keys(frame, is_begin), _people(frame), is_begin)
    ends = np.flatnonzero(~is_begin)
    times = frame["time"].reset_index(drop=True)
    started = times.reindex(begin_of[ends]).set_axis(frame.index[ends])  # -1 gives NaT
    joined = frame.iloc[ends].rename(columns={"time": "end"}).assign(start=started)
    unfinished = set(frame["case"].iloc[open_rows].astype(str))
    if open_rows:
        notes.append(f"{len(open_rows)} pieces of work were begun and not ended: left out")
    if abandoned:
        notes.append(
            f"{abandoned} pieces of work were begun again by the same person before they ended: "
            "the earlier beginnings are left out"
        )
    suspended = int(word.isin(_CUTS_SHORT).sum())
    if suspended:
        notes.append(f"{suspended} pieces of work were suspended: one row for each stretch")
    return joined.drop(columns=["lifecycle", "instance"], errors="ignore"), unfinished, notes


def _keys(frame: pd.DataFrame, is_begin: np.ndarray) -> np.ndarray:
    """Number of the activity of a case, or of its instance, that each event is of."""
    parts = [frame["case"].astype(str), frame["activity"].astype(str)]
    keys = frame.groupby(parts, sort=False).ngroup().to_numpy()
    if "instance" not in frame:
        return keys
    fine = frame.groupby([*parts, frame["instance"].astype(str)], sort=False).ngroup().to_numpy()
    # Some logs number every event: such numbers join no beginning with any end.
    joins = np.intersect1d(fine[is_begin], fine[~is_begin]).size > 0
    return fine if joins else keys


def _people(frame: pd.DataFrame) -> list[str]:
    if "resource" not in frame:
        return [""] * len(frame)
    return frame["resource"].astype(str).str.strip().tolist()


def _walk(
    keys: np.ndarray, people: list[str], is_begin: np.ndarray
) -> tuple[np.ndarray, list[int], int]:
    """Go through the events by time: begin of each end (or -1), begins left open, and abandoned."""
    begin_of = np.full(keys.size, -1)
    open_of: dict[int, dict[str, int]] = {}
    abandoned = 0
    for row, (key, person, begins) in enumerate(
        zip(keys.tolist(), people, is_begin.tolist(), strict=True)
    ):
        under_way = open_of.setdefault(key, {})
        if begins:
            abandoned += under_way.pop(person, None) is not None
            under_way[person] = row
        elif under_way:
            begin_of[row] = under_way.pop(person if person in under_way else next(iter(under_way)))
    return begin_of, sorted(row for rows in open_of.values() for row in rows.values()), abandoned
