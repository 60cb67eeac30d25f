"""Where the time of launched campaigns went, by cause, in both units of time."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.errors import LogError
from mom_sim.log.accounting import critical_piece_columns
from mom_sim.log.contract import CAUSES, OUTCOMES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.sums import sum_by


@dataclass(frozen=True, eq=False)
class CauseSplit:
    """The critical paths of all launched campaigns, in pieces and added up.

    Attributes
    ----------
    campaign, activity, attempt, cause, sub_cause : int64 arrays, shape (pieces,)
        The pieces of the critical paths, in order of time within a campaign.
    working, calendar : int64 arrays, shape (pieces,), microseconds
        Length of a piece in the reference calendar's working time and on the wall clock.
    working_by_cause, calendar_by_cause : int64 arrays, shape (campaigns, causes), microseconds
        Zero for campaigns that were not launched.
    rework_by_cause : int64 array, shape (campaigns, causes), working microseconds
        The part in a second or later attempt.
    """

    campaign: IntArray
    activity: IntArray
    attempt: IntArray
    cause: IntArray
    sub_cause: IntArray
    working: IntArray
    calendar: IntArray
    working_by_cause: IntArray
    calendar_by_cause: IntArray
    rework_by_cause: IntArray


def split_by_cause(log: LogArrays, clock: WorkingClock) -> CauseSplit:
    """Split the critical path of every launched campaign, and check that nothing is lost.

    Parameters
    ----------
    log : LogArrays
    clock : WorkingClock
        Of the reference calendar.

    Returns
    -------
    CauseSplit

    Raises
    ------
    LogError
        If the parts of a campaign do not add up to its time from request to launch, because the
        log breaks its contract.
    """
    pieces = critical_piece_columns(log.log)
    campaigns = log.campaigns["campaign"].size
    measured = None
    if "numba" in sys.modules:
        measured = _measured_by_machine_code(pieces, clock, campaigns)
    names = ("campaign", "activity", "attempt", "cause", "sub_cause")
    split = CauseSplit(
        **{name: pieces[name] for name in names},
        **(measured or _measured_with_masks(pieces, clock, campaigns)),
    )
    _check_sums(log, clock, split)
    return split


def _measured_by_machine_code(
    pieces: Mapping[str, IntArray], clock: WorkingClock, campaigns: int
) -> dict[str, IntArray] | None:
    """Lengths of pieces and their sums in one pass; None where that cannot be done."""
    from mom_sim.metrics.machine_code import split

    if not clock.starts.size:
        return None
    working, calendar = np.empty((2, pieces["campaign"].size), dtype=np.int64)
    tables = np.zeros((3, campaigns, len(CAUSES)), dtype=np.int64)
    names = ("campaign", "cause", "attempt", "start", "finish")
    if not split(
        *(pieces[name] for name in names),
        (plain(clock.starts), plain(clock.ends), plain(clock.worked_before)),
        (working, calendar),
        (tables[0], tables[1], tables[2]),
    ):
        return None
    return {
        "working": working,
        "calendar": calendar,
        "working_by_cause": tables[0],
        "calendar_by_cause": tables[1],
        "rework_by_cause": tables[2],
    }


def _measured_with_masks(
    pieces: Mapping[str, IntArray], clock: WorkingClock, campaigns: int
) -> dict[str, IntArray]:
    calendar = pieces["finish"] - pieces["start"]
    working = clock.work_array(pieces["finish"]) - clock.work_array(pieces["start"])
    causes = len(CAUSES)
    cell = pieces["campaign"] * causes + pieces["cause"]
    again = pieces["attempt"] > 1

    def table(cells: IntArray, time: IntArray) -> IntArray:
        return sum_by(cells, time, campaigns * causes).reshape(campaigns, causes)

    return {
        "working": working,
        "calendar": calendar,
        "working_by_cause": table(cell, working),
        "calendar_by_cause": table(cell, calendar),
        "rework_by_cause": table(cell[again], working[again]),
    }


def _check_sums(log: LogArrays, clock: WorkingClock, split: CauseSplit) -> None:
    launched = np.flatnonzero(log.campaigns["outcome"] == OUTCOMES.index("launched"))
    requested = log.campaigns["requested"][launched]
    ended = log.campaigns["ended"][launched]
    for parts, whole in (
        (split.calendar_by_cause, ended - requested),
        (split.working_by_cause, clock.work_array(ended) - clock.work_array(requested)),
    ):
        total = np.einsum("ij->i", parts)[launched]  # as quick as can be over rows this short
        wrong = np.flatnonzero(total != whole)
        if wrong.size:
            first = wrong[0]
            raise LogError(
                f"campaigns row {launched[first]}: the causes add up to {total[first]} "
                f"microseconds, not to the {whole[first]} from request to launch; see validate()"
            )
