"""What was found in an event log, as a person reads it in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from mom_sim.calibration.scenario_queue import what_is_taken
from mom_sim.cli.printing import clean, wrapped
from mom_sim.cli.text_table import Group, table_text
from mom_sim.cli.warning_lines import warning_lines

if TYPE_CHECKING:
    from mom_sim.calibration.calibrating import Calibration
    from mom_sim.calibration.fitting.fitted import Fitted, FittedTeam, QueueOrder

_MOST_TYPES = 12


def calibration_text(found: Calibration, out_file: str) -> str:
    """Put a calibration into words and tables.

    Parameters
    ----------
    found : Calibration
    out_file : str
        Where the scenario went.

    Returns
    -------
    str
        Lines of at most 100 columns, without colors.
    """
    return clean("\n\n".join(_sections(found, out_file))) + "\n"


def _sections(found: Calibration, out_file: str) -> Iterator[str]:
    fitted = found.fitted
    yield wrapped(
        f"{fitted.source}: {fitted.cases:,} cases with {fitted.instances:,} pieces of work from "
        f"{fitted.first_date} on, {fitted.weeks} weeks, time zone {fitted.time_zone}. "
        f"A case takes {_hours(fitted.mean_hours)} in the mean, {_hours(fitted.usual_hours)} in "
        f"the median; one in ten takes more than {_hours(fitted.late_hours)}."
    )
    if fitted.notes:
        yield "\n".join(["READ", *(wrapped(note, first="- ", rest="  ") for note in fitted.notes)])
    yield f"TEAMS\n{_teams(fitted)}"
    yield f"ACTIVITIES\n{_activities(fitted)}\n\n" + wrapped(
        "Hands-on: open hours, divided where somebody did several things at once. Before it, in "
        "open hours: outside is the time until somebody who could have done it was idle for the "
        "last time; from then on it waited for people."
    )
    yield f"TYPES OF CASE\n{_types(fitted)}"
    yield f"ARRIVALS\n{wrapped(_arrivals(fitted))}"
    yield f"QUEUES\n{wrapped(_queues(fitted.queue_order))}"
    if found.warnings:
        yield "\n".join(["WARNINGS", *warning_lines(found.warnings, [], [])])
    yield wrapped(
        f"The scenario is in {out_file}. What each number rests on: mom-sim sources "
        f"{out_file}. How well it fits a later log: mom-sim validate-fit {out_file} LATER_LOG."
    )


def _teams(fitted: Fitted) -> str:
    teams = fitted.teams
    return table_text(
        "team",
        [team.name for team in teams],
        [
            Group(
                ("people",),
                ("named", "positions"),
                tuple((str(len(team.people)), _headcount(team)) for team in teams),
            ),
            Group(("open",), ("h/week",), tuple((f"{team.week.hours:.1f}",) for team in teams)),
            Group(
                ("does",), ("activities",), tuple((str(len(team.activities)),) for team in teams)
            ),
        ],
    )


def _headcount(team: FittedTeam) -> str:
    span = f" ({team.low} to {team.high})" if team.low < team.high else ""
    return f"{team.positions}{span}"


def _activities(fitted: Fitted) -> str:
    rows = fitted.activities
    return table_text(
        "activity",
        [one.name for one in rows],
        [
            Group(
                ("hands-on",),
                ("n", "mean", "shape"),
                tuple(
                    (f"{one.effort.count:,}", _hours(one.effort.mean), one.effort.family)
                    for one in rows
                ),
            ),
            Group(
                ("waited before",),
                ("outside", "for people"),
                tuple((_hours(one.outside), _hours(one.queue)) for one in rows),
            ),
        ],
    )


def _types(fitted: Fitted) -> str:
    shown = fitted.kinds[:_MOST_TYPES]
    text = table_text(
        "type",
        [kind.name for kind in shown],
        [
            Group(
                ("cases",),
                ("n", "exactly so"),
                tuple((f"{kind.members:,}", f"{kind.exact:,}") for kind in shown),
            ),
            Group(
                ("requests per year",),
                ("", "95%"),
                tuple(
                    (f"{kind.per_year:,.0f}", f"({kind.low:,.0f} to {kind.high:,.0f})")
                    for kind in shown
                ),
            ),
            Group(("steps",), ("",), tuple((str(len(kind.steps)),) for kind in shown)),
        ],
    )
    more = len(fitted.kinds) - len(shown)
    return text + (f"\nand {more} more" if more else "")


def _arrivals(fitted: Fitted) -> str:
    arrivals = fitted.arrivals
    change = arrivals.trend
    trend = (
        f"The number changed by {change.change:+.0%} ({change.low:+.0%} to {change.high:+.0%}) "
        "over the log, and so it does in the scenario"
        if change.is_found
        else "No trend can be told from chance"
    )
    bursts = arrivals.dispersion
    varied = (
        "Too few cases to tell whether they come in bursts"
        if bursts.low is None
        else f"Numbers by day vary {bursts.value:.2f} ({bursts.low:.2f} to {bursts.high:.2f}) "
        "times as much as those of a Poisson process would"
    )
    rate = f"{arrivals.per_week:.1f} cases a week ({arrivals.low:.1f} to {arrivals.high:.1f})"
    uneven = [
        name
        for name, factors in (
            ("weekday", arrivals.weekday_factors),
            ("hour of the day", arrivals.hour_factors),
        )
        if factors
    ]
    pattern = f" They differ by {' and by '.join(uneven)}, and so they do in the scenario."
    return f"{rate}. {trend}. {varied}.{pattern if uneven else ''}"


def _queues(order: QueueOrder) -> str:
    if not order.tried:
        return (
            f"{order.pairs} pairs of pieces of work are known to have waited for the same team at "
            "once: too few to tell in which order work is taken. The scenario has first come, "
            "first served."
        )
    text = (
        f"In {order.first_come / order.pairs:.0%} of {order.pairs:,} pairs of pieces of work that "
        "are known to have waited for the same team at once the first come was taken first"
    )
    if order.rule == "fifo" and order.seen:
        found = [one for one in order.tried if one.rule in order.seen]
        others = ", ".join(
            f"{what_is_taken(one.rule)} in {one.share:.0%} (p = {one.p_value:.1g})" for one in found
        )
        text = f"{text}; {others}: too seldom for a rule"
        return f"{text}. The scenario has first come, first served."
    if order.rule == "fifo":
        return f"{text}, and no other rule is clearly better. The scenario has it so."
    best = next(one for one in order.tried if one.rule == order.rule)
    text += f"; {what_is_taken(order.rule)}, in {best.share:.0%} (p = {best.p_value:.1g})"
    ranks = f" The order is {', '.join(order.ranks)}." if order.ranks else ""
    return f"{text}. The scenario has it so.{ranks}"


def _hours(hours: float) -> str:
    if hours >= 48:
        return f"{hours / 24:.1f} days"
    return f"{hours:.2f}h" if hours < 10 else f"{hours:.1f}h"
