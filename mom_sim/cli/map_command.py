"""``mom-sim map``."""

from __future__ import annotations

from pathlib import Path

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
    scenario_argument,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import say, show
from mom_sim.cli.progress import progress_line

KPI = "time_to_launch_p50_working_days"
_AXIS = "PATH=LOW:HIGH:N"


@click.command(
    "map",
    short_help="Map which model wins over two inputs.",
    epilog="Example: mom-sim map scenarios/minimal.yaml --x campaigns.*.demand=x0.8:x1.4:3 "
    "--y 'hand_off.between_teams=0.5 working days:2 working days:3' "
    "--models centralized,functional --replications 2",
)
@scenario_argument
@click.option("--x", metavar=_AXIS, required=True, help="Input across, with N values.")
@click.option("--y", metavar=_AXIS, required=True, help="Input up, with N values.")
@click.option(
    "--models", metavar="A,B|all", default="all", show_default=True, help="Operating models."
)
@click.option(
    "--kpi", metavar="NAME", default=KPI, show_default=True, help="The figure models are ranked by."
)
@count_option("--replications", "Replications of every cell.  [default: the scenario's, at most 5]")
@seed_option
@workers_option
@json_option()
@click.option("--csv", "csv_file", metavar="FILE", help="Write the cells as a table; - prints it.")
@click.option(
    "--figure", metavar="FILE", help="Draw the map: a file that ends in .svg, .png or .pdf."
)
def map_command(
    scenario: str,
    x: str,
    y: str,
    models: str,
    kpi: str,
    replications: int | None,
    seed: int | None,
    workers: int | None,
    json_file: str | None,
    csv_file: str | None,
    figure: str | None,
) -> None:
    """Map which model wins over two inputs, and how sure that is.

    Every cell of the grid is a scenario with two other values, run for all models with the same
    luck. Shown: the best model, the probability that it is truly the best, and where the answer
    flips. With `--json -` or `--csv -` only that is printed.
    """
    targets = [("--json", json_file), ("--csv", csv_file), ("--figure", figure)]
    if figure == STANDARD_OUTPUT:
        raise click.BadParameter("a picture goes to a file; name one", param_hint="--figure")
    check_targets(targets)
    from mom_sim.cli.map_text import map_text
    from mom_sim.experiments.decision_map.making import make_decision_map
    from mom_sim.plot.decision_map import write_map
    from mom_sim.plot.pictures import check_format
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept(targets, study.loaded.files)
    with told_by_option("models", "replications", "kpi", "x", "y", "figure"):
        if figure is not None:
            check_format(figure, suffix=Path(figure).suffix.lower())
        with progress_line("cells") as progress:
            found = make_decision_map(
                study,
                x,
                y,
                None if models == "all" else [name.strip() for name in models.split(",")],
                kpi=kpi,
                replications=replications,
                seed=seed,
                workers=workers,
                progress=progress,
                command=command_line(),
            )
    write_json(json_file, found.to_json())
    if csv_file is not None:
        write_text(csv_file, found.frame.to_csv(index=False, lineterminator="\n"))
    if figure is not None:
        write_map(figure, found)
    if STANDARD_OUTPUT not in (json_file, csv_file):
        show(map_text(found, study.scenario.currency).rstrip("\n"))
    if found.is_interrupted:
        say("interrupted")
        raise click.exceptions.Exit(INTERRUPTED)
