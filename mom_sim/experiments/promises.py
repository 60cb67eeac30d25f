"""Promises such as ``p90 time-to-launch <= 20 working days``, and whether they are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.promise_grammar import Promise, PromiseError, parse_promise
from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.summarizing import interval_of
from mom_sim.simulation import Study
from mom_sim.stats import Interval, proportion_interval

UNSURE = "the figure's interval reaches over the limit: cannot tell"


@dataclass(frozen=True)
class PromiseOutcome:
    """How one operating model does against one promise.

    Attributes
    ----------
    promise : Promise
    estimate, low, high : float or None, in the promise's unit
        The promised figure over all replications, with its confidence interval.
    probability : float or None
        Share of the replications that keep the promise: that one such year keeps it.
    probability_low, probability_high : float or None
        Exact binomial interval of that probability.
    replications : int
        In which the figure could be had.
    reason : str or None
        Why something is missing.
    """

    promise: Promise
    estimate: float | None
    low: float | None
    high: float | None
    probability: float | None
    probability_low: float | None
    probability_high: float | None
    replications: int
    reason: str | None = None

    @property
    def is_kept(self) -> bool | None:
        """True or False where the whole interval of the figure says so; None: cannot tell."""
        if self.low is None or self.high is None:
            return None
        ends = {self.promise.is_kept_by(self.low), self.promise.is_kept_by(self.high)}
        return ends.pop() if len(ends) == 1 else None

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        found = {
            "promise": self.promise.text,
            "kpi": self.promise.kpi,
            "campaign_type": self.promise.campaign_type or None,
            "limit": self.promise.limit,
            "unit": self.promise.unit,
            "estimate": self.estimate,
            "low": self.low,
            "high": self.high,
            "probability": self.probability,
            "probability_low": self.probability_low,
            "probability_high": self.probability_high,
            "replications": self.replications,
            "is_kept": self.is_kept,
        }
        reason = self.reason or (UNSURE if self.is_kept is None else None)
        return found | ({"reason": reason} if reason else {})


def read_promises(study: Study, texts: Sequence[str]) -> tuple[Promise, ...]:
    """Read promises about a study.

    Parameters
    ----------
    study : Study
    texts : sequence of str
        As described at `parse_promise`.

    Returns
    -------
    tuple of Promise

    Raises
    ------
    ScenarioError
        With every promise that cannot be read.
    """
    found, faults = [], []
    for text in texts:
        try:
            found.append(
                parse_promise(
                    text, [one.name for one in study.scenario.campaigns], study.scenario.currency
                )
            )
        except PromiseError as error:
            faults.append(Fault(study.loaded.file, 1, 1, "promise", str(error)))
    if faults:
        raise ScenarioError(faults)
    return tuple(found)


def value_of(promise: Promise, measurements: Sequence[Measurement]) -> Interval:
    """Estimate the promised figure over replications of one model.

    Parameters
    ----------
    promise : Promise
    measurements : sequence of Measurement

    Returns
    -------
    Interval, in the promise's unit
    """
    return interval_of(promise.metric, [promise.ingredient(one) for one in measurements])


def outcome_of(
    promise: Promise, measurements: Sequence[Measurement], *, confidence: float = 0.95
) -> PromiseOutcome:
    """Tell how a model does against a promise.

    Parameters
    ----------
    promise : Promise
    measurements : sequence of Measurement
        One a replication.
    confidence : float, strictly between 0 and 1

    Returns
    -------
    PromiseOutcome
    """
    whole = interval_of(
        promise.metric, [promise.ingredient(one) for one in measurements], confidence
    )
    each = [value_of(promise, [one]).estimate for one in measurements]
    known = [value for value in each if value is not None]
    if not known:
        nothing = (None, None, None)
        return PromiseOutcome(
            promise, whole.estimate, whole.low, whole.high, *nothing, 0, whole.reason
        )
    kept, count = sum(map(promise.is_kept_by, known)), len(known)
    chance = proportion_interval(kept, count, confidence)
    return PromiseOutcome(
        promise,
        whole.estimate,
        whole.low,
        whole.high,
        chance.estimate,
        chance.low,
        chance.high,
        count,
        whole.reason,
    )
