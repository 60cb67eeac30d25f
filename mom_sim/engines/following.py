"""For whom a run goes on: requests of the measured window are followed until they have ended."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from mom_sim.plan.plan import Plan
from mom_sim.tape.campaigns import Campaigns


def whom_to_follow(plan: Plan, campaigns: Campaigns) -> npt.NDArray[np.bool_]:
    """Find the campaigns that a run goes on for.

    Parameters
    ----------
    plan : Plan
    campaigns : Campaigns, n of them

    Returns
    -------
    ndarray of bool, shape (n,)
        True for what is requested from warm-up to horizon and is no backlog.
    """
    requested = campaigns.requested
    is_inside = (requested >= plan.warm_up) & (requested < plan.horizon)
    return np.asarray(is_inside & are_no_backlog(campaigns))


def are_no_backlog(campaigns: Campaigns) -> npt.NDArray[np.bool_]:
    """Tell which campaigns are followed if they are requested in the measured window."""
    if "backlog" not in campaigns.streams:
        return np.ones(len(campaigns), dtype=np.bool_)
    return np.asarray(campaigns.stream != campaigns.streams.index("backlog"))
