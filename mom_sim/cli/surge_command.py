"""``mom-sim surge``."""

from __future__ import annotations

import click

from mom_sim.cli.command_group import INTERRUPTED
from mom_sim.cli.files import (
    STANDARD_OUTPUT,
    check_inputs_kept,
    check_targets,
    write_json,
    write_text,
)
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    command_line,
    count_option,
    json_option,
    model_names,
    scenario_argument,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import say, show
from mom_sim.cli.progress import progress_line

MOST_STEPS = 1000


@click.command(
    "surge",
    short_help="At which surge each operating model breaks its promise.",
    epilog="Example: mom-sim surge scenarios/minimal.yaml --models centralized,hybrid "
    '--promise "p90 time-to-launch <= 30 working days" --replications 5',
)
@scenario_argument
@click.option(
    "--models",
    metavar="A,B|all",
    default="all",
    show_default=True,
    help="Operating models by name: the archetypes and the scenario's own.",
)
@click.option(
    "--factors",
    metavar="FROM:TO:STEP",
    default="1:3:0.25",
    show_default=True,
    help="Surges of the degradation curve; or factors with commas between them.",
)
@click.option(
    "--weeks",
    metavar="W,W",
    help="Lengths of the surge.  [default: the scenario's surge, or 8]",
)
@click.option(
    "--promise",
    "promises",
    metavar="PROMISE",
    multiple=True,
    help='What must hold, such as "p90 time-to-launch <= 20 working days"; repeat it for several.  '
    "[default: the usual due time]",
)
@count_option(
    "--replications",
    "How often the study is repeated with other luck.  [default: the scenario's, at most 10]",
)
@seed_option
@workers_option
@json_option()
@click.option(
    "--csv",
    "csv_file",
    metavar="FILE",
    help="Write breaking points and curves as a table; - prints it.",
)
@click.option(
    "--figure",
    "figure_file",
    metavar="FILE",
    help="Draw the degradation curves of the first promise (.svg, .png).",
)
def surge_command(
    scenario: str,
    models: str,
    factors: str,
    weeks: str | None,
    promises: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    workers: int | None,
    json_file: str | None,
    csv_file: str | None,
    figure_file: str | None,
) -> None:
    """Find the surge at which each operating model breaks its promise.

    Surges of growing factors go through every model with the same luck; the breaking point is found
    by root search. Beside it: how much more demand every week is kept, weeks to recover, the
    backlog's peak, campaigns late, and where the bottleneck moves. With `--json -` or `--csv -`
    only that is printed.
    """
    targets = [("--json", json_file), ("--csv", csv_file), ("--figure", figure_file)]
    check_targets(targets)
    names = None if models.strip() == "all" else model_names(models)
    grid = _factors(factors)
    lengths = None if weeks is None else _numbers(weeks, "--weeks", "4,8,12")
    from mom_sim.cli.surge_text import surge_text
    from mom_sim.experiments.surge.measuring import measure_surges
    from mom_sim.simulation import Study

    if figure_file is not None:
        from mom_sim.plot.pictures import check_format

        with told_by_option("figure"):
            check_format(figure_file)
    study = Study.of(scenario)
    check_inputs_kept(targets, study.loaded.files)
    with (
        told_by_option("models", "factors", "weeks", "promise", "replications"),
        progress_line("runs") as progress,
    ):
        found = measure_surges(
            study,
            names,
            factors=grid,
            weeks=lengths,
            promises=promises,
            replications=replications,
            seed=seed,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, found.to_json())
    if csv_file is not None:
        write_text(csv_file, found.frame.to_csv(index=False, lineterminator="\n"))
    if figure_file is not None:
        from mom_sim.plot.surge import write_surge

        write_surge(found, figure_file)
    if STANDARD_OUTPUT not in (json_file, csv_file):
        show(surge_text(found, study.scenario).rstrip("\n"))
    if found.was_interrupted:
        say("interrupted")
        raise click.exceptions.Exit(INTERRUPTED)


def _factors(written: str) -> list[float]:
    """Factors from ``FROM:TO:STEP``, the end included, or a list."""
    if ":" not in written:
        return _numbers(written, "--factors", "1:3:0.25 or 1,1.5,2")
    parts = _numbers(written, "--factors", "1:3:0.25 or 1,1.5,2", sign=":")
    if len(parts) != 3:
        raise click.BadParameter(
            f"expected FROM:TO:STEP, such as 1:3:0.25, got {written}", param_hint="--factors"
        )
    first, last, step = parts
    if not (step > 0 and last >= first and (last - first) / step <= MOST_STEPS):
        raise click.BadParameter(
            f"expected a step above 0, an end that is not below the beginning, and at most "
            f"{MOST_STEPS} steps, got {written}",
            param_hint="--factors",
        )
    count = int((last - first) / step + 1e-9) + 1
    return [round(first + place * step, 9) for place in range(count)]


def _numbers(written: str, option: str, example: str, *, sign: str = ",") -> list[float]:
    try:
        return [float(part) for part in written.split(sign)]
    except ValueError:
        raise click.BadParameter(
            f"expected numbers, such as {example}, got {written!r}", param_hint=option
        ) from None
