"""A comparison as a notebook shows it: the main figures of every model, with their intervals."""

from __future__ import annotations

from collections.abc import Hashable
from html import escape
from math import floor, log10
from typing import TYPE_CHECKING, Any

import pandas as pd

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison

_SHOWN = {
    "time_to_launch_p50_working_days": ("time-to-launch, half within", 1.0),
    "time_to_launch_p90_working_days": ("time-to-launch, 9 of 10 within", 1.0),
    "on_time_share": ("on time", 100.0),
    "throughput_per_week": ("throughput", 1.0),
    "cost_per_launch": ("cost", 1.0),
}
"""Figures by their name: what they are called here, and a factor: shares are told in percent."""


def notebook_table(comparison: Comparison) -> str:
    """Write the main figures of a comparison as HTML.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
        One table, a row for each model and condition; a dash where there is no figure.
    """
    kpis = comparison.kpis
    kpis = kpis[kpis["kpi"].isin(_SHOWN)]
    keys = ["model", "comparison", "condition"]
    rows = [
        dict(zip(keys, key, strict=True))
        | {_title(one): _cell(one) for one in of.to_dict("records")}
        for key, of in kpis.groupby(keys, sort=False)
    ]
    replications = comparison.provenance.get("replications", "unknown")
    caption = f"{comparison.scenario}; replications: {replications}; in brackets 95% intervals"
    table = pd.DataFrame(rows).to_html(index=False, border=0, na_rep="\u2013")
    return f"<p>{escape(caption)}</p>{table}"


def _title(row: dict[Hashable, Any]) -> str:
    title, factor = _SHOWN[row["kpi"]]
    return f"{title} ({'percent' if factor != 1.0 else row['unit']})"


def _cell(row: dict[Hashable, Any]) -> str:
    factor = _SHOWN[row["kpi"]][1]
    estimate, low, high = (
        None if pd.isna(row[name]) else factor * float(row[name])
        for name in ("estimate", "low", "high")
    )
    if estimate is None:
        return "\u2013"
    decimals = _decimals(estimate)
    told = f"{estimate:,.{decimals}f}"
    if low is None or high is None:
        return told
    return f"{told} ({low:,.{decimals}f} to {high:,.{decimals}f})"


def _decimals(size: float) -> int:
    """As many as show three significant digits, and at most two."""
    return min(2, max(0, 2 - floor(log10(abs(size))))) if size else 0
