"""What every picture has in common beside its data: quiet axes, and intervals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from mom_sim.plot.looks import GRID, LINE

if TYPE_CHECKING:
    from matplotlib.axes import Axes


class Ends(Protocol):
    """Anything with an estimate and an interval."""

    @property
    def estimate(self) -> float | None:
        """The figure itself."""

    @property
    def low(self) -> float | None:
        """Lower end of its interval."""

    @property
    def high(self) -> float | None:
        """Upper end of its interval."""


def quiet(axes: Axes, *, grid: str = "x") -> None:
    """Take away what carries no data.

    Parameters
    ----------
    axes : matplotlib Axes
    grid : str
        ``x``, ``y`` or ``both``.
    """
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(LINE)
    axes.tick_params(color=LINE)
    axes.grid(visible=True, axis=grid, color=GRID, linewidth=0.8)  # type: ignore[arg-type]
    axes.set_axisbelow(True)


def reach(figure: Ends, scale: float) -> tuple[float, float]:
    """How far an interval reaches to either side of its estimate; 0 where it has no end there.

    Parameters
    ----------
    figure : Ends
        With an estimate.
    scale : float

    Returns
    -------
    tuple of float
        Below and above; never below 0.
    """
    estimate = figure.estimate or 0.0
    low = estimate if figure.low is None else figure.low
    high = estimate if figure.high is None else figure.high
    return scale * max(estimate - low, 0.0), scale * max(high - estimate, 0.0)


def draw_interval(axes: Axes, figure: Ends, place: float, scale: float = 1.0, **look: Any) -> None:
    """Draw an estimate with its interval, along the axis of x.

    Parameters
    ----------
    axes : matplotlib Axes
    figure : Ends
        Nothing is drawn without an estimate.
    place : float
        On the axis of y.
    scale : float
    **look : Any
        As of `Axes.errorbar`.
    """
    if figure.estimate is None:
        return
    below, above = reach(figure, scale)
    style: dict[str, Any] = {
        "capsize": 2.5,
        "markersize": 5.5,
        "elinewidth": 1.4,
        "linestyle": "none",
        **look,
    }
    axes.errorbar([scale * figure.estimate], [place], xerr=[[below], [above]], **style)


def row_labels(axes: Axes, names: list[str]) -> None:
    """Name rows from the top down, and give them room.

    Parameters
    ----------
    axes : matplotlib Axes
    names : list of str
    """
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
