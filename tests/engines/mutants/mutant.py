"""One deliberate fault of the SimPy engine, and the list of them all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

Patch = pytest.MonkeyPatch
Around = Callable[[Callable[..., Any]], Callable[..., Any]]


@dataclass(frozen=True)
class Mutant:
    """One rule of DESIGN.md section 5 that the SimPy engine does not keep.

    Attributes
    ----------
    name : str
    instead : str
        What it does instead.
    patch : callable
        Breaks the engine, until the monkeypatch is undone.
    caught_by : tuple of int
        Seeds of plans (`plan_of`) whose logs differ; the first is the one that is tried first.
    """

    name: str
    instead: str
    patch: Callable[[Patch], None]
    caught_by: tuple[int | str, ...]


MUTANTS: list[Mutant] = []


def mutant(instead: str, *caught_by: int | str) -> Callable[[Callable[[Patch], None]], None]:
    def record(patch: Callable[[Patch], None]) -> None:
        MUTANTS.append(Mutant(patch.__name__, instead, patch, caught_by))

    return record


def around(patch: Patch, owner: type, name: str, broken: Around) -> None:
    patch.setattr(owner, name, broken(getattr(owner, name)))
