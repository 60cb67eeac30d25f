"""Everything that can go wrong, by phase of life.

MomSimError
├── ScenarioError       what a person wrote is not a study; carries every fault      exit 2
│   └── TooLargeError   the study would not fit into this machine's memory           exit 2
├── CalendarError       hours, closures or holidays that make no calendar            exit 2
├── PlanError           compiling failed although the scenario was accepted: a bug   exit 1
│   └── UnworkableError a model cannot do the work with the people that there are    exit 2
├── RunError            an engine stopped for a stated reason                        exit 1
└── LogError            a log breaks its contract                                    exit 1
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong in what a person wrote.

    Parameters
    ----------
    file : str
        Name of the file as the person gave it; empty for what stands in no file.
    line, column : int
        Place in the file, from 1; 0 without one.
    path : str
        Dotted path in the document, such as ``people.design.headcount``.
    message : str
        What is wrong, what is allowed, what to do.
    """

    file: str
    line: int
    column: int
    path: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}: " if self.file else ""
        return f"{place}{self.path}: {self.message}"


class MomSimError(Exception):
    """Root of all errors that this package raises on purpose."""


class ScenarioError(MomSimError):
    """The scenario cannot be used; every fault is listed at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(faults))
        super().__init__("\n".join(map(str, self.faults)))


class TooLargeError(ScenarioError):
    """The run would need more memory than there is; refused before it starts."""


class PlanError(MomSimError):
    """A valid scenario did not compile: a bug, please report it."""


class UnworkableError(PlanError):
    """An operating model that cannot do a scenario's work; what to change is said.

    Only compiling can know: what several parts of a model take from somebody's time, or whom the
    work of a team is for, follows from all of them together.
    """


class RunError(MomSimError):
    """An engine stopped before the end; the message says why and what to do."""


class LogError(MomSimError):
    """A log that does not keep its contract."""
