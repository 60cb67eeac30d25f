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
    scenario_argument,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import show
from mom_sim.cli.progress import progress_line

if TYPE_CHECKING:
    from mom_sim.experiments.comparison import Comparison


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
    seed: int | None,
    surge: float | None,
    workers: int | None,
    json_file: str | None,
    csv_file: str | None,
) -> None:
    """Compare operating models on the same campaigns.

    Prints figures with 95% intervals, paired differences, bottlenecks and warnings. With
    `--json -` or `--csv -` only that is printed.
    """
    check_targets([("--json", json_file), ("--csv", csv_file)])
    names = _names(models)
    from mom_sim.cli.comparison_text import comparison_text
    from mom_sim.experiments.comparing import compare
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept([("--json", json_file), ("--csv", csv_file)], study.loaded.files)
    with (
        told_by_option("models", "replications", "surge"),
        progress_line("replications") as progress,
    ):
        comparison = compare(
            study,
            names,
            replications=replications,
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


def _names(written: str) -> list[str] | None:
    names = [name.strip() for name in written.split(",")]
    if names == ["all"]:
        return None
    if not all(names):
        raise click.BadParameter(
            "expected names with commas between them, or all", param_hint="--models"
        )
    return list(dict.fromkeys(names))


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
