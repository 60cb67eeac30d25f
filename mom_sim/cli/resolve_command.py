"""``mom-sim resolve``."""

from __future__ import annotations

import json

import click

from mom_sim.cli.options import scenario_argument


@click.command(
    "resolve",
    short_help="Print a scenario with every default filled in.",
    epilog="Example: mom-sim resolve scenarios/minimal.yaml --format json",
)
@scenario_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["yaml", "json"]),
    default="yaml",
    show_default=True,
    help="How to print it.",
)
def resolve_command(scenario: str, form: str) -> None:
    """Print a scenario with every default filled in, as it is run."""
    from mom_sim.scenario.printing import plain, resolved_yaml
    from mom_sim.simulation import load_scenario

    resolved = load_scenario(scenario).scenario
    if form == "json":
        click.echo(json.dumps(plain(resolved), indent=2, ensure_ascii=False, allow_nan=False))
    else:
        click.echo(resolved_yaml(resolved), nl=False)
