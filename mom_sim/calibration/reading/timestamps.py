"""Times as text -> instants: formats, offsets, time zones."""

from __future__ import annotations

import zoneinfo

import numpy as np
import pandas as pd

from mom_sim.calibration.reading.raw_rows import RawRows
from mom_sim.errors import Fault

FORMATS = (
    ("%d/%b/%y %I:%M %p", ""),
    ("%d/%b/%Y %I:%M %p", ""),
    ("%d %b %Y %H:%M", ""),
    ("%b %d, %Y %I:%M %p", ""),
    ("%b %d, %Y", ""),
    ("%d/%b/%y", ""),
    ("%d.%m.%Y %H:%M:%S", ""),
    ("%d.%m.%Y %H:%M", ""),
    ("%d.%m.%Y", ""),
    ("%d/%m/%Y %H:%M:%S", "day"),
    ("%d/%m/%Y %H:%M", "day"),
    ("%d/%m/%Y %I:%M %p", "day"),
    ("%d/%m/%Y", "day"),
    ("%m/%d/%Y %H:%M:%S", "month"),
    ("%m/%d/%Y %H:%M", "month"),
    ("%m/%d/%Y %I:%M %p", "month"),
    ("%m/%d/%y %I:%M %p", "month"),
    ("%m/%d/%Y", "month"),
    ("%Y/%m/%d %H:%M:%S", ""),
    ("%Y/%m/%d %H:%M", ""),
    ("%Y/%m/%d", ""),
)
"""Formats tried behind ISO 8601, and what comes first where that could be mistaken."""


def parse_times(
    rows: RawRows, roles: list[str], notes: list[str]
) -> tuple[dict[str, pd.Series], str, list[Fault]]:
    """Understand all columns of times.

    Parameters
    ----------
    rows : RawRows
    roles : list of str
        Columns with times.
    notes : list of str
        What was decided about the time zone is added.

    Returns
    -------
    dict of str to Series of datetime64 (UTC)
        By role; NaT where the file says nothing.
    str
        Time zone in whose hours people work.
    list of Fault
    """
    faults: list[Fault] = []
    wrong = _wrong_format(rows.mapping.date_format)
    if wrong:
        return {}, "UTC", [rows.fault(roles[0], [0], wrong)]
    with_offset: dict[str, np.ndarray] = {}
    filled: dict[str, np.ndarray] = {}
    for role in roles:
        codes = rows.frame[role].cat.codes.to_numpy()
        known, says = _look_at(rows.frame[role].cat.categories)
        filled[role], with_offset[role] = known[codes], says[codes]
    explicit = sum(int((with_offset[r] & filled[r]).sum()) for r in roles)
    bare_count = sum(int((~with_offset[r] & filled[r]).sum()) for r in roles)
    if explicit and bare_count:
        return {}, "UTC", [_mixed(rows, roles, with_offset, filled)]
    zone = rows.mapping.time_zone or "UTC"
    times = {}
    for role in roles:
        parsed, role_faults = _parse(rows, role, filled[role], bool(explicit), zone)
        faults += role_faults
        times[role] = parsed
    if explicit and rows.mapping.time_zone is None:
        zone, unknown = _usual_zone(rows.frame[roles[0]])
        if unknown:
            notes.append(unknown)
    if zone == "UTC" and rows.mapping.time_zone is None and not notes:
        notes.append("times count as UTC; give time_zone in --map for local working hours")
    return times, zone, faults


def _wrong_format(date_format: str | None) -> str:
    """What is wrong with a format, which is the same for every text."""
    try:
        pd.to_datetime(pd.Series(["2026"]), format=date_format, errors="coerce", utc=True)
    except ValueError as error:
        return (
            f"date_format {date_format!r} in --map is no format of times ({error}); write it with "
            'the signs of strptime, such as "%d/%m/%Y %H:%M"'
        )
    return ""


def _look_at(texts: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Tell which texts say anything, and which say an offset from UTC.

    Looked at as a table of characters, for a log may have millions of distinct times.
    """
    table = np.char.strip(texts.to_numpy(dtype="U40"))
    length = np.char.str_len(table)
    signs = table.view("U1").reshape(table.size, -1) if table.size else np.empty((0, 1), "U1")
    says = np.zeros(table.size, dtype=bool)
    row = np.arange(table.size)
    for back in (3, 5, 6, 9):  # +01, +0100, +01:00, +01:00:00
        place = length - back
        # A date such as 2024-03-04 ends like an offset of -04: times are longer.
        long = place > 10
        found = np.isin(signs[row, np.where(long, place, 0)], ("+", "-"))
        says |= long & found
    last = np.char.upper(signs[row, np.maximum(length - 1, 0)])
    says |= (length > 10) & ((last == "Z") | np.char.endswith(np.char.upper(table), ("UTC")))
    says |= (length > 10) & np.char.endswith(np.char.upper(table), "GMT")
    return length > 0, says


def _mixed(
    rows: RawRows,
    roles: list[str],
    with_offset: dict[str, np.ndarray],
    filled: dict[str, np.ndarray],
) -> Fault:
    role, bare = next(
        (role, np.flatnonzero(~with_offset[role] & filled[role]))
        for role in roles
        if (~with_offset[role] & filled[role]).any()
    )
    message = (
        "time zones are mixed: some times say their offset from UTC and these do not; write an "
        "offset (such as +01:00 or Z) at all of them or at none, and then give time_zone in --map"
    )
    return rows.fault(role, list(bare), message)


def _parse(
    rows: RawRows, role: str, filled: np.ndarray, explicit: bool, zone: str
) -> tuple[pd.Series, list[Fault]]:
    text = rows.frame[role]
    categories = pd.Series(text.cat.categories.astype(str)).str.strip()
    parsed, fault = _instants(categories, rows.mapping.date_format, explicit)
    if fault:
        return parsed, [rows.fault(role, [0], fault)]
    known = parsed.notna().to_numpy()[text.cat.codes.to_numpy()]
    bad = np.flatnonzero(filled & ~known)
    faults = []
    if bad.size:
        message = (
            f"{str(text.iloc[bad[0]])!r} is no time that is understood; write 2026-03-02 14:30 or "
            "2026-03-02T14:30:00+01:00, or give date_format in --map"
        )
        faults.append(rows.fault(role, list(bad), message))
    if not explicit:
        parsed = parsed.dt.tz_localize(
            zoneinfo.ZoneInfo(zone),
            ambiguous=np.zeros(len(parsed), bool),
            nonexistent="shift_forward",
        )
        parsed = parsed.dt.tz_convert("UTC")
    values = parsed.to_numpy(dtype="datetime64[us]")[text.cat.codes.to_numpy()]
    return pd.Series(values).dt.tz_localize("UTC"), faults


def _instants(text: pd.Series, date_format: str | None, has_offset: bool) -> tuple[pd.Series, str]:
    """Times of distinct texts, and what is wrong with their format."""
    utc = has_offset
    nothing = text == ""
    if date_format is not None:
        return pd.to_datetime(text, format=date_format, errors="coerce", utc=utc), ""
    parsed = pd.to_datetime(
        text.str.replace(r"\s*(UTC|GMT)$", "Z", regex=True) if has_offset else text,
        format="ISO8601",
        errors="coerce",
        utc=utc,
    )
    best, unknown = parsed, int((parsed.isna() & ~nothing).sum())
    fits: dict[str, pd.Series] = {}
    if unknown:
        for form, first in FORMATS:
            tried = pd.to_datetime(text, format=form, errors="coerce", utc=utc)
            missing = int((tried.isna() & ~nothing).sum())
            if missing < unknown:
                best, unknown = tried, missing
            if missing == 0 and first:
                fits.setdefault(first, tried)
    if len(fits) == 2 and not fits["day"].equals(fits["month"]):
        example = text[~nothing].iloc[0]
        message = (
            f"dates such as {example!r} can be read day first or month first; say which in --map: "
            'date_format: "%d/%m/%Y %H:%M" or "%m/%d/%Y %H:%M"'
        )
        return best, message
    return best, ""


def _usual_zone(text: pd.Series) -> tuple[str, str]:
    """Zone of the commonest offset, where it is whole hours, or why it is unknown."""
    signs = text.cat.categories.to_series().astype(str).str.strip()
    parts = signs.str.extract(r"([+-])(\d{2})(?::?(\d{2}))?(?::00)?$")
    minutes = parts[1].fillna("0").astype(int) * 60 + parts[2].fillna("0").astype(int)
    ahead = minutes.where(parts[0] != "-", -minutes).to_numpy()
    codes = text.cat.codes.to_numpy()
    filled = (signs != "").to_numpy()[codes]
    if not filled.any():
        return "UTC", ""
    known, counts = np.unique(ahead[codes[filled]], return_counts=True)
    usual = int(known[counts.argmax()])
    hours, odd = divmod(usual, 60)
    if odd or not -12 <= hours <= 14:
        sign = "-" if usual < 0 else "+"
        return "UTC", (
            f"most times say {sign}{abs(usual) // 60:02d}:{abs(usual) % 60:02d}, which tells the "
            "instant and not the time zone: it is unknown, and working hours are found in UTC; "
            "give time_zone in --map"
        )
    return ("UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"), ""
