"""A simulated event log as CSV: one row an activity instance, safe to open in a spreadsheet."""

from __future__ import annotations

import pandas as pd

from mom_sim.calibration.interchange.instances import activity_names

COLUMNS = {
    "case_id": "case",
    "activity": "activity",
    "resource": "resource",
    "start_time": "start",
    "end_time": "end",
    "ready_time": "ready",
    "team": "team",
    "role": "role",
    "people": "people",
    "unit": "unit",
    "campaign_type": "type",
    "instance_kind": "kind",
    "attempt": "attempt",
    "outcome": "outcome",
    "work_hours": "work_hours",
    "cost": "cost",
}
"""Names in the file, and the columns of `activity_instances` that they come from."""

# A spreadsheet takes a cell that begins so for a formula. An apostrophe makes it text.
# Source: OWASP, CSV Injection.
_FORMULA = r"^([=+\-@\t\r])"
_TIMES = ("start", "end", "ready")


def csv_text(instances: pd.DataFrame) -> str:
    """Write activity instances as CSV.

    Parameters
    ----------
    instances : DataFrame
        As of `activity_instances`.

    Returns
    -------
    str
        Comma, line feed, a header with `COLUMNS`; times in UTC to the millisecond, empty for what
        has not ended; text that a spreadsheet would take for a formula is led by an apostrophe.
    """
    cells = {}
    for name, column in COLUMNS.items():
        values = instances[column]
        if column == "activity":
            values = activity_names(instances)
        if column in _TIMES:
            cells[name] = time_texts(values)
        elif column in ("work_hours", "cost"):
            cells[name] = values.round(4)
        elif column == "attempt":
            cells[name] = values
        else:
            texts = values.fillna("").astype(str).astype(object)
            cells[name] = texts.str.replace(_FORMULA, r"'\1", regex=True)
    return str(pd.DataFrame(cells).to_csv(index=False, lineterminator="\n"))


def time_texts(instants: pd.Series[pd.Timestamp]) -> pd.Series[str]:
    """Write instants as ISO 8601 in UTC to the millisecond; empty where there is none.

    More digits would be misread: some tools take the digits behind the point for milliseconds.
    """
    milliseconds = instants.dt.tz_convert("UTC").dt.floor("ms")
    texts = milliseconds.dt.strftime("%Y-%m-%dT%H:%M:%S.%f").str[:-3] + "+00:00"
    return texts.where(instants.notna(), "")
