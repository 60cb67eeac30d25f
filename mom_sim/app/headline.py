"""One or two sentences for an answer, made from its figures by rule."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10
from typing import Any

from mom_sim.app.words import name_label

_ASKED = (
    (
        "time_to_launch_p50_working_days",
        "launches soonest",
        "is ahead",
        "working days in the median",
    ),
    ("cost_per_launch", "costs least", "is ahead in cost", ""),
)
ALONE = "One model alone: there is nothing to compare it with."
_CONDITIONS = {"calm": "In calm weeks", "surge": "Under the surge"}


def headline(
    answer: dict[str, Any], doubts: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> list[str]:
    """Say who is ahead, and how sure that is.

    Parameters
    ----------
    answer : dict
        With `winners`, `models`, `conditions`, `replications`, `is_final`.
    doubts : mapping
        By model and condition of the experiment.

    Returns
    -------
    list of str
        A sentence a condition and figure. A model is called the best only where the probability of
        that is 95% or more, and only in the last answer: who looks often finds a winner too soon.
        Else it says that the data cannot tell, and from whom.
    """
    if len(answer["models"]) < 2:
        return [ALONE]
    found = []
    for condition in answer["conditions"]:
        for kpi, words, ahead, unit in _ASKED:
            winner = next(
                (
                    one
                    for one in answer["winners"]
                    if (one["kpi"], one["condition"]) == (kpi, condition)
                ),
                None,
            )
            if winner is not None and winner["leader"] is not None:
                lead = _CONDITIONS.get(condition)
                text = _sentence(winner, (words, ahead), unit or winner["unit"], answer)
                found.append(f"{lead}, {text[:1].lower()}{text[1:]}" if lead else text)
    return found or ["No model can be called faster or cheaper: the figures are missing."]


def of_first_look(models: int) -> list[str]:
    """What a first look says; nobody is ahead in it.

    Parameters
    ----------
    models : int
        How many are looked at.

    Returns
    -------
    list of str
    """
    if models < 2:
        return [ALONE]
    return ["First look, at one year of each model: who is ahead cannot be told from it."]


def _sentence(
    winner: dict[str, Any], words: tuple[str, str], unit: str, answer: dict[str, Any]
) -> str:
    best, ahead = words
    leader, value = name_label(winner["leader"]), f"{_number(winner['estimate'])} {unit}"
    if winner["winner"] is not None and not answer["is_final"]:
        return f"So far {leader} {ahead} with {value}; more replications may change that."
    if winner["winner"] is not None:
        return f"{leader} {best}: {value}, with a probability of {_chance(winner)}."
    if answer["replications"] < 2:
        return f"{leader} {ahead} with {value}; one year alone cannot tell luck from merit."
    close = [name_label(name).lower() for name in winner["not_told_from"]]
    rest = f" from {_listed(close)}" if close else ""
    return f"Cannot tell who {best}: {leader} is ahead with {value}, but cannot be told{rest}."


def _chance(winner: dict[str, Any]) -> str:
    return f"at least {min(int(100 * winner['probability']), 99)}%"


def _number(value: float) -> str:
    """Three significant digits and two decimals at most, as the cards have them."""
    size = abs(float(f"{value:.3g}"))  # 9.996 is written 10.0
    decimals = min(2, max(0, 2 - floor(log10(size)))) if size and value != int(value) else 0
    return f"{value:,.{decimals}f}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
