"""Figures of claims as text, the same on the page and on the command line."""

from __future__ import annotations

from math import isnan
from typing import Protocol

NOT_FOUND = "not found"


class Figure(Protocol):
    """An estimate with its interval."""

    @property
    def estimate(self) -> float | None:
        """The figure itself."""

    @property
    def low(self) -> float | None:
        """Lower end of its interval."""

    @property
    def high(self) -> float | None:
        """Upper end of its interval."""


def number_text(value: float) -> str:
    """Write a number with three significant digits, or all of a large one's whole digits.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
    """
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.3g}"


def figure_text(figure: Figure) -> str:
    """Write an estimate with its interval.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str
        ``1.2 (1.1 to 1.3)``; ``1.2 (from 1.1)`` where it has one end; ``1.2 (no interval)``;
        ``not found`` where there is no estimate.
    """
    if figure.estimate is None:
        return NOT_FOUND
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        ends = f"{number_text(low)} to {number_text(high)}"
    elif low is not None:
        ends = f"from {number_text(low)}"
    else:
        ends = "no interval" if high is None else f"to {number_text(high)}"
    return f"{number_text(figure.estimate)} ({ends})"


def difference_text(difference: float, low: float, high: float) -> str:
    """Write a difference with its sign and its interval.

    Parameters
    ----------
    difference, low, high : float
        Not a number where missing.

    Returns
    -------
    str
    """
    if isnan(difference):
        return NOT_FOUND
    if isnan(low) or isnan(high):
        return f"{difference:+.2f} (no interval)"
    return f"{difference:+.2f} ({low:+.2f} to {high:+.2f})"


def cause_text(cause: str) -> str:
    """Name a cause of time for a reader.

    Parameters
    ----------
    cause : str
        One of `mom_sim.log.contract.CAUSES`, or the whole.

    Returns
    -------
    str
    """
    return cause.replace("_", " ")
