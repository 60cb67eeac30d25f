"""What changes evenly with the pieces that an agency has delivered."""

from __future__ import annotations

from mom_sim.draws.address import threshold
from mom_sim.plan.plan import Curve

MOST_STEPS = 20


def delivery_curve(
    name: str, agency: int, first: float, last: float, pieces: int, after: float
) -> Curve:
    """Make the curve of a probability that goes in even steps from one value to another.

    Parameters
    ----------
    name : str
    agency : int
        Whose deliveries count.
    first, last : float
        Probability before the first piece, and the one that it goes to.
    pieces : int
        Deliveries after which it gets there, at least 1.
    after : float
        Probability from then on.

    Returns
    -------
    Curve
        Of thresholds.
    """
    steps = min(pieces, MOST_STEPS)
    at = [pieces * number // steps for number in range(steps)]
    values = [threshold(first + (last - first) * one / pieces) for one in at]
    return Curve(name, "deliveries", (*at, pieces), (*values, threshold(after)), agency)
