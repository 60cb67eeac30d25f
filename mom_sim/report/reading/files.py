"""The files that a report is asked for: a scenario, results, or both."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mom_sim.errors import Fault, ScenarioError
from mom_sim.experiments.comparison import Comparison
from mom_sim.report.gathering import results_of, runs_beside
from mom_sim.report.material import Result, gather
from mom_sim.report.reading.kinds import read_result
from mom_sim.simulation import Study

MOST_BYTES = 200_000_000
"""Of a result file; those of large companies take a few million."""

_NEED_A_LOG = (
    "Cumulative flow, utilization over the weeks and the twin campaign need a log, which a result "
    "does not keep"
)
_RUN_BESIDE = (
    f"{_NEED_A_LOG}: they were run again for this report, from the scenario that was given beside "
    "it, with the seed of the comparison."
)
_NOT_RUN = f"{_NEED_A_LOG}; give the scenario beside the result, and they are run again."


@dataclass(frozen=True)
class Inputs:
    """What was given.

    Attributes
    ----------
    study : Study or None
    results : tuple of Result
    """

    study: Study | None
    results: tuple[Result, ...]

    @property
    def is_scenario_alone(self) -> bool:
        """Whether everything is still to be run."""
        return not self.results

    def complete(self, *, command: Sequence[str] = (), **asked: Any) -> Made:
        """Run what is missing.

        Parameters
        ----------
        command : sequence of str
        **asked : Any
            As of `results_of`, for a scenario alone.

        Returns
        -------
        Made

        Raises
        ------
        ScenarioError
            If what is asked for is wrong.
        """
        if not self.results:
            assert self.study is not None
            return Made(self.study, tuple(results_of(self.study, command=command, **asked)), ())
        comparison = next((one for one in self.results if isinstance(one, Comparison)), None)
        if comparison is None:
            return Made(self.study, self.results, ())
        if self.study is None:
            return Made(None, self.results, (_NOT_RUN,))
        beside = runs_beside(self.study, comparison)
        return Made(self.study, (*self.results, *beside), (_RUN_BESIDE,))


@dataclass(frozen=True)
class Made:
    """What a report is made of, with how that came about."""

    study: Study | None
    results: tuple[Result, ...]
    notes: tuple[str, ...]


def read_inputs(names: Sequence[str]) -> Inputs:
    """Read files: results end in .json, everything else is a scenario.

    Parameters
    ----------
    names : sequence of str

    Returns
    -------
    Inputs

    Raises
    ------
    ScenarioError
        With every file that cannot be read, is no result, or does not go with the others.
    """
    faults: list[Fault] = []
    results: list[Result] = []
    scenarios = [name for name in names if Path(name).suffix.lower() != ".json"]
    for name in names:
        if name in scenarios:
            continue
        try:
            results.append(read_result(_document(name), name))
        except ScenarioError as error:
            faults += error.faults
    if len(scenarios) > 1:
        message = "a report is of one scenario; make one of each"
        faults.append(Fault(scenarios[1], 1, 1, "report", message))
    study = None
    if len(scenarios) == 1:
        try:
            study = Study.of(scenarios[0])
        except ScenarioError as error:
            faults += error.faults
    if faults:
        raise ScenarioError(faults)
    if results:
        gather(results, study=study)  # before anything runs
    return Inputs(study, tuple(results))


def _document(name: str) -> dict[str, Any]:
    """A JSON file."""

    def refuse(message: str, line: int = 1, column: int = 1) -> ScenarioError:
        return ScenarioError([Fault(name, line, column, "report", message)])

    path = Path(name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(f"is larger than {MOST_BYTES // 1_000_000} MB; no result is")
        document = json.loads(path.read_text(encoding="utf-8"), parse_constant=_no_constant)
    except OSError as error:
        raise refuse(f"cannot be read ({error.strerror or type(error).__name__})") from error
    except json.JSONDecodeError as error:
        message = f"is no JSON ({error.msg}); give what a command wrote with --json"
        raise refuse(message, error.lineno, error.colno) from error
    except (ValueError, RecursionError) as error:
        raise refuse("is no JSON of numbers and texts in UTF-8") from error
    if not isinstance(document, dict):
        raise refuse("is no result: a result has keys and values")
    return document


def _no_constant(word: str) -> Callable[[], None]:
    raise ValueError(word)
