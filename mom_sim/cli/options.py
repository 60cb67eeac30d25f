"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

PROGRAM = "mom-sim"

GIVEN = "mom_sim.cli.arguments"
"""Where click's context keeps what was given on the command line."""

LARGEST_SEED = 2**63 - 1

ENGINE_NAMES = ("auto", "simpy", "compiled")
"""``auto`` and the engines of `mom_sim.simulation`, spelled out so that help needs no import."""


def within(lowest: int, highest: int | None = None) -> Callable[..., int | None]:
    """Make the check of an option that takes a whole number, or nothing.

    Parameters
    ----------
    lowest : int
    highest : int, optional

    Returns
    -------
    callable
        For `click.option`; it says what is allowed in the words that other numbers have.
    """
    allowed = f"from {lowest}" if highest is None else f"from {lowest} to {highest:,}"

    def check(ctx: click.Context, param: click.Parameter, value: int | None) -> int | None:
        if value is None or (lowest <= value and (highest is None or value <= highest)):
            return value
        raise click.BadParameter(f"expected a whole number {allowed}, got {value}", ctx, param)

    return check


scenario_argument: Decorator = click.argument("scenario", metavar="SCENARIO")

model_option: Decorator = click.option(
    "--model", metavar="MODEL", help="Operating model by name.  [default: the scenario's own]"
)

seed_option: Decorator = click.option(
    "--seed",
    type=int,
    metavar="N",
    callback=within(0, LARGEST_SEED),
    help="Seed of everything that chance decides.  [default: the scenario's]",
)


def count_option(name: str, meaning: str, **others: Any) -> Decorator:
    """Make an option that takes a whole number from 1.

    Parameters
    ----------
    name, meaning : str
    **others : Any
        As of `click.option`.

    Returns
    -------
    callable
    """
    return click.option(name, type=int, metavar="N", callback=within(1), help=meaning, **others)


def model_names(written: str) -> list[str]:
    """Read the value of ``--models``.

    Parameters
    ----------
    written : str
        Names with commas between them, or ``all``.

    Returns
    -------
    list of str
        Each once.

    Raises
    ------
    click.BadParameter
        If one of the names is empty.
    """
    names = [name.strip() for name in written.split(",")]
    if not all(names):
        raise click.BadParameter(
            "expected names with commas between them, or all", param_hint="--models"
        )
    return list(dict.fromkeys(names))


workers_option: Decorator = count_option(
    "--workers", "Processes; the result does not depend on it.  [default: one per processor]"
)


def json_option(meaning: str = "Write everything as JSON; - prints it.") -> Decorator:
    """Make the option that names a file for the results."""
    return click.option("--json", "json_file", metavar="FILE", help=meaning)


WITHOUT_INFLUENCE = (
    "--json",
    "--csv",
    "--log",
    "--figure",
    "--bpmn",
    "--out",
    "--workers",
    "--threads",
)
"""Options that say where results go and how fast, not what they are."""


def command_line() -> list[str]:
    """Arguments as they were given, for provenance; the program goes by its name alone.

    What does not influence the result is left out: same inputs, same bytes.
    """
    kept = [PROGRAM]
    given = iter(click.get_current_context().meta[GIVEN])
    for argument in given:
        name, equals, _ = argument.partition("=")
        if name not in WITHOUT_INFLUENCE:
            kept.append(argument)
        elif not equals:
            next(given, None)
    return kept
