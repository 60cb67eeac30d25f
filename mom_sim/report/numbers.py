"""Numbers as a reader meets them: three digits, units in words, both ends of an interval."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mom_sim.metrics.number_words import SHARE, factor_of, number_text
from mom_sim.plot.frame import Ends
from mom_sim.plot.wording import shown_unit

MISSING = "–"
_SPACE = "\N{NO-BREAK SPACE}"
_SUREST = 99
_MOST_BY_NAME = 3


def decimals_of(values: Iterable[float | None]) -> int:
    """Decimals for numbers that are read beside each other.

    Parameters
    ----------
    values : iterable of float or None
        As they are shown.

    Returns
    -------
    int
        None where the one in the middle is 100 or more, two where it is less than 1, else one.
    """
    sizes = sorted(abs(one) for one in values if one)
    if not sizes:
        return 0
    middle = sizes[len(sizes) // 2]
    return 0 if middle >= 100.0 else 1 if middle >= 1.0 else 2


def number(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """Write a number, or a dash for none."""
    if value is None:
        return MISSING
    return number_text(value, decimals, signed=signed).replace("-", "−")


def span(low: float | None, high: float | None, decimals: int, *, signed: bool = False) -> str:
    """Write the ends of an interval; a half-open one says so, none is a dash."""
    if low is None and high is None:
        return MISSING
    if low is None:
        return f"up to{_SPACE}{number(high, decimals, signed=signed)}"
    if high is None:
        return f"from{_SPACE}{number(low, decimals, signed=signed)}"
    ends = (number(one, decimals, signed=signed) for one in (low, high))
    return f"{_SPACE}to{_SPACE}".join(ends)


def told(figure: Ends, unit: str, *, with_interval: bool = True, signed: bool = False) -> str:
    """Write a figure with its unit and interval for a sentence.

    Parameters
    ----------
    figure : Ends
    unit : str
        As the figure has it.
    with_interval : bool
    signed : bool

    Returns
    -------
    str
        Such as ``6.0 working days (4.6 to 8.7)``.
    """
    scale = factor_of(unit)
    estimate, low, high = (
        None if one is None else scale * one for one in (figure.estimate, figure.low, figure.high)
    )
    decimals = decimals_of([estimate])
    text = number(estimate, decimals, signed=signed)
    words = f"{text}%" if unit == SHARE else f"{text} {shown_unit(unit)}".rstrip()
    if not with_interval or (low is None and high is None) or estimate is None:
        return words
    return f"{words} ({span(low, high, decimals, signed=signed)})"


def columns_of(
    figures: Sequence[Ends | None], unit: str, *, signed: bool = False
) -> tuple[list[str], list[str]]:
    """Write figures and their intervals as two columns of a table.

    Parameters
    ----------
    figures : sequence of Ends or None
    unit : str
    signed : bool

    Returns
    -------
    tuple of list of str
    """
    scale = factor_of(unit)
    decimals = decimals_of(
        [None if one is None or one.estimate is None else scale * one.estimate for one in figures]
    )
    estimates, spans = [], []
    for one in figures:
        estimate, low, high = (
            (None, None, None)
            if one is None
            else (None if end is None else scale * end for end in (one.estimate, one.low, one.high))
        )
        estimates.append(number(estimate, decimals, signed=signed))
        spans.append(span(low, high, decimals, signed=signed))
    return estimates, spans


def sureness(probability: float) -> str:
    """Write a probability, never rounded up, and never as certain."""
    return f"at least {min(int(100 * probability), _SUREST)}%"


def listed(names: Sequence[str], *, last: str = "and") -> str:
    """Write names one after the other."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def models_listed(names: Sequence[str], of: int) -> str:
    """Write names of models one after the other; all of them, where they are many, by their number.

    Parameters
    ----------
    names : sequence of str
    of : int
        How many models there are.

    Returns
    -------
    str
    """
    return f"all {of} models" if len(names) == of > _MOST_BY_NAME else listed(names)
