"""The worker processes together: who does what next, and what becomes of it."""

from __future__ import annotations

import asyncio
import itertools
from dataclasses import dataclass
from typing import Any

from mom_sim.app.crew.matching import next_match
from mom_sim.app.crew.preparation import Preparation
from mom_sim.app.crew.process import Message
from mom_sim.app.crew.task import LONG, Task, TaskFailed
from mom_sim.app.crew.worker import Worker, shared_number
from mom_sim.app.faults import error_json

FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30.0
"""Seconds before another process takes the place of one that has ended without a word; twice as
long for each further one in a row. What ends processes at their start would end all that follow."""

GRACE_SECONDS = 2.0
"""A task that was canceled has so long to stop by itself; then its process is ended."""


@dataclass
class _Asked:
    number: int
    task: Task
    future: asyncio.Future[Any]
    timer: asyncio.TimerHandle | None = None

    def __lt__(self, other: _Asked) -> bool:
        return (self.task.urgency, self.number) < (other.task.urgency, other.number)


class Crew:
    """Worker processes that live as long as the server.

    Parameters
    ----------
    size : int
        Processes, 2 or more: experiments may take all but one of them, so that whoever moves a
        slider does not wait for them.
    memory : int, bytes, optional
        Most that each may take.
    warm_up : Task, optional
        What every new process does first.

    Attributes
    ----------
    preparation : Preparation
        How far the fast engine is.
    """

    def __init__(self, size: int, memory: int | None = None, warm_up: Task | None = None) -> None:
        self.size = max(size, 2)
        self._memory, self._warm_up = memory, warm_up
        self._workers: list[Worker] = []
        self._waiting: list[_Asked] = []
        self._running: dict[int, _Asked] = {}
        self._numbers = itertools.count(1)
        self._ended_at_start = 0
        self._is_open = False
        self._prepared = shared_number()
        self.preparation = Preparation(self._prepared)

    def start(self) -> None:
        """Start the processes; they get ready on their own."""
        self._loop = asyncio.get_running_loop()
        self._is_open = True
        for _ in range(self.size):
            self._hire()

    async def stop(self, seconds: float = 3.0) -> None:
        """End all processes, whatever they do."""
        self._is_open = False
        for asked in (*self._waiting, *self._running.values()):
            if not asked.future.done():
                asked.future.cancel()
        self._waiting.clear()
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.cancel()
            worker.close()
        await asyncio.to_thread(_let_go, workers, seconds)

    async def run(self, task: Task) -> Any:
        """Have a task done.

        Parameters
        ----------
        task : Task

        Returns
        -------
        Any
            What its function returned.

        Raises
        ------
        TaskFailed
            If it raised, took too long, or its process ended.
        """
        if not self._is_open:
            raise TaskFailed({"status": 503, **error_json("the server is shutting down")})
        asked = _Asked(next(self._numbers), task, self._loop.create_future())
        self._waiting.append(asked)
        self._hand_out()
        try:
            return await asked.future
        finally:
            self._drop(asked)

    def _drop(self, asked: _Asked) -> None:
        """Nobody waits for it any more."""
        if asked.timer is not None:
            asked.timer.cancel()
        if asked in self._waiting:
            self._waiting.remove(asked)
        worker = next((one for one in self._workers if one.number == asked.number), None)
        if worker is not None and not worker.is_idle:
            worker.cancel()
            self._loop.call_later(GRACE_SECONDS, self._end_if_still, worker, asked.number)

    def _end_if_still(self, worker: Worker, number: int) -> None:
        if worker.number == number and not worker.is_idle:
            worker.kill()

    def _hire(self) -> None:
        worker = Worker(self._loop, self._heard, self._memory, self.size, self._prepared)
        self._workers.append(worker)
        if self._warm_up is not None:
            worker.give(next(self._numbers), self._warm_up)

    def _hand_out(self) -> None:
        """Give what waits to whoever is idle, the most urgent first."""
        self._waiting = [asked for asked in self._waiting if not asked.future.done()]
        waiting = sorted(self._waiting)
        while waiting:
            if not any(worker.is_idle for worker in self._workers):
                if any(not one.task.is_long for one in waiting):
                    self._stop_warming_up()
                return
            if waiting[0].task.urgency >= LONG and self._long_running() >= self.size - 1:
                waiting.pop(0)  # it goes on waiting
                continue
            asked, worker, is_kept = next_match(waiting, self._workers)
            waiting.remove(asked)
            self._waiting.remove(asked)
            self._running[asked.number] = asked
            asked.timer = self._loop.call_later(asked.task.seconds, self._too_long, asked)
            worker.give(asked.number, asked.task)
            if is_kept:
                worker.likes.extend(asked.task.likes)

    def _stop_warming_up(self) -> None:
        """Whoever asks something does not wait until everything is warm."""
        for worker in self._workers:
            if worker.task is self._warm_up and worker.task is not None:
                worker.cancel()

    def _long_running(self) -> int:
        tasks = [worker.task for worker in self._workers if worker.task is not None]
        return sum(task.is_long for task in tasks)

    def _too_long(self, asked: _Asked) -> None:
        if not asked.future.done():
            message = (
                f"this took longer than {asked.task.seconds:g} seconds and was stopped; ask for "
                "fewer replications or models, or use the command line"
            )
            asked.future.set_exception(TaskFailed({"status": 422, **error_json(message)}))

    def _heard(self, worker: Worker, message: Message | None) -> None:
        if message is None:
            self._lost(worker)
            return
        worker.has_spoken, self._ended_at_start = True, 0
        number, word, data = message
        asked = self._running.get(number)
        if word not in ("done", "failed", "canceled"):
            if asked is not None and not asked.future.done() and asked.task.told is not None:
                asked.task.told(word, data)
            return
        worker.task = None
        self._running.pop(number, None)
        if asked is not None and not asked.future.done():
            if word == "done":
                asked.future.set_result(data)
            elif word == "failed":
                asked.future.set_exception(TaskFailed(data))
            else:
                asked.future.cancel()
        self._hand_out()

    def _lost(self, worker: Worker) -> None:
        """A process has ended: by us, by the system for want of memory, or by its own fault."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)
        worker.close()
        asked = self._running.pop(worker.number, None)
        if asked is not None and not asked.future.done():
            message = (
                "the process that worked on this has ended, most likely for want of memory; ask "
                "for fewer replications or models"
            )
            asked.future.set_exception(TaskFailed({"status": 500, **error_json(message)}))
        if worker.has_spoken:
            self._replace()
        else:
            pause = min(FIRST_PAUSE * 2**self._ended_at_start, LONGEST_PAUSE)
            self._ended_at_start = min(self._ended_at_start + 1, 16)
            self._loop.call_later(pause, self._replace)

    def _replace(self) -> None:
        if self._is_open:
            self._hire()
            self._hand_out()


def _let_go(workers: list[Worker], seconds: float) -> None:
    """Wait for processes to end by themselves, then end them."""
    for worker in workers:
        if not worker.join(seconds / max(len(workers), 1)):
            worker.kill()
            worker.join(seconds)
