"""A request that is not as the API's description says: what is wrong with it, and where.

The places are the caller's own words. What the description allows several forms of is checked
against each of them, and their inner names are nobody's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mom_sim.errors import Fault

FILE = "request"
BODY = "body"

EXPECTED = {
    "bool_type": "true or false",
    "dict_type": "an object",
    "finite_number": "a finite number",
    "float_type": "a number",
    "int_type": "a whole number",
    "list_type": "a list",
    "model_attributes_type": "an object",
    "model_type": "an object",
    "string_type": "a text",
}
"""What a value should have been, by pydantic's type of error."""

SAID = {
    "extra_forbidden": "there is no such field; see /docs",
    "missing": "this field is missing",
}


def request_faults(errors: Iterable[Mapping[str, Any]], body: Any) -> list[Fault]:
    """Say what is wrong with a request.

    Parameters
    ----------
    errors : iterable of dict
        Of `RequestValidationError`.
    body : object
        What was sent: plain data, or its text where that is no JSON.

    Returns
    -------
    list of Fault
        At least one, each with the path of a field.
    """
    found = [(_path_of(error, body), error) for error in errors]
    if found and found[0][1]["type"] == "json_invalid":
        return [_no_json(found[0][1], body)]
    by_path: dict[tuple[str, ...], list[Mapping[str, Any]]] = {}
    for path, error in found:
        by_path.setdefault(path, []).append(error)
    return [
        Fault(FILE, 1, 1, ".".join(path) or BODY, _message(of))
        for path, of in by_path.items()
        if not _is_another_form(path, of, by_path)
    ]


def _path_of(error: Mapping[str, Any], body: Any) -> tuple[str, ...]:
    """Where an error is, without the names of forms that a value was held against."""
    where, *parts = error["loc"]
    if where != BODY:  # of the address
        return tuple(map(str, error["loc"]))
    path: list[str] = []
    value = body
    for position, part in enumerate(parts):
        is_last = position == len(parts) - 1
        has_field = isinstance(value, dict) and part in value
        if has_field or (isinstance(value, list) and part in range(len(value))):
            value = value[part]
        elif not (is_last and error["type"] == "missing"):
            continue
        path.append(str(part))
    return tuple(path)


def _is_another_form(
    path: tuple[str, ...], errors: list[Mapping[str, Any]], paths: Iterable[tuple[str, ...]]
) -> bool:
    """Whether a value has the wrong form for all but one, and faults inside that one."""
    is_about_form = all(error["type"] in EXPECTED for error in errors)
    return is_about_form and any(
        len(other) > len(path) and other[: len(path)] == path for other in paths
    )


def _message(errors: list[Mapping[str, Any]]) -> str:
    forms = [EXPECTED[error["type"]] for error in errors if error["type"] in EXPECTED]
    said = [
        SAID.get(error["type"], str(error["msg"]).removeprefix("Value error, "))
        for error in errors
        if error["type"] not in EXPECTED
    ]
    if forms:
        *first, last = dict.fromkeys(forms)
        said.append(f"expected {', '.join(first)}{' or ' if first else ''}{last}")
    return "; ".join(dict.fromkeys(said))


def _no_json(error: Mapping[str, Any], text: Any) -> Fault:
    before = str(text)[: error["loc"][-1]] if isinstance(text, str) else ""
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    why = error.get("ctx", {}).get("error", error["msg"])
    return Fault(FILE, line, column, BODY, f"this is no JSON: {why}")
