"""Another value somewhere in a scenario, by its path: the scenario that would have said so."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.context import context_of
from mom_sim.scenario.defaults import default_value, find_default
from mom_sim.scenario.filling import fill
from mom_sim.scenario.marked_document import (
    MarkedDocument,
    Path,
    part_of,
    path_text,
    unmarked_document,
)
from mom_sim.scenario.quantities import QuantityError
from mom_sim.scenario.written_values import applied, is_relative, with_argument

_PART = re.compile(r"([^.\[\]]+)((?:\[[0-9]+\])*)")

ANY = "*"
"""In a path: every name that there is."""

LIKE_ARCHETYPES = "models"


def parse_path(text: str) -> Path:
    """Read a path such as ``people.design.headcount`` or ``dated_launches[2].due``.

    Parameters
    ----------
    text : str
        Keys with dots between them, positions from 1 in brackets, as messages and ``sources``
        write it; ``*`` for every name at its place.

    Returns
    -------
    Path

    Raises
    ------
    QuantityError
        If it cannot be read.
    """
    parts: list[str | int] = []
    for piece in text.strip().split("."):
        found = _PART.fullmatch(piece)
        positions = [int(digits) for digits in re.findall(r"\[([0-9]+)\]", piece)]
        if found is None or 0 in positions:
            raise QuantityError(
                f'"{text}" is no path; write keys with dots between them, such as '
                "people.design.headcount, and positions from 1 in brackets"
            )
        parts += [found[1], *(position - 1 for position in positions)]
    return tuple(parts)


def changed_document(
    document: MarkedDocument,
    changes: Mapping[str, Any],
    archetypes: Mapping[str, MarkedDocument],
) -> MarkedDocument:
    """Put other values into a scenario's document.

    Parameters
    ----------
    document : MarkedDocument
        As it was written.
    changes : mapping of str to value
        New values by path, in the spelling of ``mom-sim sources``. A value is as a person writes
        it, or relative to what holds now: ``x1.3``, ``+1``. Paths may contain ``*``; those below
        ``models.`` change an operating model, an archetype included; the last key may be an
        argument of a distribution, such as ``campaigns.email.effort.design.mean``.
    archetypes : mapping of str to MarkedDocument
        By name.

    Returns
    -------
    MarkedDocument
        Nothing of it is checked yet.

    Raises
    ------
    ScenarioError
        With every path that leads nowhere and every value that cannot be changed so.
    """
    data = copy.deepcopy(document.data)
    faults: list[Fault] = []
    for text, value in changes.items():
        try:
            path = parse_path(text)
            completed = _completed(data, archetypes)
            for one in _matching(completed, path, text):
                _put(data, completed, one, value)
        except QuantityError as error:
            faults.append(Fault(document.file, 1, 1, text, str(error)))
    if faults:
        raise ScenarioError(faults)
    marks = {**unmarked_document(data, document.file).values, **document.values}
    return replace(document, data=data, values=marks)


def _completed(data: dict[str, Any], archetypes: Mapping[str, MarkedDocument]) -> dict[str, Any]:
    """Everything that holds, by rule or because it is written; archetypes as far as named."""
    completed = fill(data, context_of(data)).data
    models = {name: dict(document.data) for name, document in archetypes.items()}
    for name, written in data.get(LIKE_ARCHETYPES, {}).items():
        if isinstance(written, dict):
            base = archetypes.get(str(written.get("base", "")))
            models[name] = {**(base.data if base else {}), **written}
    return {**completed, LIKE_ARCHETYPES: models}


def _matching(completed: Mapping[str, Any], path: Path, text: str) -> Iterator[Path]:
    """All paths that a path with ``*`` stands for."""
    if ANY not in path:
        yield path
        return
    place = path.index(ANY)
    above = part_of(completed, path[:place])
    names = list(above) if isinstance(above, Mapping) else []
    if not names:
        raise QuantityError(f"there is nothing at {path_text(path[:place])} for the * of {text}")
    for name in names:
        yield from _matching(completed, (*path[:place], name, *path[place + 1 :]), text)


def _put(data: dict[str, Any], completed: Mapping[str, Any], path: Path, value: Any) -> None:
    """Put in one value; the parts around it are made, or spelled out, as far as needed."""
    holder: Any = data
    for length in range(1, len(path)):
        here, key = path[:length], path[length - 1]
        _check_position(holder, key, here[:-1])
        inner = _inner(holder, key, completed, here)
        if not isinstance(inner, dict | list):
            _put_argument(holder, key, inner, path, length, value)
            return
        holder[key] = inner
        holder = inner
    key = path[-1]
    _check_position(holder, key, path[:-1])
    holder[key] = _value(value, part_of(data, path), completed, path)


def _check_position(holder: Any, key: str | int, around: Path) -> None:
    """Refuse a name in a list, a position that it does not have, or one where there is no list."""
    if isinstance(holder, list):
        if not isinstance(key, int) or key >= len(holder):
            name = path_text(around)
            raise QuantityError(f"there are {len(holder)} at {name}; the first is {name}[1]")
    elif isinstance(key, int):
        raise QuantityError(f"{path_text(around)} is no list")


def _inner(holder: Any, key: str | int, completed: Mapping[str, Any], here: Path) -> Any:
    """The part below, as it can be changed: what is written, its long spelling, or a new one."""
    inner = part_of(holder, (key,))
    if isinstance(inner, dict | list) and not (
        isinstance(inner, list) and isinstance(part_of(completed, here), dict)
    ):
        return inner
    whole = part_of(completed, here)
    if here[0] == LIKE_ARCHETYPES and inner is None:
        return copy.deepcopy(whole) if isinstance(whole, list) else _new_model(here)
    if isinstance(whole, dict | list):
        return copy.deepcopy(whole)
    if inner is None:
        value = _default(completed, here)
        if isinstance(value, str | dict | list):
            return value
        _refuse_unknown(holder, key, completed, here)
        return {}
    return inner


def _new_model(here: Path) -> dict[str, Any]:
    return {"base": here[1]} if len(here) == 2 else {}


def _refuse_unknown(holder: Any, key: str | int, completed: Mapping[str, Any], here: Path) -> None:
    """Refuse a name that nothing has, where names are the user's own."""
    above = part_of(completed, here[:-1])
    if len(here) != 2 or here[0] not in ("people", "campaigns", "units", "workflows", "risks"):
        return
    names = [str(name) for name in above] if isinstance(above, Mapping | list) else []
    near = get_close_matches(str(key), names, n=1)
    hint = f'; did you mean "{near[0]}"?' if near else ""
    raise QuantityError(f'there is no "{key}" in {here[0]}; there are {", ".join(names)}{hint}')


def _put_argument(
    holder: Any, key: str | int, written: Any, path: Path, length: int, value: Any
) -> None:
    """Replace an argument of a distribution, if the path leads to one."""
    rest = path[length:]
    text = None
    if isinstance(written, str) and len(rest) == 1:
        text = with_argument(written, str(rest[0]), value)
    if text is None:
        raise QuantityError(
            f"{path_text(path[:length])} is written as {written!r}, which has no part "
            f"{path_text(rest)}; write the long form there, or change it whole"
        )
    holder[key] = text


def _value(value: Any, written: Any, completed: Mapping[str, Any], path: Path) -> Any:
    """The new value, made from the present one where it is relative to it."""
    if not (isinstance(value, str) and is_relative(value)):
        return copy.deepcopy(value)
    present = written
    if present is None:
        present = part_of(completed, path)
    if present is None:
        present = _default(completed, path)
    if present is None:
        raise QuantityError(
            f"nothing is written there and no default is known, so {value} has nothing to change; "
            "write the new value"
        )
    return applied(value, present)


def _default(completed: Mapping[str, Any], path: Path) -> Any:
    """What holds at a place by the table of defaults, as it would be written; else None."""
    place = path[2:] if path[0] == LIKE_ARCHETYPES else path
    record = find_default(place)
    if record is None:
        return None
    inner = place[len(record.path.split(".")) :]
    value = part_of(record.value, inner) if inner else record.value
    if isinstance(value, str):
        currency = completed.get("currency", default_value("currency"))
        return value.replace("{currency}", str(currency))
    return copy.deepcopy(value)
