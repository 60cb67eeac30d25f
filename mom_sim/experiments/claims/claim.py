"""A falsifiable claim as a record: what is said, what is measured, and where it goes either way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import inf

from mom_sim.experiments.claims.looking import Run

HOLDS, FAILS, UNCLEAR = "holds", "does not hold", "cannot tell"
"""How a claim comes out in a set-up."""

SUPPORTED, REFUTED, DEPENDS = "supported", "refuted", "depends"
"""What that makes of the claim; it can be `UNCLEAR` as well."""

Sample = Callable[[Mapping[str, Run]], tuple[float, float]]
"""Numerator and denominator that one replication gives, from its runs by name of the arm."""


@dataclass(frozen=True)
class Measure:
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
        Whether it is what the claim presupposes; then it is not the claim that it decides.
    """

    what: str
    sample: Sample
    low: float = -inf
    high: float = inf
    is_premise: bool = False

    @property
    def claimed(self) -> str:
        """Where it lies if what is claimed is true, in words."""
        if self.low == -inf:
            return f"below {self.high:g}"
        if self.high == inf:
            return f"above {self.low:g}"
        return f"{self.low:g} to {self.high:g}"


@dataclass(frozen=True)
class SetUp:
    """A state of affairs in which a claim is looked at.

    Attributes
    ----------
    words : str
        What it is about, and why the claim comes out as it does.
    changes : str
        YAML that is merged into the company; a null removes a key.
    arms : mapping of str to str
        YAML for single arms, merged after that.
    replications : int
        As many as it takes for the figures to be clear.
    breaks : str
        The one of the claim's stated premises that is not true here; empty if all are.
    """

    words: str
    changes: str = ""
    arms: Mapping[str, str] = field(default_factory=dict)
    replications: int = 12
    breaks: str = ""


@dataclass(frozen=True)
class Flip:
    """One input whose value alone decides a measure of a claim, everything else as in a set-up.

    Attributes
    ----------
    input : str
        In words, with its unit.
    changes : mapping of str to str
        By path in the scenario, what stands there: YAML in which ``{x}`` is the input and
        ``{rest}`` what it leaves of 100.
    low, high : float
        Where it is searched. At one end the measure lies clearly on one side of its bound, at the
        other end on the other side.
    set_up : str
        `HOLDS` or `FAILS`: what everything else is like.
    arms : tuple of str
        Where the input is changed; empty for all.
    measure : int
        Position of the measure among the claim's.
    bound : float, optional
        Which of the measure's bounds; needed where it has two.
    replications : int
    points : int
        Values of the input that are tried, both ends among them.
    words : str
        What to make of it.
    """

    input: str
    changes: Mapping[str, str]
    low: float
    high: float
    set_up: str = HOLDS
    arms: tuple[str, ...] = ()
    measure: int = 0
    bound: float | None = None
    replications: int = 12
    points: int = 6
    words: str = ""


@dataclass(frozen=True)
class Claim:
    """A falsifiable claim.

    Attributes
    ----------
    id : str
        Section and letter of docs/DOMAIN.md, such as ``5.1a``.
    model : str
        The operating model that it is about; its small company is the file of that name.
    sentence : str
        What is claimed.
    arms : mapping of str to str
        What is compared: by name, YAML that is merged into the company before a set-up's.
    measures : tuple of Measure
    holds, fails : SetUp
        One in which it holds and one in which it does not.
    any_measure : bool
        Whether one measure is enough for the claim to hold; all of them are needed otherwise.
    reading : str
        How the words are read, where they leave room.
    decided_by : str
        What makes it come out one way or the other.
    premises : tuple of str
        What it takes for granted, beside the measures that are premises.
    theorem : str
        Why it cannot be false under its premises; empty if it can.
    flips : tuple of Flip
    traced : (str, str), optional
        Two arms, whose time to launch is split by cause. Twice the same: that arm in the two
        set-ups.
    traced_types : tuple of str
        Campaign types that are traced, each for itself; none named: all campaigns together.
    shown : tuple of str
        Figures of docs/metrics.md that say where a difference comes from, where it is not time.
    """

    id: str
    model: str
    sentence: str
    arms: Mapping[str, str]
    measures: tuple[Measure, ...]
    holds: SetUp
    fails: SetUp
    any_measure: bool = False
    reading: str = ""
    decided_by: str = ""
    premises: tuple[str, ...] = ()
    theorem: str = ""
    flips: tuple[Flip, ...] = ()
    traced: tuple[str, str] | None = None
    traced_types: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    @property
    def section(self) -> str:
        """Section of docs/DOMAIN.md, such as ``5.1``."""
        return self.id[:-1]

    @property
    def number(self) -> str:
        """As docs/DOMAIN.md has it, such as ``5.1 (a)``."""
        return f"{self.section} ({self.id[-1]})"

    def set_up(self, outcome: str) -> SetUp:
        """The set-up in which an outcome is expected."""
        return self.holds if outcome == HOLDS else self.fails
