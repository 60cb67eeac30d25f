"""``mom-sim validate``."""

from __future__ import annotations

import click

from mom_sim.cli.options import scenario_argument
from mom_sim.cli.printing import show
from mom_sim.cli.warning_lines import warning_lines


@click.command(
    "validate",
    short_help="Check a scenario; print all faults at once.",
    epilog="Example: mom-sim validate scenarios/minimal.yaml",
)
@scenario_argument
def validate_command(scenario: str) -> None:
    """Check a scenario and every operating model on it; print all faults at once."""
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    of_models = [(name, study.plan(name).warnings) for name in study.models]
    lines = list(warning_lines(study.loaded.warnings, of_models, list(study.models)))
    show(f"{scenario}: no faults; look at:" if lines else f"{scenario}: fine")
    for line in lines:
        show(line)
