"""Document -> typed form, with every fault at its place.

A faulty part is taken out and the rest is read again, so that checks of meaning can report what
else is wrong in the same go. What was taken out is remembered: no check judges a part by what is
missing from it.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ValidationError

from mom_sim.calendars.calendar_error import CalendarError
from mom_sim.errors import Fault
from mom_sim.scenario.context import Context
from mom_sim.scenario.locate import allowed_keys, document_path
from mom_sim.scenario.marked_document import MarkedDocument, Path, part_of
from mom_sim.scenario.messages import fault_message
from mom_sim.scenario.quantities import did_you_mean, nearest

FormType = TypeVar("FormType", bound=BaseModel)


@dataclass(frozen=True)
class Validated(Generic[FormType]):
    """What could be read of a document.

    Attributes
    ----------
    form : model or None
        None if too little is left to read.
    faults : tuple of Fault
    damaged : frozenset of Path
        Parts that were taken out.
    """

    form: FormType | None
    faults: tuple[Fault, ...]
    damaged: frozenset[Path]

    def is_damaged(self, *prefix: str) -> bool:
        """Tell whether something was taken out at, under or around a path."""
        return any(
            path[: len(prefix)] == prefix or prefix[: len(path)] == path for path in self.damaged
        )


def validate(
    document: MarkedDocument,
    data: dict[str, Any],
    form: type[FormType],
    context: Context,
    *,
    partial: bool = False,
) -> Validated[FormType]:
    """Read a document as a form.

    Parameters
    ----------
    document : MarkedDocument
        As it was written: the places of faults.
    data : dict
        What to read: the document's data, possibly with more filled in.
    form : type
        The model.
    context : Context
        What values are read against.
    partial : bool
        True for changes to something: keys that are missing outside of lists are no faults.

    Returns
    -------
    Validated
    """
    faults: list[Fault] = []
    damaged = {path for path in document.keys if path not in document.values}
    first = True
    remaining = data
    while True:
        try:
            typed = form.model_validate(remaining, context=context)
            return Validated(typed, tuple(faults), frozenset(damaged))
        except ValidationError as error:
            found = error.errors(include_url=False)
        if first:
            reported = [e for e in found if not (partial and _may_be_missing(e))]
            faults = _faults(document, data, form, reported)
            first = False
        taken_out = _taken_out(remaining, found)
        if () in taken_out:
            return Validated(None, tuple(faults), frozenset(damaged | taken_out))
        remaining_before, remaining = remaining, copy.deepcopy(remaining)
        for path in sorted(taken_out, key=len, reverse=True):
            part_of(remaining, path[:-1]).pop(path[-1], None)
        damaged |= taken_out - _unknown_keys(remaining_before, found)
        damaged |= _meant_keys(remaining_before, form, found)


def _faults(
    document: MarkedDocument, data: Any, form: type[BaseModel], found: list[Any]
) -> list[Fault]:
    faults = []
    unknown = {
        (document_path(data, e["loc"])[:-1], str(e["loc"][-1]))
        for e in found
        if e["type"] == "extra_forbidden"
    }
    for error in found:
        path = document_path(data, error["loc"])
        if error["type"] == "missing" and (path in document.keys or _is_misspelled(path, unknown)):
            continue  # reported already: unreadable as YAML, or there under another name
        if not document.has(path) and error["type"] != "missing":
            continue  # put in by rule, from a part that is reported itself
        inner = error.get("ctx", {}).get("error")
        if isinstance(inner, CalendarError):
            for fault in inner.faults:
                place = document_path(data, (*path, *fault.path))
                faults.append(document.fault(place, fault.message))
            continue
        is_key = error["type"] in ("extra_forbidden", "missing")
        around = error["loc"][:-1] if is_key else error["loc"]
        within = (0,) if error["type"] == "list_type" else ()
        allowed = allowed_keys(form, (*around, *within))
        message = fault_message(error, tuple(allowed), allowed.get(str(error["loc"][-1]), ""))
        at_key = is_key or error["loc"][-1:] == ("[key]",)
        faults.append(document.fault(path, message, at_key=at_key))
    return faults


def _may_be_missing(error: Any) -> bool:
    """Tell whether a key is missing that changes need not repeat: lists are given whole."""
    return error["type"] == "missing" and not any(isinstance(p, int) for p in error["loc"])


def _is_misspelled(path: Path, unknown: set[tuple[Path, str]]) -> bool:
    """Tell whether a missing key stands there under an unknown, similar name."""
    return any(around == path[:-1] and did_you_mean(name, [path[-1]]) for around, name in unknown)


def _unknown_keys(data: Any, found: list[Any]) -> set[Path]:
    """Paths of keys that no form knows: nothing is missing without them."""
    return {document_path(data, e["loc"]) for e in found if e["type"] == "extra_forbidden"}


def _meant_keys(data: Any, form: type[BaseModel], found: list[Any]) -> set[Path]:
    """Paths of the keys that unknown ones are likely to be slips of."""
    meant = set()
    for error in found:
        if error["type"] == "extra_forbidden":
            path = document_path(data, error["loc"])
            near = nearest(str(path[-1]), allowed_keys(form, error["loc"][:-1]))
            if near is not None:
                meant.add((*path[:-1], near))
    return meant


def _taken_out(data: Any, found: list[Any]) -> set[Path]:
    """Paths of the parts to leave out, one for each error: the nearest key of a mapping."""
    paths = set()
    for error in found:
        path = document_path(data, error["loc"])
        if error["type"] == "missing" or part_of(data, path) is None:
            path = path[:-1]
        while path and not isinstance(part_of(data, path[:-1]), dict):
            path = path[:-1]
        paths.add(path)
    return paths
