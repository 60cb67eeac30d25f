"""How many campaigns are inside over time."""

from __future__ import annotations

import numpy as np

from mom_sim.log.contract import NULL
from mom_sim.log.log import Log
from mom_sim.metrics.ingredients import IntArray
from mom_sim.stats import count_path


def wip_path(log: Log) -> tuple[IntArray, IntArray]:
    """Work in progress: campaigns that have been requested and have not ended, over time.

    A campaign ends with its launch, or otherwise; what is done for it afterwards is not counted.
    The backlog at the start is. The path says nothing about instants after the end of the run.

    Parameters
    ----------
    log : Log

    Returns
    -------
    times : int64 array, shape (steps,), microseconds, increasing
    counts : int64 array, shape (steps,)
        Campaigns inside from each time on; 0 before the first.
    """
    requested, ended = (log.columns("campaigns")[name] for name in ("requested", "ended"))
    times, counts = count_path(requested, ended[ended != NULL])
    return times.astype(np.int64), counts
