"""A study again, from the resolved scenario that a result carries along."""

from __future__ import annotations

from mom_sim.experiments.comparison import Comparison
from mom_sim.simulation import Study


def study_again(comparison: Comparison) -> Study | None:
    """Make the study of a comparison that was read from a file.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    Study or None
        None where the result does not hold all that it was made from.
    """
    return None
