"""Which kind of result a document is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.report.material import Result
from mom_sim.report.reading.capacity import read_capacity_plan
from mom_sim.report.reading.comparison import read_comparison
from mom_sim.report.reading.decision_map import read_decision_map
from mom_sim.report.reading.sensitivity import read_sensitivity
from mom_sim.report.reading.surge import read_surge_study
from mom_sim.report.reading.values import NoResultError

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """One kind of result.

    Attributes
    ----------
    command : str
        That writes it with ``--json``.
    keys : frozenset of str
        By which it is known.
    read : callable
    at_top : bool
        Whether the keys stand at the top of the document, not in its ``results``.
    """

    command: str
    keys: frozenset[str]
    read: Callable[[Document], Result]
    at_top: bool = False

    def is_one(self, document: Document) -> bool:
        """Whether a document looks like one."""
        found = document if self.at_top else document.get("results")
        return isinstance(found, Mapping) and self.keys <= set(found)


KINDS = (
    Kind(
        "compare",
        frozenset({"provenance", "models", "differences", "winners"}),
        read_comparison,
        at_top=True,
    ),
    Kind("surge", frozenset({"stated_surge", "factors", "models"}), read_surge_study),
    Kind("plan", frozenset({"staffing", "front", "effort"}), read_capacity_plan),
    Kind("map", frozenset({"cells", "boundary", "x", "y"}), read_decision_map),
    Kind("sensitivity", frozenset({"method", "effects", "base"}), read_sensitivity),
)


def read_result(document: Document, name: str) -> Result:
    """Read what a command has written with ``--json``.

    Parameters
    ----------
    document : mapping
    name : str
        Of the file, for messages.

    Returns
    -------
    Result

    Raises
    ------
    ScenarioError
        If it is none, or of a command that a report has no section for.
    """
    for kind in KINDS:
        if kind.is_one(document):
            try:
                return kind.read(document)
            except NoResultError as error:
                message = (
                    f"looks like what mom-sim {kind.command} --json writes, but {error}; write it "
                    "again with this version"
                )
                raise ScenarioError([Fault(name, 1, 1, "report", message)]) from error
    commands = ", ".join(kind.command for kind in KINDS)
    message = (
        f"is no result that a report has a section for; allowed: what {commands} write with --json"
    )
    raise ScenarioError([Fault(name, 1, 1, "report", message)])
