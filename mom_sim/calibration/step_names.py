"""Names of activities as names of steps, and back to what counts as the same activity."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

LONGEST = 50
"""Letters of a name that are kept: the format allows 60, and parts are added."""

ROUND = "--"
"""Before the number of a step that does an activity again, as in ``review--2``."""

WAIT = "--wait"
"""Behind the name of a step: the wait for somebody outside before it."""


LAUNCH = "mom_sim_end_of_case"
"""Name of the step that ends a case; no activity has it."""

TAKEN = frozenset({"null", "true", "false", "yes", "no", "on", "off", LAUNCH})
"""Names that no activity gets: the launch, and words that YAML takes for no text.

Source: YAML 1.1, the types null and bool.
"""


def step_name(activity: str) -> str:
    """Return the name of the step that does an activity.

    Where letters or digits are lost, because they have no counterpart in ASCII, a hash of the
    activity stands in for them: two activities of another script do not become one.

    Parameters
    ----------
    activity : str
        As a log has it.

    Returns
    -------
    str
        A letter, then letters, digits and ``_``.
    """
    whole = unicodedata.normalize("NFKD", activity)
    plain = whole.encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    if not name[:1].isalpha() or name in TAKEN:
        name = f"step_{name}".rstrip("_")
    is_whole = all(letter.isascii() for letter in whole if letter.isalnum())
    return name[:LONGEST].rstrip("_") if is_whole else _hashed(name, activity)


def _hashed(name: str, activity: str) -> str:
    """Name, cut where need be, with a hash of what it is the name of."""
    suffix = blake2b(activity.encode(), digest_size=4).hexdigest()
    return f"{name[: LONGEST - len(suffix) - 1].rstrip('_')}_{suffix}"


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
        Name by activity; those that would have one name get a hash of the activity behind it.
    """
    plain = {activity: step_name(activity) for activity in sorted(set(activities))}
    often = Counter(plain.values())
    return {
        activity: name if often[name] == 1 else _hashed(name, activity)
        for activity, name in plain.items()
    }
