"""How a number is written, on every face: grouped thousands, shares in percent, no sign at zero."""

from __future__ import annotations

SHARE = "share"
"""Unit of figures from 0 to 1, which are shown in percent."""

PERCENT = 100.0


def factor_of(unit: str) -> float:
    """By what a figure is multiplied to be in its shown unit: 100 for shares."""
    return PERCENT if unit == SHARE else 1.0


def number_text(value: float, decimals: int, *, signed: bool = False) -> str:
    """Write a number.

    Parameters
    ----------
    value : float
    decimals : int
    signed : bool
        Whether a plus sign is written: differences.

    Returns
    -------
    str
        Such as ``1,234.5``; what is rounded to 0 has no sign.
    """
    text = format(value, f"{'+' if signed else ''},.{decimals}f")
    return text.lstrip("+-") if is_zero(text) else text


def is_zero(text: str) -> bool:
    """Whether a written number is 0 as it is rounded."""
    return not any(sign in "123456789" for sign in text)
