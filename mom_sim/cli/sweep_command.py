"""``mom-sim sweep``: run a sweep, and look at what is there of it."""

from __future__ import annotations

import click

from mom_sim.cli.command_group import FAILED, INTERRUPTED
from mom_sim.cli.files import STANDARD_OUTPUT, check_inputs_kept, check_targets, write_json
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import count_option, json_option, workers_option
from mom_sim.cli.printing import say, show, wrapped
from mom_sim.cli.progress import progress_line

_folder_argument = click.argument("folder", metavar="DIR")


@click.group(
    "sweep",
    short_help="A study at many points, one store, resumable.",
    epilog="Example: mom-sim sweep run scenarios/sweeps/surge_by_headcount.yaml --out surge_sweep",
)
def sweep_command() -> None:
    """Run one scenario at many points: fields, surges, models and seeds.

    What is finished is kept, whatever ends the run; the same command goes on from there.
    """


@sweep_command.command(
    "run",
    short_help="Carry out what has no result yet.",
    epilog="Example: mom-sim sweep run scenarios/sweeps/surge_by_headcount.yaml --out surge_sweep",
)
@click.argument("sweep", metavar="SWEEP.yaml")
@click.option("--out", "folder", metavar="DIR", required=True, help="Folder of the results.")
@workers_option
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Use the workers of a Dask scheduler that runs already, such as tcp://10.0.0.5:8786.",
)
@json_option("Write how far it is as JSON; - prints it.")
def run_command(
    sweep: str, folder: str, workers: int | None, scheduler: str | None, json_file: str | None
) -> None:
    """Carry out every point of a sweep that has no result yet.

    A point that fails is recorded with its reason, and the others go on. Points whose workers
    end before they are done are tried again; if that goes on, the exit status is 1.
    """
    check_targets([("--json", json_file)])
    if workers is not None and scheduler is not None:
        raise click.BadParameter(
            "is for this machine; leave it out with --scheduler", param_hint="--workers"
        )
    from mom_sim.cli.sweep_text import status_text
    from mom_sim.experiments.sweep.cluster import MISSING, is_installed
    from mom_sim.experiments.sweep.reading import load_sweep
    from mom_sim.experiments.sweep.running import run_sweep

    if not is_installed():
        raise click.UsageError(MISSING)
    loaded = load_sweep(sweep)
    check_inputs_kept([("--json", json_file), ("--out", folder)], loaded.files)
    for warning in loaded.warnings:
        say(wrapped(f"warning: {warning}"))
    try:
        with told_by_option("out", "workers"), progress_line("points") as progress:
            status = run_sweep(
                loaded, folder, workers=workers, scheduler=scheduler, progress=progress
            )
    except KeyboardInterrupt:
        say("interrupted; what is finished is kept, and the same command goes on from there")
        raise click.exceptions.Exit(INTERRUPTED) from None
    write_json(json_file, status.to_json())
    if json_file != STANDARD_OUTPUT:
        show(status_text(status))
    if not status.is_over:
        say("some points were lost with their workers; the same command tries them again")
        raise click.exceptions.Exit(FAILED)


@sweep_command.command(
    "status", short_help="How far a sweep is.", epilog="Example: mom-sim sweep status surge_sweep"
)
@_folder_argument
@json_option()
def status_command(folder: str, json_file: str | None) -> None:
    """Say how many points are done, failed, lost and waiting; also while it runs."""
    check_targets([("--json", json_file)])
    from mom_sim.cli.sweep_text import status_text
    from mom_sim.experiments.sweep.reporting import read_status

    _check_there_is_one(folder)
    status = read_status(folder)
    write_json(json_file, status.to_json())
    if json_file != STANDARD_OUTPUT:
        show(status_text(status))


@sweep_command.command(
    "table",
    short_help="Figures of all points.",
    epilog="Example: mom-sim sweep table surge_sweep --kpi time_to_launch_p90_working_days",
)
@_folder_argument
@click.option(
    "--kpi",
    "kpis",
    metavar="A,B",
    help="Figures by name.  [default: mean time-to-launch, throughput, cost per launch]",
)
@count_option("--rows", "Print so many points at most.", default=40, show_default=True)
@json_option("Write all points as JSON; - prints them.")
def table_command(folder: str, kpis: str | None, rows: int, json_file: str | None) -> None:
    """Print figures with their 95% intervals, a line a point; also while it runs."""
    check_targets([("--json", json_file)])
    from mom_sim.cli.sweep_text import table_text_of
    from mom_sim.experiments.sweep.reporting import read_table

    _check_there_is_one(folder)
    names = None if kpis is None else [name.strip() for name in kpis.split(",")]
    with told_by_option("kpi"):
        table = read_table(folder, names)
    write_json(json_file, table.to_json())
    if json_file != STANDARD_OUTPUT:
        show(table_text_of(table, rows).rstrip("\n"))


@sweep_command.command(
    "plot",
    short_help="A picture of one figure.",
    epilog="Example: mom-sim sweep plot surge_sweep --x surge --out surge.svg",
)
@_folder_argument
@click.option(
    "--kpi",
    metavar="NAME",
    default="time_to_launch_mean_working_days",
    show_default=True,
    help="Figure by name.",
)
@click.option("--x", metavar="FIELD", help="Field along the axis.  [default: the last one]")
@click.option(
    "--out",
    "picture",
    metavar="FILE",
    help="Picture: .svg, .png or .pdf.  [default: the figure's name, .svg]",
)
def plot_command(folder: str, kpi: str, x: str | None, picture: str | None) -> None:
    """Draw a figure over one field, a panel a model, a line for each value of the other fields."""
    from pathlib import Path

    target = picture or f"{kpi}.svg"
    if Path(target).suffix not in (".svg", ".png", ".pdf"):
        raise click.BadParameter(f"{target}: expected .svg, .png or .pdf", param_hint="--out")
    check_targets([("--out", target)])
    from mom_sim.experiments.sweep.reporting import read_table

    _check_there_is_one(folder)
    with told_by_option("kpi", "x"):
        table = read_table(folder, [kpi])
        from mom_sim.plot.sweep import save_sweep

        save_sweep(table, kpi, x, Path(target))
    show(target)


@sweep_command.command(
    "export",
    short_help="The table as CSV and Parquet.",
    epilog="Example: mom-sim sweep export surge_sweep --csv surge.csv --parquet surge.parquet",
)
@_folder_argument
@click.option("--csv", "csv_file", metavar="FILE", help="Write CSV.")
@click.option("--parquet", metavar="FILE", help="Write Parquet.")
def export_command(folder: str, csv_file: str | None, parquet: str | None) -> None:
    """Write the whole table, a row for every figure of every point, in the stated order.

    The same sweep gives the same bytes, however often it was interrupted and on how many workers.
    """
    if csv_file is None and parquet is None:
        raise click.UsageError("nothing to write: give --csv FILE, --parquet FILE, or both")
    for option, target in (("--csv", csv_file), ("--parquet", parquet)):
        if target == STANDARD_OUTPUT:
            raise click.BadParameter("expected the name of a file", param_hint=option)
    check_targets([("--csv", csv_file), ("--parquet", parquet)])
    from mom_sim.experiments.sweep.exporting import export_sweep

    _check_there_is_one(folder)
    done = export_sweep(folder, csv_file=csv_file, parquet=parquet)
    if done.waiting:
        say(f"{done.waiting:,} of {done.points:,} points have no result yet and are left out")


def _check_there_is_one(folder: str) -> None:
    """Refuse a folder without a sweep: that is bad input, not a failed run."""
    from pathlib import Path

    from mom_sim.experiments.sweep.store import DATABASE

    if not (Path(folder) / DATABASE).is_file():
        raise click.BadParameter(
            f"{folder}: holds no sweep; name the folder that `mom-sim sweep run ... --out` was "
            "given",
            param_hint="DIR",
        )
