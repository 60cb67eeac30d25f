"""Which kind of result a document is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.report.material import Result
from mom_sim.report.reading.capacity import is_capacity_plan, read_capacity_plan
from mom_sim.report.reading.comparison import is_comparison, read_comparison
from mom_sim.report.reading.decision_map import is_decision_map, read_decision_map
from mom_sim.report.reading.sensitivity import is_sensitivity, read_sensitivity
from mom_sim.report.reading.surge import is_surge_study, read_surge_study
from mom_sim.report.reading.values import NoResultError

Document = Mapping[str, Any]

KINDS: tuple[tuple[str, Callable[[Document], bool], Callable[[Document], Result]], ...] = (
    ("compare", is_comparison, read_comparison),
    ("surge", is_surge_study, read_surge_study),
    ("plan", is_capacity_plan, read_capacity_plan),
    ("map", is_decision_map, read_decision_map),
    ("sensitivity", is_sensitivity, read_sensitivity),
)
"""Command, whether a document looks as if that had written it, and how it is read."""


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
    for command, is_one, read in KINDS:
        if is_one(document):
            try:
                return read(document)
            except NoResultError as error:
                message = (
                    f"looks like what mom-sim {command} --json writes, but {error}; write it again "
                    "with this version"
                )
                raise ScenarioError([Fault(name, 1, 1, "report", message)]) from error
    commands = ", ".join(command for command, _, _ in KINDS)
    message = (
        f"is no result that a report has a section for; allowed: what {commands} write with --json"
    )
    raise ScenarioError([Fault(name, 1, 1, "report", message)])
