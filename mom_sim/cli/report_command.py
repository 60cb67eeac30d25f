"""``mom-sim report``."""

from __future__ import annotations

from collections.abc import Sequence

import click

from mom_sim.cli.files import STANDARD_OUTPUT, check_inputs_kept, check_targets, write_text
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    command_line,
    count_option,
    model_names,
    seed_option,
    workers_option,
)
from mom_sim.cli.printing import say
from mom_sim.cli.progress import progress_line


@click.command(
    "report",
    short_help="Write a report that a board can read.",
    epilog="Example: mom-sim report scenarios/minimal.yaml --replications 5 --out report.html",
)
@click.argument("inputs", metavar="RESULT_OR_SCENARIO...", nargs=-1, required=True)
@click.option(
    "--out",
    metavar="FILE",
    required=True,
    help="The report, a file that ends in .html; - prints it.",
)
@click.option(
    "--pdf",
    is_flag=True,
    help="Write it as PDF, too, beside the other file; needs Chrome, Chromium or Edge.",
)
@click.option(
    "--with",
    "extras",
    metavar="A,B",
    default="",
    help="What is run of a scenario beside the comparison: surge, plan, map.",
)
@click.option(
    "--models",
    metavar="A,B|all",
    default="all",
    show_default=True,
    help="Operating models of a scenario by name.",
)
@click.option(
    "--promise",
    "promises",
    metavar="PROMISE",
    multiple=True,
    help="For surge and plan; repeat it for several.  [default: the usual due time]",
)
@count_option("--replications", "Of a scenario's comparison.  [default: the scenario's]")
@seed_option
@workers_option
def report_command(
    inputs: tuple[str, ...],
    out: str,
    pdf: bool,
    extras: str,
    models: str,
    promises: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    workers: int | None,
) -> None:
    """Write a report that a board can read.

    Of a scenario (.yaml) the comparison is run, in calm and with its surges. Of results (.json,
    written by compare, surge, plan, map or sensitivity with `--json`) a section appears for each;
    several of one scenario may be given, and the scenario itself beside them. One file of HTML,
    without scripts and without anything from elsewhere; same inputs, same bytes.
    """
    from mom_sim.report.pdf import find_browser, print_pdf, refuse_without_browser

    pdf_file = _pdf_beside(out) if pdf else None
    targets = [("--out", out), ("--pdf", pdf_file)]
    check_targets(targets)
    if out != STANDARD_OUTPUT and not out.lower().endswith((".html", ".htm")):
        raise click.BadParameter(f"{out}: a report ends in .html", param_hint="--out")
    check_inputs_kept(targets, inputs)
    browser = find_browser()
    if pdf:
        refuse_without_browser(browser)
    from mom_sim.plot.pictures import check_matplotlib
    from mom_sim.report.making import make_report
    from mom_sim.report.reading.files import read_inputs

    check_matplotlib()
    read = read_inputs(inputs)
    if read.study is not None:
        check_inputs_kept(targets, read.study.loaded.files)
    _refuse_idle_options(read.is_scenario_alone)
    with (
        told_by_option("models", "replications", "promise", "with"),
        progress_line("runs") as progress,
    ):
        made = read.complete(
            models=None if models.strip() == "all" else model_names(models),
            replications=replications,
            seed=seed,
            extras=_names(extras),
            promises=promises,
            workers=workers,
            progress=progress,
            command=_command(),
        )
        page = make_report(*made.results, study=made.study, command=_command(), notes=made.notes)
    write_text(out, page)
    if pdf_file is not None and browser is not None:
        print_pdf(page, pdf_file, browser)
    for name in (out, pdf_file):
        if name not in (None, STANDARD_OUTPUT):
            say(f"{name} is written")


def _pdf_beside(out: str) -> str:
    if out == STANDARD_OUTPUT:
        raise click.BadParameter(
            "a PDF goes beside the report; name a file with --out", param_hint="--pdf"
        )
    return f"{out.rpartition('.')[0] or out}.pdf"


def _command() -> list[str]:
    """What makes the report again, whatever its file is called: same inputs, same bytes."""
    kept = [argument for argument in command_line() if argument != "--pdf"]
    return [*kept, "--out", "report.html"]


def _names(written: str) -> Sequence[str]:
    return [name.strip() for name in written.split(",") if name.strip()]


def _refuse_idle_options(is_scenario_alone: bool) -> None:
    """Refuse options that say how to run, where results are given that were run already."""
    if is_scenario_alone:
        return
    context = click.get_current_context()
    default = click.core.ParameterSource.DEFAULT
    for name in ("models", "replications", "seed", "promises", "extras"):
        if context.get_parameter_source(name) is not default:
            option = {"promises": "--promise", "extras": "--with"}.get(name, f"--{name}")
            raise click.BadParameter(
                "is for a scenario alone; these results have been run already: leave it out",
                param_hint=option,
            )
