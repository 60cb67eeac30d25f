"""One real server for all tests of this folder: HTTP on loopback, two worker processes."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from mom_sim.app.server import make_app
from mom_sim.app.settings import Settings
from mom_sim.app.state import State
from tests.app.asking import Client


class RunningServer:
    """A server in a thread of this process, until `stop`."""

    def __init__(self, state: Path | None = None, **others: object) -> None:
        self.socket = socket.socket()
        self.socket.bind(("127.0.0.1", 0))
        port = int(self.socket.getsockname()[1])
        self.settings = Settings(port=port, state=state, workers=2, **others)  # type: ignore[arg-type]
        self.address = f"http://127.0.0.1:{port}"
        self._app: Any = make_app(self.settings)
        config = uvicorn.Config(
            self._app, log_level="error", timeout_graceful_shutdown=1, ws="none"
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self.socket],), daemon=True)
        self._thread.start()
        until = time.monotonic() + 60
        while not self._server.started and time.monotonic() < until:
            time.sleep(0.02)

    @property
    def parts(self) -> State:
        """What its routes work with."""
        found: State = self._app._app.state.parts
        return found

    def stop(self) -> None:
        """End it, and wait for its processes."""
        self._server.should_exit = True
        self._thread.join(30)
        self.socket.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    running = RunningServer(tmp_path_factory.mktemp("state"))
    yield running
    running.stop()


@pytest.fixture
def client(server: RunningServer) -> Iterator[Client]:
    with httpx.Client(base_url=server.address, timeout=120.0) as http:
        yield Client(http)
