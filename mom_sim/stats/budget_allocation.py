"""How to share out more replications so that the best system is most likely selected: OCBA.

Source: Chen, Lin, Yücesan and Chick (2000), Discrete Event Dynamic Systems 10, 251-270, theorem 1.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from mom_sim.stats.checks import finite_vector, same_length


def allocate_replications(means: ArrayLike, deviations: ArrayLike, total: int) -> NDArray[np.int64]:
    """Share out replications among independent systems, of which the largest mean is looked for.

    Parameters
    ----------
    means, deviations : arrays of float, shape (systems,), one unit
        What has been seen so far: mean and standard deviation of each.
    total : int, at least 0
        Replications to share out.

    Returns
    -------
    array of int, shape (systems,)
        Adding up to `total`. Systems that are near the best, or vary much, get more; of systems
        that equal the best in mean, all that are not the first share what no distance can divide.

    Raises
    ------
    ValueError
        Arrays that are not finite vectors of one length, a deviation that is not above 0, or a
        total below 0.
    """
    level, spread = finite_vector("means", means), finite_vector("deviations", deviations)
    systems = same_length(means=level.size, deviations=spread.size)
    if np.any(spread <= 0.0) or total < 0:
        raise ValueError("every deviation has to be above 0, and the total 0 or more")
    if systems < 2:
        return np.full(systems, total, dtype=np.int64)
    best = int(np.argmax(level))
    others = np.arange(systems) != best
    distance = level[best] - level
    nearest = float(distance[others].min())
    weight = np.zeros(systems)
    if nearest > 0.0:
        # In units of the nearest one's, so that nothing overflows.
        weight[others] = (spread[others] / distance[others] * nearest) ** 2
    else:
        weight[others] = np.where(distance[others] == 0.0, spread[others] ** 2, 0.0)
    weight[best] = spread[best] * float(np.sqrt(np.sum(np.square(weight[others] / spread[others]))))
    share = weight / weight.sum() * total
    given = np.floor(share).astype(np.int64)
    # What rounding leaves goes to the largest remainders, the first of equal ones first.
    order = np.argsort(-(share - given), kind="stable")
    given[order[: total - int(given.sum())]] += 1
    return given
