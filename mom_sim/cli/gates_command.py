"""``mom-sim gates``."""

from __future__ import annotations

import click

from mom_sim.cli.files import STANDARD_OUTPUT, check_inputs_kept, check_targets, write_json
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    command_line,
    count_option,
    json_option,
    model_option,
    scenario_argument,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line


@click.command(
    "gates",
    short_help="What each gate costs in days and stops in defects.",
    epilog="Example: mom-sim gates scenarios/minimal.yaml --model functional --replications 5",
)
@scenario_argument
@model_option
@count_option(
    "--replications",
    "How often the study is repeated with other luck.  [default: the scenario's, at most 10]",
)
@seed_option
@click.option(
    "--surge",
    metavar="FACTOR",
    type=float,
    help="Under a surge of this factor in the scenario's surge window, or in eight weeks.",
)
@workers_option
@json_option()
def gates_command(
    scenario: str,
    model: str | None,
    replications: int | None,
    seed: int | None,
    surge: float | None,
    workers: int | None,
    json_file: str | None,
) -> None:
    """Say what each gate costs in days of time-to-launch and how many defects it stops.

    Gates are removed under the same luck, in every order of removal (with more than six gates, in
    ten random orders a replication). The gates' figures add up to the difference between all gates
    and none. Every replication takes a run for each set of gates. With `--json -` only the JSON is
    printed.
    """
    check_targets([("--json", json_file)])
    from mom_sim.cli.gates_text import gates_text
    from mom_sim.experiments.gates.worth import measure_gates
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file)], study.loaded.files)
    with told_by_option("model", "replications", "surge"), progress_line("runs") as progress:
        analysis = measure_gates(
            study,
            model,
            replications=replications,
            seed=seed,
            surge=surge,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, analysis.to_json())
    if json_file != STANDARD_OUTPUT:
        show(gates_text(analysis, study.scenario).rstrip("\n"))
