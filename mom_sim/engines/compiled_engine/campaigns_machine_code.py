"""Campaigns of a block written into their ring by machine code: one line after the other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.engines.bounds import CENTS
from mom_sim.engines.compiled_engine.arrays import Integers
from mom_sim.log.compiled import compiled

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

COLUMNS = (
    "campaign_unit",
    "campaign_type",
    "campaign_tier",
    "campaign_requested",
    "campaign_due",
    "campaign_not_before",
    "campaign_value",
    "campaign_delay_cost",
    "campaign_entry_step",
    "campaign_followed",
)
"""What is written, in the order of `fields.CAMPAIGN_ARRAYS`; nothing is known yet of the rest."""


@compiled
def write_campaigns(
    ring: Integers,
    first: int,
    line: Integers,
    unit: Integers,
    of_type: Integers,
    tier: Integers,
    requested: Integers,
    due: Integers,
    not_before: Integers,
    value: Floats,
    delay_cost: Floats,
    entry_step: Integers,
    is_candidate: Flags,
    warm_up: int,
    horizon: int,
) -> int:
    """Write campaigns into the places that follow on one, modulo the size of the ring.

    Parameters
    ----------
    ring : ndarray of int64, shape (2^n, numbers)
    first : int
        Number of the first campaign.
    line : ndarray of int64, shape (numbers,)
        What else a campaign has when it comes.
    unit, of_type, tier, requested, due, not_before, value, delay_cost, entry_step
        Columns of the campaigns; what is written is what `tape_tables.campaign_columns` gives.
    is_candidate : ndarray of bool
        Whether it is followed if it is requested from warm-up to horizon.
    warm_up, horizon : int, microseconds

    Returns
    -------
    int
        How many are followed.
    """
    mask = ring.shape[0] - 1
    count = 0
    for one in range(requested.size):
        place = (first + one) & mask
        ring[place, 0] = unit[one]
        ring[place, 1] = of_type[one]
        ring[place, 2] = tier[one]
        ring[place, 3] = requested[one]
        ring[place, 4] = due[one]
        ring[place, 5] = not_before[one]
        ring[place, 6] = np.int64(-np.rint(CENTS * value[one]))
        ring[place, 7] = np.int64(-np.rint(CENTS * delay_cost[one]))
        ring[place, 8] = entry_step[one]
        is_followed = is_candidate[one] and warm_up <= requested[one] < horizon
        ring[place, 9] = is_followed
        count += is_followed
        for number in range(10, line.size):
            ring[place, number] = line[number]
    return count
