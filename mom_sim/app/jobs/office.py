"""Where jobs are taken in, followed, canceled and kept."""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from mom_sim.app.crew.task import TaskFailed
from mom_sim.app.faults import error_json
from mom_sim.app.jobs.job import (
    CANCELED,
    DONE,
    FAILED,
    INTERRUPTED,
    OVER,
    RUNNING,
    Job,
)
from mom_sim.app.jobs.store import Store
from mom_sim.app.settings import Limits

Conduct = Callable[[Job], Awaitable[dict[str, Any]]]
"""Runs a job in the event loop; its last value is the result."""

NEWER, ASKED, SHUT_DOWN = "newer question", "asked", "shut down"


class TooManyJobs(Exception):
    """More than may be open at the same time."""


class Superseded(Exception):
    """Nobody waits for this question any more; most often a newer one has come meanwhile."""


HEARD_SECONDS = 30.0
"""After which everybody who listens to a job has heard its last answer."""

TURNS_KEPT = 1000
"""Pages and kinds of which the newest question is known."""


class Office:
    """All jobs of the server.

    Parameters
    ----------
    file : Path or None
        Where they are kept.
    limits : Limits
    """

    def __init__(self, file: Path | None, limits: Limits) -> None:
        self._limits = limits
        self._store = Store(file)
        self._jobs = {job.id: job for job in self._store.read()}
        self._running: dict[str, asyncio.Task[None]] = {}
        self._turns: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._turn = 0

    def ask(self, kind: str, client: str) -> int:
        """Note that a client asks anew, and end what it asked before.

        Between this and `open` a question may take time to be checked: what was asked first is
        not always checked first.

        Parameters
        ----------
        kind, client : str

        Returns
        -------
        int
            Turn of the question, for `open`.
        """
        self._turn += 1
        if client:
            self._turns[kind, client] = self._turn
            self._turns.move_to_end((kind, client))
            if len(self._turns) > TURNS_KEPT:
                self._turns.popitem(last=False)
        self._cancel_older(kind, client)
        return self._turn

    def open(
        self,
        kind: str,
        client: str,
        question: dict[str, Any],
        conduct: Conduct,
        *,
        turn: int | None = None,
        title: str = "",
    ) -> Job:
        """Take in a job and begin it; an older one of the same client and kind has ended.

        Parameters
        ----------
        kind, client : str
        question : dict
        conduct : callable
        turn : int, optional
            Of `ask`; without one the question is asked now.
        title : str

        Returns
        -------
        Job

        Raises
        ------
        Superseded
            If the client has asked anew since its turn.
        TooManyJobs
        """
        if turn is None:
            turn = self.ask(kind, client)
        if self._turns.get((kind, client), turn) != turn:
            raise Superseded("a newer question has taken the place of this one")
        open_jobs = [job for job in self._jobs.values() if not job.is_over]
        mine = [job for job in open_jobs if client and job.client == client]
        if len(open_jobs) >= self._limits.jobs_open:
            raise TooManyJobs(f"{len(open_jobs)} jobs are open already; wait, or cancel one")
        if len(mine) >= self._limits.jobs_of_a_client:
            raise TooManyJobs(f"{len(mine)} jobs of this page are open already; cancel one")
        job = Job(secrets.token_urlsafe(9), kind, client, question, title, RUNNING)
        self._store.write(job)  # a job that cannot be kept is none
        self._jobs[job.id] = job
        self._running[job.id] = asyncio.ensure_future(self._follow(job, conduct))
        return job

    def _cancel_older(self, kind: str, client: str) -> None:
        """End what a client asked before, when it asks anew."""
        for job in list(self._jobs.values()):
            if client and (job.client, job.kind) == (client, kind) and not job.is_over:
                self.cancel(job.id, NEWER)

    async def _follow(self, job: Job, conduct: Conduct) -> None:
        try:
            result = await conduct(job)
            file = result.pop("_file", None)
            text = json.dumps(result, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
            self._store.write_result(job, text.encode(), file)
            self._end(job, DONE)
        except asyncio.CancelledError:
            self._end(job, CANCELED, job.reason or ASKED)
        except TaskFailed as error:
            job.error = error.body
            self._end(job, FAILED)
        except Exception as error:
            job.error = error_json(f"unexpected trouble: {type(error).__name__}: {error}")
            self._end(job, FAILED)
        finally:
            self._running.pop(job.id, None)

    def _end(self, job: Job, status: str, reason: str = "") -> None:
        if job.is_over:
            return
        job.status, job.finished, job.reason = status, time.time(), reason
        try:
            self._store.write(job)
        finally:  # whoever listens hears of the end, also when the disk is full
            if status == DONE:
                job.tell(DONE, {"result": f"/api/jobs/{job.id}/result"})
                # Who listens hears the last answer, too; who comes later reads the result.
                asyncio.get_running_loop().call_later(HEARD_SECONDS, job.drop, "answer")
            else:
                job.drop("answer")
                if status == FAILED:
                    job.tell(FAILED, job.error or error_json("it failed"))
                else:
                    job.tell(CANCELED, {"reason": reason})
        self._tidy()

    def cancel(self, identity: str, reason: str = ASKED) -> Job | None:
        """End a job now; what its processes do ends at the next occasion."""
        job = self._jobs.get(identity)
        if job is None or job.is_over:
            return job
        task = self._running.get(identity)
        self._end(job, CANCELED, reason)
        if task is not None:
            task.cancel()
        return job

    def forget(self, identity: str) -> None:
        """Let go of a job that is over."""
        if self._jobs.pop(identity, None) is not None:
            self._store.remove(identity)

    def find(self, identity: str) -> Job | None:
        """A job, or None."""
        return self._jobs.get(identity)

    def jobs(self, client: str | None = None) -> list[Job]:
        """Jobs, the newest first."""
        found = [job for job in self._jobs.values() if client is None or job.client == client]
        return sorted(found, key=lambda job: job.created, reverse=True)

    def result(self, identity: str) -> bytes | None:
        """JSON of a result."""
        return self._store.result(identity)

    def file(self, identity: str) -> bytes | None:
        """File of a result."""
        return self._store.file(identity)

    def interrupt(self) -> None:
        """Mark all jobs as interrupted, and tell those who listen, whose streams end with it."""
        for identity, task in self._running.items():
            job = self._jobs[identity]
            if not job.is_over:
                job.status, job.finished = INTERRUPTED, time.time()
                self._store.write(job)
                job.tell(CANCELED, {"reason": SHUT_DOWN})
            task.cancel()

    async def close(self) -> None:
        """End all jobs; they are marked as interrupted."""
        tasks = dict(self._running)
        self.interrupt()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
        self._store.close()

    def _tidy(self) -> None:
        """Keep to the limits; the oldest that are over go first."""
        sizes = self._store.size_of_results()
        total = sum(size for _, size in sizes)
        over = [(name, size) for name, size in sizes if self._jobs[name].status in OVER]
        count = len(sizes)
        for name, size in over[:-1]:
            if total <= self._limits.bytes_kept and count <= self._limits.jobs_kept:
                return
            self.forget(name)
            total, count = total - size, count - 1
