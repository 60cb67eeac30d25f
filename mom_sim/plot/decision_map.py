"""A decision map as a picture: a color and a letter for the best model, hatched where it is unsure.

An exclamation mark stands where the figure of the model that is ahead is not to be trusted.

Colors are those of Okabe and Ito, which readers with any kind of color blindness can tell apart;
letters and hatching say the same without color.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

from mom_sim.plot.figure_words import kpi_label
from mom_sim.plot.input_words import shown_path
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.experiments.decision_map.result import Axis, DecisionMap

COLORS = ("#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#0072b2", "#d55e00", "#bbbbbb")
"""Source: Okabe and Ito (2008), Color Universal Design; gray in place of black."""
_UNKNOWN = "#ffffff"


def draw_map(axes: Axes, found: DecisionMap) -> Axes:
    """Draw the grid, its winners, and where the answer flips.

    Parameters
    ----------
    axes : matplotlib Axes
    found : DecisionMap

    Returns
    -------
    Axes
        The same.
    """
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch, Rectangle

    color = dict(zip(found.models, COLORS * len(found.models), strict=False))
    letter = dict(zip(found.models, string.ascii_uppercase, strict=False))
    for cell in found.cells:
        filling = _UNKNOWN if cell.leader is None else color[cell.leader]
        axes.add_patch(
            Rectangle(
                (cell.x - 0.5, cell.y - 0.5),
                1,
                1,
                facecolor=filling,
                edgecolor="white" if cell.winner else "0.35",
                hatch=None if cell.winner else "////",
                linewidth=0.8,
            )
        )
        if cell.leader is not None:
            chance = "" if cell.probability is None else f"\n{int(cell.probability * 100)}%"
            axes.text(
                cell.x,
                cell.y,
                f"{letter[cell.leader]}{'!' if cell.doubts.get(cell.leader) else ''}{chance}",
                ha="center",
                va="center",
                fontsize=8,
                bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5, "alpha": 0.85},
            )
    for one in found.boundary:
        axes.plot(
            _place(one.x, found.x),
            _place(one.y, found.y),
            marker="D",
            color="black",
            markerfacecolor="black" if one.is_clear else "white",
            markersize=5,
            linestyle="none",
            zorder=3,
        )
    _label(axes, found)
    leaders = [name for name in found.models if any(one.leader == name for one in found.cells)]
    handles: list[Patch | Line2D] = [
        Patch(facecolor=color[name], edgecolor="0.35", label=f"{letter[name]}  {shown_name(name)}")
        for name in leaders
    ]
    if any(cell.winner is None for cell in found.cells):
        unsure = Patch(facecolor="white", edgecolor="0.35", hatch="////", label="cannot tell")
        handles.append(unsure)
    for is_clear, words in ((True, "answer flips"), (False, "answer may flip")):
        if any(one.is_clear == is_clear for one in found.boundary):
            face = "black" if is_clear else "white"
            handles.append(
                Line2D([], [], marker="D", c="black", markerfacecolor=face, ls="none", label=words)
            )
    if any(cell.leader and cell.doubts.get(cell.leader) for cell in found.cells):
        handles.append(
            Line2D([], [], marker="$!$", c="black", ls="none", label="not to be trusted")
        )
    axes.legend(handles=handles, loc="upper left", bbox_to_anchor=(1.02, 1.0), frameon=False)
    return axes


def write_map(target: str, found: DecisionMap) -> None:
    """Write a map as a picture.

    Parameters
    ----------
    target : str
        Its suffix says in which format.
    found : DecisionMap
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    width = 3.4 + 0.75 * len(found.x.values)
    figure = Figure(figsize=(max(6.0, width), max(3.5, 1.4 + 0.6 * len(found.y.values))))
    FigureCanvasAgg(figure)
    draw_map(figure.subplots(), found)
    # Without the date and random ids, the same map is the same file.
    metadata = {"Date": None} if target.lower().endswith(".svg") else None
    import matplotlib

    with matplotlib.rc_context({"svg.hashsalt": "mom-sim"}):
        figure.savefig(target, dpi=150, bbox_inches="tight", metadata=metadata)


def _label(axes: Axes, found: DecisionMap) -> None:
    axes.set_xlim(-0.5, len(found.x.values) - 0.5)
    axes.set_ylim(-0.5, len(found.y.values) - 0.5)
    axes.set_xticks(range(len(found.x.values)), _ticks(found.x))
    axes.set_yticks(range(len(found.y.values)), _ticks(found.y))
    axes.set_xlabel(_titled(found.x))
    axes.set_ylabel(_titled(found.y))
    side = "lower" if found.better == "less" else "higher"
    axes.set_title(f"Best by {kpi_label(found.kpi)} ({side} is better)", fontsize=10, loc="left")
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _ticks(axis: Axis) -> list[str]:
    """Numbers of an axis; its unit stands in the title unless it is a single sign."""
    if axis.unit == "x":
        return [f"x{number:.4g}" for number in axis.numbers]
    return [f"{number:.4g}{axis.unit if axis.unit == '%' else ''}" for number in axis.numbers]


def _titled(axis: Axis) -> str:
    words = shown_path(axis.path)
    return words if axis.unit in ("", "x", "%") else f"{words} ({axis.unit})"


def _place(number: float, axis: Axis) -> float:
    """Where a number lies between the positions of an axis."""
    numbers = axis.numbers
    for place in range(len(numbers) - 1):
        low, high = numbers[place], numbers[place + 1]
        if low <= number <= high:
            return place + (number - low) / (high - low)
    return 0.0 if number < numbers[0] else float(len(numbers) - 1)
