"""Whether a test log is one that the fit has not seen: otherwise a judgment says nothing."""

from __future__ import annotations

from pathlib import Path

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.judging.training_log import trained_on
from mom_sim.errors import Fault, ScenarioError


def refuse_seen(scenario: str | Path, test: EventLog, train: EventLog | None) -> None:
    """Refuse a test that is the very log that the fit has seen.

    Parameters
    ----------
    scenario : str or Path
        Its file.
    test : EventLog
    train : EventLog, optional

    Raises
    ------
    ScenarioError
    """
    seen = {trained_on(scenario), "" if train is None else train.content_hash}
    if test.content_hash and test.content_hash in seen:
        message = (
            f"{test.source}: this is the log that the scenario was fitted on, so it cannot show "
            "how well the fit does elsewhere; give a later part"
        )
        raise ScenarioError([Fault(str(scenario), 1, 1, "test", message)])


def seen_warnings(test: EventLog, train: EventLog | None) -> tuple[str, ...]:
    """Say in what a training log reaches into the test.

    Parameters
    ----------
    test : EventLog
    train : EventLog, optional

    Returns
    -------
    tuple of str
    """
    if train is None:
        return ()
    found = []
    both = len(test.cases.index.intersection(train.cases.index))
    if both:
        found.append(
            f"{both:,} of the {len(test.cases):,} cases of the test are in the training log too: "
            "what the fit has seen is no test of it"
        )
    first = test.cases["start"].iloc[0]
    late = int((train.cases["end"] > first).sum())
    if late:
        cases = "case" if late == 1 else "cases"
        found.append(
            f"{late:,} {cases} of the training log ended after the test's first arrival: the fit "
            "has seen a part of the test's time; split the log by when cases end"
        )
    return tuple(found)
