"""Names of activities as names of steps, and back to what counts as the same activity."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 50
"""Letters of a name that are kept: the format allows 60, and parts are added."""

ROUND = "--"
"""Before the number of a step that does an activity again, as in ``review--2``."""

WAIT = "--wait"
"""Behind the name of a step: the wait for somebody outside before it."""


def step_name(activity: str) -> str:
    """Return the name of the step that does an activity.

    Parameters
    ----------
    activity : str
        As a log has it.

    Returns
    -------
    str
        A letter, then letters, digits and ``_``.
    """
    plain = unicodedata.normalize("NFKD", activity).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:LONGEST].strip("_")
    return name if name[:1].isalpha() else f"step_{name}".rstrip("_")


def activity_key(step: str) -> str:
    """Return what steps of the same activity have in common: the name without its round.

    Parameters
    ----------
    step : str

    Returns
    -------
    str
    """
    return step.partition(ROUND)[0]


def names_of(activities: Iterable[str]) -> dict[str, str]:
    """Give every activity a name of its own, in the order of the alphabet.

    Parameters
    ----------
    activities : iterable of str

    Returns
    -------
    dict of str to str
        Name by activity; of two that would have one name, the later one gets a number.
    """
    names: dict[str, str] = {}
    for activity in sorted(set(activities)):
        name, number = step_name(activity), 1
        while name in names.values():
            number += 1
            name = f"{step_name(activity)}_{number}"
        names[activity] = name
    return names
