"""Where the time of launched campaigns went, by cause, in both units of time."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mom_sim.calendars.working_clock import WorkingClock
from mom_sim.errors import LogError
from mom_sim.log.accounting import critical_piece_columns
from mom_sim.log.contract import CAUSES, NULL, OUTCOMES, SUB_CAUSES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.log_arrays import LogArrays, plain
from mom_sim.metrics.measured_campaigns import are_measured
from mom_sim.metrics.sums import sum_by

TEAM_CAUSES = np.array([cause in ("queue", "closed") for cause in CAUSES])
"""Which causes are a team's."""


@dataclass(frozen=True, eq=False)
class Pieces:
    """The critical paths of all launched campaigns, in pieces of one cause each.

    Attributes
    ----------
    campaign, activity, attempt, cause, sub_cause : int64 arrays, shape (pieces,)
        In order of time within a campaign.
    working, calendar : int64 arrays, shape (pieces,), microseconds
        Length of a piece in the reference calendar's working time and on the wall clock.
    """

    campaign: IntArray
    activity: IntArray
    attempt: IntArray
    cause: IntArray
    sub_cause: IntArray
    working: IntArray
    calendar: IntArray


@dataclass(frozen=True, eq=False)
class Waited:
    """Where and why measured campaigns that were launched spent their time on critical paths.

    Attributes
    ----------
    by_cause : int64 array, shape (nodes, causes), working microseconds
    in_teams : int64 array, shape (nodes, units), working microseconds
        In queues, or while nobody of a team was there.
    deciding : int64 array, shape (nodes, sub-causes), working microseconds
        For decisions.
    """

    by_cause: IntArray
    in_teams: IntArray
    deciding: IntArray

    @classmethod
    def nothing(cls, nodes: int, units: int) -> Waited:
        """Zeros, to be added to."""
        columns = len(CAUSES), units, len(SUB_CAUSES)
        return cls(*(np.zeros((nodes, number), dtype=np.int64) for number in columns))


@dataclass(frozen=True, eq=False)
class CauseSplit:
    """The critical paths of all launched campaigns added up, and in pieces when asked for.

    Attributes
    ----------
    working_by_cause, calendar_by_cause : int64 arrays, shape (campaigns, causes), microseconds
        Zero for campaigns that were not launched.
    rework_by_cause : int64 array, shape (campaigns, causes), working microseconds
        The part in a second or later attempt.
    waited : Waited or None
        Where it was found on the way.
    """

    working_by_cause: IntArray
    calendar_by_cause: IntArray
    rework_by_cause: IntArray
    waited: Waited | None
    find_pieces: Callable[[], Pieces]

    @cached_property
    def pieces(self) -> Pieces:
        """The pieces, which few figures need."""
        return self.find_pieces()


@dataclass(frozen=True, eq=False)
class Places:
    """Which node each activity is at, so that waits can be added up by node.

    Attributes
    ----------
    row : int64 array, shape (activities,)
    nodes, units : int
        How many there are.
    """

    row: IntArray
    nodes: int
    units: int


def split_by_cause(log: LogArrays, clock: WorkingClock, places: Places | None = None) -> CauseSplit:
    """Split the critical path of every launched campaign, and check that nothing is lost.

    Parameters
    ----------
    log : LogArrays
    clock : WorkingClock
        Of the reference calendar.
    places : Places, optional
        With it, waits of measured campaigns are added up by node on the way, if numba is loaded.

    Returns
    -------
    CauseSplit

    Raises
    ------
    LogError
        If the parts of a campaign do not add up to its time from request to launch, because the
        log breaks its contract.
    """
    split = None
    if "numba" in sys.modules and clock.starts.size:
        split = _split_by_machine_code(log, clock, places)
    split = split or _split_pieces(log, clock)
    _check_sums(log, clock, split)
    return split


def _split_by_machine_code(
    log: LogArrays, clock: WorkingClock, places: Places | None
) -> CauseSplit | None:
    """Add up row by row, without a table of pieces; None where that cannot be done."""
    from mom_sim.metrics.machine_code import own_paths, split_waits, split_work

    launched = np.flatnonzero(log.campaigns["outcome"] == OUTCOMES.index("launched"))
    owner = np.full(log.activities["activity"].size, NULL, dtype=np.int64)
    last = log.campaigns["launch_activity"][launched]
    if not own_paths(launched, last, plain(log.activities["trigger"]), owner):
        return None
    tables = np.zeros((3, log.campaigns["campaign"].size, len(CAUSES)), dtype=np.int64)
    by_campaign = tables[0], tables[1], tables[2]
    waited = Waited.nothing(places.nodes if places else 0, places.units if places else 0)
    counts = are_measured(log) if places else np.zeros(tables.shape[1], dtype=np.bool_)
    at = (
        places.row if places else owner,
        plain(log.campaigns["unit"]),
        counts,
        waited.by_cause,
        waited.in_teams,
        waited.deciding,
    )
    of_clock = plain(clock.starts), plain(clock.ends), plain(clock.worked_before)
    attempt = plain(log.activities["attempt"])
    stints = tuple(plain(log.stints[name]) for name in ("activity", "start", "finish"))
    waits = tuple(
        plain(log.waits[name]) for name in ("activity", "start", "finish", "cause", "sub_cause")
    )
    work, deciding = CAUSES.index("work"), CAUSES.index("decision")
    reach = np.zeros_like(owner)
    if not (
        split_work(owner, attempt, stints, of_clock, work, by_campaign, at, reach)
        and split_waits(owner, attempt, waits, of_clock, deciding, TEAM_CAUSES, by_campaign, at)
    ):
        return None
    return CauseSplit(*by_campaign, waited if places else None, lambda: _pieces(log, clock))


def _pieces(log: LogArrays, clock: WorkingClock) -> Pieces:
    found = critical_piece_columns(log.log)
    names = ("campaign", "activity", "attempt", "cause", "sub_cause")
    return Pieces(
        **{name: found[name] for name in names},
        working=clock.work_array(found["finish"]) - clock.work_array(found["start"]),
        calendar=found["finish"] - found["start"],
    )


def _split_pieces(log: LogArrays, clock: WorkingClock) -> CauseSplit:
    pieces = _pieces(log, clock)
    campaigns, causes = log.campaigns["campaign"].size, len(CAUSES)
    cell = pieces.campaign * causes + pieces.cause
    again = pieces.attempt > 1

    def table(cells: IntArray, time: IntArray) -> IntArray:
        return sum_by(cells, time, campaigns * causes).reshape(campaigns, causes)

    return CauseSplit(
        working_by_cause=table(cell, pieces.working),
        calendar_by_cause=table(cell, pieces.calendar),
        rework_by_cause=table(cell[again], pieces.working[again]),
        waited=None,
        find_pieces=lambda: pieces,
    )


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
