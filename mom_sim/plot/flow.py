"""One replication over its weeks: campaigns that came in and got out, and who was busy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mom_sim.metrics.view import view_of
from mom_sim.metrics.weekly import flow_by_week, utilization_by_week
from mom_sim.plot.frame import quiet
from mom_sim.plot.looks import COLORS, GRID, LINE
from mom_sim.plot.wording import shown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.simulation import Simulation

Weeks = tuple[float, float]

_SHADES = (0, 25, 50, 75, 100)
"""Of which the legend tells how dark they are, in percent."""


def draw_cumulative_flow(
    axes: Axes, simulation: Simulation, *, shaded: tuple[Weeks, ...] = ()
) -> Axes:
    """Draw campaigns requested and launched so far, week by week.

    Parameters
    ----------
    axes : matplotlib Axes
    simulation : Simulation
    shaded : tuple of (float, float), weeks
        Where to shade, such as the weeks of a surge.

    Returns
    -------
    Axes
        The same. The height between the lines is what is inside, or has ended without a launch; the
        way across is how long campaigns take.
    """
    flow = flow_by_week(view_of(simulation.log, simulation.plan))
    for place, (first, last) in enumerate(shaded):
        label = "surge" if place == 0 else None
        axes.axvspan(first, last, color=GRID, linewidth=0, label=label, zorder=0)
    axes.fill_between(
        flow["week"], flow["launched"], flow["requested"], color=COLORS[4], alpha=0.35, linewidth=0
    )
    axes.plot(flow["week"], flow["requested"], color=COLORS[1], linestyle="--", label="requested")
    axes.plot(flow["week"], flow["launched"], color=COLORS[0], label="launched")
    quiet(axes, grid="y")
    axes.set_xlim(0, float(flow["week"].iloc[-1]))
    axes.set_ylim(bottom=0)
    axes.set_xlabel("week of the run")
    axes.set_ylabel("campaigns so far")
    axes.set_title(shown_name(simulation.model), loc="left", fontsize="medium")
    axes.legend(frameon=False, fontsize="small", loc="upper left")
    return axes


def draw_utilization(
    axes: Axes, simulation: Simulation, *, weeks: int = 1, shaded: tuple[Weeks, ...] = ()
) -> Axes:
    """Draw how busy the people of each queue are, week by week, as a grid of shades.

    Parameters
    ----------
    axes : matplotlib Axes
    simulation : Simulation
    weeks : int
        Length of a period.
    shaded : tuple of (float, float), weeks
        What to mark by lines, such as the weeks of a surge.

    Returns
    -------
    Axes
        The same: a row a queue, dark is busy; with a legend of shades. Where nobody is on shift
        stays white.
    """
    from matplotlib.colors import LinearSegmentedColormap

    table = utilization_by_week(view_of(simulation.log, simulation.plan), weeks=weeks)
    rows = list(dict.fromkeys(zip(table["team"], table["skill"], strict=True)))
    shades = LinearSegmentedColormap.from_list("busy", ["#F3F6F9", "#56B4E9", "#0072B2", "#00263D"])
    for place, (team, skill) in enumerate(rows):
        part = table[(table["team"] == team) & (table["skill"] == skill)]
        part = part.dropna(subset=["utilization"])  # nobody on shift has none
        axes.broken_barh(
            [(week - weeks, weeks) for week in part["week"].tolist()],
            (place - 0.43, 0.86),
            facecolors=shades(part["utilization"].clip(upper=1.0).tolist()),
            linewidth=0,
            clip_on=False,  # all stay inside; hundreds of references to a frame are not small
        )
    for week in dict.fromkeys(edge for window in shaded for edge in window):
        axes.axvline(week, color=COLORS[1], linestyle="--", linewidth=1.2)
    names = [f"{shown_name(skill)} of {shown_name(team)}" for team, skill in rows]
    axes.set_yticks(range(len(rows)), names)
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.spines["bottom"].set_color(LINE)
    axes.set_xlabel("week of the run")
    axes.set_title(shown_name(simulation.model), loc="left", fontsize="medium")
    from matplotlib.patches import Patch

    axes.legend(
        handles=[
            Patch(facecolor=shades(percent / 100.0), label=f"{percent}%") for percent in _SHADES
        ],
        title="busy",
        title_fontsize="small",
        fontsize="small",
        frameon=False,
        loc="upper left",
        bbox_to_anchor=(1.01, 1.0),
    )
    return axes
