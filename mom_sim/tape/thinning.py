"""What a surge with a factor below 1 takes away, and which requests a surge is about."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from mom_sim.scenario.resolved import Scenario, Surge
from mom_sim.tape.luck import Luck
from mom_sim.tape.requests import Requests


def affected(scenario: Scenario, requests: Requests, surge: Surge) -> npt.NDArray[np.bool_]:
    """Which requests fall into a surge's window [start, end), units and types.

    Parameters
    ----------
    scenario : Scenario
    requests : Requests, n of them
    surge : Surge
        No unit named means all of them, and so for types.

    Returns
    -------
    ndarray of bool, shape (n,)
    """
    units = np.array([not surge.units or unit.name in surge.units for unit in scenario.units])
    types = np.array([not surge.types or kind.name in surge.types for kind in scenario.campaigns])
    inside = (requests.requested >= surge.start) & (requests.requested < surge.end)
    return np.asarray(inside & units[requests.unit] & types[requests.type])


def thinned(
    luck: Luck, scenario: Scenario, requests: Requests, surges: Sequence[Surge]
) -> Requests:
    """Drop requests in surges with a factor below 1; the others keep their numbers.

    Parameters
    ----------
    luck : Luck
    scenario : Scenario
    requests : Requests
    surges : sequence of Surge
        Where several cover a request, it has to outlast each of them.

    Returns
    -------
    Requests
        A request stays when its own mark is below the factor, so that a larger factor keeps all
        that a smaller one keeps.
    """
    if all(surge.factor >= 1.0 for surge in surges):
        return requests
    keep = np.ones(len(requests.ids), dtype=np.bool_)
    for surge in surges:
        if surge.factor < 1.0:
            keep &= ~affected(scenario, requests, surge) | luck.happens(
                f"arrival:thin:{surge.name}",
                requests.entity_class,
                requests.entity_index,
                surge.factor,
            )
    return requests.taken(keep)
