"""``mom-sim sensitivity``."""

from __future__ import annotations

from collections.abc import Sequence

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
METHODS = ("tornado", "morris", "sobol")
"""As in `mom_sim.experiments.sensitivity.result`, spelled out so that help needs no import."""


@click.command(
    "sensitivity",
    short_help="Find the inputs that decide the answer.",
    epilog="Example: mom-sim sensitivity scenarios/minimal.yaml --models centralized,functional "
    "--inputs hand_off.between_teams,people.design.headcount --replications 5",
)
@scenario_argument
@click.option(
    "--models",
    "--model",
    metavar="A,B",
    help="Operating models; the first is compared with the others.  [default: the scenario's own]",
)
@click.option("--kpi", metavar="NAME", default=KPI, show_default=True, help="The figure.")
@click.option(
    "--inputs",
    metavar="PATH[=LOW:HIGH],...",
    default="default",
    show_default=True,
    help="Inputs by their path, as in `sources`, alone or with a range; default: all uncertain "
    "ones, of which those that matter most are looked at closely.",
)
@click.option("--method", type=click.Choice(METHODS), default=METHODS[0], show_default=True)
@count_option(
    "--replications",
    "Replications of every point.  [default: 10 for tornado, 2 for morris and sobol]",
)
@count_option("--trajectories", "For morris.", default=10, show_default=True)
@count_option("--samples", "For sobol: a power of 2.", default=64, show_default=True)
@count_option(
    "--most",
    "How many of the uncertain inputs are looked at closely.  [default: 12, 10 and 6 by method]",
)
@seed_option
@workers_option
@json_option()
@click.option(
    "--csv", "csv_file", metavar="FILE", help="Write the effects as a table; - prints it."
)
@click.option(
    "--figure", metavar="FILE", help="Draw the tornado: a file that ends in .svg, .png or .pdf."
)
def sensitivity_command(
    scenario: str,
    models: str | None,
    kpi: str,
    inputs: str,
    method: str,
    replications: int | None,
    trajectories: int,
    samples: int,
    most: int | None,
    seed: int | None,
    workers: int | None,
    json_file: str | None,
    csv_file: str | None,
    figure: str | None,
) -> None:
    """Find the inputs that decide a figure of a model, or the difference of models.

    Tornado: one input at a time, at both ends of its range. Morris: elementary effects, wherever
    the other inputs stand. Sobol: shares of the variance. Runs are paired: the same luck at every
    point; what luck leaves open is told apart. With `--json -` or `--csv -` only that is printed.
    """
    targets = [("--json", json_file), ("--csv", csv_file), ("--figure", figure)]
    if figure is not None and (figure == STANDARD_OUTPUT or method != METHODS[0]):
        message = "a picture goes to a file; name one"
        if method != METHODS[0]:
            message = f"only a tornado is drawn; leave out --figure or --method {method}"
        raise click.BadParameter(message, param_hint="--figure")
    check_targets(targets)
    from mom_sim.cli.sensitivity_text import sensitivity_text
    from mom_sim.experiments.sensitivity.measuring import measure_sensitivity
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept(targets, study.loaded.files)
    options = ("models", "replications", "kpi", "inputs", "method", "samples", "trajectories")
    if figure is not None:
        from mom_sim.plot.pictures import check_format

        with told_by_option("figure"):
            check_format(figure)
    with told_by_option(*options, "most"), progress_line("replications") as progress:
        found = measure_sensitivity(
            study,
            None if models is None else _listed(models, "--models"),
            kpi=kpi,
            inputs=None if inputs == "default" else _listed(inputs, "--inputs"),
            method=method,
            replications=replications,
            trajectories=trajectories,
            samples=samples,
            most=most,
            seed=seed,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, found.to_json())
    if csv_file is not None:
        write_text(csv_file, found.frame.to_csv(index=False, lineterminator="\n"))
    if figure is not None:
        from mom_sim.plot.sensitivity import write_tornado

        write_tornado(found, figure)
    if STANDARD_OUTPUT not in (json_file, csv_file):
        show(sensitivity_text(found, study.scenario.currency).rstrip("\n"))
    if found.is_interrupted:
        say("interrupted")
        raise click.exceptions.Exit(INTERRUPTED)


def _listed(written: str, option: str) -> Sequence[str]:
    """Names with commas between them; commas inside brackets are a distribution's."""
    parts, depth = [""], 0
    for sign in written:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    names = [part.strip() for part in parts]
    if not all(names):
        raise click.BadParameter("expected names with commas between them", param_hint=option)
    return names
