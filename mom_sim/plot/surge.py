"""Degradation curves of operating models, with the surges at which they break a promise."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mom_sim.metrics.number_words import factor_of
from mom_sim.plot.looks import Look, looks_of
from mom_sim.plot.pictures import check_format, save
from mom_sim.plot.wording import shown_name, shown_promise, shown_text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mom_sim.experiments.surge.study import BreakingPoint, SurgeStudy

_BAND = 0.12
_MOST_BANDS = 3


def draw_degradation(
    axes: Axes, study: SurgeStudy, *, promise: int = 0, weeks: float | None = None
) -> Axes:
    """Draw how a promised figure grows with the surge, and where it crosses its limit.

    Parameters
    ----------
    axes : matplotlib Axes
    study : SurgeStudy
    promise : int
        Position of the promise, from 0.
    weeks : float, optional
        Length of the surges, one of `study.weeks`; that of the stated surge by default.

    Returns
    -------
    Axes
        The same: a line a model, with its 95% band where there are at most three models; the limit
        as a dashed line; each breaking point as a dot on the limit, with its interval.

    Raises
    ------
    ValueError
        If there is no such promise or length.

    """
    if not 0 <= promise < len(study.promises):
        raise ValueError(f"there is no promise {promise}: give 0 to {len(study.promises) - 1}")
    length = study.stated[0] if weeks is None else weeks
    if length not in study.weeks:
        known = ", ".join(f"{one:g}" for one in study.weeks)
        raise ValueError(f"there are no surges of {length:g} weeks: give one of {known}")
    of = study.promises[promise]
    scale = factor_of(of.unit)
    axes.axhline(scale * of.limit, color="0.4", linestyle=(0, (4, 3)), linewidth=1.0)
    looks = looks_of(result.model for result in study.results)
    for result in study.results:
        color, style = looks[result.model].color, looks[result.model].style
        look = {"color": color, "linestyle": style, "label": shown_name(result.model)}
        point = result.breaking_point(of, length)
        _draw_curve(axes, point, scale, look, with_band=len(study.results) <= _MOST_BANDS)
        _draw_point(axes, point, scale * of.limit, looks[result.model])
    unit = "percent" if of.unit == "share" else of.unit
    axes.set_xlabel(f"surge: factor on demand for {length:g} weeks")
    axes.set_ylabel(f"{of.text.partition('<')[0].partition('>')[0].strip()} ({unit})")
    title = f"{shown_text(study.scenario)}: {shown_promise(of.text)}"
    axes.set_title(title, loc="left", fontsize="medium")
    axes.set_xlim(study.factors[0], study.factors[-1])
    if scale * of.limit >= 0:
        axes.set_ylim(bottom=0.0)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False, fontsize="small", loc="center left", bbox_to_anchor=(1.01, 0.5))
    return axes


def write_surge(study: SurgeStudy, target: str | Path) -> None:
    """Write the degradation curves of the first promise to a file.

    Parameters
    ----------
    study : SurgeStudy
    target : str or Path
        Its suffix says the format: svg, png or pdf.

    Raises
    ------
    ScenarioError, RunError
        As of `check_format`.
    """
    check_format(str(target))
    from matplotlib.figure import Figure

    figure = Figure(figsize=(8.0, 4.8), layout="constrained")
    draw_degradation(figure.subplots(), study)
    save(figure, target)


def _draw_curve(
    axes: Axes, point: BreakingPoint, scale: float, look: Mapping[str, Any], *, with_band: bool
) -> None:
    known = [(x, scale * y.estimate) for x, y in point.tried if y.estimate is not None]
    axes.plot(*zip(*known, strict=True), **look)
    band = [
        (x, scale * y.low, scale * y.high)
        for x, y in point.tried
        if y.low is not None and y.high is not None
    ]
    if with_band and band:
        x, low, high = zip(*band, strict=True)
        axes.fill_between(x, low, high, color=look["color"], alpha=_BAND, linewidth=0)


def _draw_point(axes: Axes, point: BreakingPoint, limit: float, look: Look) -> None:
    if point.estimate is None:
        return
    if point.low is not None and point.high is not None:
        ends = (point.low, point.high)
        axes.plot(ends, (limit, limit), color=look.color, linewidth=4.0, alpha=0.45)
    axes.plot(point.estimate, limit, look.marker, color=look.color, markersize=6.0, zorder=5)
