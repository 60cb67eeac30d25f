"""Internal due dates: the dates that work is ranked by, where they are earlier than the promised.

A program says which share of the time from a request to its due date it plans with. Engines know of
no promise: they are handed a tape whose due dates are the internal ones. The log is assembled from
the tape as it was drawn, so that lateness is measured against what was promised.
"""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from mom_sim.calendars.units import NEVER
from mom_sim.plan.plan import PARTS, Plan
from mom_sim.tape.campaigns import Campaigns
from mom_sim.tape.tape import Tape


def with_internal_dates(plan: Plan, tape: Tape) -> Tape:
    """Put the internal due dates of a plan in place of the promised ones.

    Parameters
    ----------
    plan : Plan
    tape : Tape

    Returns
    -------
    Tape
        The very same where the plan has no others; else a copy that shares all draws.
    """
    if all(program.due_share == PARTS for program in plan.programs):
        return tape
    planned = copy(tape)
    planned.campaigns = replace(tape.campaigns, due=_internal(plan, tape.campaigns))
    return planned


def _internal(plan: Plan, campaigns: Campaigns) -> npt.NDArray[np.int64]:
    """Due dates brought forward, rounded down; what is never due stays so, as does the past."""
    share = np.array([program.due_share for program in plan.programs], dtype=np.int64)
    of = share[campaigns.type]
    left = campaigns.due - campaigns.requested
    # In two parts, so that no product exceeds 64 bits.
    planned = campaigns.requested + left // PARTS * of + left % PARTS * of // PARTS
    return np.where((campaigns.due >= NEVER) | (left <= 0), campaigns.due, planned)
