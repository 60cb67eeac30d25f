"""What may keep a fitted scenario from telling the truth about the process."""

from __future__ import annotations

from mom_sim.calibration.fitting.fitted import Fitted

FEW_CASES = 100
MIXED_WAYS = 0.8
OVERLAPPING = 0.1
HELPING = 0.9
REGULAR, BURSTY = 0.5, 2.0


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
    arrivals = fitted.arrivals
    if arrivals.trend_low > 0 or arrivals.trend_high < 0:
        found.append(
            f"the number of cases changed by {arrivals.trend:+.0%} over the log; the scenario has "
            "the mean and no trend"
        )
    if arrivals.dispersion < REGULAR:
        found.append(
            f"cases come more evenly than at random (dispersion {arrivals.dispersion:.2f}); the "
            "scenario has random arrivals and may queue somewhat more"
        )
    elif arrivals.dispersion > BURSTY:
        found.append(
            f"cases come in bursts (dispersion {arrivals.dispersion:.1f}); the scenario has random "
            "arrivals and may queue less"
        )
    helping = [team.name for team in fitted.teams if team.share_owned < HELPING]
    if helping:
        found.append(
            f"people of other teams help out {', '.join(helping)}; the scenario leaves that out"
        )
    return tuple(found)
