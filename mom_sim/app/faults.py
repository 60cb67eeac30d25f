"""Errors as plain data: the same text and place as on the command line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mom_sim.errors import Fault, LogError, MomSimError, PlanError, ScenarioError, UnworkableError

BAD_INPUT, FAILED = 422, 500
"""HTTP statuses: what a person wrote, and what went wrong here."""


def fault_of_question(name: str, message: str) -> Fault:
    """Fault of what was moved or asked for, which stands in no file.

    Parameters
    ----------
    name : str
        Of the part of the question, such as `settings.demand`.
    message : str

    Returns
    -------
    Fault
    """
    return Fault("", 0, 0, name, message)


def fault_json(fault: Fault) -> dict[str, Any]:
    """Plain data of a fault, with the line that the command line prints as `text`.

    What stands in no file has no place in one.
    """
    return {
        "file": fault.file or None,
        "line": fault.line if fault.file else None,
        "column": fault.column if fault.file else None,
        "path": fault.path,
        "message": fault.message,
        "text": str(fault),
    }


def error_json(message: str, faults: Iterable[Fault] = ()) -> dict[str, Any]:
    """Make the body of every error."""
    return {"message": message, "faults": [fault_json(one) for one in faults]}


def error_of(error: Exception) -> dict[str, Any]:
    """Say what went wrong, without a traceback and without a path of this machine.

    Parameters
    ----------
    error : Exception

    Returns
    -------
    dict
        The body, and beside it the `status` that it is sent with.
    """
    if isinstance(error, ScenarioError):
        count = len(error.faults)
        message = error.faults[0].message if count == 1 else f"{count} things are wrong"
        return {"status": BAD_INPUT, **error_json(message, error.faults)}
    if isinstance(error, UnworkableError):
        return {"status": BAD_INPUT, **error_json(str(error))}
    if isinstance(error, MemoryError):
        return {
            "status": BAD_INPUT,
            **error_json("this needs more memory than a worker may take; make the study smaller"),
        }
    return {"status": FAILED, **error_json(_what_failed(error))}


def _what_failed(error: Exception) -> str:
    if isinstance(error, PlanError):
        return f"this scenario was accepted and still did not compile: {error}; please report it"
    if isinstance(error, LogError):
        return f"log: {error}"
    if isinstance(error, MomSimError):
        return f"the run stopped: {error}"
    if isinstance(error, OSError):
        return f"unexpected trouble: {type(error).__name__}: {error.strerror}"
    what = " ".join(str(error).split())
    return f"unexpected trouble: {type(error).__name__}: {what}; please report it"
