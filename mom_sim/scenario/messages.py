"""What pydantic says, in the words of this format."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mom_sim.scenario.mechanisms import MECHANISMS
from mom_sim.scenario.quantities import did_you_mean, shown


def fault_message(error: dict[str, Any], allowed: tuple[str, ...], meaning: str = "") -> str:
    """Say what is wrong and what is allowed.

    Parameters
    ----------
    error : dict
        One entry of ``ValidationError.errors()``.
    allowed : tuple of str
        Keys that may stand in the mapping concerned, or in those of the list that is expected;
        empty if any may.
    meaning : str
        Of a key that is missing, one sentence.

    Returns
    -------
    str
    """
    kind, given, ctx = error["type"], error.get("input"), error.get("ctx", {})
    if kind == "value_error":
        return str(ctx["error"])
    if kind == "extra_forbidden":
        name = str(error["loc"][-1])
        return (
            f'unknown key "{name}"; allowed are {", ".join(allowed)}'
            f"{_elsewhere([name]) or did_you_mean(name, allowed)}"
        )
    if kind == "missing":
        return f"{error['loc'][-1]} is missing; give it: {_lowered(meaning)}"
    if kind in ("literal_error", "union_tag_invalid"):
        return _choice(given, ctx, error)
    if kind == "union_tag_not_found":
        return "kind is missing; write kind: defect or kind: event"
    if kind in _RANGES:
        return _RANGES[kind].format(given=shown(given), **ctx)
    if kind == "list_type" and allowed:
        places = _elsewhere(given) if isinstance(given, dict) else ""
        return (
            f"expected a list such as [{{{allowed[0]}: ...}}], got {shown(given)}; keys are "
            f"{', '.join(allowed)}{places}"
        )
    return f"expected {_EXPECTED.get(kind, _fallback(error))}, got {shown(given)}" + (
        f"; keys are {', '.join(allowed)}" if allowed and kind.startswith("model") else ""
    )


_EXPECTED = {
    "int_type": "a whole number such as 3",
    "int_from_float": "a whole number such as 3",
    "float_type": "a number such as 1.5",
    "bool_type": "true or false",
    "string_type": "text, in quotes if it looks like a number",
    "dict_type": "keys with their values",
    "mapping_type": "keys with their values",
    "list_type": "a list such as [a, b]",
    "model_type": "keys with their values",
    "model_attributes_type": "keys with their values",
}

_RANGES = {
    "greater_than_equal": "{given} is too small; at least {ge} is allowed",
    "greater_than": "{given} is too small; it has to be above {gt}",
    "less_than_equal": "{given} is too large; at most {le} is allowed",
    "less_than": "{given} is too large; it has to be below {lt}",
    "too_short": "nothing is listed here; at least {min_length} is needed",
    "too_long": "too many are listed here; at most {max_length} are allowed",
    "string_too_long": "this text is too long; at most {max_length} characters are allowed",
}


def _elsewhere(names: Iterable[str]) -> str:
    """Say where mechanisms belong that stand in another place."""
    return "".join(
        f"; {name} is a mechanism: it stands under {MECHANISMS[name].question} of a model"
        for name in names
        if name in MECHANISMS
    )


def _lowered(sentence: str) -> str:
    """Make a sentence the second half of one."""
    return sentence[:1].lower() + sentence[1:].removesuffix(".")


def _choice(given: Any, ctx: dict[str, Any], error: dict[str, Any]) -> str:
    if error["type"] == "union_tag_invalid":
        given, expected = ctx["tag"], ctx["expected_tags"]
    else:
        expected = ctx["expected"]
    words = [w.strip("' ") for w in expected.replace(" or ", ", ").split(",")]
    guess = did_you_mean(given, words) if isinstance(given, str) else ""
    return f"{shown(given)} is not allowed here; allowed are {', '.join(words)}{guess}"


def _fallback(error: dict[str, Any]) -> str:
    return str(error["msg"]).removeprefix("Input should be ")
