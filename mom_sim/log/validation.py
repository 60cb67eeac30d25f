"""Whether a log keeps its contract: every invariant, one after the other."""

from __future__ import annotations

from mom_sim.errors import LogError
from mom_sim.log.invariants import activities, campaigns, events, people, rows, tiling
from mom_sim.log.invariants.invariant import Invariant, OutcomesOf, Tables
from mom_sim.log.log_tables import Log

INVARIANTS: tuple[Invariant, ...] = (
    *rows.INVARIANTS,
    *campaigns.INVARIANTS,
    *activities.INVARIANTS,
    *tiling.INVARIANTS,
    *people.INVARIANTS,
    *events.INVARIANTS,
)
"""Every invariant of the log, as they are checked: columns, references, the rest."""


def validate(log: Log, outcomes_of: OutcomesOf | None = None) -> list[str]:
    """Check every invariant of a log.

    Parameters
    ----------
    log : Log
    outcomes_of : mapping of str to collection of str, optional
        Activity outcomes by instruction (the plan's instruction table knows them). Without it, what
        an instruction can end with is not checked.

    Returns
    -------
    list of str
        For every invariant that is broken its name, what holds, and the first row that breaks it.
        Empty for a good log. Columns come first, then references: if they are broken, nothing else
        can be looked at.
    """
    tables = Tables(log, outcomes_of)
    for group in (INVARIANTS[:1], INVARIANTS[1:2], INVARIANTS[2:]):
        broken = [
            f"{invariant.name}: {invariant.sentence} {offense}"
            for invariant in group
            if (offense := invariant.find(tables)) is not None
        ]
        if broken:
            return broken
    return []


def check(log: Log, outcomes_of: OutcomesOf | None = None) -> None:
    """Check every invariant of a log, as `validate` does.

    Raises
    ------
    LogError
        With everything that `validate` says, if it says anything.
    """
    broken = validate(log, outcomes_of)
    if broken:
        raise LogError("the log breaks its contract:\n" + "\n".join(broken))
