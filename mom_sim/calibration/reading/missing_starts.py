"""Estimates of when work began, where a log says only when it ended."""

from __future__ import annotations

import numpy as np
import pandas as pd


def estimate_starts(frame: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    """Fill in missing starts and mark them.

    Work begins at the latest of: the previous end of the same person, the previous end of the same
    case, and the request; at its own end where none of them is known.

    Parameters
    ----------
    frame : DataFrame
        Columns ``case``, ``resource``, ``start`` (NaT where missing), ``end``; maybe ``requested``.
    notes : list of str
        What was done is added.

    Returns
    -------
    DataFrame
        By end, with ``start_estimated``.
    """
    missing = frame["start"].isna()
    frame = frame.assign(start_estimated=missing)
    if not missing.any():
        return frame
    frame = frame.sort_values("end", kind="stable")
    missing = frame["start"].isna()
    before = pd.concat(
        [
            frame.groupby("case", sort=False)["end"].shift(),
            frame.groupby("resource", sort=False)["end"].shift(),
            *([frame["requested"]] if "requested" in frame else []),
        ],
        axis=1,
    )
    latest = before.max(axis=1).fillna(frame["end"])
    latest = latest.where(latest <= frame["end"], frame["end"])
    frame["start"] = frame["start"].where(~missing, latest)
    notes.append(
        f"{int(np.count_nonzero(missing))} starts are missing: estimated from the previous end of "
        "the same person and of the same case"
    )
    return frame
