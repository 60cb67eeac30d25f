"""Running the server until somebody ends it."""

from __future__ import annotations

import asyncio
import signal
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager

import uvicorn
from fastapi import FastAPI

from mom_sim.app.server import guarded, make_api
from mom_sim.app.settings import Settings

KEEP_ALIVE_SECONDS = 15
GOODBYE_SECONDS = 2


class PortTaken(Exception):
    """The address cannot be listened on; the message says why."""


def bound_socket(host: str, port: int) -> socket.socket:
    """Take the address before anything else is started.

    Parameters
    ----------
    host : str
    port : int
        0: any that is free.

    Returns
    -------
    socket

    Raises
    ------
    PortTaken
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with ExitStack() as until_bound:
            # Said to be TCP, or asyncio would let parts of an answer wait for each other: 40 ms.
            kind = (family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
            listening = until_bound.enter_context(socket.socket(*kind))
            if sys.platform != "win32":  # there it would let two servers have the same port
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((host, port))
            until_bound.pop_all()
    except OSError as error:
        raise PortTaken(error.strerror or str(error)) from error
    return listening


def serve(
    settings: Settings,
    listening: socket.socket,
    *,
    address: str,
    started: Callable[[str], None],
    open_browser: bool,
) -> None:
    """Serve until Ctrl-C.

    Parameters
    ----------
    settings : Settings
    listening : socket
    address : str
        Of the page.
    started : callable
        Called with the address once the server answers.
    open_browser : bool
    """
    api = make_api(settings)
    config = uvicorn.Config(
        guarded(api, settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        lifespan="on",
        ws="none",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GOODBYE_SECONDS,
        limit_concurrency=500,
        h11_max_incomplete_event_size=64 * 1024,
    )
    asyncio.run(_serve(_Server(config, api), listening, address, started, open_browser))


class _Server(uvicorn.Server):
    """Leaves signals to `serve`, which ends event streams and worker processes, too."""

    def __init__(self, config: uvicorn.Config, api: FastAPI) -> None:
        super().__init__(config)
        self._api = api

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End the jobs first: streams of their events would be cut off with a traceback each."""
        self._api.state.parts.office.interrupt()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Take none."""
        yield


async def _serve(
    server: uvicorn.Server,
    listening: socket.socket,
    address: str,
    started: Callable[[str], None],
    open_browser: bool,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        try:
            loop.add_signal_handler(name, stop.set)
        except NotImplementedError:  # Windows
            signal.signal(name, lambda *_: loop.call_soon_threadsafe(stop.set))
    serving = asyncio.ensure_future(server.serve([listening]))
    while not server.started and not serving.done():
        await asyncio.sleep(0.01)
    if server.started:
        started(address)
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    server.should_exit = True
    await serving
