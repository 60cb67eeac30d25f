"""``mom-sim compare``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

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
    within,
    workers_option,
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison
    from mom_sim.experiments.precision import PrecisionGoal


@click.command(
    "compare",
    short_help="Compare operating models on the same campaigns.",
    epilog="Example: mom-sim compare scenarios/minimal.yaml --models centralized,functional "
    "--replications 5",
)
@scenario_argument
@click.option(
    "--models",
    metavar="A,B|all",
    default="all",
    show_default=True,
    help="Operating models by name: the archetypes and the scenario's own.",
)
@count_option(
    "--replications",
    "How often the study is repeated with other luck.  [default: the scenario's]",
)
@click.option(
    "--precision",
    metavar="2%",
    help="Add replications until no 95% interval is wider than that to either side, relative to "
    "its figure; --replications are then those of the first round.",
)
@click.option(
    "--kpi",
    "kpis",
    metavar="NAME",
    multiple=True,
    help="Figure that has to be so precise, with its differences; may be repeated.  [default: "
    "median time-to-launch and throughput]",
)
@count_option("--at-most", "Replications at which --precision gives up.  [default: 200]")
@click.option(
    "--promise",
    "promises",
    metavar="TEXT",
    multiple=True,
    help='Say how probable each model keeps it, such as "p90 time-to-launch <= 20 working days"; '
    "may be repeated.",
)
@click.option(
    "--inputs",
    metavar="N",
    type=int,
    callback=within(0),
    default=0,
    help="Draws of the inputs that are uncertain: how far the figures move, and which model wins "
    "in how many draws.  [default: 0, inputs as they are]",
)
@seed_option
@click.option(
    "--surge",
    metavar="FACTOR",
    type=float,
    help="Calm beside a surge of this factor in the scenario's surge window, or in eight weeks.",
)
@workers_option
@json_option()
@click.option(
    "--csv",
    "csv_file",
    metavar="FILE",
    help="Write figures and differences as a table; - prints it.",
)
def compare_command(
    scenario: str,
    models: str,
    replications: int | None,
    precision: str | None,
    kpis: tuple[str, ...],
    at_most: int | None,
    promises: tuple[str, ...],
    inputs: int,
    seed: int | None,
    surge: float | None,
    workers: int | None,
    json_file: str | None,
    csv_file: str | None,
) -> None:
    """Compare operating models on the same campaigns.

    Prints which model is best by each figure and how sure that is, figures with 95% intervals,
    paired differences, bottlenecks and warnings. With `--json -` or `--csv -` only that is printed.
    """
    check_targets([("--json", json_file), ("--csv", csv_file)])
    names = model_names(models)
    from mom_sim.cli.comparison_text import comparison_text
    from mom_sim.experiments.comparing import compare
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file), ("--csv", csv_file)], study.loaded.files)
    with (
        told_by_option(
            "models", "replications", "surge", "precision", "kpi", "at-most", "promise", "inputs"
        ),
        progress_line("replications") as progress,
    ):
        comparison = compare(
            study,
            names,
            replications=replications,
            precision=_precision(precision, kpis, at_most),
            promises=promises,
            inputs=inputs,
            seed=seed,
            surge=surge,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, comparison.to_json())
    if csv_file is not None:
        write_text(csv_file, _csv(comparison))
    if STANDARD_OUTPUT not in (json_file, csv_file):
        show(comparison_text(comparison, study.scenario).rstrip("\n"))


def _precision(
    written: str | None, kpis: tuple[str, ...], at_most: int | None
) -> PrecisionGoal | None:
    """How precise figures shall be, if anybody asked."""
    from mom_sim.experiments.precision import PrecisionGoal, goal_of

    if written is None:
        for value, name in ((kpis, "--kpi"), (at_most, "--at-most")):
            if value:
                raise click.BadParameter(
                    "says how --precision is meant; give that, too", param_hint=name
                )
        return None
    goal = goal_of(written)
    return PrecisionGoal(goal.relative, kpis or goal.kpis, at_most or goal.at_most)


def _csv(comparison: Comparison) -> str:
    """Figures and paired differences, one a line; then those of each campaign type, if several."""
    import pandas as pd

    keys = ["model", "comparison", "condition", "kpi"]
    differences = comparison.paired_differences.rename(
        columns={name: f"difference_{name}" for name in ("estimate", "low", "high", "reason")}
    )
    table = pd.merge(comparison.kpis, differences, how="outer", on=keys, validate="one_to_one")
    table.insert(keys.index("kpi"), "campaign_type", "")
    by_type = comparison.table("by_type").rename(columns={"figure": "kpi"})
    if by_type["campaign_type"].nunique() > 1:
        table = pd.concat([table, by_type], ignore_index=True)
    return table.to_csv(index=False, lineterminator="\n")
