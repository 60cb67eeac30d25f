"""A process map: activities with their number and length, paths with frequency and mean wait."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from mom_sim.calibration.interchange.process_graph import ACTIVITY, ProcessEdge, ProcessGraph
from mom_sim.calibration.interchange.process_layout import Point, ProcessLayout, lay_out_process
from mom_sim.plot.pictures import check_format, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _HEIGHT = 0.78, 0.42
_DARK = 1.0 / 3.0
_WAITS = ((24.0, "#9a9a9a"), (72.0, "#e69f00"), (math.inf, "#d55e00"))
"""Hours of waiting up to which a path has a color; those of Okabe and Ito (2008)."""
_LINE_WIDTHS = (0.8, 5.0)
_LABEL = (0.42, 0.11)
"""Room of a line's label, in widths of a node and ranks."""


def draw_process_map(axes: Axes, graph: ProcessGraph) -> Axes:
    """Draw a process map, from the start down to the end.

    Parameters
    ----------
    axes : matplotlib Axes
    graph : ProcessGraph

    Returns
    -------
    Axes
        The same. A box is darker the more instances it has; a line is thicker the more often the
        path is taken, and colored by the mean wait on it.
    """
    layout = lay_out_process(graph)
    most = max((edge.count for edge in graph.edges), default=1)
    lines = sorted(zip(graph.edges, layout.lines, strict=True), key=lambda pair: pair[0].count)
    labels: list[Point] = []
    for edge, line in reversed(lines):  # the most frequent have the first choice of a place
        labels.append(_draw_line(axes, graph, layout, edge, line, most, labels))
    _draw_nodes(axes, graph, layout)
    _draw_legend(axes)
    xs = [x for x, _ in layout.nodes] + [x for line in layout.lines for x, _ in line]
    axes.set_xlim(min(xs) - 0.75, max(xs) + 0.75)
    axes.set_ylim(max(y for _, y in layout.nodes) + 0.5, -0.5)
    axes.set_axis_off()
    return axes


def write_process_map(graph: ProcessGraph, target: str | Path, *, title: str = "") -> None:
    """Write a process map to a file.

    Parameters
    ----------
    graph : ProcessGraph
    target : str or Path
        Its suffix says the format, svg, png or pdf.
    title : str
        Such as what the log is of.

    Raises
    ------
    ScenarioError, RunError
        As of `check_format`.
    """
    check_format(str(target))
    from matplotlib.figure import Figure

    layout = lay_out_process(graph)
    xs = [x for x, _ in layout.nodes] + [x for line in layout.lines for x, _ in line]
    ranks = max(y for _, y in layout.nodes) + 1
    size = (max(7.0, 2.1 * (max(xs) - min(xs) + 1.5)), max(4.0, 1.25 * ranks + 0.8))
    figure = Figure(figsize=size, layout="constrained")
    draw_process_map(figure.subplots(), graph)
    figure.suptitle(
        f"{title}\n{_subtitle(graph)}" if title else _subtitle(graph), fontsize="medium"
    )
    save(figure, target)


def _subtitle(graph: ProcessGraph) -> str:
    text = f"{graph.cases:,} cases. Boxes: number, mean time from start to end.\n"
    text += "Lines: number, mean wait"
    left_out = [
        f"{count} rare {name}"
        for count, name in (
            (graph.paths_left_out, "paths"),
            (graph.activities_left_out, "activities"),
        )
        if count
    ]
    return f"{text}; {' and '.join(left_out)} left out." if left_out else f"{text}."


def _draw_nodes(axes: Axes, graph: ProcessGraph, layout: ProcessLayout) -> None:
    from matplotlib.patches import Circle, FancyBboxPatch

    most = max(node.count for node in graph.nodes)
    for node, (x, y) in zip(graph.nodes, layout.nodes, strict=True):
        if node.kind != ACTIVITY:
            axes.add_patch(Circle((x, y), 0.0, visible=False))
            axes.plot([x], [y], "o", markersize=26, color="white", markeredgecolor="0.2", zorder=3)
            axes.text(x, y, node.name, ha="center", va="center", fontsize=8, zorder=4)
            continue
        shade = 1.0 - _DARK * node.count / most
        axes.add_patch(
            FancyBboxPatch(
                (x - _WIDTH / 2, y - _HEIGHT / 2),
                _WIDTH,
                _HEIGHT,
                boxstyle="round,pad=0,rounding_size=0.06",
                facecolor=(shade, shade, 1.0),
                edgecolor="0.2",
                linewidth=0.9,
                zorder=3,
            )
        )
        text = f"{_broken(node.name)}\n{node.count:,} · {_hours(node.mean_hours)}"
        axes.text(x, y, text, ha="center", va="center", fontsize=8, zorder=4)


def _draw_line(
    axes: Axes,
    graph: ProcessGraph,
    layout: ProcessLayout,
    edge: ProcessEdge,
    line: tuple[Point, ...],
    most: int,
    labels: list[Point],
) -> Point:
    """Draw a line with its label, away from other labels; return where the label stands."""
    from matplotlib.patches import FancyArrowPatch
    from matplotlib.path import Path as Line

    color = next(color for limit, color in _WAITS if edge.mean_wait_hours <= limit)
    low, high = _LINE_WIDTHS
    width = low + (high - low) * edge.count / most
    if line:
        corners, places = _curve(_ends_cut(graph, edge, line))
    else:
        corners, places = _loop(layout.nodes[edge.source])
    middle = _free(places, labels)
    codes = [Line.MOVETO] + [Line.CURVE4] * (len(corners) - 1)
    axes.add_patch(
        FancyArrowPatch(
            path=Line(corners, codes),
            arrowstyle="-|>",
            mutation_scale=8 + 1.6 * width,
            color=color,
            linewidth=width,
            shrinkA=0,
            shrinkB=0,
            zorder=1,
        )
    )
    is_outer = ACTIVITY not in (graph.nodes[edge.source].kind, graph.nodes[edge.target].kind)
    has_wait = not is_outer and edge.source > 0 and edge.target < len(graph.nodes) - 1
    label = f"{edge.count:,}" + (f" · {_hours(edge.mean_wait_hours)}" if has_wait else "")
    axes.text(
        *middle,
        label,
        ha="center",
        va="center",
        fontsize=6.5,
        color="0.15",
        zorder=2,
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8, "alpha": 0.85},
    )
    return middle


def _ends_cut(graph: ProcessGraph, edge: ProcessEdge, line: tuple[Point, ...]) -> list[Point]:
    """Let a line begin and end at the border of boxes; ways back leave and enter further right."""
    (x0, y0), (x1, y1) = line[0], line[-1]
    down = 1.0 if y1 > y0 else -1.0
    shift = 0.0 if down > 0 else 0.2
    half = [
        _HEIGHT / 2 if graph.nodes[number].kind == ACTIVITY else 0.17
        for number in (edge.source, edge.target)
    ]
    inner = [(x + shift, y) for x, y in line[1:-1]]
    return [(x0 + shift, y0 + down * half[0]), *inner, (x1 + shift, y1 - down * (half[1] + 0.02))]


def _loop(place: Point) -> tuple[list[Point], list[Point]]:
    """Corners of the curve from a node to itself, and the places for its label."""
    x, y = place
    edge = x + _WIDTH / 2
    corners = [
        (edge, y - 0.1),
        (edge + 0.3, y - 0.2),
        (edge + 0.3, y + 0.2),
        (edge + 0.02, y + 0.1),
    ]
    return corners, [(edge + 0.22, y)]


def _curve(points: list[Point]) -> tuple[list[Point], list[Point]]:
    """Corners of a smooth line that leaves and enters upright, and places for its label."""
    corners: list[Point] = [points[0]]
    places = list(points[1:-1])
    places.sort(key=lambda one: abs(points.index(one) - (len(points) - 1) / 2))
    between = []
    for (x0, y0), (x1, y1) in pairwise(points):
        bend = (y1 - y0) / 2
        corners += [(x0, y0 + bend), (x1, y1 - bend), (x1, y1)]
        for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.12, 0.88):
            along = 3 * part**2 - 2 * part**3
            down = 3 * (1 - part) ** 2 * part * 0.5 + 3 * (1 - part) * part**2 * 0.5 + part**3
            between.append((x0 + (x1 - x0) * along, y0 + (y1 - y0) * down))
    return corners, places + between


def _free(places: list[Point], taken: list[Point]) -> Point:
    """The first place that is away from the labels that stand already."""
    width, height = _LABEL
    for x, y in places:
        if all(abs(x - at) >= width or abs(y - high) >= height for at, high in taken):
            return x, y
    return places[0]


def _draw_legend(axes: Axes) -> None:
    from matplotlib.lines import Line2D

    words = ("a day or less", "three days or less", "longer")
    handles = [
        Line2D([], [], color=color, linewidth=3, label=word)
        for (_, color), word in zip(_WAITS, words, strict=True)
    ]
    axes.legend(
        handles=handles,
        title="mean wait",
        fontsize=7,
        title_fontsize=7,
        loc="lower left",
        frameon=False,
    )


def _hours(hours: float) -> str:
    if hours < 1:
        return f"{60 * hours:.0f} min"
    return f"{hours:.1f} h" if hours < 48 else f"{hours / 24:.1f} d"


def _broken(name: str) -> str:
    """Break a long name at a gap near its middle."""
    if len(name) <= 18:
        return name
    gaps = [place for place, sign in enumerate(name) if sign in " _-"]
    if not gaps:
        return name if len(name) <= 24 else f"{name[:23]}…"
    best = min(gaps, key=lambda place: abs(place - len(name) / 2))
    lines = (name[:best], name[best + 1 :])
    return "\n".join(line if len(line) <= 24 else f"{line[:23]}…" for line in lines)
