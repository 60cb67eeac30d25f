"""``mom-sim schema``."""

from __future__ import annotations

import click


@click.command(
    "schema",
    short_help="Print the JSON Schema of scenario files.",
    epilog="Example: mom-sim schema",
)
def schema_command() -> None:
    """Print the JSON Schema of scenario files, for completion in editors."""
    from mom_sim.scenario.json_schema import schema_text

    click.echo(schema_text(), nl=False)
