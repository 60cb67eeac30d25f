"""``mom-sim calibrate``."""

from __future__ import annotations

import click

from mom_sim.cli.files import (
    STANDARD_OUTPUT,
    check_inputs_kept,
    check_targets,
    write_json,
    write_text,
)
from mom_sim.cli.options import command_line, json_option
from mom_sim.cli.printing import say, show


@click.command(
    "calibrate",
    short_help="Make a scenario of how work goes today from an event log.",
    epilog="Example: mom-sim calibrate tickets.csv --out today.yaml",
)
@click.argument("log", metavar="LOG")
@click.option(
    "--map",
    "map_file",
    metavar="FILE",
    help="YAML that says which column is what, and the time zone.  [default: guessed]",
)
@click.option("--out", "out_file", metavar="FILE", required=True, help="The scenario; - prints it.")
@json_option("Write what was found as JSON; - prints it.")
def calibrate_command(log: str, map_file: str | None, out_file: str, json_file: str | None) -> None:
    """Make a scenario of how work goes today from an event log.

    LOG is CSV, CSV in gzip, or XES: one row a piece of work, with case, activity, who did it, start
    and end; exports of Jira, Asana, Workfront and Wrike are known by their columns. Teams, hours,
    types of case, workflows, efforts and waits for somebody outside are found by one procedure;
    every number carries its sample and interval. Judge the fit with `mom-sim validate-fit`.
    """
    targets = [("--out", out_file), ("--json", json_file)]
    check_targets(targets)
    check_inputs_kept(targets, [log] if map_file is None else [log, map_file])
    from mom_sim.calibration.calibrating import calibrate
    from mom_sim.cli.calibrate_text import calibration_text

    found = calibrate(log, map_file)
    results = found.to_json(command_line())  # before the first file: both are written, or none
    write_text(out_file, found.text)
    write_json(json_file, results)
    if STANDARD_OUTPUT in (out_file, json_file):
        for warning in found.warnings:
            say(f"warning: {warning}")
    else:
        show(calibration_text(found, out_file).rstrip("\n"))
