"""``mom-sim app``."""

from __future__ import annotations

import click

from mom_sim.cli.command_group import BAD_INPUT
from mom_sim.cli.options import within
from mom_sim.cli.printing import say, show

LOOPBACK = "127.0.0.1"
PORT = 8321
_LOOPBACKS = (LOOPBACK, "localhost", "::1")
_NEEDED = ("fastapi", "uvicorn")
EXTRA = 'the app needs {missing}: pip install "mom-sim[app]"'


@click.command(
    "app",
    short_help="Open the web app: move a slider, watch the models answer.",
    epilog="Example: mom-sim app scenarios/minimal.yaml",
)
@click.argument("scenario", metavar="[SCENARIO]", required=False)
@click.option(
    "--port",
    type=int,
    metavar="N",
    default=PORT,
    show_default=True,
    callback=within(0, 65535),
    help="Port to listen on; 0 takes any that is free.",
)
@click.option("--no-browser", is_flag=True, help="Only serve; open no browser.")
@click.option(
    "--workers",
    type=int,
    metavar="N",
    callback=within(2, 64),
    help="Processes that do the work.  [default: one per processor, from 2 to 8]",
)
@click.option(
    "--state",
    "state_folder",
    metavar="FOLDER",
    help="Where jobs and results are kept.  [default: the user's state folder]",
)
@click.option(
    "--host",
    metavar="ADDRESS",
    default=LOOPBACK,
    show_default=True,
    help="Address to listen on; beyond this machine only with the flag below.",
)
@click.option(
    "--allow-anyone-on-the-network",
    "is_open",
    is_flag=True,
    help="Needed with --host: whoever reaches this machine can then use the app. There is no "
    "password and no encryption.",
)
def app_command(
    scenario: str | None,
    port: int,
    no_browser: bool,
    workers: int | None,
    state_folder: str | None,
    host: str,
    is_open: bool,
) -> None:
    """Serve the web app on this machine, and open it in the browser.

    Starts with SCENARIO, or with the smallest of the scenarios that come with the package. Only
    this machine can reach it, and no request leaves this machine. Ctrl-C ends it; what was answered
    is there again the next time.
    """
    _check_installed()
    if host not in _LOOPBACKS and not is_open:
        raise click.BadParameter(
            f"{host} can be reached from other machines, by anybody and without a password; if "
            "that is meant, add --allow-anyone-on-the-network",
            param_hint="--host",
        )
    from pathlib import Path

    from mom_sim.app import settings as app_settings
    from mom_sim.app.running import PortTaken, bound_socket, serve

    content = None if scenario is None else _read(scenario)
    try:
        listening = bound_socket(host, port)
    except PortTaken as error:
        hint = "name another one, or 0 for any that is free" if port else "name another --host"
        raise click.BadParameter(f"{port}: {error}; {hint}", param_hint="--port") from None
    with listening:
        port = int(listening.getsockname()[1])
        folder = app_settings.state_folder() if state_folder is None else Path(state_folder)
        settings = app_settings.Settings(
            host=host,
            port=port,
            state=folder,
            scenario=content,
            workers=app_settings.usual_workers() if workers is None else workers,
            names=() if host in _LOOPBACKS else app_settings.names_of(host),
        )
        shown = f"[{host}]" if ":" in host else host
        if host not in _LOOPBACKS:
            say(
                f"WARNING: anybody who can reach {host} can use this app, read its results and "
                "keep this machine busy. There is no password and no encryption."
            )
        serve(
            settings,
            listening,
            address=f"http://{shown}:{port}/",
            started=lambda address: show(f"mom-sim app is at {address}  (Ctrl-C ends it)"),
            open_browser=not no_browser,
        )


def _check_installed() -> None:
    from importlib.util import find_spec

    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        say(EXTRA.format(missing=" and ".join(missing)))
        raise click.exceptions.Exit(BAD_INPUT)


def _read(path: str) -> tuple[str, str]:
    """Name and text of the scenario, once it is known to be one."""
    from pathlib import Path

    from mom_sim.scenario.yaml_reader import read_text
    from mom_sim.simulation import parse_scenario

    text = read_text(path)
    parse_scenario(text, file=path, folder=None)
    return Path(path).name, text
