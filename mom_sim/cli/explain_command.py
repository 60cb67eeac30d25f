"""``mom-sim explain``."""

from __future__ import annotations

import click

from mom_sim.cli.files import STANDARD_OUTPUT, check_inputs_kept, check_targets, write_json
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    command_line,
    count_option,
    json_option,
    scenario_argument,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line


@click.command(
    "explain",
    short_help="Tell why two models differ, campaign by campaign.",
    epilog="Example: mom-sim explain scenarios/minimal.yaml --models centralized,decentralized "
    "--replications 2",
)
@scenario_argument
@click.option(
    "--models",
    metavar="A,B",
    required=True,
    help="Two operating models by name; differences are the second less the first.",
)
@click.option(
    "--campaign",
    metavar="ID",
    help="One campaign, both its lives side by side.  [default: all that are measured]",
)
@seed_option
@count_option(
    "--replication",
    "This replication only, with the luck that it has in a comparison.  [default: 1 with "
    "`--campaign`]",
)
@count_option(
    "--replications",
    "How many replications, from the first.  [default: 5, or the scenario's number if less]",
)
@click.option(
    "--surge",
    metavar="FACTOR",
    type=float,
    help="Surges of this factor in place of the scenario's; in its surge window, or in eight "
    "weeks.  [default: as the scenario is written]",
)
@workers_option
@json_option()
def explain_command(
    scenario: str,
    models: str,
    campaign: str | None,
    seed: int | None,
    replication: int | None,
    replications: int | None,
    surge: float | None,
    workers: int | None,
    json_file: str | None,
) -> None:
    """Tell why two operating models differ, on the same campaigns with the same luck.

    Prints how the campaigns end in each, the mean difference of their time-to-launch by cause with
    95% intervals, and the five campaigns that differ most. With `--campaign` both lives of one
    campaign, on one time axis and step by step. With `--json -` only the JSON is printed.
    """
    check_targets([("--json", json_file)])
    a, b = _two(models)
    from mom_sim.cli.explanation_text import explanation_text
    from mom_sim.experiments.explaining import explain
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file)], study.loaded.files)
    with (
        told_by_option("models", "campaign", "replication", "replications", "surge"),
        progress_line("replications") as progress,
    ):
        explanation = explain(
            study,
            a,
            b,
            campaign=campaign,
            replication=replication,
            replications=replications,
            seed=seed,
            surge=surge,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, explanation.to_json())
    if json_file != STANDARD_OUTPUT:
        show(explanation_text(explanation, study.scenario).rstrip("\n"))


def _two(written: str) -> tuple[str, str]:
    names = [name.strip() for name in written.split(",")]
    if len(names) != 2 or not all(names):
        raise click.BadParameter(
            f"expected two names with a comma between them, such as centralized,hybrid; got "
            f'"{written}"',
            param_hint="--models",
        )
    return names[0], names[1]
