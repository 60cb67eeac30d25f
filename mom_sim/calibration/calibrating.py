"""`calibrate`: from an event log to a scenario that runs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.fit_warnings import warnings_of
from mom_sim.calibration.fitting.fitted import Fitted
from mom_sim.calibration.fitting.fitting_all import fit
from mom_sim.calibration.log_warnings import log_warnings
from mom_sim.calibration.reading import read_event_log
from mom_sim.calibration.reading.column_mapping import ColumnMapping
from mom_sim.calibration.scenario_text import scenario_text
from mom_sim.errors import Fault, ScenarioError
from mom_sim.scenario.loading import parse_scenario


@dataclass(frozen=True)
class Calibration:
    """A scenario that was fitted to an event log.

    Parameters
    ----------
    text : str
        The scenario, as YAML.
    fitted : Fitted
        What it was written from.
    log : EventLog
        As it was read.
    """

    text: str
    fitted: Fitted
    log: EventLog

    def __repr__(self) -> str:
        return f"<Calibration from {self.log.source}; look at text (YAML), warnings>"

    @property
    def warnings(self) -> tuple[str, ...]:
        """What may keep the scenario from telling the truth."""
        return (*warnings_of(self.fitted), *log_warnings(self.log, self.fitted.time_zone))

    def to_json(self, command: Sequence[str] = ()) -> dict[str, Any]:
        """Return what was found as plain data.

        Parameters
        ----------
        command : sequence of str
            For provenance.

        Returns
        -------
        dict
            ``provenance``, ``results``, ``warnings``.
        """
        results = asdict(self.fitted)
        results["overlapping_share"] = results.pop("overlapping")
        for part in (results, *results["teams"]):
            week = part.pop("week")
            opening, closing = week["opening"] / 3600, week["closing"] / 3600
            part["weekly_hours"] = [
                {"opens": float(opens), "closes": float(closes)} if closes > opens else None
                for opens, closes in zip(opening, closing, strict=True)
            ]
        for key in ("source", "content_hash", "notes"):
            results.pop(key)
        return {
            "provenance": {
                "version": version("mom-sim"),
                "command": list(command),
                "log": self.fitted.source,
                "log_sha256": self.fitted.content_hash,
                "notes": list(self.fitted.notes),
            },
            "results": results,
            "warnings": list(self.warnings),
        }


def calibrate(
    log: EventLog | str | Path, mapping: ColumnMapping | str | Path | None = None
) -> Calibration:
    """Fit a scenario to an event log.

    Parameters
    ----------
    log : EventLog, str or Path
    mapping : ColumnMapping, str or Path, optional
        Which column says what, as of `read_event_log`; for a log that is a file.

    Returns
    -------
    Calibration

    Raises
    ------
    ScenarioError
        If the log cannot be read, or all of its cases begin at once.
    """
    if not isinstance(log, EventLog):
        log = read_event_log(log, mapping)
    starts = log.cases["start"]
    if len(starts) > 1 and starts.nunique() == 1:
        message = (
            f"all {len(starts)} cases begin at the same instant, so that nothing tells how often "
            "they come; check which column says when work began, or give a longer log"
        )
        raise ScenarioError([Fault(log.source, 1, 1, "start", message)])
    fitted = fit(log)
    text = scenario_text(fitted)
    parse_scenario(text, "calibrated.yaml")  # what is written is a scenario, or nothing is
    return Calibration(text, fitted, log)
