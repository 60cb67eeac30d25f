"""The last sentence on a sensitivity analysis: what decides, as far as the intervals allow."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mom_sim.experiments.sensitivity.result import Effect, Sensitivity
    from mom_sim.stats import Interval

_MOST_NAMED = 3


def verdict(found: Sensitivity) -> str:
    """Say what decides the last target: a model's figure, or the last difference.

    Parameters
    ----------
    found : Sensitivity

    Returns
    -------
    str
        A sentence. An input is said to change the figure most where the lower end of its effect is
        above the upper ends of all others.
    """
    target = found.bases[-1].target
    effects = found.of(target)
    if not effects:
        if found.is_interrupted:
            return f"Interrupted before any input was looked at: what changes {target} is open."
        return f"Nothing changes {found.kpi}: name other inputs with --inputs."
    turning = [one.input.name for one in effects if getattr(one, "answer", "") == "turns"]
    if turning:
        return f"The answer to {target} turns within the range of {', '.join(turning)}."
    largest, others = effects[0], effects[1:]
    if largest.size == 0.0:
        return f"None of these inputs changes {target}."
    named = f"{largest.input.name}, from {largest.input.low} to {largest.input.high}"
    least = _bounds(largest)[0]
    if least > 0 and least >= max((_bounds(one)[1] for one in others), default=0.0):
        return f"What changes {target} most is {named}."
    sure = [one.input.name for one in effects if _bounds(one)[0] > 0]
    first = f"By estimates {target} is changed most by {named}"
    if not sure:
        return f"{first}; but no change can be told from luck: more replications may."
    if largest.input.name in sure:
        return f"{first}. That it does is sure; that another input does more is not excluded."
    more = f" and {len(sure) - _MOST_NAMED} more" if len(sure) > _MOST_NAMED else ""
    return (
        f"{first}, which cannot be told from luck; surely changed by something it is by "
        f"{', '.join(sure[:_MOST_NAMED])}{more}."
    )


def _bounds(effect: Effect) -> tuple[float, float]:
    """Between which ends the size of an effect lies."""
    low, high = 0.0, 0.0
    for one in _intervals(effect):
        if one.low is None or one.high is None:
            high = math.inf
            continue
        ends = sorted((abs(one.low), abs(one.high)))
        low = max(low, ends[0] if one.low * one.high > 0 else 0.0)
        high = max(high, ends[1])
    return low, high


def _intervals(effect: Effect) -> Iterator[Interval]:
    for name in ("change_low", "change_high", "mu_star", "total"):
        if (found := getattr(effect, name, None)) is not None:
            yield found
