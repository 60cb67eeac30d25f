"""Inputs of a scenario, in words, for who does not know its paths."""

from __future__ import annotations

import re

from mom_sim.plot.wording import shown_name, shown_text

_NAME = r"([^.]+)"
_WORDS = {
    r"campaigns\.\*\.demand": "demand",
    rf"campaigns\.{_NAME}\.demand": "demand for {}",
    rf"people\.{_NAME}\.headcount": "how many people are in {}",
    r"people\.\*\.productive_fraction": "how much of people's time is there for campaigns",
    rf"people\.{_NAME}\.productive_fraction": "how much of the time of {} is there for campaigns",
    r"people\.\*\.absence\.vacation": "days of vacation",
    r"people\.\*\.absence\.vacation_block": "days of vacation taken at a time",
    r"people\.\*\.absence\.sickness": "how often people are ill",
    r"people\.\*\.absence\.sickness_spell": "how long people are ill",
    r"people\.\*\.turnover\.rate": "how often people leave",
    r"people\.\*\.turnover\.hire_delay": "time until a successor starts",
    r"people\.\*\.ramp\.(?:start|length)": "how fast new people learn",
    r"hand_off\.within_team": "time of hand-offs within a team",
    r"hand_off\.between_teams": "time of hand-offs between teams",
    rf"workflows\.\*\.steps\.{_NAME}\.effort": "work of the step {}",
    r"workflows\.\*\.steps\.\*\.gate\.revise_probability": "how often gates send work back",
    r"coordination\.coordination_meetings\.hours": "hours of coordination meetings",
    r"coordination\.clarification\.probability": "how often work is asked about",
    r"coordination\.intake\.effort": "work of taking a request in",
    r"coordination\.intake\.incomplete": "how many requests come incomplete",
    r"coordination\.intake\.wait": "wait for what a request lacks",
}
"""By the pattern of their path; what is named in it goes where the braces are."""

_PATTERNS = tuple((re.compile(pattern), words) for pattern, words in _WORDS.items())


def shown_path(path: str) -> str:
    """Write the path of an input for a reader.

    Parameters
    ----------
    path : str
        As `mom-sim sources` prints it.

    Returns
    -------
    str
        In words where there are some; else as it is.
    """
    for pattern, words in _PATTERNS:
        found = pattern.fullmatch(path)
        if found and "*" not in found.groups():
            return words.format(*map(shown_name, found.groups()))
    return shown_text(path)
