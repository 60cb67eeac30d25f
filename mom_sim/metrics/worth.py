"""What a campaign is worth when it is launched at a given instant."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.ingredients import FloatArray, IntArray
from mom_sim.plan.plan import ValueRule


def worth_at(
    instant: IntArray,
    value: FloatArray,
    requested: IntArray,
    due: IntArray,
    campaign_type: IntArray,
    rules: tuple[ValueRule, ...],
) -> FloatArray:
    """Worth of campaigns at an instant each.

    It stays what it was when launched in time until the due date (or the request, as the type's
    rule says). With t since then, it is multiplied by 2 to the power of -t / half_life where the
    rule has a half-life, and by max(0, 1 - t / gone_after) where it says when the worth is gone.

    Parameters
    ----------
    instant, requested, due : int64 arrays, shape (campaigns,), microseconds
    value : float64 array, shape (campaigns,), currency
        Worth when launched in time.
    campaign_type : int64 array, shape (campaigns,)
    rules : tuple of ValueRule
        One a type.

    Returns
    -------
    float64 array, shape (campaigns,), currency

    Source: exponential and linear cost of delay; Reinertsen, The Principles of Product Development
    Flow (2009), chapter 2, for delay priced per unit of time.
    """
    from_request = np.array([rule.after == "request" for rule in rules], dtype=np.bool_)
    half_life = np.array([rule.half_life or np.inf for rule in rules], dtype=np.float64)
    gone_after = np.array([rule.gone_after or np.inf for rule in rules], dtype=np.float64)
    since = np.where(from_request[campaign_type], requested, due)
    late = np.maximum(instant - since, 0)
    remaining = np.exp2(-late / half_life[campaign_type])
    remaining *= np.maximum(0.0, 1.0 - late / gone_after[campaign_type])
    return value * remaining


def relevance_of(
    campaign_type: IntArray, unit: IntArray, rules: tuple[ValueRule, ...]
) -> FloatArray:
    """Factors on the worth of campaigns, by who does their work.

    Parameters
    ----------
    campaign_type, unit : int64 arrays, shape (campaigns,)
    rules : tuple of ValueRule
        One a type.

    Returns
    -------
    float64 array, shape (campaigns,)
        1 where a type's rule has no factors.
    """
    units = max((len(rule.by_unit) for rule in rules), default=0)
    factors = np.array([rule.by_unit or (1.0,) * max(units, 1) for rule in rules])
    return factors[campaign_type, unit if units else 0]
