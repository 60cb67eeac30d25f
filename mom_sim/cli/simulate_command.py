"""``mom-sim simulate``."""

from __future__ import annotations

import click

from mom_sim.cli.files import (
    STANDARD_OUTPUT,
    check_inputs_kept,
    check_log_folder,
    check_targets,
    write_json,
)
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    ENGINE_NAMES,
    command_line,
    count_option,
    json_option,
    model_option,
    scenario_argument,
    seed_option,
)
from mom_sim.cli.printing import show


@click.command(
    "simulate",
    short_help="Run one replication of one operating model.",
    epilog="Example: mom-sim simulate scenarios/minimal.yaml --model functional --replication 2",
)
@scenario_argument
@model_option
@seed_option
@click.option(
    "--engine",
    type=click.Choice(ENGINE_NAMES),
    default="auto",
    show_default=True,
    help="Every engine gives the same log; auto takes the fastest that is there.",
)
@count_option(
    "--replication",
    "Which replication, with the luck that it has in a comparison.",
    default=1,
    show_default=True,
)
@click.option(
    "--log", "log_folder", metavar="FOLDER", help="Write the log's tables as CSV into it."
)
@json_option("Write the figures as JSON; - prints them.")
def simulate_command(
    scenario: str,
    model: str | None,
    seed: int | None,
    engine: str,
    replication: int,
    log_folder: str | None,
    json_file: str | None,
) -> None:
    """Run one replication of one operating model.

    Prints a summary; `--log` keeps everything that happened. With `--json -` only the JSON is
    printed.
    """
    check_targets([("--json", json_file)])
    check_log_folder("--log", log_folder)
    from mom_sim.cli.simulation_text import outcomes_of, simulation_json, simulation_text
    from mom_sim.log.export import write_csv
    from mom_sim.metrics.summarizing import summarize
    from mom_sim.metrics.trust import warnings_of
    from mom_sim.simulation import Study, simulate

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file), ("--log", log_folder)], study.loaded.files)
    with told_by_option(models="model"):
        study.model(model)
    simulation = simulate(
        study, model, seed=seed, replication=replication, engine=engine, command=command_line()
    )
    summary = summarize([simulation.measurement])
    kpis = {name: one.in_currency(study.scenario.currency) for name, one in summary.items()}
    outcomes = outcomes_of(simulation.measurement)
    if log_folder is not None:
        write_csv(simulation.log, log_folder)
    warnings = [
        *study.loaded.warnings,
        *simulation.plan.warnings,
        *warnings_of([simulation.measurement]),
    ]
    write_json(json_file, simulation_json(simulation, kpis, outcomes, warnings))
    if json_file != STANDARD_OUTPUT:
        text = simulation_text(simulation, kpis, outcomes, study.scenario, warnings)
        show(text.rstrip("\n"))
