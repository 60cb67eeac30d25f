"""Rows of single events -> rows of activity instances: start, suspend, resume, complete."""

from __future__ import annotations

import pandas as pd

_BEGINS = {"start", "resume", "started", "begin", "resumed"}
_ENDS = {"complete", "suspend", "completed", "end", "ended", "finish", "finished", "suspended"}
_CUTS_SHORT = {"suspend", "suspended"}


def pair_events(frame: pd.DataFrame) -> tuple[pd.DataFrame, set[str], list[str]]:
    """Join what began with what ended it.

    The nth beginning of an activity of a case belongs to its nth end, by time. What was suspended
    and resumed gives one row for each stretch of work. A completion alone has no start.

    Parameters
    ----------
    frame : DataFrame
        Columns ``case``, ``activity``, ``time``, ``lifecycle`` (may be absent), and others.

    Returns
    -------
    DataFrame
        With ``start`` and ``end`` in place of ``time`` and ``lifecycle``; ``start`` may be NaT.
    set of str
        Cases with work that was begun and not ended.
    list of str
        Notes.
    """
    if "lifecycle" not in frame:
        frame = frame.rename(columns={"time": "end"})
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
    frame, word = frame[used], word[used]
    begins = frame[word.isin(_BEGINS)].sort_values("time", kind="stable")
    ends = frame[word.isin(_ENDS)].sort_values("time", kind="stable")
    key = ["case", "activity"]
    begins = begins.assign(nth=begins.groupby(key, observed=True).cumcount())
    ends = ends.assign(nth=ends.groupby(key, observed=True).cumcount())
    opened = begins[[*key, "nth", "time"]].rename(columns={"time": "start"})
    joined = ends.rename(columns={"time": "end"}).merge(opened, on=[*key, "nth"], how="outer")
    open_work = joined["end"].isna()
    unfinished = set(joined.loc[open_work, "case"].astype(str))
    if open_work.any():
        notes.append(f"{int(open_work.sum())} pieces of work were begun and not ended: left out")
    suspended = int(word.isin(_CUTS_SHORT).sum())
    if suspended:
        notes.append(f"{suspended} pieces of work were suspended: one row for each stretch")
    joined = joined[~open_work]
    backward = joined["start"] > joined["end"]
    joined.loc[backward, "start"] = pd.NaT
    if backward.any():
        notes.append(f"{int(backward.sum())} ends have no beginning before them")
    return joined.drop(columns=["nth", "lifecycle"]), unfinished, notes
