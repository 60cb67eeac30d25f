"""Everything that the command line says goes through here, free of control characters."""

from __future__ import annotations

import unicodedata

import click

LINE_WIDTH = 100
"""Columns that every table keeps to."""

_KEPT = "\n"


def clean(text: str) -> str:
    """Take out what a terminal would act on.

    Parameters
    ----------
    text : str
        May come from a scenario.

    Returns
    -------
    str
        Without control characters, escape sequences' leads and signs that turn the direction of
        writing; tabs become a space, line feeds stay.
    """
    spaced = text.replace("\t", " ")
    return "".join(
        sign
        for sign in spaced
        if sign in _KEPT or unicodedata.category(sign) not in ("Cc", "Cf", "Cs")
    )


def show(text: str = "") -> None:
    """Print a result on standard output."""
    click.echo(clean(text))


def say(text: str) -> None:
    """Print a message on standard error."""
    click.echo(clean(text), err=True)


def wrapped(text: str, *, first: str = "", rest: str | None = None) -> str:
    """Break a sentence into lines that keep to the width.

    Parameters
    ----------
    text : str
    first : str
        Stands before the first line.
    rest : str, optional
        Stands before the others; as many spaces as `first` has by default.

    Returns
    -------
    str
    """
    import textwrap

    return textwrap.fill(
        " ".join(clean(text).split()),
        LINE_WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first) if rest is None else rest,
        break_long_words=True,
        break_on_hyphens=False,
    )
