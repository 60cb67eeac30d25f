"""Where pydantic found something -> the path in the document that a person wrote."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args, get_origin

from pydantic import BaseModel

from mom_sim.scenario.marked_document import Path


def document_path(data: Any, location: Sequence[str | int]) -> Path:
    """Follow a location through the data.

    Parameters
    ----------
    data : mapping, list or scalar
        The document.
    location : sequence of str or int
        As in pydantic's errors: keys and positions, among them tags of spellings and keys that
        only the long spelling has; those are passed over. The last one may be a key that is
        missing.

    Returns
    -------
    Path
    """
    path: list[str | int] = []
    for position, part in enumerate(location):
        key = _key_in(data, part)
        if key is not None:
            data = data[key]
            path.append(key)
        elif position == len(location) - 1 and isinstance(data, dict) and _is_key(part):
            path.append(part)
    return tuple(path)


def allowed_keys(form: type[BaseModel], location: Sequence[str | int]) -> dict[str, str]:
    """Return the keys that a form allows at a location.

    Parameters
    ----------
    form : type
        Of the whole document.
    location : sequence of str or int
        As in pydantic's errors, of the mapping.

    Returns
    -------
    dict of str to str
        What each key means, by the key as it is written; empty where any key may stand.
    """
    types: list[Any] = [form]
    for part in location:
        types = [inner for annotation in types for inner in _inside(annotation, part)]
    return {
        field.alias or name: field.description or ""
        for model in types
        if isinstance(model, type) and issubclass(model, BaseModel)
        for name, field in model.model_fields.items()
    }


def _key_in(data: Any, part: str | int) -> str | int | None:
    """Return the key or position that a part of a location stands for, if the data has it."""
    if isinstance(data, dict):
        return part if part in data else None
    if not isinstance(data, list):
        return None
    if isinstance(part, str):  # calendars count positions from 1
        part = int(part) - 1 if part.isdigit() else -1
    return part if 0 <= part < len(data) else None


def _is_key(part: str | int) -> bool:
    return isinstance(part, str) and part[:1] not in ("<", "[")


def _inside(annotation: Any, part: str | int) -> list[Any]:
    """Types of what stands at a key or position of a value of a type; tags change nothing."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            if part == (field.alias or name):
                return plain_types(field.annotation)
        return [annotation]  # a tag
    origin = get_origin(annotation)
    if origin is dict or (origin is not None and origin.__name__ == "Mapping"):
        return plain_types(get_args(annotation)[1]) if _is_key(part) else [annotation]
    if origin is list and isinstance(part, int):
        return plain_types(get_args(annotation)[0])
    return [annotation]


def plain_types(annotation: Any) -> list[Any]:
    """Return the types that an annotation stands for.

    Parameters
    ----------
    annotation : type
        Possibly Optional, Union or Annotated.

    Returns
    -------
    list of type
        Plain types, dict and list types among them.
    """
    origin = get_origin(annotation)
    if origin is None or origin in (dict, list) or getattr(origin, "__name__", "") == "Mapping":
        return [annotation]
    if hasattr(annotation, "__metadata__"):
        return plain_types(get_args(annotation)[0])
    return [inner for arg in get_args(annotation) for inner in plain_types(arg)]
