"""``mom-sim``: all commands, and what the process says about how it ended."""

from __future__ import annotations

import sys

import click

from mom_sim.cli.app_command import app_command
from mom_sim.cli.calibrate_command import calibrate_command
from mom_sim.cli.claims_command import claims_command
from mom_sim.cli.command_group import CommandGroup
from mom_sim.cli.compare_command import compare_command
from mom_sim.cli.explain_command import explain_command
from mom_sim.cli.export_command import export_command
from mom_sim.cli.gates_command import gates_command
from mom_sim.cli.map_command import map_command
from mom_sim.cli.measure_command import measure_command
from mom_sim.cli.models_command import models_command
from mom_sim.cli.options import PROGRAM
from mom_sim.cli.plan_command import plan_command
from mom_sim.cli.plan_text_command import plan_text_command
from mom_sim.cli.report_command import report_command
from mom_sim.cli.resolve_command import resolve_command
from mom_sim.cli.schema_command import schema_command
from mom_sim.cli.sensitivity_command import sensitivity_command
from mom_sim.cli.simulate_command import simulate_command
from mom_sim.cli.sources_command import sources_command
from mom_sim.cli.surge_command import surge_command
from mom_sim.cli.sweep_command import sweep_command
from mom_sim.cli.validate_command import validate_command
from mom_sim.cli.validate_fit_command import validate_fit_command


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(package_name="mom-sim", prog_name=PROGRAM, message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show the traceback of unexpected trouble.")
def cli(debug: bool) -> None:
    """Send the same campaigns through every marketing operating model.

    A scenario is one YAML file. Start with `mom-sim compare SCENARIO`.

    Exit status: 0 done; 2 bad input, nothing was run or written; 1 the run failed; 130 interrupted.
    """


for command in (
    compare_command,
    explain_command,
    gates_command,
    surge_command,
    plan_command,
    sweep_command,
    sensitivity_command,
    map_command,
    claims_command,
    report_command,
    app_command,
    calibrate_command,
    validate_fit_command,
    simulate_command,
    measure_command,
    export_command,
    validate_command,
    resolve_command,
    sources_command,
    plan_text_command,
    models_command,
    schema_command,
):
    cli.add_command(command)


def main() -> None:
    """Run the command line and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a sign gets a question mark, not a traceback.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    cli(prog_name=PROGRAM)
