"""A fresh installation: one process compiles, the others answer, and the page can tell."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from mom_sim import Study
from mom_sim.app.crew import preparation as crew
from mom_sim.app.crew.preparation import COMPILING, LOOKING, MISSING, READY, Preparation
from mom_sim.app.crew.worker import shared_number
from mom_sim.app.work import knowing, readying, running
from mom_sim.engines.compiled_engine import compiling
from tests.app.asking import Client
from tests.app.conftest import RunningServer

WAIT_SECONDS = 600.0
MINIMAL = Path(__file__).parents[2] / "scenarios" / "minimal.yaml"


def wait_until_prepared(client: Client) -> dict[str, str]:
    until = time.monotonic() + WAIT_SECONDS
    while True:
        found: dict[str, str] = client.http.get("/api/engine").json()
        assert bool(found["message"]) == (found["state"] == COMPILING)
        if found["state"] not in (LOOKING, COMPILING) or time.monotonic() > until:
            return found
        time.sleep(0.1)


def test_answers_do_not_wait_for_the_compiler(server: RunningServer, client: Client) -> None:
    assert wait_until_prepared(client) == {"state": READY, "message": ""}
    asked = {"models": ["centralized", "self_service"], "replications": 2}
    after = client.result("compare", **asked)
    preparation = server.parts.crew.preparation
    preparation.state = COMPILING
    try:
        said = client.http.get("/api/engine").json()
        assert said["state"] == COMPILING
        assert said["message"].startswith("Preparing the fast engine, once for this installation")
        before = client.result("compare", **asked)
    finally:
        preparation.state = READY
    for one in (before, after):
        del one["elapsed_ms"]
    assert before == after


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch) -> Iterator[Preparation]:
    """The preparation of a process that belongs to a crew."""
    made = Preparation(shared_number())
    monkeypatch.setattr(crew, "preparation", made)
    yield made


@pytest.mark.parametrize(
    ("state", "kept", "engine"),
    [
        (LOOKING, None, "simpy"),
        (LOOKING, object(), "compiled"),
        (COMPILING, object(), "simpy"),
        (READY, None, "compiled"),
        (MISSING, None, "simpy"),
    ],
)
def test_which_engine_answers(
    shared: Preparation, monkeypatch: pytest.MonkeyPatch, state: str, kept: Any, engine: str
) -> None:
    monkeypatch.setattr(compiling, "kept_kernel", lambda: kept)
    monkeypatch.setattr(readying, "is_fresh", lambda: False)
    shared.state = state
    variant: Any = SimpleNamespace(plan=Study.of(MINIMAL).plan(), calm_plan=None)
    assert running.engine_of(variant) == engine


def test_a_fresh_installation_is_known_without_numba(
    shared: Preparation, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("NUMBA_CACHE_DIR", raising=False)
    origin = str(tmp_path / "__init__.py")
    monkeypatch.setattr(readying, "find_spec", lambda name: SimpleNamespace(origin=origin))
    monkeypatch.setattr(compiling, "kept_kernel", lambda: pytest.fail("loaded"))
    kept = tmp_path / "__pycache__"
    kept.mkdir()
    assert readying.is_fresh()
    assert not readying.is_at_hand()
    (kept / "compiling._entry.locals.compiled_kernel-1.py311.nbi").touch()
    assert not readying.is_fresh()


@pytest.mark.parametrize("kept", [None, object()])
def test_only_what_is_not_there_is_compiled(
    shared: Preparation, monkeypatch: pytest.MonkeyPatch, kept: Any
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(compiling, "kept_kernel", lambda: kept)
    monkeypatch.setattr(compiling, "kernel", lambda: seen.append(shared.state))

    def run(work: Any) -> None:
        assert readying.is_at_hand()  # for the process that has compiled it
        seen.append(shared.state)  # the others answer without it until all is compiled

    monkeypatch.setattr(knowing, "run_first_preset", run)
    work: Any = None
    assert shared.state == LOOKING
    readying.prepare_engine(work)
    assert seen == ([COMPILING, COMPILING] if kept is None else [])
    assert shared.state == READY


def test_without_the_compiler_nothing_is_awaited(
    shared: Preparation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readying, "is_installed", lambda: False)
    work: Any = None
    readying.prepare_engine(work)
    assert shared.state == MISSING
    assert not readying.is_at_hand()


def test_outside_of_a_crew_nobody_waits() -> None:
    assert Preparation().state == READY
