"""What no single value can tell: checks of a whole scenario, one record each."""

from __future__ import annotations

from mom_sim.errors import Fault
from mom_sim.scenario.checks import (
    calendars,
    campaigns,
    dated,
    demand,
    gates,
    people,
    references,
    risks,
    source_paths,
    surges,
    workflows,
)
from mom_sim.scenario.checks.check import Check
from mom_sim.scenario.study import Study

CHECKS: tuple[Check, ...] = (
    *calendars.CHECKS,
    *people.CHECKS,
    *references.CHECKS,
    *workflows.CHECKS,
    *gates.CHECKS,
    *campaigns.CHECKS,
    *demand.CHECKS,
    *dated.CHECKS,
    *surges.CHECKS,
    *risks.CHECKS,
    *source_paths.CHECKS,
)
"""All of them. They do not depend on each other: what one has reported, the others pass over."""


def check_study(study: Study) -> list[Fault]:
    """Find everything that is wrong in a study that could be read.

    Parameters
    ----------
    study : Study

    Returns
    -------
    list of Fault
    """
    is_damaged = study.validated.is_damaged
    return [
        fault
        for check in CHECKS
        if not any(is_damaged(part) for part in check.reads)
        for fault in check.find(study)
    ]
