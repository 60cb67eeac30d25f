"""Which of the waiting tasks is next, and which process does it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from mom_sim.app.crew.task import Task


class Asked(Protocol):
    """A task that waits."""

    @property
    def task(self) -> Task:
        """What is asked for."""


class Doer(Protocol):
    """A process, and what it has at hand."""

    @property
    def is_idle(self) -> bool:
        """Whether it can take a task."""

    @property
    def likes(self) -> Iterable[object]:
        """Likes of tasks that it has done."""


A = TypeVar("A", bound=Asked)
D = TypeVar("D", bound=Doer)


def next_match(waiting: Sequence[A], doers: Sequence[D]) -> tuple[A, D, bool]:
    """Choose a task and who does it.

    Parameters
    ----------
    waiting : sequence
        At least one, the most urgent first.
    doers : sequence
        At least one of them idle.

    Returns
    -------
    tuple of (asked, doer, bool)
        The first task, or another part of the same whole, as urgent, that an idle process has at
        hand; the process; and whether it has it at hand from then on. Who only helps out does not,
        or the parts of a whole would wander from process to process.
    """
    first = waiting[0]
    idle = [doer for doer in doers if doer.is_idle]
    for asked in waiting:
        if asked is first or _are_of_one_whole(asked.task, first.task):
            for like in asked.task.likes:
                for doer in idle:
                    if like in doer.likes:
                        return asked, doer, True
    likes = first.task.likes
    is_anothers = any(like in doer.likes for doer in doers for like in likes)
    return first, idle[0], not is_anothers


def _are_of_one_whole(one: Task, other: Task) -> bool:
    return one.part_of is not None and (one.part_of, one.urgency) == (other.part_of, other.urgency)
