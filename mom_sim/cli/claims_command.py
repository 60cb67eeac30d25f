"""``mom-sim claims``."""

from __future__ import annotations

import click

from mom_sim.cli.command_group import BAD_INPUT, INTERRUPTED
from mom_sim.cli.files import STANDARD_OUTPUT, check_targets, write_json
from mom_sim.cli.option_faults import told_by_option
from mom_sim.cli.options import (
    LARGEST_SEED,
    command_line,
    count_option,
    json_option,
    within,
    workers_option,
)
from mom_sim.cli.printing import say, show
from mom_sim.cli.progress import progress_line
from mom_sim.errors import ScenarioError


@click.command(
    "claims",
    short_help="Put what is said of operating models to the test.",
    epilog="Example: mom-sim claims 5.7c",
)
@click.argument("ids", metavar="[ID]...", nargs=-1)
@count_option(
    "--replications",
    "How often each set-up is repeated with other luck.  [default: each claim's own]",
)
@click.option(
    "--seed",
    type=int,
    metavar="N",
    callback=within(0, LARGEST_SEED),
    help="Seed of everything that chance decides.  [default: that of docs/claims.md]",
)
@workers_option
@click.option(
    "--no-flips", is_flag=True, help="Do not look for the values of inputs that turn a claim."
)
@json_option()
def claims_command(
    ids: tuple[str, ...],
    replications: int | None,
    seed: int | None,
    workers: int | None,
    no_flips: bool,
    json_file: str | None,
) -> None:
    """Say which claims about operating models hold, where, and what turns them.

    Each claim is looked at in a small company in two set-ups: one in which it holds and one in
    which it does not. ID is a claim such as 5.1a, or a section such as 5.1; all of them by default,
    which takes minutes. A single one is told in full. With `--json -` only the JSON is printed.
    """
    check_targets([("--json", json_file)])
    from mom_sim.cli.claims_text import claims_text
    from mom_sim.experiments.claims.claiming import judge_claims

    _check(ids)
    what = "set-ups" if len(ids) == 1 or workers == 1 else "claims"
    with told_by_option("replications", "seed", "workers"), progress_line(what) as progress:
        findings = judge_claims(
            ids,
            replications=replications,
            seed=seed,
            workers=workers,
            flips=not no_flips,
            progress=progress,
            command=command_line(),
        )
    write_json(json_file, findings.to_json())
    if json_file != STANDARD_OUTPUT:
        show(claims_text(findings).rstrip("\n"))
    if findings.was_interrupted:
        say("interrupted")
        raise click.exceptions.Exit(INTERRUPTED)


def _check(ids: tuple[str, ...]) -> None:
    """Refuse claims that there are not, one line each."""
    from mom_sim.experiments.claims.library import chosen_claims

    try:
        chosen_claims(ids)
    except ScenarioError as error:
        for fault in error.faults:
            say(f"ID: {fault.message}")
        raise click.exceptions.Exit(BAD_INPUT) from error
