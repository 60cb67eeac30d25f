"""What a launch costs against how long it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.experiments.comparison import CALM, Comparison
from mom_sim.plot.frame import quiet, reach
from mom_sim.plot.looks import looks_of
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

TIME, COST = "time_to_launch_mean_working_days", "cost_per_launch"


def draw_cost_against_time(axes: Axes, comparison: Comparison, *, condition: str = CALM) -> Axes:
    """Draw cost per launch against mean time-to-launch, with intervals of both.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same: a point a model that has both figures; models that buy outside work stand twice
        where they were compared in both ways, with an equal budget as hollow points.
    """
    looks = looks_of(one.model for one in comparison.results)
    for result in (*comparison.results, *comparison.others):
        figures = dict(result.conditions()).get(condition, {})
        time, cost = figures.get(TIME), figures.get(COST)
        if time is None or cost is None or time.estimate is None or cost.estimate is None:
            continue
        look = looks[result.model]
        is_other = result not in comparison.results
        way = f", {result.comparison.replace('_', ' ')}" if is_other else ""
        axes.errorbar(
            [time.estimate],
            [cost.estimate],
            xerr=[[one] for one in reach(time, 1.0)],
            yerr=[[one] for one in reach(cost, 1.0)],
            color=look.color,
            marker=look.marker,
            markerfacecolor="white" if is_other else look.color,
            markersize=7,
            elinewidth=1.1,
            capsize=2.5,
            linestyle="none",
            label=f"{shown_name(result.model)}{way}",
        )
    quiet(axes, grid="both")
    axes.set_xlabel("mean time-to-launch (working days)")
    axes.set_ylabel(f"cost ({comparison.currency} a launch)")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.margins(0.08)
    if axes.get_legend_handles_labels()[0]:
        axes.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1.01, 0.5))
    return axes
