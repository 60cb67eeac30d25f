"""Distances between two event logs, by the library `log-distance-measures`.

Source: Chapela-Campa, Benchekroun, Baron, Dumas, Krass and Senderovich (2025), A framework for
measuring the quality of business process simulation models, Information Systems 127; the library
is by the same authors.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from typing import Any

import pandas as pd

from mom_sim.errors import RunError

MISSING = (
    "distances between event logs need log-distance-measures, which is not installed: "
    'pip install "mom-sim[calibration]" (the library is there for Python 3.11 and 3.12)'
)
BIN = timedelta(hours=1)
N_GRAM = 3
_PACKAGE = "log_distance_measures"


@dataclass(frozen=True)
class Measure:
    """One distance: its name in results, what a reader sees, and what it says.

    Attributes
    ----------
    name, title, unit, definition : str
    module, function : str
        Where the library has it.
    options : tuple of (str, object)
        What is passed beside the logs.
    whole_cases : bool
        Whether it needs no more than the first start and last end of each case.
    """

    name: str
    title: str
    unit: str
    definition: str
    module: str
    function: str
    options: tuple[tuple[str, object], ...] = ()
    whole_cases: bool = False


CYCLE_TIME = "cycle_time_distance_hours"
N_GRAMS = "n_gram_distance"
ABSOLUTE = "absolute_event_distance_hours"
RELATIVE = "relative_event_distance_hours"
CIRCADIAN = "circadian_event_distance_hours"

MEASURES = (
    Measure(
        CYCLE_TIME,
        "cycle time",
        "hours",
        "mean number of hours by which cycle times (first start to last end of a case, in bins of "
        "one hour) would have to be moved to make one distribution the other",
        "cycle_time_distribution",
        "cycle_time_distribution_distance",
        (("bin_size", BIN),),
        whole_cases=True,
    ),
    Measure(
        N_GRAMS,
        "order of activities",
        "share",
        "share, from 0 to 1, of the sequences of three activities within a case that one log has "
        "and the other has not",
        "n_gram_distribution",
        "n_gram_distribution_distance",
        (("n", N_GRAM),),
    ),
    Measure(
        ABSOLUTE,
        "when, in the calendar",
        "hours",
        "mean number of hours by which starts and ends would have to be moved along the calendar",
        "absolute_event_distribution",
        "absolute_event_distribution_distance",
    ),
    Measure(
        RELATIVE,
        "when, within the case",
        "hours",
        "the same, counted from the start of each case",
        "relative_event_distribution",
        "relative_event_distribution_distance",
    ),
    Measure(
        CIRCADIAN,
        "when, in the week",
        "hours",
        "the same, within each day of the week, in the time zone of the log",
        "circadian_event_distribution",
        "circadian_event_distribution_distance",
    ),
)
"""All distances, in the order in which they are told."""


def check_library() -> None:
    """Refuse to judge without the library of distances.

    Raises
    ------
    RunError
    """
    try:
        import_module(_PACKAGE)
    except ImportError:
        raise RunError(MISSING) from None


def distances(one: pd.DataFrame, other: pd.DataFrame, time_zone: str) -> dict[str, float]:
    """Measure how far two event logs are apart.

    Parameters
    ----------
    one, other : DataFrame
        Columns `case`, `activity`, `start`, `end` (datetime64, UTC), each with a row at least.
    time_zone : str
        In which days and hours are counted.

    Returns
    -------
    dict of float
        By name of the measure, in the unit that its record says; all are symmetric and from 0 on.

    Raises
    ------
    RunError
        Without the library.
    """
    logs = [_prepared(frame, time_zone) for frame in (one, other)]
    cases = [_whole_cases(frame) for frame in logs]
    return {
        measure.name: _measured(measure, *(cases if measure.whole_cases else logs))
        for measure in MEASURES
    }


def cycle_time_distance(one: pd.DataFrame, other: pd.DataFrame) -> float:
    """Measure the distance of cycle times alone; parameters as of `distances`."""
    measure = next(record for record in MEASURES if record.name == CYCLE_TIME)
    return _measured(measure, _whole_cases(one), _whole_cases(other))


def _measured(measure: Measure, one: pd.DataFrame, other: pd.DataFrame) -> float:
    check_library()
    config: Any = import_module(f"{_PACKAGE}.config")
    function: Callable[..., float] = getattr(
        import_module(f"{_PACKAGE}.{measure.module}"), measure.function
    )
    ids = config.EventLogIDs(
        case="case", activity="activity", start_time="start", end_time="end", resource="resource"
    )
    return float(function(one, ids, other, ids, **dict(measure.options)))


def _prepared(frame: pd.DataFrame, time_zone: str) -> pd.DataFrame:
    kept = frame[["case", "activity", "start", "end"]].copy()
    for name in ("start", "end"):
        kept[name] = kept[name].dt.tz_convert(time_zone)
    return kept


def _whole_cases(frame: pd.DataFrame) -> pd.DataFrame:
    """One row a case; cycle times are the same, and there is less to go through."""
    grouped = frame.groupby("case", sort=False)
    return pd.DataFrame(
        {"start": grouped["start"].min(), "end": grouped["end"].max()}
    ).reset_index()
