"""Names and units as a reader meets them in pictures."""

from __future__ import annotations

import re
import unicodedata

from mom_sim.metrics.number_words import SHARE

_SPACE = re.compile(r"[ \t\r\n\f\v]+")

CAUSE_WORDS = {
    "work": "work",
    "queue": "people busy",
    "hand_off": "hand-offs",
    "decision": "decisions",
    "agency": "agency",
    "outside": "somebody outside",
    "hold": "limits, sprints and freezes",
    "assembly": "crew forming",
    "closed": "nobody on shift",
    "embargo": "embargo date",
}
"""Work, and what a campaign waits for, by the cause's name in the log."""


def shown_name(name: str) -> str:
    """Write a name from a scenario for a reader.

    Parameters
    ----------
    name : str
        Of a model, team, step or place.

    Returns
    -------
    str
        With hyphens in place of underscores, and without control characters or signs that turn the
        direction of writing.
    """
    return shown_text(name).replace("_", "-")


def shown_text(text: str) -> str:
    """Take out of a text from a scenario what is not to be seen.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        On one line, without control characters.
    """
    spaced = _SPACE.sub(" ", text).strip()
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn")
    return "".join(sign for sign in spaced if unicodedata.category(sign) not in hidden)


def shown_promise(text: str) -> str:
    """Write a promise for a reader."""
    return shown_text(text).replace("<=", "≤").replace(">=", "≥")


def sentence(text: str) -> str:
    """Begin with a capital: sentences that start with a name from a scenario."""
    return f"{text[:1].upper()}{text[1:]}"


def shown_unit(unit: str) -> str:
    """Write a unit for a reader.

    Parameters
    ----------
    unit : str
        As a figure has it.

    Returns
    -------
    str
        ``percent`` for a share; ``USD a launch`` for ``USD/launch``.
    """
    return "percent" if unit == SHARE else unit.replace("/", " a ")
