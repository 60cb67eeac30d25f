"""Judging one claim: its two set-ups, the values of inputs that turn it, and where time differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite

from mom_sim.experiments.claims.arms import Laboratory, Runs
from mom_sim.experiments.claims.claim import FAILS, HOLDS, Claim, Flip
from mom_sim.experiments.claims.finding import (
    ClaimFinding,
    FlipFinding,
    MeasureFinding,
    SetUpFinding,
)
from mom_sim.experiments.claims.flip_points import find_flip
from mom_sim.experiments.claims.judging import (
    measured,
    outcome_of,
    premises_hold,
    side,
    verdict_of,
)
from mom_sim.experiments.claims.tracing import Shown, Sides, Trace, show, trace
from mom_sim.stats import Interval, bonferroni

WRONG = 0.01
"""In at most so many of all seeds the verdict on a claim is wrong."""


@dataclass(frozen=True)
class Question:
    """What a worker needs to know: the same for all claims.

    Attributes
    ----------
    seed : int
    engine : str
    replications : int or None
        In place of each claim's own number.
    flips : bool
        Whether to look for the values of inputs that turn a claim.
    """

    seed: int
    engine: str
    replications: int | None
    flips: bool


def confidence(claim: Claim) -> float:
    """Confidence of the interval of each measure of a claim in each of its set-ups.

    An outcome is wrong only if a measure lies beyond the end of an interval that was compared with
    a bound, on one of its two sides. Over all measures of the claim, each in two set-ups, that
    happens in at most `WRONG` of all seeds.
    """
    return bonferroni(1.0 - 2.0 * WRONG, 2 * len(claim.measures))


def judge(claim: Claim, question: Question, tick: Callable[[], None]) -> ClaimFinding:
    """Judge a claim.

    Parameters
    ----------
    claim : Claim
    question : Question
    tick : callable
        Called before every set-up and every value of an input that is run.

    Returns
    -------
    ClaimFinding
    """
    laboratory = Laboratory(claim, question.seed, question.engine, question.replications)
    runs: dict[str, Runs] = {}
    set_ups = []
    for expected in (HOLDS, FAILS):
        tick()
        runs[expected] = laboratory.set_up(expected)
        set_ups.append(_set_up(claim, expected, runs[expected], confidence(claim)))
    flips = [_flip(claim, one, laboratory, tick) for one in claim.flips if question.flips]
    return ClaimFinding(
        claim=claim,
        verdict=verdict_of(
            [(one.outcome, one.premises_hold and not one.breaks) for one in set_ups]
        ),
        set_ups=tuple(set_ups),
        flips=tuple(flips),
        traces=tuple(_traces(claim, runs)),
        shown=tuple(_shown(claim, runs)),
        confidence=confidence(claim),
        run_hashes=tuple(sorted(laboratory.hashes)),
    )


def _set_up(claim: Claim, expected: str, runs: Runs, level: float) -> SetUpFinding:
    intervals = [measured(one.sample, runs, level) for one in claim.measures]
    return SetUpFinding(
        expected=expected,
        replications=len(runs),
        measures=tuple(
            MeasureFinding(measure, interval, side(measure, interval))
            for measure, interval in zip(claim.measures, intervals, strict=True)
        ),
        premises_hold=premises_hold(claim, intervals),
        breaks=claim.set_up(expected).breaks,
        outcome=outcome_of(claim, intervals),
    )


def _flip(
    claim: Claim, flip: Flip, laboratory: Laboratory, tick: Callable[[], None]
) -> FlipFinding:
    measure = claim.measures[flip.measure]
    bound = flip.bound
    if bound is None:
        bound = measure.low if isfinite(measure.low) else measure.high

    def at(x: float) -> Interval:
        tick()
        return measured(measure.sample, laboratory.at(flip, x))

    point = find_flip(at, flip.low, flip.high, bound, flip.points)
    return FlipFinding(
        flip=flip,
        bound=bound,
        point=point,
        replications=laboratory.replications(flip),
        # Below the flip point the measure is below the bound if it rises: good for an upper bound.
        holds_below=point.rising == (bound == measure.high),
    )


def _traces(claim: Claim, runs: Mapping[str, Runs]) -> Iterator[Trace]:
    if claim.traced is None:
        return
    a, b = claim.traced
    for name in claim.traced_types or ("",):
        if a == b:
            sides = [[one[a] for one in runs[outcome]] for outcome in (HOLDS, FAILS)]
            yield trace(sides[0], sides[1], Sides("", name, "where it holds", "where it does not"))
            continue
        for outcome, found in runs.items():
            sides = [[one[arm] for one in found] for arm in (a, b)]
            yield trace(sides[0], sides[1], Sides(outcome, name, a, b))


def _shown(claim: Claim, runs: Mapping[str, Runs]) -> Iterator[Shown]:
    for outcome, found in runs.items():
        for arm in claim.arms:
            for name in claim.shown:
                yield show(name, arm, outcome, found)
