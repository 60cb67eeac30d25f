"""Server-sent events of a job."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress

from mom_sim.app.jobs.job import Job

SIGN_OF_LIFE_SECONDS = 15.0
LOOK_SECONDS = 1.0


async def events_of(
    job: Job, after: int, is_gone: Callable[[], Awaitable[bool]]
) -> AsyncIterator[bytes]:
    """Tell what has happened and what happens, until the job is over.

    Parameters
    ----------
    job : Job
    after : int
        Number of the last event that is known already.
    is_gone : callable
        Whether nobody listens any more.

    Yields
    ------
    bytes
    """
    yield b"retry: 1000\n\n"
    silent = 0.0
    while True:
        changed, is_over = job.changed, job.is_over  # as they are before anything is sent
        news = job.events_after(after)
        if is_over and not news:  # of an earlier run of the server, which had its own numbers
            yield job.last_event()
            return
        for number, text in news:
            after = number
            silent = 0.0
            yield text
        if is_over:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(changed.wait(), LOOK_SECONDS)
        if await is_gone():
            return
        silent += LOOK_SECONDS
        if silent >= SIGN_OF_LIFE_SECONDS:
            silent = 0.0
            yield b": still here\n\n"
