"""The last step to a log, the same for every engine: vocabularies and window to its columns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mom_sim.log.log import Log, Window, make_log
from mom_sim.log.making import log_of_ordered
from mom_sim.plan.instructions import NAMES
from mom_sim.plan.plan import Plan
from mom_sim.tape.tape import Tape


def log_of_columns(
    plan: Plan,
    tape: Tape,
    columns: Mapping[str, Mapping[str, Any]],
    end: int,
    provenance: Mapping[str, object],
    *,
    is_ordered: bool = False,
) -> Log:
    """Make the log of one run from the columns of its tables.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    columns : mapping of str to mapping
        By table and column.
    end : int, microseconds
        When the run stopped.
    provenance : mapping
        See `mom_sim.log.provenance`.
    is_ordered : bool
        Whether the rows are sorted and numbered as the log's contract says; see `log_of_ordered`.

    Returns
    -------
    Log
    """
    vocabularies, window = vocabularies_and_window(plan, tape, end)
    make = log_of_ordered if is_ordered else make_log
    return make(columns, vocabularies, window, provenance)


def vocabularies_and_window(
    plan: Plan, tape: Tape, end: int
) -> tuple[dict[str, tuple[str, ...]], Window]:
    """Words of a run, and when it began, measured and stopped.

    Parameters
    ----------
    plan : Plan
    tape : Tape
    end : int, microseconds
        When the run stopped.

    Returns
    -------
    dict of str to tuple of str
        The run's own, without the fixed ones.
    Window
    """
    vocabularies = {
        "unit": plan.units,
        "type": plan.types,
        "stream": tape.campaigns.streams,
        "tier": plan.tiers,
        "step": plan.steps,
        "instruction": NAMES,
        "team": tuple(team.name for team in plan.teams),
        "person": tuple(person.name for person in plan.people),
        "risk": plan.risks,
    }
    window = Window(start=0, warm_up=plan.warm_up, horizon=plan.horizon, end=end)
    return vocabularies, window
