"""A figure over one field of a sweep: a panel a model, a line for each value of the others."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.sweep.field_values import value_text
from mom_sim.experiments.sweep.reporting import PointResult, SweepTable
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.summarizing import unit_in
from mom_sim.plot.pictures import check_matplotlib, save
from mom_sim.scenario.quantities import did_you_mean

if TYPE_CHECKING:
    from matplotlib.axes import Axes

MOST_LINES = 12
"""Lines that are told apart in a panel; a sweep with more is drawn as dots."""

_MARKERS = "osD^v<>Pp*hX"


def draw_sweep(axes: Axes, rows: Sequence[PointResult], kpi: str, field: str) -> Axes:
    """Draw a figure with its intervals over one field.

    Parameters
    ----------
    axes : matplotlib Axes
    rows : sequence of PointResult
        Of one model.
    kpi : str
    field : str

    Returns
    -------
    Axes
        The same.
    """
    lines: dict[str, list[tuple[Any, float, float, float]]] = {}
    for row in rows:
        figure = None if row.result is None else row.result.figure(kpi)
        values = dict(row.point.combination)
        if figure is None or figure.estimate is None or field not in values:
            continue
        low = figure.estimate if figure.low is None else figure.low
        high = figure.estimate if figure.high is None else figure.high
        others = [f"{name} {value_text(one)}" for name, one in values.items() if name != field]
        if row.point.seed is not None:
            others.append(f"seed {row.point.seed}")
        spot = (values[field], figure.estimate, figure.estimate - low, high - figure.estimate)
        lines.setdefault(", ".join(others), []).append(spot)
    is_number = all(isinstance(x, int | float) for spots in lines.values() for x, *_ in spots)
    names = list(dict.fromkeys(value_text(x) for spots in lines.values() for x, *_ in spots))
    told = len(lines) <= MOST_LINES
    for (label, spots), marker in zip(lines.items(), cycle(_MARKERS), strict=False):
        places = [x if is_number else names.index(value_text(x)) for x, *_ in spots]
        order = sorted(range(len(spots)), key=places.__getitem__)
        axes.errorbar(
            [places[one] for one in order],
            [spots[one][1] for one in order],
            yerr=[[spots[one][2] for one in order], [spots[one][3] for one in order]],
            label=label if told and label else None,
            marker=marker if told else ".",
            linestyle="-" if told else "none",
            color=None if told else "C0",
            capsize=3,
            markersize=5,
            linewidth=1.2,
        )
    if not is_number:
        axes.set_xticks(range(len(names)), names)
    axes.set_xlabel(field)
    axes.grid(visible=True, color="0.9")
    axes.set_axisbelow(True)
    if told and any(lines):
        axes.legend(fontsize="small", frameon=False)
    return axes


def save_sweep(table: SweepTable, kpi: str, field: str | None, path: Path) -> None:
    """Draw a sweep's figure, a panel a model, and write it to a file.

    Parameters
    ----------
    table : SweepTable
    kpi : str
        Among the table's.
    field : str, optional
        Along the axis; by default the last one.
    path : Path
        Its suffix says the format.

    Raises
    ------
    ScenarioError
        If there is no such field, or nothing to draw.
    RunError
        Without matplotlib.
    """
    names = table.sweep.design.names
    along = names[-1] if field is None else field
    if along not in names:
        message = (
            f'"{along}" is not varied; allowed: {", ".join(names)}{did_you_mean(along, names)}'
        )
        raise ScenarioError([Fault("", 1, 1, "x", message)])
    models = list(
        dict.fromkeys(row.model for row in table.rows if row.result and row.result.figures)
    )
    if not models:
        message = "no point has figures yet; `mom-sim sweep status` says why"
        raise ScenarioError([Fault("", 1, 1, "kpi", message)])
    check_matplotlib()
    from matplotlib.figure import Figure

    columns = min(len(models), 3)
    lines = -(-len(models) // columns)
    figure = Figure(figsize=(4.2 * columns + 0.6, 3.4 * lines + 0.4), layout="constrained")
    panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
    for panel, model in zip(panels.flat, models, strict=False):
        draw_sweep(panel, [row for row in table.rows if row.model == model], kpi, along)
        panel.set_title(model)
    for panel in list(panels.flat)[len(models) :]:
        panel.set_visible(False)
    unit = unit_in(METRICS[kpi].unit, table.sweep.currency)
    what = kpi.replace("_", " ").removesuffix(unit).rstrip()
    figure.supylabel(f"{what} ({unit})", fontsize="medium")
    figure.suptitle(f"{table.sweep.name}, with 95% intervals", fontsize="medium")
    save(figure, path)
