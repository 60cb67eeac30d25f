"""One worker process, seen from the server."""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from mom_sim.app.crew.process import Message, serve
from mom_sim.app.crew.task import Task

REMEMBERED = 64
"""Likes of tasks that are kept in mind."""

_CONTEXT = multiprocessing.get_context("spawn")

Heard = Callable[["Worker", Message | None], None]
"""Called in the event loop with a message; None: the process has ended."""


def shared_number() -> Any:
    """A number that all workers of a crew share with the server, 0 at first."""
    return _CONTEXT.Value("i", 0, lock=False)


class Worker:
    """A process, its pipe, and the task that it does.

    Parameters
    ----------
    loop : AbstractEventLoop
    heard : callable
    memory : int, bytes, optional
    processes : int
        Of the crew, which share the machine's memory.
    prepared : integer of `shared_number`
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        heard: Heard,
        memory: int | None,
        processes: int,
        prepared: Any,
    ) -> None:
        context = _CONTEXT
        self.number = 0
        self.has_spoken = False
        self.task: Task | None = None
        self.likes: deque[object] = deque(maxlen=REMEMBERED)
        self._loop, self._heard = loop, heard
        self._pipe, theirs = context.Pipe()
        self._canceled = context.Value("q", 0)
        self._process = context.Process(
            target=serve,
            args=(theirs, self._canceled, memory, processes, prepared),
            daemon=True,
            name="mom-sim worker",
        )
        self._process.start()
        theirs.close()
        threading.Thread(target=self._listen, daemon=True).start()

    @property
    def is_idle(self) -> bool:
        """Whether it can take a task."""
        return self.task is None

    @property
    def process_id(self) -> int | None:
        """Of the system."""
        return self._process.pid

    def give(self, number: int, task: Task) -> None:
        """Let it do a task; it must be idle."""
        self.number, self.task = number, task
        with suppress(
            OSError
        ):  # it has ended, which is about to be heard: its task is told of then
            self._pipe.send((number, task.function, task.arguments))

    def cancel(self) -> None:
        """Ask it to stop what it does, at the next occasion."""
        self._canceled.value = self.number

    def kill(self) -> None:
        """End the process at once."""
        self._process.kill()

    def close(self) -> None:
        """Let it end when it has nothing to do."""
        with suppress(OSError):  # it has ended already
            self._pipe.send(None)

    def join(self, seconds: float) -> bool:
        """Wait for its end; whether it has ended."""
        self._process.join(seconds)
        return not self._process.is_alive()

    def _listen(self) -> None:
        while True:
            try:
                message: Message | None = self._pipe.recv()
            except (EOFError, OSError):
                message = None
            try:
                self._loop.call_soon_threadsafe(self._heard, self, message)
            except RuntimeError:  # the loop is closed: nobody listens
                return
            if message is None:
                return
