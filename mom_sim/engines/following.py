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
    followed = (requested >= plan.warm_up) & (requested < plan.horizon)
    if "backlog" in campaigns.streams:
        followed &= campaigns.stream != campaigns.streams.index("backlog")
    return np.asarray(followed)
