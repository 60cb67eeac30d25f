"""What is asked of the crew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PREPARING, FIRST, SOON, LATER, LONG = -1, 0, 1, 2, 3
"""Urgency: what speeds up others, checks and first looks, first answers, sharper ones, the rest."""


@dataclass(frozen=True)
class Task:
    """One piece of work for one process.

    Parameters
    ----------
    function : str
        ``module:name`` of what is called with a `Work` and the arguments.
    arguments : dict
    urgency : int
        Lower comes first.
    seconds : float
        After which it is stopped.
    likes : tuple of hashables
        A process that did a task with one of them has what it takes at hand; the first counts most.
    part_of : hashable, optional
        Parts of one whole that are equally urgent may be done in any order.
    told : callable, optional
        Called in the event loop with (word, data) of every message on the way.
    """

    function: str
    arguments: dict[str, Any] = field(default_factory=dict)
    urgency: int = SOON
    seconds: float = 60.0
    likes: tuple[object, ...] = ()
    part_of: object = None
    told: Callable[[str, Any], None] | None = None

    @property
    def is_long(self) -> bool:
        """Whether it may take so long that it must never have the last process."""
        return self.urgency in (PREPARING, LONG)


class TaskFailed(Exception):
    """A task that ended with an error; `body` says which, in the form of `mom_sim.app.faults`."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.status: int = body.get("status", 500)
        self.body = {name: value for name, value in body.items() if name != "status"}
        super().__init__(body["message"])
