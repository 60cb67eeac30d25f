"""What may keep a fitted scenario from telling the truth about the process."""

from __future__ import annotations

from mom_sim.calibration.fitting.fitted import Arrivals, Fitted, QueueOrder
from mom_sim.calibration.fitting.queue_order import CLEAR
from mom_sim.calibration.scenario_queue import what_is_taken

FEW_CASES = 100
MIXED_WAYS = 0.8
OVERLAPPING = 0.1
HELPING = 0.9
REGULAR, BURSTY = 0.5, 2.0
CUT_SHORT = 0.8
NAMED = 3


def warnings_of(fitted: Fitted) -> tuple[str, ...]:
    """List what to know before the scenario is used.

    Parameters
    ----------
    fitted : Fitted

    Returns
    -------
    tuple of str
    """
    found = []
    if fitted.cases < FEW_CASES:
        found.append(f"only {fitted.cases} cases: intervals are wide, look at them in sources")
    exact = sum(one.exact for one in fitted.kinds) / sum(one.members for one in fitted.kinds)
    if exact < MIXED_WAYS:
        found.append(
            f"{1 - exact:.0%} of the cases go a way of their own and are counted with the nearest "
            "type: the order of activities is only roughly right"
        )
    if fitted.overlapping > OVERLAPPING:
        found.append(
            f"{fitted.overlapping:.0%} of the pieces of work overlap with another one of the same "
            "person: their time is divided, one task after the other"
        )
    found += _of_arrivals(fitted.arrivals)
    if fitted.arrivals.trend.is_found:
        found.append(
            "the number of cases changed, and the scenario has as many people in every week: check "
            f"how many worked in the first and in the last weeks ({_teams(fitted)}), and state "
            "their headcount if it changed; else queues grow or vanish as they did not"
        )
    found += of_queues(fitted.queue_order)
    helping = [team.name for team in fitted.teams if team.share_owned < HELPING]
    if helping:
        found.append(
            f"people of other teams help out {', '.join(helping)}; the scenario leaves that out"
        )
    return tuple(found)


def _teams(fitted: Fitted) -> str:
    names = [team.name for team in fitted.teams]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def of_queues(order: QueueOrder) -> list[str]:
    """List where work is taken in another order than the scenario takes it.

    Parameters
    ----------
    order : QueueOrder

    Returns
    -------
    list of str
    """
    if not order.tried:
        return []
    found = []
    by_rule = {one.rule: one for one in order.tried}
    written = what_is_taken(order.rule)
    right = order.first_come / order.pairs
    if order.rule != "fifo":
        right = by_rule[order.rule].share
    for rule in order.seen:
        found.append(
            f"which of two waiting pieces of work is taken goes with "
            f"{what_is_taken(rule).removeprefix('by ')} in {by_rule[rule].share:.0%}, more than by "
            "chance, but too seldom for a rule that is always followed: the scenario takes "
            f"{written} ({right:.0%})"
        )
    if not order.seen and right < CLEAR:
        found.append(
            f"which of two waiting pieces of work is taken goes with {written.removeprefix('by ')} "
            f"in {right:.0%} only, and no rule that was tried is clearly better: the scenario "
            f"takes {written}"
        )
    return found


def _of_arrivals(arrivals: Arrivals) -> list[str]:
    found = []
    if arrivals.trend.is_found:
        found.append(
            f"the number of cases changed by {arrivals.trend.change:+.0%} over the log; the "
            "scenario goes on with it for half the length of the log: state the demand of what "
            "lies farther ahead"
        )
    if arrivals.late_share < CUT_SHORT:
        found.append(
            f"near the end of the log cases come at {arrivals.late_share:.0%} of the rate before, "
            "as where open cases are left out of a log: the demand of the scenario is counted "
            "before that; if fewer cases truly came, state it"
        )
    if arrivals.is_cut:
        found.append(
            "no stretch of at least half the log is known to hold every case that began on it "
            "(cases take long beside it): demand is counted over all of it and may be too low, and "
            "no trend is looked for"
        )
    bursts = arrivals.dispersion
    if bursts.is_found and not arrivals.is_renewal:
        if bursts.value < REGULAR:
            found.append(
                f"cases come more evenly than at random (dispersion {bursts.value:.2f}); the "
                "scenario has random arrivals and may queue somewhat more"
            )
        elif bursts.value > BURSTY:
            found.append(
                f"cases come in bursts (dispersion {bursts.value:.1f}); the scenario has random "
                "arrivals and may queue less"
            )
    return found
