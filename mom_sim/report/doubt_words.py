"""Why a model's figures are not to be trusted, in words: a text for each doubt of a run."""

from __future__ import annotations

from collections.abc import Mapping

_DOUBTS: Mapping[str, tuple[str, str]] = {
    "idle": ("launched nothing", "launched nothing"),
    "restricted": (
        "still had campaigns inside when the runs stopped, so that its times are lower bounds",
        "still had campaigns inside when the runs stopped, so that their times are lower bounds",
    ),
    "overloaded": (
        "is overloaded, so that its figures depend on how long the run is",
        "are overloaded, so that their figures depend on how long the run is",
    ),
}
"""What follows the name of one model, and the names of several."""


def doubt_text(doubt: str, *, is_one: bool) -> str:
    """Say a doubt of one model or of several, as a sentence goes on after their names.

    Parameters
    ----------
    doubt : str
        As `mom_sim.metrics.trust.doubts_of` has it.
    is_one : bool

    Returns
    -------
    str
        The word itself where it is not known: a result file may come from a later version.
    """
    one, several = _DOUBTS.get(doubt, (doubt, doubt))
    return one if is_one else several
