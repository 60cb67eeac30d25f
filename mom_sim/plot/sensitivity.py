"""A tornado: what each uncertain input does to a figure at the ends of its range."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mom_sim.metrics.number_words import factor_of
from mom_sim.plot.frame import quiet, row_labels
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.looks import COLORS, LINE
from mom_sim.plot.pictures import check_format, save
from mom_sim.plot.wording import shown_text, shown_unit

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.experiments.sensitivity.result import Sensitivity

MOST = 10
"""Inputs that are drawn, the largest effect first."""


def draw_tornado(axes: Axes, found: Sensitivity, target: str) -> Axes:
    """Draw by how much each input moves a figure at its lowest and highest plausible value.

    Parameters
    ----------
    axes : matplotlib Axes
    found : Sensitivity
        By the method ``tornado``.
    target : str
        A model, or the difference of two.

    Returns
    -------
    Axes
        The same: a bar an end, plain for the lowest and hatched for the highest value, with
        intervals.

    Raises
    ------
    ValueError
        If it is of another method.
    """
    from mom_sim.experiments.sensitivity.tornado import Bar

    bars = [one for one in found.of(target) if isinstance(one, Bar)][:MOST]
    if found.method != "tornado":
        raise ValueError(f"a tornado is drawn of the method tornado, not of {found.method}")
    scale = factor_of(found.unit)
    for end, color, hatch in (("low", COLORS[4], ""), ("high", COLORS[1], "////")):
        for place, one in enumerate(bars):
            change = getattr(one, f"change_{end}")
            if change.estimate is None:
                continue
            ends = [change.estimate if x is None else x for x in (change.low, change.high)]
            axes.barh(
                place,
                scale * change.estimate,
                height=0.6,
                color=color,
                hatch=hatch,
                edgecolor="white",
                linewidth=0.6,
                alpha=0.9,
                xerr=[
                    [scale * max(change.estimate - ends[0], 0.0)],
                    [scale * max(ends[1] - change.estimate, 0.0)],
                ],
                error_kw={"ecolor": LINE, "elinewidth": 1.0, "capsize": 2.0},
            )
    axes.axvline(0.0, color=LINE, linewidth=1.0)
    quiet(axes)
    row_labels(axes, [shown_path(one.input.name) for one in bars])
    axes.set_xlabel(f"change of {shown_text(target)} ({shown_unit(found.unit)})")
    from matplotlib.patches import Patch

    axes.legend(
        handles=[
            Patch(facecolor=COLORS[4], edgecolor="white", label="at its lowest"),
            Patch(facecolor=COLORS[1], hatch="////", edgecolor="white", label="at its highest"),
        ],
        frameon=False,
        fontsize="small",
        ncols=2,
        loc="lower left",
        bbox_to_anchor=(0.0, 1.0),
    )
    return axes


def write_tornado(found: Sensitivity, target: str | Path) -> None:
    """Write the tornados of all models and differences below each other to a file.

    Parameters
    ----------
    found : Sensitivity
        By the method ``tornado``.
    target : str or Path
        Its suffix says the format, svg, png or pdf.

    Raises
    ------
    ScenarioError, RunError
        As of `check_format`.
    ValueError
        If it is of another method.
    """
    check_format(str(target))
    from matplotlib.figure import Figure

    names = [one.target for one in found.bases]
    rows = [1.0 + 0.3 * min(MOST, max(1, len(found.of(name)))) for name in names]
    figure = Figure(figsize=(8.0, sum(rows) + 0.9), layout="constrained")
    places = figure.subplots(len(names), 1, height_ratios=rows, squeeze=False)[:, 0]
    for axes, name in zip(places, names, strict=True):
        draw_tornado(axes, found, name)
    figure.suptitle(f"{found.scenario}, with intervals", fontsize="medium")
    save(figure, target)
