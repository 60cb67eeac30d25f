"""The verdict on a claim, from intervals of its measures in its set-ups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from mom_sim.experiments.claims.claim import (
    DEPENDS,
    FAILS,
    HOLDS,
    REFUTED,
    SUPPORTED,
    UNCLEAR,
    Claim,
    Measure,
    Sample,
)
from mom_sim.experiments.claims.looking import Run
from mom_sim.stats import Interval, ratio_interval


def side(measure: Measure, interval: Interval) -> str:
    """Say whether an interval lies where the claim says, clearly elsewhere, or neither.

    Parameters
    ----------
    measure : Measure
    interval : Interval

    Returns
    -------
    str
        `HOLDS`, `FAILS` or `UNCLEAR`.
    """
    if interval.low is None or interval.high is None:
        return UNCLEAR
    if measure.low < interval.low and interval.high < measure.high:
        return HOLDS
    if interval.high < measure.low or measure.high < interval.low:
        return FAILS
    return UNCLEAR


def outcome_of(claim: Claim, intervals: Sequence[Interval]) -> str:
    """Say how a claim comes out in a set-up.

    Parameters
    ----------
    claim : Claim
    intervals : sequence of Interval
        One a measure.

    Returns
    -------
    str
        `HOLDS` if all measures lie where the claim says (or one, where that is enough), `FAILS` if
        that is clearly not so, else `UNCLEAR`. Premises do not count.
    """
    sides = [
        side(measure, interval)
        for measure, interval in zip(claim.measures, intervals, strict=True)
        if not measure.is_premise
    ]
    enough = any if claim.any_measure else all
    if enough(one == HOLDS for one in sides):
        return HOLDS
    if not enough(one != FAILS for one in sides):
        return FAILS
    return UNCLEAR


def premises_hold(claim: Claim, intervals: Sequence[Interval]) -> bool:
    """Whether every premise that is measured is clearly true."""
    return all(
        side(measure, interval) == HOLDS
        for measure, interval in zip(claim.measures, intervals, strict=True)
        if measure.is_premise
    )


def verdict_of(outcomes: Sequence[tuple[str, bool]]) -> str:
    """Say what the outcomes in all set-ups make of a claim.

    Parameters
    ----------
    outcomes : sequence of (str, bool)
        How it came out in each set-up, and whether all its premises are true there.

    Returns
    -------
    str
        `SUPPORTED` if it holds wherever its premises are true, `REFUTED` if it holds nowhere where
        they are, `DEPENDS` if both happens; `UNCLEAR` if an outcome that this needs is.
    """
    counted = {outcome for outcome, is_premised in outcomes if is_premised}
    if {HOLDS, FAILS} <= counted:
        return DEPENDS
    if counted == {HOLDS}:
        return SUPPORTED
    return REFUTED if counted == {FAILS} else UNCLEAR


def measured(
    sample: Sample, runs: Sequence[Mapping[str, Run]], confidence: float = 0.95
) -> Interval:
    """Pool a measure over replications.

    Parameters
    ----------
    sample : Sample
    runs : sequence of mapping of str to Run
    confidence : float

    Returns
    -------
    Interval
        A replication without a campaign of the kind counts nothing.
    """
    numerators, denominators = zip(*(_sampled(sample, one) for one in runs), strict=True)
    return ratio_interval(numerators, denominators, confidence)


def _sampled(sample: Sample, runs: Mapping[str, Run]) -> tuple[float, float]:
    try:
        return sample(runs)
    except ZeroDivisionError:
        return 0.0, 0.0
