"""A capacity plan as a picture: cost against p90, and what one more person of each role saves."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mom_sim.experiments.capacity.plan import CapacityPlan, FrontPoint
from mom_sim.plot.pictures import check_format, save

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KEEPS, _BREAKS, _NEUTRAL = "#1b7837", "#b35806", "0.35"


def draw_front(axes: Axes, plan: CapacityPlan) -> Axes:
    """Draw cost against p90 of the staffings that no other one beats.

    Parameters
    ----------
    axes : matplotlib Axes
    plan : CapacityPlan

    Returns
    -------
    Axes
        The same.
    """
    points = [one for one in plan.front if one.p90.estimate is not None]
    costs = [one.cost / 1e6 for one in points]
    values = [one.p90.estimate or 0.0 for one in points]
    axes.plot(costs, values, color=_NEUTRAL, linewidth=1.0, drawstyle="steps-post", zorder=1)
    for keeps, color, label in (
        (True, _KEEPS, "keeps every promise"),
        (False, _BREAKS, "does not, or cannot tell"),
    ):
        chosen = [one for one in points if one.keeps_promises == keeps]
        if not chosen:
            continue
        axes.errorbar(
            [one.cost / 1e6 for one in chosen],
            [one.p90.estimate or 0.0 for one in chosen],
            yerr=[
                [_down(one) for one in chosen],
                [_up(one) for one in chosen],
            ],
            fmt="o" if keeps else "s",
            color=color,
            capsize=3,
            markersize=5,
            label=label,
            zorder=2,
        )
    for one in points:
        if one.is_plan or one.is_today:
            planned = "plan" if plan.staffing else "closest"
            name = planned if one.is_plan else "today"
            spot = (one.cost / 1e6, one.p90.estimate or 0.0)
            axes.annotate(
                f"{planned} = today" if one.is_plan and one.is_today else name,
                spot,
                xytext=(7, 7),
                textcoords="offset points",
                fontsize="small",
                fontweight="bold",
            )
    for outcome in plan.promises:
        if outcome.promise.kpi == "time_to_launch_p90_working_days":
            axes.axhline(outcome.promise.limit, color=_NEUTRAL, linestyle="--", linewidth=1.0)
            axes.annotate(
                "promise",
                (0.01, outcome.promise.limit),
                xycoords=("axes fraction", "data"),
                ha="left",
                va="bottom",
                fontsize="small",
                color=_NEUTRAL,
            )
    axes.set_xlabel(f"cost of positions (million {plan.currency} a year)")
    axes.set_ylabel("p90 time-to-launch (working days)")
    axes.set_title("Cost against p90", fontsize="medium")
    axes.grid(visible=True, color="0.92")
    axes.set_axisbelow(True)
    if points:
        axes.legend(fontsize="small", frameon=False)
    return axes


def draw_marginal_values(axes: Axes, plan: CapacityPlan) -> Axes:
    """Draw what one more person of each role saves, with intervals.

    Parameters
    ----------
    axes : matplotlib Axes
    plan : CapacityPlan

    Returns
    -------
    Axes
        The same.
    """
    values = [one for one in plan.marginal_values if one.days.estimate is not None]
    values.reverse()  # the largest on top
    estimates = [one.days.estimate or 0.0 for one in values]
    lows = [_or(one.days.low, estimate) for one, estimate in zip(values, estimates, strict=True)]
    highs = [_or(one.days.high, estimate) for one, estimate in zip(values, estimates, strict=True)]
    colors = [_KEEPS if low > 0 else _NEUTRAL for low in lows]
    places = list(range(len(values)))
    axes.axvline(0.0, color="0.7", linewidth=1.0)
    for place, estimate, low, high, color in zip(
        places, estimates, lows, highs, colors, strict=True
    ):
        axes.plot([low, high], [place, place], color=color, linewidth=1.6)
        axes.plot([estimate], [place], "o", color=color, markersize=5)
    axes.set_yticks(places, [one.role for one in values])
    axes.set_xlabel("mean time-to-launch saved (working days)")
    axes.set_title("One more person of a role", fontsize="medium")
    axes.grid(visible=True, axis="x", color="0.92")
    axes.set_axisbelow(True)
    return axes


def write_capacity(plan: CapacityPlan, target: str | Path) -> None:
    """Write both pictures beside each other to a file.

    Parameters
    ----------
    plan : CapacityPlan
    target : str or Path
        Its suffix says the format, svg, png or pdf.

    Raises
    ------
    ScenarioError, RunError
        As of `check_format`.
    """
    check_format(str(target))
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.6, 3.9), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(3, 2))
    draw_front(left, plan)
    draw_marginal_values(right, plan)
    figure.suptitle(f"{plan.scenario}: {plan.model}, with 95% intervals", fontsize="medium")
    save(figure, target)


def _down(point: FrontPoint) -> float:
    estimate = point.p90.estimate or 0.0
    return max(estimate - _or(point.p90.low, estimate), 0.0)


def _up(point: FrontPoint) -> float:
    estimate = point.p90.estimate or 0.0
    return max(_or(point.p90.high, estimate) - estimate, 0.0)


def _or(value: float | None, other: float) -> float:
    return other if value is None else value
