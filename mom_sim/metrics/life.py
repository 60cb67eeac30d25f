"""One campaign's life: what was done when, and at every instant of it the work or the wait."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mom_sim.log.accounting import critical_path, critical_pieces
from mom_sim.log.contract import ACTIVITY_OUTCOMES, CAUSES, NULL, OUTCOMES, SUB_CAUSES
from mom_sim.metrics.ingredients import IntArray
from mom_sim.metrics.view import Facts

PIECE_COLUMNS = ("activity", "start", "finish", "cause", "sub_cause")


@dataclass(frozen=True, eq=False)
class Life:
    """What became of one request.

    Attributes
    ----------
    outcome : str
    requested, until : int, microseconds
        From the request to the launch or the other end; for one that is still inside, to the end
        of the run.
    activities : DataFrame
        One row an activity, in order of `ready`: `step`, `attempt`, `instruction`, `team` (null if
        none), `ready`, `start`, `finish` (microseconds, null if not reached), `outcome`,
        `on_critical_path`.
    pieces : DataFrame
        One row an interval of one cause: `step`, `attempt`, `cause`, `sub_cause`, `start`,
        `finish` (microseconds), `working_start`, `working_finish` (working time of the reference
        calendar since the request, microseconds). For a launched campaign those of its critical
        path, which follow each other from request to launch without gap; else those of all its
        activities, which may overlap.
    """

    outcome: str
    requested: int
    until: int
    activities: pd.DataFrame
    pieces: pd.DataFrame

    @property
    def is_launched(self) -> bool:
        """Whether it was launched."""
        return self.outcome == "launched"


def life_of(facts: Facts, campaign: int) -> Life:
    """Tell one campaign's life.

    Parameters
    ----------
    facts : Facts
    campaign : int
        Row in the log.

    Returns
    -------
    Life
    """
    log = facts.log
    requested = int(log.campaigns["requested"][campaign])
    outcome = OUTCOMES[int(log.campaigns["outcome"][campaign])]
    rows = np.flatnonzero(log.activities["campaign"] == campaign)
    path = critical_path(log.log)
    on_path = path["activity"].to_numpy()[path["campaign"].to_numpy() == campaign]
    pieces = (
        _critical_pieces(facts, campaign) if outcome == "launched" else _all_pieces(facts, rows)
    )
    return Life(
        outcome=outcome,
        requested=requested,
        until=int(facts.times.until[campaign]),
        activities=_activities(facts, rows, on_path),
        pieces=_worded(facts, pieces, requested),
    )


def _critical_pieces(facts: Facts, campaign: int) -> pd.DataFrame:
    pieces = critical_pieces(facts.log.log)
    return pieces[pieces["campaign"] == campaign].loc[:, list(PIECE_COLUMNS)]


def _all_pieces(facts: Facts, rows: IntArray) -> pd.DataFrame:
    log = facts.log.log
    work = log.stints[log.stints["activity"].isin(rows)][["activity", "start", "finish"]].assign(
        cause=CAUSES.index("work"), sub_cause=SUB_CAUSES.index("none")
    )
    waits = log.waits[log.waits["activity"].isin(rows)][list(PIECE_COLUMNS)]
    pieces = pd.concat([work, waits])
    return pieces.sort_values(["start", "finish", "activity"], kind="stable")


def _worded(facts: Facts, pieces: pd.DataFrame, requested: int) -> pd.DataFrame:
    log, clock = facts.log, facts.clock
    activity = pieces["activity"].to_numpy()
    start, finish = pieces["start"].to_numpy(), pieces["finish"].to_numpy()
    before = clock.work(requested)
    return pd.DataFrame(
        {
            "step": _words(log.vocabularies["step"], log.activities["step"][activity]),
            "attempt": log.activities["attempt"][activity],
            "cause": _words(CAUSES, pieces["cause"].to_numpy()),
            "sub_cause": _words(SUB_CAUSES, pieces["sub_cause"].to_numpy()),
            "start": start,
            "finish": finish,
            "working_start": clock.work_array(start) - before,
            "working_finish": clock.work_array(finish) - before,
        }
    )


def _activities(facts: Facts, rows: IntArray, on_path: IntArray) -> pd.DataFrame:
    words, table = facts.log.vocabularies, facts.log.activities
    return pd.DataFrame(
        {
            "step": _words(words["step"], table["step"][rows]),
            "attempt": table["attempt"][rows],
            "instruction": _words(words["instruction"], table["instruction"][rows]),
            "team": _words(words["team"], table["team"][rows]),
            "ready": table["ready"][rows],
            "start": _or_null(table["start"][rows]),
            "finish": _or_null(table["finish"][rows]),
            "outcome": _words(ACTIVITY_OUTCOMES, table["outcome"][rows]),
            "on_critical_path": np.isin(rows, on_path),
        }
    )


def _words(vocabulary: tuple[str, ...], codes: IntArray) -> list[str | None]:
    return [None if code == NULL else vocabulary[code] for code in codes.tolist()]


def _or_null(instants: IntArray) -> pd.Series[int]:
    return pd.Series(instants, dtype="Int64").mask(instants == NULL)
