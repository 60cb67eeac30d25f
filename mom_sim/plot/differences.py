"""Paired differences from today's model: the same campaigns with the same luck."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.experiments.comparison import CALM, Comparison
from mom_sim.metrics.number_words import factor_of
from mom_sim.plot.frame import draw_interval, quiet, row_labels
from mom_sim.plot.looks import LINE, looks_of
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def draw_differences(
    axes: Axes,
    comparison: Comparison,
    *,
    kpi: str = "time_to_launch_mean_working_days",
    condition: str = CALM,
) -> Axes:
    """Draw by how much each model's figure differs from that of today's model.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    kpi : str
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same: filled where the 95% interval leaves 0 out, hollow where the data cannot tell.
    """
    found = [one for one in comparison.differences if (one.kpi, one.condition) == (kpi, condition)]
    looks = looks_of(one.model for one in comparison.results)
    unit = next(
        (dict(one.conditions())[CALM][kpi].unit for one in comparison.results if kpi in one.kpis),
        "working days",
    )
    scale = factor_of(unit)
    axes.axvline(0.0, color=LINE, linewidth=1.0)
    for place, one in enumerate(found):
        look = looks[one.model]
        is_sure = (one.low is not None and one.low > 0) or (one.high is not None and one.high < 0)
        draw_interval(
            axes,
            one,
            place,
            scale,
            color=look.color,
            marker=look.marker,
            markerfacecolor=look.color if is_sure else "white",
        )
    quiet(axes)
    row_labels(axes, [shown_name(one.model) for one in found])
    points = "percentage points" if unit == "share" else unit
    axes.set_xlabel(f"difference from {shown_name(comparison.own_model)} ({points})")
    return axes
