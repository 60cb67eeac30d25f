"""What became of claims, as objects, a tidy frame and JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mom_sim.experiments.claims.claim import Claim, Flip, Measure
from mom_sim.experiments.claims.flip_points import FlipPoint
from mom_sim.experiments.claims.tracing import Shown, Trace
from mom_sim.experiments.explanation_json import mean_entries
from mom_sim.stats import Interval


@dataclass(frozen=True)
class MeasureFinding:
    """One measure in one set-up.

    Attributes
    ----------
    measure : Measure
    interval : Interval
    outcome : str
        Whether it lies where the claim says: `HOLDS`, `FAILS` or `UNCLEAR` of the record.
    """

    measure: Measure
    interval: Interval
    outcome: str


@dataclass(frozen=True)
class SetUpFinding:
    """A claim in one set-up.

    Attributes
    ----------
    expected : str
        How its record expects it to come out there.
    replications : int
    measures : tuple of MeasureFinding
    premises_hold : bool
        Whether every premise that is measured is clearly true.
    breaks : str
        Stated premise that is not true there; empty if all are.
    outcome : str
    """

    expected: str
    replications: int
    measures: tuple[MeasureFinding, ...]
    premises_hold: bool
    breaks: str
    outcome: str


@dataclass(frozen=True)
class FlipFinding:
    """Where one input turns a measure of a claim.

    Attributes
    ----------
    flip : Flip
    bound : float
    point : FlipPoint
        Its intervals at 95%.
    replications : int
    holds_below : bool
        Whether the measure lies where the claim says where the input is less.
    """

    flip: Flip
    bound: float
    point: FlipPoint
    replications: int
    holds_below: bool


@dataclass(frozen=True)
class ClaimFinding:
    """What became of one claim.

    Attributes
    ----------
    claim : Claim
    verdict : str
        ``supported``, ``refuted``, ``depends`` or ``cannot tell``.
    set_ups : tuple of SetUpFinding
        Where it is expected to hold, then where not.
    flips : tuple of FlipFinding
    traces : tuple of Trace
    shown : tuple of Shown
    confidence : float
        Of the interval of each measure in a set-up.
    run_hashes : tuple of str
        Of every scenario with its operating model that was run for it, sorted.
    """

    claim: Claim
    verdict: str
    set_ups: tuple[SetUpFinding, ...]
    flips: tuple[FlipFinding, ...]
    traces: tuple[Trace, ...]
    shown: tuple[Shown, ...]
    confidence: float
    run_hashes: tuple[str, ...]

    @property
    def as_expected(self) -> bool:
        """Whether it came out in every set-up as its record says, with its premises true."""
        return all(one.outcome == one.expected and one.premises_hold for one in self.set_ups)

    @property
    def depends_on(self) -> tuple[str, ...]:
        """Inputs of which one value turns it."""
        return tuple(one.flip.input for one in self.flips)


@dataclass(frozen=True)
class ClaimFindings:
    """What became of claims.

    Attributes
    ----------
    claims : tuple of ClaimFinding
        In the order of docs/DOMAIN.md.
    provenance : dict
    warnings : tuple of str
    was_interrupted : bool
        Whether claims are missing because somebody stopped the work.
    """

    claims: tuple[ClaimFinding, ...]
    provenance: Mapping[str, Any]
    warnings: tuple[str, ...]
    was_interrupted: bool = False

    def __repr__(self) -> str:
        return f"<ClaimFindings: {len(self.claims)} claims; look at frame, claims>"

    @property
    def frame(self) -> pd.DataFrame:
        """One row per claim, set-up and measure, then one per flip point, with the intervals."""
        return pd.DataFrame([row for one in self.claims for row in _rows(one)])

    def to_json(self) -> dict[str, Any]:
        """Plain data for ``claims --json``; the keys are documented in ``docs/formats.md``."""
        return {
            "provenance": dict(self.provenance),
            "results": {"claims": [_claim_json(one) for one in self.claims]},
            "warnings": list(self.warnings),
        }


def _rows(found: ClaimFinding) -> Iterator[dict[str, Any]]:
    for set_up in found.set_ups:
        for one in set_up.measures:
            yield {
                "claim": found.claim.id,
                "verdict": found.verdict,
                "set_up": set_up.expected,
                "measure": one.measure.what,
                "outcome": one.outcome,
                **_interval_json(one.interval),
                "reason": one.interval.reason,
            }
    for flip in found.flips:
        yield {
            "claim": found.claim.id,
            "verdict": found.verdict,
            "set_up": "flip point",
            "measure": flip.flip.input,
            "outcome": "holds below" if flip.holds_below else "holds above",
            "estimate": flip.point.estimate,
            "low": flip.point.low,
            "high": flip.point.high,
            "reason": flip.point.reason,
        }


def _interval_json(interval: Interval) -> dict[str, Any]:
    return {"estimate": interval.estimate, "low": interval.low, "high": interval.high}


def _with_reason(entry: dict[str, Any], reason: str | None) -> dict[str, Any]:
    return entry | {"reason": reason} if reason else entry


def _finite(value: float) -> float | None:
    return value if abs(value) != float("inf") else None


def _claim_json(found: ClaimFinding) -> dict[str, Any]:
    claim = found.claim
    return {
        "id": claim.id,
        "section": claim.section,
        "model": claim.model,
        "sentence": claim.sentence,
        "reading": claim.reading,
        "premises": list(claim.premises),
        "theorem": claim.theorem,
        "verdict": found.verdict,
        "confidence": found.confidence,
        "decided_by": claim.decided_by,
        "depends_on": list(found.depends_on),
        "set_ups": [_set_up_json(one, claim) for one in found.set_ups],
        "flip_points": [_flip_json(one, claim) for one in found.flips],
        "causes": [_trace_json(one) for one in found.traces],
        "figures": [
            _with_reason(
                {
                    "set_up": one.set_up,
                    "arm": one.arm,
                    "figure": one.figure,
                    "unit": one.unit,
                    **_interval_json(one.interval),
                },
                one.interval.reason,
            )
            for one in found.shown
        ],
        "run_hashes": list(found.run_hashes),
    }


def _set_up_json(found: SetUpFinding, claim: Claim) -> dict[str, Any]:
    return {
        "expected": found.expected,
        "outcome": found.outcome,
        "words": claim.set_up(found.expected).words,
        "replications": found.replications,
        "premises_hold": found.premises_hold and not found.breaks,
        "breaks": found.breaks,
        "measures": [
            _with_reason(
                {
                    "measure": one.measure.what,
                    "is_premise": one.measure.is_premise,
                    "above": _finite(one.measure.low),
                    "below": _finite(one.measure.high),
                    **_interval_json(one.interval),
                    "outcome": one.outcome,
                },
                one.interval.reason,
            )
            for one in found.measures
        ],
    }


def _flip_json(found: FlipFinding, claim: Claim) -> dict[str, Any]:
    flip, point = found.flip, found.point
    entry = {
        "input": flip.input,
        "paths": dict(flip.changes),
        "arms": list(flip.arms or claim.arms),
        "set_up": flip.set_up,
        "measure": claim.measures[flip.measure].what,
        "bound": found.bound,
        "searched": [flip.low, flip.high],
        "replications": found.replications,
        "estimate": point.estimate,
        "low": point.low,
        "high": point.high,
        "holds_below": found.holds_below,
        "curve": [{"input": x, **_interval_json(one)} for x, one in point.curve],
    }
    return _with_reason(entry, point.reason)


def _trace_json(found: Trace) -> dict[str, Any]:
    return {
        "set_up": found.sides.set_up,
        "type": found.sides.type,
        "a": found.sides.a,
        "b": found.sides.b,
        "campaigns": found.campaigns,
        "unit": "working days a campaign",
        "parts": mean_entries(found.causes),
    }
