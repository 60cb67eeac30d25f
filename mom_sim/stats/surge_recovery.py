"""How long a system takes to come back after a surge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mom_sim.stats.step_function import checked_path, numbers, step_values


@dataclass(frozen=True, slots=True)
class Recovery:
    """Time from the end of the surge to recovery, or the reason why there is none.

    Attributes
    ----------
    time : int or float or None, unit of time
    reason : str or None
        Why `time` is None and what to do about it; None when it is not.
    """

    time: int | float | None
    reason: str | None = None


def time_to_recover(
    times: ArrayLike,
    excess: ArrayLike,
    surge_end: float,
    threshold: float,
    hold: float,
    observed_until: float | None = None,
) -> Recovery:
    """Time from the end of a surge until the excess stays at most `threshold` for `hold`.

    The earliest t >= surge_end at which the excess is at most the threshold and remains so
    throughout [t, t + hold), less `surge_end`. A dip that is over before `hold` has passed does not
    count. A threshold that changes with time goes into `excess`, with 0 as `threshold`.

    Parameters
    ----------
    times : array of int or float, shape (steps,), increasing
    excess : array of int or float, shape (steps,)
        What is left of the surge, such as the items inside with the surge less those without it, as
        a step function: value from each time on, 0 before the first (see `step_difference`).
    surge_end : int or float, unit of `times`
    threshold : float, unit of `excess`
    hold : int or float, unit of `times`, not negative
    observed_until : int or float, unit of `times`, optional
        The end of what is known. Without it the last value holds forever.

    Returns
    -------
    Recovery
        An exact int where the times are integers.

    Raises
    ------
    ValueError
        Arrays that make no step function, a negative `hold`, or NaN anywhere.
    """
    if not hold >= 0:
        raise ValueError(f"hold is {hold}: give a length of time, 0 or more")
    if np.isnan(threshold) or (observed_until is not None and np.isnan(observed_until)):
        raise ValueError("threshold or observed_until is NaN: give a number")
    at, value = checked_path(times, excess)
    after = at > surge_end
    first_instant = numbers("surge_end", np.array([surge_end]))
    since = np.concatenate((first_instant, at[after]))
    calm = np.concatenate((step_values(at, value, first_instant), value[after])) <= threshold

    known_until = np.inf if observed_until is None else observed_until
    known = since < known_until
    since, calm = since[known], calm[known]
    if not calm.size:
        return Recovery(
            None, "what is known ends before the surge does: observe beyond the end of the surge"
        )
    # Runs of calm: each begins at its first step and lasts to the next step that is not calm.
    first = np.flatnonzero(calm & ~np.concatenate(([False], calm[:-1])))
    ended = np.flatnonzero(~calm & np.concatenate(([False], calm[:-1])))
    for place, begin in enumerate(since[first].tolist()):
        until = since[ended[place]].item() if place < ended.size else known_until
        if until - begin >= hold:
            return Recovery(begin - since[0].item())
    if calm[-1]:
        return Recovery(
            None,
            "the excess is at or below the threshold when what is known ends, but not yet for long "
            "enough to tell: observe longer",
        )
    return Recovery(
        None,
        "the excess does not stay at or below the threshold within what is known: observe longer, "
        "or the system does not recover",
    )
