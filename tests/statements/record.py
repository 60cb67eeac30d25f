"""A falsifiable statement as a record: what is claimed, what is measured, and two set-ups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

from tests.statements.looking import Run

HOLDS, FAILS = "holds", "does not hold"

Sample = Callable[[Mapping[str, Run]], tuple[float, float]]
"""Numerator and denominator that one replication gives, from its runs by name of the arm."""


@dataclass(frozen=True)
class Part:
    """A measured quantity, and where it lies if what is claimed is true.

    Attributes
    ----------
    what : str
        The quantity, with its unit.
    sample : Sample
        The quantity is the sum of numerators by the sum of denominators over replications.
    low, high : float
        The claim is true strictly between them.
    is_premise : bool
        Whether it is what the statement presupposes, and so true in both set-ups.
    """

    what: str
    sample: Sample
    low: float = -inf
    high: float = inf
    is_premise: bool = False

    @property
    def claim(self) -> str:
        """Where it lies if what is claimed is true, in words."""
        if self.low == -inf:
            return f"below {self.high:g}"
        if self.high == inf:
            return f"above {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class SetUp:
    """A state of affairs in which the statement is looked at.

    Attributes
    ----------
    words : str
        What it is about, and why the statement comes out as it does.
    changes : str
        YAML that is merged into the company; a null removes a key.
    arms : mapping of str to str
        YAML for single arms, merged after that.
    replications : int
        As many as it takes for the figures to be clear.
    """

    words: str
    changes: str = ""
    arms: Mapping[str, str] = field(default_factory=dict)
    replications: int = 12


@dataclass(frozen=True)
class Statement:
    """A falsifiable statement.

    Attributes
    ----------
    number : str
        Section and letter of docs/DOMAIN.md, such as ``5.1 (a)``.
    claim : str
        What it says there.
    arms : mapping of str to str
        What is compared: by name, YAML that is merged into the company before a set-up's.
    parts : tuple of Part
    holds, fails : SetUp
    any_part : bool
        Whether one part is enough for the statement to hold; all of them are needed otherwise.
    note : str
        How the words are read, where they leave room.
    """

    number: str
    claim: str
    arms: Mapping[str, str]
    parts: tuple[Part, ...]
    holds: SetUp
    fails: SetUp
    any_part: bool = False
    note: str = ""

    def set_up(self, verdict: str) -> SetUp:
        """The set-up in which a verdict is expected."""
        return self.holds if verdict == HOLDS else self.fails
