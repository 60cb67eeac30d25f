"""What a calibrated scenario may be used for: a few rules, each with its reason.

The rules hold against three yardsticks: the mean cycle time of the test, the replay baseline, and
luck, which is how far two simulated logs of this size are apart that come from the same scenario.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mom_sim.calibration.judging.distances import CIRCADIAN, CYCLE_TIME, N_GRAMS
from mom_sim.calibration.judging.drift import Drift

USABLE, WITH_CARE, NOT_USABLE, CANNOT_TELL = "usable", "with care", "not usable", "cannot tell"
_ORDER = (USABLE, WITH_CARE, NOT_USABLE)
FEWEST_CASES = 30

USES = {
    "levels": "how long cases take, and what can be promised",
    "teams": "what-ifs about teams, headcount and demand",
    "workflow": "what-ifs about steps, order and rework",
    "hours": "what-ifs about working hours and shifts",
    "forecast": "as a forecast of the time of the test",
}

# Source: rules of this project, stated here and in docs/event_logs.md; no standard has any.
CYCLE_LIMITS = (0.2, 0.5)
"""Cycle-time distance as a share of the mean cycle time: usable up to, with care up to."""
PART_LIMITS = (0.15, 0.35)
"""Difference of a part of the time (work, queue), as a share of the mean cycle time."""
OWN_LIMITS = (0.5, 0.9)
"""The same difference as a share of the part itself: a queue that is not met is no detail."""
EXCUSABLE = 1.0
"""Cycle-time distance, as a share of the mean, beyond which neither replay nor luck excuses it."""
SEEN = 0.02
"""Share of the test's mean cycle time that is queueing, below which it says little about queues."""
RATE_LIMITS = (0.2, 0.5)
"""Difference of the arrival rate, as a share of the test's."""
N_GRAM_LIMITS = (0.25, 0.5)
CIRCADIAN_LIMITS = (2.0, 4.0)
"""Hours."""


@dataclass(frozen=True)
class Evidence:
    """What the rules look at.

    Attributes
    ----------
    cases : int
        Of the test.
    mean_cycle_hours : float
        Of the test.
    distance, replay, luck : mapping of str to float
        By measure; an absent one could not be had.
    time_test, time_simulated : mapping of str to float, hours a case
    rate_test, rate_simulated : float, cases per week
    drift : sequence of Drift
        Empty where there is no training log.
    """

    cases: int
    mean_cycle_hours: float
    distance: Mapping[str, float]
    replay: Mapping[str, float]
    luck: Mapping[str, float]
    time_test: Mapping[str, float]
    time_simulated: Mapping[str, float]
    rate_test: float
    rate_simulated: float
    drift: Sequence[Drift]


@dataclass(frozen=True)
class Verdict:
    """Whether the scenario may be used for one purpose.

    Attributes
    ----------
    use : str
        Key of `USES`.
    verdict : str
        ``usable``, ``with care``, ``not usable`` or ``cannot tell``.
    reasons : tuple of str
    """

    use: str
    verdict: str
    reasons: tuple[str, ...]

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        meaning = {"use": self.use, "meaning": USES[self.use]}
        return {**meaning, "verdict": self.verdict, "reasons": list(self.reasons)}


def judge(evidence: Evidence) -> tuple[Verdict, ...]:
    """Apply the rules.

    Parameters
    ----------
    evidence : Evidence

    Returns
    -------
    tuple of Verdict
        One for each of `USES`, in their order.
    """
    why = ""
    if evidence.cases < FEWEST_CASES:
        why = f"the test has {evidence.cases} cases; {FEWEST_CASES} are needed"
    elif evidence.mean_cycle_hours <= 0:
        why = "all cases of the test begin and end at one instant"
    if why:
        return tuple(Verdict(use, CANNOT_TELL, (why,)) for use in USES)
    found = {
        "levels": [_cycle_time(evidence)],
        "teams": [
            _part(evidence, "work"),
            _part(evidence, "queue"),
            _rate(evidence),
            *_queues_seen(evidence),
        ],
        "workflow": [_order_of_activities(evidence)],
        "hours": [_hours_of_week(evidence)],
        "forecast": [_cycle_time(evidence), _rate(evidence), *_drifts(evidence)],
    }
    return tuple(
        Verdict(use, max((one for one, _ in found[use]), key=_ORDER.index), _why(found[use]))
        for use in USES
    )


_Finding = tuple[str, str]


def _why(findings: list[_Finding]) -> tuple[str, ...]:
    return tuple(reason for _, reason in findings)


def _graded(value: float, limits: tuple[float, float]) -> str:
    return USABLE if value <= limits[0] else WITH_CARE if value <= limits[1] else NOT_USABLE


def _cycle_time(evidence: Evidence) -> _Finding:
    distance, mean = evidence.distance[CYCLE_TIME], evidence.mean_cycle_hours
    share = distance / mean
    grade = _graded(share, CYCLE_LIMITS)
    reason = f"cycle times are {distance:.1f} h off, {share:.0%} of their mean of {mean:.1f} h"
    luck, replay = evidence.luck.get(CYCLE_TIME), evidence.replay.get(CYCLE_TIME)
    # Who is off by more than the mean, or scatters by more, knows nothing; nor does such a replay.
    is_excusable = grade == NOT_USABLE and share <= EXCUSABLE
    if luck is not None and is_excusable and distance <= luck:
        return WITH_CARE, f"{reason}, but luck alone makes {luck:.1f} h"
    if replay is not None:
        if distance <= replay:
            better = WITH_CARE if is_excusable else grade
            return better, f"{reason}; repeating the last weeks is {replay:.1f} h off"
        reason += f"; repeating the last weeks comes closer, {replay:.1f} h"
    return grade, reason


def _part(evidence: Evidence, part: str) -> _Finding:
    test, simulated = evidence.time_test[part], evidence.time_simulated[part]
    difference = abs(simulated - test)
    share = difference / evidence.mean_cycle_hours
    # A part too small to be seen is measured by what would be seen.
    own = difference / max(test, SEEN * evidence.mean_cycle_hours)
    grade = max(_graded(share, PART_LIMITS), _graded(own, OWN_LIMITS), key=_ORDER.index)
    words = {"work": "work on a case", "queue": "waiting for people who are busy"}[part]
    reason = f"{words} is {simulated:.1f} h where the test has {test:.1f} h"
    return grade, f"{reason} ({share:.0%} of the mean cycle time)"


def _queues_seen(evidence: Evidence) -> list[_Finding]:
    share = evidence.time_test["queue"] / evidence.mean_cycle_hours
    if share >= SEEN:
        return []
    reason = f"waiting for people was {share:.0%} of the time, so how queues grow was hardly seen"
    return [(WITH_CARE, reason)]


def _rate(evidence: Evidence) -> _Finding:
    test, simulated = evidence.rate_test, evidence.rate_simulated
    share = abs(simulated - test) / test
    reason = f"{simulated:.1f} cases a week come where the test has {test:.1f}"
    return _graded(share, RATE_LIMITS), f"{reason} ({share:.0%} off)"


def _order_of_activities(evidence: Evidence) -> _Finding:
    value = evidence.distance[N_GRAMS]
    return _graded(value, N_GRAM_LIMITS), f"{value:.0%} of the sequences of three activities differ"


def _hours_of_week(evidence: Evidence) -> _Finding:
    value = evidence.distance[CIRCADIAN]
    return _graded(value, CIRCADIAN_LIMITS), f"work is {value:.1f} h off within a day of the week"


def _drifts(evidence: Evidence) -> list[_Finding]:
    words = {
        "cycle_time": "cycle times",
        "arrivals": "arrivals",
        "mix": "the mix of activities",
        "work": "the work on a case",
    }
    changed = [
        f"{words[one.name]} have changed by {one.change:.0%}"
        for one in evidence.drift
        if one.is_found
    ]
    text = " and ".join(changed).replace("mix of activities have", "mix of activities has")
    text = text.replace("work on a case have", "work on a case has")
    return [(WITH_CARE, f"since the training {text}")] if changed else []
