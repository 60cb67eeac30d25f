"""``mom-sim plan``."""

from __future__ import annotations

import sys

import click

from mom_sim.cli.command_group import INTERRUPTED
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
from mom_sim.cli.printing import say, show
from mom_sim.cli.progress import progress_line


@click.command(
    "plan",
    short_help="The cheapest staffing that keeps a promise.",
    epilog='Example: mom-sim plan scenarios/minimal.yaml --promise "p90 time-to-launch <= 12 '
    'working days"',
)
@scenario_argument
@model_option
@click.option(
    "--promise",
    "promises",
    multiple=True,
    metavar="TEXT",
    help='What has to be kept, such as "p90 time-to-launch <= 20 working days"; may be repeated.',
)
@click.option(
    "--budget", metavar="MONEY", help="Most that all positions may cost a year, such as 1.2M."
)
@click.option("--roles", metavar="A,B", help="Roles whose headcount may change.  [default: all]")
@click.option(
    "--levers",
    metavar="A,B",
    help="agency, overtime, freelancers: compared on and off, beside those the scenario states.",
)
@click.option(
    "--confidence",
    metavar="SHARE",
    default="90%",
    show_default=True,
    help="With which every promise has to be kept.",
)
@count_option(
    "--replications",
    "Of the verification, and most of a staffing in the search.  [default: the scenario's, 10 to "
    "20]",
)
@seed_option
@workers_option
@json_option()
@click.option(
    "--figure", "figure_file", metavar="FILE", help="Draw front and marginal values (.svg, .png)."
)
def plan_command(
    scenario: str,
    model: str | None,
    promises: tuple[str, ...],
    budget: str | None,
    roles: str | None,
    levers: str | None,
    confidence: str,
    replications: int | None,
    seed: int | None,
    workers: int | None,
    json_file: str | None,
    figure_file: str | None,
) -> None:
    """Find the cheapest headcounts that keep every promise.

    Queueing formulas give the start and the bounds, simulation under the same luck the answer; it
    is verified on seeds that the search never saw. Also: what one more person of each role is
    worth, cost against p90, what the next surge does, and levers beside headcount. With `--json -`
    only the JSON is printed. Ctrl-C keeps what is finished: before a staffing is verified, the one
    that comes closest so far.
    """
    targets = [("--json", json_file), ("--figure", figure_file)]
    check_targets(targets)
    share = _share(confidence)
    from mom_sim.cli.plan_output import load_line, plan_output
    from mom_sim.experiments.capacity.planning import plan_capacity
    from mom_sim.simulation import Study

    study = Study.of(scenario)
    check_inputs_kept(targets, study.loaded.files)
    if figure_file is not None:
        from mom_sim.plot.pictures import check_format

        with told_by_option("figure"):
            check_format(figure_file)
    with (
        told_by_option(
            "model", "promise", "budget", "roles", "levers", "confidence", "replications"
        ),
        progress_line("runs") as progress,
    ):
        if sys.stderr.isatty():
            say(load_line(study, model))
        plan = plan_capacity(
            study,
            model,
            promises,
            budget=budget,
            roles=_names(roles),
            levers=_names(levers) or (),
            confidence=share,
            replications=replications,
            seed=seed,
            workers=workers,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, plan.to_json())
    if figure_file is not None:
        from mom_sim.plot.capacity import write_capacity

        write_capacity(plan, figure_file)
    if json_file != STANDARD_OUTPUT:
        show(plan_output(plan, study.scenario).rstrip("\n"))
    if plan.was_interrupted:
        say("interrupted")
        raise click.exceptions.Exit(INTERRUPTED)


def _names(written: str | None) -> list[str] | None:
    if written is None:
        return None
    return [name for one in written.split(",") if (name := one.strip())]


def _share(written: str) -> float:
    text = written.strip()
    try:
        return float(text.removesuffix("%")) / (100.0 if text.endswith("%") else 1.0)
    except ValueError:
        raise click.BadParameter(
            f'expected a share such as 90%, got "{written}"', param_hint="--confidence"
        ) from None
