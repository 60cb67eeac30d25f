"""Which campaigns of a log are measured."""

from __future__ import annotations

import numpy as np

from mom_sim.metrics.ingredients import BoolArray
from mom_sim.metrics.log_arrays import LogArrays

BACKLOG = "backlog"
"""Name of the stream of campaigns that were open at the start of the run."""


def are_measured(log: LogArrays) -> BoolArray:
    """Whether each campaign was requested between warm-up and horizon, and is no backlog.

    Parameters
    ----------
    log : LogArrays

    Returns
    -------
    bool array, shape (campaigns,)
    """
    requested, window = log.campaigns["requested"], log.window
    backlog = np.array([name == BACKLOG for name in log.vocabularies["stream"]], dtype=np.bool_)
    measured = (requested >= window.warm_up) & (requested < window.horizon)
    if backlog.any():
        measured &= ~backlog[log.campaigns["stream"]]
    return np.asarray(measured)
