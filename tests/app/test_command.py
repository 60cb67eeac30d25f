"""``mom-sim app`` as a command: what it refuses, and that nothing else needs its extra."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from mom_sim.cli.app_command import app_command

RUN = "from mom_sim.cli.app_command import app_command; app_command()"


def test_without_the_extra_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("fastapi", "uvicorn"):
        monkeypatch.setitem(sys.modules, name, None)
    found = CliRunner().invoke(app_command, ["--no-browser"])
    assert found.exit_code == 2
    assert found.stderr == ('the app needs fastapi and uvicorn: pip install "mom-sim[app]"\n')


def test_the_command_line_needs_none_of_it() -> None:
    """Every command, the app's own help included, without the extra's libraries."""
    code = (
        "import sys\n"
        "for name in ('fastapi', 'uvicorn', 'starlette'): sys.modules[name] = None\n"
        "from mom_sim.cli.main import main\n"
        "from mom_sim.cli.app_command import app_command\n"
        "sys.argv = ['mom-sim', 'validate', 'scenarios/minimal.yaml']\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr


def test_another_address_needs_a_loud_flag() -> None:
    found = CliRunner().invoke(app_command, ["--host", "0.0.0.0", "--no-browser"])
    assert found.exit_code == 2
    assert "--allow-anyone-on-the-network" in found.stderr


def test_a_port_that_is_taken_is_told() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        found = CliRunner().invoke(app_command, ["--port", port, "--no-browser"])
    assert found.exit_code == 2
    assert "in use" in found.stderr


def test_a_scenario_with_faults_is_not_served(tmp_path: Path) -> None:
    from mom_sim.errors import ScenarioError

    file = tmp_path / "bad.yaml"
    file.write_text("people: {content: {headcount: many}}\n")
    found = CliRunner().invoke(app_command, [str(file), "--no-browser"])
    assert isinstance(found.exception, ScenarioError)


def _is_gone(group: int) -> bool:
    """Whether no process of a group is left within some seconds."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
def test_it_begins_says_where_opens_the_browser_and_ends_with_control_c(tmp_path: Path) -> None:
    browser, opened, state = tmp_path / "browser", tmp_path / "opened", tmp_path / "state"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n', encoding="utf-8")
    browser.chmod(0o755)
    arguments = ["scenarios/minimal.yaml", "--port", "0", "--state", str(state)]
    running = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "BROWSER": f"{browser} %s"},
    )
    assert running.stdout is not None and running.stderr is not None
    try:
        line = running.stdout.readline()
        address = line.removeprefix("mom-sim app is at ").split()[0]
        assert address.startswith("http://127.0.0.1:"), line
        about = httpx.get(f"{address}api/app", timeout=60).json()
        assert about["scenario"]["file"] == "minimal.yaml"
        assert httpx.get(address, headers={"Host": "evil.example"}).status_code == 403
        question = {"preset": "reference_company", "precision": "2%"}
        events = httpx.post(f"{address}api/compare", json=question, timeout=60).json()["events"]
        begin = time.monotonic()
        with httpx.stream("GET", f"{address.rstrip('/')}{events}", timeout=60) as told:
            running.send_signal(signal.SIGINT)
            assert '{"reason":"shut down"}' in told.read().decode()
        assert running.wait(60) == 0
        assert time.monotonic() - begin < 30
        assert running.stderr.read() == ""
        assert list(state.iterdir())
        assert opened.read_text(encoding="utf-8").strip() == address
        assert _is_gone(running.pid)  # its worker processes, too
    finally:
        if running.poll() is None:
            os.killpg(running.pid, signal.SIGKILL)
        running.stdout.close()
        running.stderr.close()
