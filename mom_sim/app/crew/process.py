"""The worker process: takes a task from its pipe, does it, sends the answer back."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from importlib import import_module
from multiprocessing.connection import Connection
from multiprocessing.sharedctypes import Synchronized
from typing import Any

from mom_sim.app.crew.preparation import preparation
from mom_sim.app.crew.work import Canceled, Work
from mom_sim.app.faults import error_of
from mom_sim.tape.memory import share_memory

Message = tuple[int, str, Any]
"""Number of the task, a word (``done``, ``failed``, ``canceled``, or the task's own), data."""


def serve(
    pipe: Connection,
    canceled: Synchronized[int],
    memory: int | None,
    processes: int,
    prepared: Any,
) -> None:
    """Do tasks until the pipe is closed.

    Parameters
    ----------
    pipe : Connection
        Brings (number, function as ``module:name``, keyword arguments).
    canceled : int in shared memory
        Number of the task that is no longer wanted.
    memory : int, bytes
        Most that this process may take, where the system can hold it to that.
    processes : int
        This one and those beside it, which share the machine's free memory.
    prepared : int in shared memory
        How far the fast engine is.
    """
    preparation.share(prepared)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server decides when it is over
    _quiet()
    _bound(memory)
    share_memory(processes)
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    while True:
        try:
            asked = pipe.recv()
        except (EOFError, OSError):
            return
        if asked is None:
            return
        number, name, arguments = asked
        message = _done(number, name, arguments, pipe, canceled)
        try:
            pipe.send(message)
        except (BrokenPipeError, OSError):
            return


def _done(
    number: int, name: str, arguments: dict[str, Any], pipe: Connection, canceled: Synchronized[int]
) -> Message:
    def tell(word: str, data: Any) -> None:
        pipe.send((number, word, data))

    work = Work(tell, lambda: canceled.value == number)
    try:
        module, _, function = name.partition(":")
        return number, "done", getattr(import_module(module), function)(work, **arguments)
    except Canceled:
        return number, "canceled", None
    except Exception as error:
        return number, "failed", error_of(error)


def _quiet() -> None:
    """Nothing that a library prints goes into the terminal of whoever started the server."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nowhere, stream)


def _bound(memory: int | None) -> None:
    if memory is None:
        return
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _end_with_parent(parent: int) -> None:
    """A server that was killed leaves no process behind."""
    import time

    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(1)
