"""``mom-sim measure``."""

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
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line


@click.command(
    "measure",
    short_help="Measure one model over many replications, no log.",
    epilog="Example: mom-sim measure scenarios/minimal.yaml --model functional --replications 50",
)
@scenario_argument
@model_option
@count_option("--replications", "How many.  [default: the scenario's]")
@seed_option
@count_option(
    "--threads", "Threads; the result does not depend on it.  [default: one per processor]"
)
@json_option("Write all figures as JSON; - prints them.")
def measure_command(
    scenario: str,
    model: str | None,
    replications: int | None,
    seed: int | None,
    threads: int | None,
    json_file: str | None,
) -> None:
    """Measure one operating model over many replications, without a log.

    Nothing is kept of a campaign that is over but sums and histograms, so that millions of
    campaigns take no more memory than thousands. Tells how requests end, how long they take and on
    what, and how busy teams are, with intervals; quantiles are within 0.1%. Teams are told as
    wholes: `compare` and `simulate` tell their skills apart, and `simulate` keeps what happened.
    """
    check_targets([("--json", json_file)])
    from mom_sim.cli.measure_text import measure_json, measure_text
    from mom_sim.experiments.provenance_of_runs import record_of_runs
    from mom_sim.experiments.statistics_only import measure_without_log
    from mom_sim.metrics.trust_without_log import warnings_without_log
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file)], study.loaded.files)
    with told_by_option(models="model"):
        study.model(model)
    count = replications or study.scenario.run.replications
    with progress_line("replications") as progress:
        found = measure_without_log(
            study,
            model,
            seed=seed,
            replications=count,
            threads=threads,
            progress=(lambda share: progress(int(share * count), count)) if progress else None,
        )
    plan = study.plan(model)
    warnings = [*study.loaded.warnings, *plan.warnings, *warnings_without_log(found)]
    provenance = record_of_runs(
        study,
        {"plan_hash": study.plan_hash(plan), "replications": count},
        engine="compiled",
        seed=found.seed,
        command=command_line(),
        model=found.model,
    )
    write_json(json_file, measure_json(found, provenance, warnings))
    if json_file != STANDARD_OUTPUT:
        show(measure_text(found, study.scenario, warnings).rstrip("\n"))
