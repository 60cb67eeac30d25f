"""``mom-sim validate-fit``."""

from __future__ import annotations

from pathlib import Path

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
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line


@click.command(
    "validate-fit",
    short_help="Judge how well a scenario fits an event log.",
    epilog="Example: mom-sim validate-fit loans.yaml later.csv --train earlier.csv",
)
@scenario_argument
@click.argument("log", metavar="LOG_TEST")
@click.option(
    "--train",
    "train_file",
    metavar="LOG",
    help="The log that the scenario was fitted to: for the replay baseline and to find drift.  "
    "[default: the one that the scenario names, beside it or beside LOG_TEST]",
)
@click.option(
    "--map", "map_file", metavar="FILE", help="Which columns of the logs say what, as YAML."
)
@model_option
@count_option(
    "--replications", "Simulated logs to hold beside the test.", default=10, show_default=True
)
@seed_option
@json_option()
def validate_fit_command(
    scenario: str,
    log: str,
    train_file: str | None,
    map_file: str | None,
    model: str | None,
    replications: int,
    seed: int | None,
    json_file: str | None,
) -> None:
    """Judge how well a scenario fits LOG_TEST, a part of the log that the fit has not seen.

    As many cases as the test has are simulated, from its first arrival on; told are their distances
    to the test beside those of a naive forecast, where the time goes, what has changed since the
    training, and what the scenario may be used for. With `--json -` only the JSON is printed.
    """
    targets = [("--json", json_file)]
    check_targets(targets)
    from mom_sim.calibration.judging.distances import check_library
    from mom_sim.calibration.judging.judging_fit import NO_TRAIN, judge_fit
    from mom_sim.calibration.judging.training_log import find_training_log
    from mom_sim.calibration.reading import read_event_log
    from mom_sim.cli.validate_fit_text import validate_fit_text
    from mom_sim.simulation import Study

    check_library()
    study = Study.of(scenario)
    reason = NO_TRAIN
    if train_file is None:
        found_file, reason = find_training_log(scenario, [Path(log).parent])
        train_file = None if found_file is None else str(found_file)
    read = [one for one in (log, train_file, map_file) if one is not None]
    check_inputs_kept(targets, [*study.loaded.files, *read])
    with told_by_option(models="model"):
        study.model(model)
    test = read_event_log(log, map_file)
    train = None if train_file is None else read_event_log(train_file, map_file)
    with told_by_option("replications", "seed"), progress_line("simulated logs") as progress:
        found = judge_fit(
            study,
            test,
            train=train,
            without_train=reason,
            model=model,
            replications=replications,
            seed=seed,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, found.to_json())
    if json_file != STANDARD_OUTPUT:
        show(validate_fit_text(found).rstrip("\n"))
