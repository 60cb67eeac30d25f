"""Warnings, each once, with the models that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from mom_sim.cli.printing import wrapped


def warning_lines(
    general: Iterable[str], of_models: Iterable[tuple[str, Iterable[str]]], everyone: Sequence[str]
) -> Iterator[str]:
    """Put warnings into lines.

    Parameters
    ----------
    general : iterable of str
        About the study as a whole.
    of_models : iterable of (str, iterable of str)
        Name of a model, and the warnings about it.
    everyone : sequence of str
        Names of all models; where a warning is about all of them it says so.

    Yields
    ------
    str
        A warning, in several lines if it is long.
    """
    about: dict[str, list[str]] = {text: [] for text in general}
    for name, texts in of_models:
        for text in texts:
            about.setdefault(text, []).append(name)
    for text, names in about.items():
        who = ", ".join(names)
        if len(everyone) > 1 and set(everyone) <= set(names):
            others = [name for name in names if name not in everyone]
            who = ", ".join(["all models", *others])
        yield wrapped(f"{who}: {text}" if who else text, first="- ", rest="  ")
