"""What the time from request to launch is made of: work, and each cause of waiting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.experiments.comparison import CALM, Comparison
from mom_sim.plot.frame import quiet, row_labels
from mom_sim.plot.looks import CAUSE_LOOKS
from mom_sim.plot.wording import CAUSE_WORDS, shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.metrics.summarizing import Estimate

PARTS = tuple(cause for cause in CAUSE_LOOKS if cause != "embargo")
"""In the order in which they are stacked; they add up to the time-to-launch of the launched."""


def cause_figure(cause: str) -> str:
    """Name of the figure that a part of the time stands in."""
    return "work_working_days" if cause == "work" else f"wait_{cause}_working_days"


def draw_causes(axes: Axes, comparison: Comparison, *, condition: str = CALM) -> Axes:
    """Draw the mean time of launched campaigns by cause, stacked, a bar a model.

    Parameters
    ----------
    axes : matplotlib Axes
    comparison : Comparison
    condition : str
        ``calm`` (also for the only run when no surge was asked for) or ``surge``.

    Returns
    -------
    Axes
        The same; causes that nobody waited for are left out.
    """
    rows = [dict(one.conditions()).get(condition, {}) for one in comparison.results]
    starts = [0.0] * len(rows)
    for cause in PARTS:
        sizes = [_size(row.get(cause_figure(cause))) for row in rows]
        if not any(sizes):
            continue
        look = CAUSE_LOOKS[cause]
        axes.barh(
            range(len(rows)),
            sizes,
            left=starts,
            height=0.62,
            color=look.color,
            hatch=look.hatch,
            edgecolor="white",
            linewidth=0.6,
            label=CAUSE_WORDS[cause],
        )
        starts = [start + size for start, size in zip(starts, sizes, strict=True)]
    quiet(axes)
    row_labels(axes, [shown_name(one.model) for one in comparison.results])
    axes.set_xlim(left=0.0)
    axes.set_xlabel("mean of launched campaigns (working days)")
    axes.legend(
        frameon=False,
        fontsize="small",
        ncols=5,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
        columnspacing=1.2,
        handlelength=1.6,
    )
    return axes


def _size(figure: Estimate | None) -> float:
    return 0.0 if figure is None or figure.estimate is None else figure.estimate
