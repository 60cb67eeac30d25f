"""What the functions of this package demand of their arguments, and the sentence each fault gets.

These are faults of the calling code, so they raise ``ValueError``. A question that is well put but
has no answer (no replications, nothing to divide by) is not a fault: it gets a null and a reason.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray


def confidence_level(confidence: float) -> float:
    """Return `confidence` if it lies strictly between 0 and 1, else raise ``ValueError``."""
    if not 0.0 < confidence < 1.0:
        raise ValueError(
            f"confidence is {confidence!r}: give a number strictly between 0 and 1, such as 0.95"
        )
    return float(confidence)


def probability_level(probability: float) -> float:
    """Return `probability` if it lies in [0, 1], else raise ``ValueError``."""
    if not 0.0 <= probability <= 1.0:
        raise ValueError(
            f"probability is {probability!r}: give a number from 0 to 1, such as 0.9 for the p90"
        )
    return float(probability)


def finite_vector(name: str, values: ArrayLike) -> NDArray[np.float64]:
    """Return `values` as a float vector; ``ValueError`` unless it is 1-d and finite throughout."""
    vector = np.asarray(values, dtype=np.float64)
    if vector.ndim != 1:
        raise ValueError(f"{name} has shape {vector.shape}: give a 1-d array")
    bad = np.flatnonzero(~np.isfinite(vector))
    if bad.size:
        raise ValueError(
            f"{name}[{bad[0]}] is {vector[bad[0]]}: every entry has to be a finite number; where a "
            "quantity is undefined in some replications, pool it (ratio_interval)"
        )
    return vector


def same_length(**counts: int) -> int:
    """Return the one length that all named arrays share, else raise ``ValueError`` naming them."""
    if len(set(counts.values())) > 1:
        stated = ", ".join(f"{name} has {count}" for name, count in counts.items())
        raise ValueError(f"{stated}: these arrays pair by position and need the same length")
    return next(iter(counts.values()))


def finite_samples(name: str, samples: Sequence[ArrayLike]) -> list[NDArray[np.float64]]:
    """Return every replication's items as a finite float vector (see `finite_vector`)."""
    return [finite_vector(f"{name}[{index}]", sample) for index, sample in enumerate(samples)]
