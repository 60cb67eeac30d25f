"""Numbers that a call asks for in place of the scenario's: what each may be, said in one place."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral, Real

from mom_sim.errors import Fault

MOST_REPLICATIONS = 1_000_000
LARGEST_SEED = 2**63 - 1
MOST_WORKERS = 10_000
LARGEST_SURGE = 100
_LONGEST = 40


@dataclass(frozen=True)
class Allowed:
    """What a number may be.

    Attributes
    ----------
    low, high : int
    whole : bool
    advice : str
        Example, or what to do.
    """

    low: int
    high: int
    whole: bool = True
    advice: str = ""

    def message(self, value: object) -> str:
        """Say what is wrong with a value, or nothing."""
        kind = Integral if self.whole else Real
        is_number = isinstance(value, kind) and not isinstance(value, bool)
        if is_number and self.low <= value <= self.high:  # type: ignore[operator]
            return ""
        what = "a whole number" if self.whole else "a factor"
        got = f"{value:g}" if isinstance(value, float) else _shown(value)
        return f"expected {what} from {self.low} to {self.high:,}{self.advice}, got {got}"


def _shown(value: object) -> str:
    """A value as it would be written, or of what kind it is where nobody would write it."""
    if isinstance(value, str | Integral | Real) and len(text := repr(value)) <= _LONGEST:
        return text
    kind = type(value).__name__
    return f"a{'n' if kind[0].lower() in 'aeiou' else ''} {kind}"


ALLOWED = {
    "replications": Allowed(1, MOST_REPLICATIONS),
    "replication": Allowed(1, MOST_REPLICATIONS),
    "seed": Allowed(0, LARGEST_SEED),
    "surge": Allowed(0, LARGEST_SURGE, whole=False, advice=", such as 1.35"),
    "workers": Allowed(1, MOST_WORKERS),
}
"""By name of the argument."""


def number_faults(file: str, **asked: object) -> list[Fault]:
    """Find numbers that cannot be meant.

    Parameters
    ----------
    file : str
        Name under which faults are reported.
    asked : object
        Value by name of the argument, among `ALLOWED`; None where nothing was asked for.

    Returns
    -------
    list of Fault
        The path of each is the argument's name.
    """
    return [
        Fault(file, 1, 1, name, message)
        for name, value in asked.items()
        if value is not None and (message := ALLOWED[name].message(value))
    ]
