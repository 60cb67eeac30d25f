"""Faults in what an option was given, told by the name of the option."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from mom_sim.cli.command_group import BAD_INPUT
from mom_sim.cli.printing import say
from mom_sim.errors import ScenarioError


@contextmanager
def told_by_option(*names: str, **renamed: str) -> Iterator[None]:
    """Tell faults as ``--option: message`` where they are in an option and not in the file.

    Parameters
    ----------
    names : str
        Paths of faults that are options, such as ``campaign``.
    renamed : str
        The option where it is called otherwise than the path.

    Raises
    ------
    click.exceptions.Exit
        With status 2, after one line a fault on standard error.
    ScenarioError
        As it came, where the fault is elsewhere.
    """
    try:
        yield
    except ScenarioError as error:
        options = dict(zip(names, names, strict=True)) | renamed
        if not {fault.path for fault in error.faults} <= set(options):
            raise
        for fault in error.faults:
            say(f"--{options[fault.path]}: {fault.message}")
        raise click.exceptions.Exit(BAD_INPUT) from error
