"""Changing one value as it is written: by a factor, or one argument of a distribution."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from mom_sim.draws.distributions import DISTRIBUTION_KINDS
from mom_sim.scenario.quantities import QuantityError, shown

_FACTOR = re.compile(r"[x×]\s*((?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:e[-+]?[0-9]{1,2})?)", re.ASCII)
_STEP = re.compile(r"[-+][0-9]+", re.ASCII)
_CALL = re.compile(r"\s*([A-Za-z_]\w*)\s*\((.*)\)\s*", re.ASCII | re.DOTALL)
_ARGUMENT = re.compile(r"\s*([A-Za-z_]\w*)\s*=\s*(.+?)\s*", re.ASCII | re.DOTALL)
_NUMBER = re.compile(r"(?:[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?", re.ASCII)


def is_relative(value: object) -> bool:
    """Tell whether a new value is said relative to the old one.

    Parameters
    ----------
    value : object
        ``x1.3`` multiplies, ``+1`` and ``-2`` (text, with their sign) add to a whole number.

    Returns
    -------
    bool
    """
    if not isinstance(value, str):
        return False
    text = value.strip()
    return _FACTOR.fullmatch(text) is not None or _STEP.fullmatch(text) is not None


def applied(change: str, written: Any) -> Any:
    """Apply a relative change to a value as it is written.

    Parameters
    ----------
    change : str
        For which `is_relative` holds.
    written : str, int, float, dict or list
        A number, a quantity such as ``200 per year``, or a distribution, whose arguments that are
        times or sizes are multiplied; or a mapping of names to such values or a list of them, all
        of which are changed. A whole number stays whole: the nearest one.

    Returns
    -------
    str, int, float, dict or list

    Raises
    ------
    QuantityError
        If there is no number to change.
    """
    if isinstance(written, dict) and written:
        return {name: applied(change, value) for name, value in written.items()}
    if isinstance(written, list) and written:
        return [applied(change, value) for value in written]
    text = change.strip()
    factor = _FACTOR.fullmatch(text)
    if factor is not None:
        return scaled(written, Decimal(factor[1]))
    if isinstance(written, bool) or not isinstance(written, int):
        raise QuantityError(
            f"{text} adds to a whole number, and what is written is {shown(written)}; "
            "write the new value, or a factor such as x1.2"
        )
    return written + int(text)


def scaled(written: Any, factor: Decimal) -> Any:
    """Multiply a value as it is written; see `applied`."""
    if isinstance(written, bool) or not isinstance(written, str | int | float):
        raise QuantityError(f"{shown(written)} is no number that a factor can change")
    if isinstance(written, int):
        return int((written * factor).to_integral_value())
    if isinstance(written, float):
        return float(Decimal(repr(written)) * factor)
    call = _CALL.fullmatch(written)
    if call is not None and call[1] in DISTRIBUTION_KINDS:
        return _scaled_call(call[1], call[2], factor)
    number = _NUMBER.search(written)
    if number is None:
        raise QuantityError(f"{shown(written)} has no number that a factor can change")
    value = Decimal(number[0].replace(",", "")) * factor
    return f"{written[: number.start()]}{_plain(value)}{written[number.end() :]}"


def with_argument(written: str, name: str, value: object) -> str | None:
    """Replace one argument of a distribution.

    Parameters
    ----------
    written : str
        Such as ``lognormal(mean=6h, cv=0.8)``.
    name : str
        Of the argument.
    value : object
        As it would be written, or a relative change of what is written.

    Returns
    -------
    str or None
        None where this is no distribution with such an argument.

    Raises
    ------
    QuantityError
        As of `applied`.
    """
    call = _CALL.fullmatch(written)
    if call is None or call[1] not in DISTRIBUTION_KINDS:
        return None
    arguments = _arguments(call[2])
    if name not in arguments:
        return None
    arguments[name] = str(
        applied(value, arguments[name]) if isinstance(value, str) and is_relative(value) else value
    )
    return _call(call[1], arguments)


def _scaled_call(kind: str, inside: str, factor: Decimal) -> str:
    times = {one.name for one in DISTRIBUTION_KINDS[kind].parameters if one.is_time}
    arguments = _arguments(inside)
    return _call(
        kind,
        {name: scaled(text, factor) if name in times else text for name, text in arguments.items()},
    )


def _arguments(inside: str) -> dict[str, str]:
    """Arguments by name, as written; commas inside brackets do not part them."""
    parts, depth, start = [], 0, 0
    for place, sign in enumerate(inside):
        depth += (sign in "([{") - (sign in ")]}")
        if sign == "," and depth == 0:
            parts.append(inside[start:place])
            start = place + 1
    parts.append(inside[start:])
    found = [_ARGUMENT.fullmatch(part) for part in parts if part.strip()]
    if any(one is None for one in found):
        raise QuantityError(f"{shown(inside)} cannot be read as arguments by name")
    return {one[1]: one[2] for one in found if one is not None}


def _call(kind: str, arguments: dict[str, str]) -> str:
    return f"{kind}({', '.join(f'{name}={text}' for name, text in arguments.items())})"


def _plain(value: Decimal) -> str:
    """Digits without an exponent and without zeros at the end."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
