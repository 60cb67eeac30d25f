"""What a check is: a function from a study to faults, and the parts that it judges by."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mom_sim.errors import Fault
from mom_sim.scenario.study import Study


@dataclass(frozen=True)
class Check:
    """A rule that no single value can tell: a record.

    Attributes
    ----------
    name : str
        Of the function.
    sentence : str
        The rule, in one sentence.
    reads : tuple of str
        Parts of the scenario without which it cannot judge: if one of them could not be read, the
        check is left out.
    find : callable
        Yields the faults.
    """

    name: str
    sentence: str
    reads: tuple[str, ...]
    find: Callable[[Study], Iterator[Fault]]


def reads(*parts: str) -> Callable[[Callable[[Study], Iterator[Fault]]], Check]:
    """Make a check of a function.

    Parameters
    ----------
    *parts : str
        What it cannot do without.

    Returns
    -------
    callable
        A decorator; the first line of the function's docstring is the rule.
    """

    def decorated(find: Callable[[Study], Iterator[Fault]]) -> Check:
        sentence = (find.__doc__ or "").strip().splitlines()[0]
        return Check(find.__name__, sentence, parts, find)

    return decorated
