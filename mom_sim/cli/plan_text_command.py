"""``mom-sim plan-text``."""

from __future__ import annotations

import click

from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import model_option, scenario_argument
from mom_sim.cli.printing import show


@click.command(
    "plan-text",
    short_help="Print what an operating model compiles to.",
    epilog="Example: mom-sim plan-text scenarios/minimal.yaml --model hybrid",
)
@scenario_argument
@model_option
def plan_text_command(scenario: str, model: str | None) -> None:
    """Print what an operating model compiles to: what the engines carry out."""
    from mom_sim.plan.printing import plan_text
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    with told_by_option(models="model"):
        study.model(model)
    show(plan_text(study.plan(model)).rstrip("\n"))
