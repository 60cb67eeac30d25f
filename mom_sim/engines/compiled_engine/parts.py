"""How the parts of the kernel are compiled: without Python, exceptions or reference counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
from numba import types

State = Any
"""What every part takes first: the kernel's state (`state_type`), as numba sees it."""

_Function = TypeVar("_Function", bound=Callable[..., Any])

njit: Any = numba.njit  # with options that its published types do not know

PART_MODULES: set[str] = set()
"""Modules that hold parts of the kernel."""

OPTIONS: dict[str, Any] = {
    "_nrt": False,  # nothing is allocated, so nothing is counted
    "error_model": "numpy",  # no exceptions, not even for a division by zero
    "no_cfunc_wrapper": True,
}


RARE: set[str] = set()
"""Names of parts that few events need; the others are laid out as if these did not exist."""


def rare(function: _Function) -> _Function:
    """Compile a part that is seldom called: it stays out of its callers."""
    RARE.add(function.__name__)
    return part(function)


COMMON: set[str] = set()
"""Names of parts that are put into their callers, however large they are."""


def common(function: _Function) -> _Function:
    """Compile a part that the commonest events need: it is put into its callers."""
    COMMON.add(function.__name__)
    return part(function)


def part(function: _Function) -> _Function:
    """Compile a part of the kernel; it can be called by other parts alone."""
    PART_MODULES.add(function.__module__)
    dispatcher = njit(function, no_cpython_wrapper=True, **OPTIONS)
    template = dispatcher.get_call_template

    def one_for_all(arguments: Any, named: Any) -> Any:
        # Else each constant among the arguments makes a copy, at about 0.2 s of compiling.
        return template(tuple(types.unliteral(one) for one in arguments), named)

    dispatcher.get_call_template = one_for_all
    return cast(_Function, dispatcher)
