"""Where campaigns wait, and who the bottleneck is: a bar a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from mom_sim.experiments.comparison import AS_WRITTEN, CALM, Comparison
from mom_sim.metrics.explanations import place_name
from mom_sim.plot.frame import quiet, row_labels
from mom_sim.plot.looks import CAUSE_LOOKS, LINE
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST = 8
"""Places that are drawn, the largest first."""

_CAUSES = {"team": "queue", "gate": "decision"}
"""What is waited for at a place of some kind, where it is not called the same."""


def waiting_places(
    comparison: Comparison, model: str, *, condition: str = CALM, most: int = MOST
) -> pd.DataFrame:
    """The places at which a model's launched campaigns wait longest.

    Parameters
    ----------
    comparison : Comparison
    model : str
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.
    most : int

    Returns
    -------
    DataFrame
        Columns `kind`, `place`, `estimate`, `low`, `high` (working days of a launched campaign),
        the largest first; places without waiting are left out.
    """
    table = _of(comparison, "waiting", model, condition)
    return _largest(table[table["figure"] == "working_days"], "estimate", most)


def bottleneck_shares(
    comparison: Comparison, model: str, *, condition: str = CALM, most: int = MOST
) -> pd.DataFrame:
    """The people who are the bottleneck for the largest share of a model's working time.

    Parameters
    ----------
    comparison : Comparison
    model : str
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.
    most : int

    Returns
    -------
    DataFrame
        Columns `kind`, `place`, `share`, `low`, `high`, the largest first; by the active-period
        method.
    """
    return _largest(_of(comparison, "bottlenecks", model, condition), "share", most)


def draw_waiting(axes: Axes, comparison: Comparison, model: str, *, condition: str = CALM) -> Axes:
    """Draw how long a launched campaign waits where, on average, with intervals.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    model : str
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same: a bar a place, the longest wait on top; color and hatching say of what kind.
    """
    places = waiting_places(comparison, model, condition=condition)
    words = "waiting of a launched campaign (working days)"
    return _bars(axes, model, places, "estimate", 1.0, words)


def draw_bottlenecks(
    axes: Axes, comparison: Comparison, model: str, *, condition: str = CALM
) -> Axes:
    """Draw for what share of the working time each queue's people are the bottleneck.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    model : str
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same: a bar a queue, the largest share on top.

    Notes
    -----
    Source: active-period method, Roser, Nakano and Tanaka (2002), Proceedings of the 2002 Winter
    Simulation Conference, 1079-1086.
    """
    shares = bottleneck_shares(comparison, model, condition=condition)
    return _bars(axes, model, shares, "share", 100.0, "time as the bottleneck (percent)")


def _bars(
    axes: Axes, model: str, places: pd.DataFrame, column: str, scale: float, words: str
) -> Axes:
    for at, row in enumerate(places.to_dict("records")):
        look = CAUSE_LOOKS[_CAUSES.get(row["kind"], row["kind"])]
        size = scale * row[column]
        low, high = (size if pd.isna(row[end]) else scale * row[end] for end in ("low", "high"))
        axes.barh(
            at,
            size,
            height=0.62,
            color=look.color,
            hatch=look.hatch,
            edgecolor="white",
            linewidth=0.6,
            xerr=[[max(size - low, 0.0)], [max(high - size, 0.0)]],
            error_kw={"ecolor": LINE, "elinewidth": 1.1, "capsize": 2.5},
        )
    quiet(axes)
    names = [place_name(*row) for row in zip(places["kind"], places["place"], strict=True)]
    row_labels(axes, [shown_name(name) for name in names] or [""])
    axes.set_xlim(left=0.0)
    axes.set_xlabel(words)
    axes.set_title(shown_name(model), loc="left", fontsize="medium")
    return axes


def _largest(table: pd.DataFrame, column: str, most: int) -> pd.DataFrame:
    """Places with their figure and its interval, the largest first; those without are left out."""
    table = table[table[column] > 0].sort_values(column, ascending=False, kind="stable")
    return table[["kind", "place", column, "low", "high"]].head(most).reset_index(drop=True)


def _of(comparison: Comparison, name: str, model: str, condition: str) -> pd.DataFrame:
    """Rows of one model's table, as it is mainly compared."""
    way = next(one.comparison for one in comparison.results if one.model == model)
    word = AS_WRITTEN if comparison.surge_factor is None else condition
    table = comparison.table(name)
    return table[
        (table["model"] == model) & (table["comparison"] == way) & (table["condition"] == word)
    ]
