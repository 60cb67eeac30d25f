"""How long campaigns take to launch: mean and percentiles by model, and the whole distribution."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.experiments.comparison import CALM, Comparison
from mom_sim.plot.frame import draw_interval, quiet, row_labels
from mom_sim.plot.looks import LINE, looks_of
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MEASURES = (
    ("time_to_launch_p50_working_days", "half are within", "|", "white"),
    ("time_to_launch_mean_working_days", "mean", "o", "black"),
    ("time_to_launch_p90_working_days", "9 of 10 are within", "D", "white"),
)
"""Figure, its words, its marker and what fills it."""

_APART = 0.24
_FAR = 1e4


def draw_time_to_launch(axes: Axes, comparison: Comparison, *, condition: str = CALM) -> Axes:
    """Draw median, mean and p90 of the time-to-launch of each model, with intervals.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same: a row a model, in the order of the comparison.
    """
    names = [one.model for one in comparison.results]
    looks = looks_of(names)
    for place, result in enumerate(comparison.results):
        figures = dict(result.conditions()).get(condition, {})
        for position, (kpi, _, marker, filling) in enumerate(MEASURES):
            if kpi not in figures:
                continue
            color = looks[result.model].color
            draw_interval(
                axes,
                figures[kpi],
                place + _APART * (position - 1),
                color=color,
                marker=marker,
                markerfacecolor="white" if filling == "white" else color,
                markeredgewidth=1.6 if marker == "|" else 1.2,
                markersize=8 if marker == "|" else 5,
            )
    from matplotlib.lines import Line2D

    axes.legend(
        handles=[
            Line2D(
                [],
                [],
                linestyle="none",
                marker=marker,
                color=LINE,
                markerfacecolor="white" if filling == "white" else LINE,
                markeredgewidth=1.6 if marker == "|" else 1.2,
                label=words,
            )
            for _, words, marker, filling in MEASURES
        ],
        frameon=False,
        fontsize="small",
        ncols=3,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        handletextpad=0.2,
        columnspacing=1.2,
    )
    quiet(axes)
    row_labels(axes, [shown_name(name) for name in names])
    axes.set_xlim(left=0.0)
    axes.set_xlabel("time from request to launch (working days), with 95% intervals")
    return axes


def draw_distribution(axes: Axes, comparison: Comparison, *, condition: str = CALM) -> Axes:
    """Draw what share of requests is launched by how many working days, a line a model.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same. Requests that end otherwise never count as launched (Aalen-Johansen), so that a
        line need not reach 100%.

    Raises
    ------
    ValueError
        If the models were not compared under that condition.
    """
    looks = looks_of(one.model for one in comparison.results)
    farthest = 0.0
    for result in comparison.results:
        curve = comparison.launch_curve(result.model, condition)
        if curve is None:
            raise ValueError(f"{result.model} was not run under the condition {condition!r}")
        look = looks[result.model]
        days, shares = (curve[name].tolist() for name in ("working_days", "launched"))
        axes.plot(
            [*days, _FAR],  # from its end on a line stays where it is
            [100.0 * share for share in (*shares, shares[-1])],
            color=look.color,
            linestyle=look.style,
            linewidth=1.6,
            label=shown_name(result.model),
        )
        p90 = dict(result.conditions())[condition]["time_to_launch_p90_working_days"].estimate
        farthest = max(farthest, p90 or 0.0)
    quiet(axes, grid="both")
    axes.set_xlim(0.0, 1.25 * farthest or 1.0)
    axes.set_ylim(0.0, 101.0)
    axes.set_xlabel("working days since the request")
    axes.set_ylabel("requests launched (percent)")
    axes.legend(frameon=False, fontsize="small", loc="lower right")
    return axes
