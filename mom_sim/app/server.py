"""The server's parts put together."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version

from fastapi import FastAPI
from starlette.types import ASGIApp

from mom_sim.app.crew.crew import Crew
from mom_sim.app.crew.preparation import MISSING
from mom_sim.app.crew.task import LATER, PREPARING, Task, TaskFailed
from mom_sim.app.jobs.office import Office
from mom_sim.app.pages import add_pages
from mom_sim.app.responses import add_error_responses
from mom_sim.app.routes import comparing, experiments, exports, jobs, scenarios
from mom_sim.app.security import LOOPBACK_NAMES, Guard
from mom_sim.app.settings import Settings
from mom_sim.app.state import State

WARM_UP_SECONDS = 300.0
COMPILE_SECONDS = 1800.0


def make_app(settings: Settings) -> ASGIApp:
    """Make the server.

    Parameters
    ----------
    settings : Settings

    Returns
    -------
    ASGI application
        Its worker processes live from its start to its end.
    """
    return guarded(make_api(settings), settings)


def guarded(api: FastAPI, settings: Settings) -> Guard:
    """The API behind what guards it."""
    return Guard(
        api,
        names=(*LOOPBACK_NAMES, *settings.names),
        port=settings.port,
        body_bytes=settings.limits.body_bytes,
    )


async def prepare_engine(crew: Crew) -> None:
    """Have one process compile the fast engine, if it was not compiled before."""
    function = "mom_sim.app.work.readying:prepare_engine"
    try:
        await crew.run(Task(function, urgency=PREPARING, seconds=COMPILE_SECONDS))
    except TaskFailed:  # answers come without it
        crew.preparation.state = MISSING


def make_api(settings: Settings) -> FastAPI:
    """The API and the pages, without what guards them."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        ready = Task("mom_sim.app.work.knowing:get_ready", urgency=LATER, seconds=WARM_UP_SECONDS)
        crew = Crew(settings.workers, settings.memory, ready)
        file = None if settings.state is None else settings.state / f"jobs-{settings.port}.sqlite"
        office = Office(file, settings.limits)
        crew.start()
        preparing = asyncio.ensure_future(prepare_engine(crew))
        app.state.parts = State(settings, crew, office)
        try:
            yield
        finally:
            preparing.cancel()
            await office.close()
            await crew.stop()

    api = FastAPI(
        title="mom-sim app",
        version=version("mom-sim"),
        description="The same campaigns through every marketing operating model.",
        docs_url=None,
        redoc_url=None,
        lifespan=life,
    )
    for part in (scenarios, comparing, experiments, exports, jobs):
        api.include_router(part.router)
    add_pages(api)
    add_error_responses(api)
    return api
