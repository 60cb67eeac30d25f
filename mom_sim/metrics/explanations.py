"""Sentences about figures, made by rule: what a reader is told comes from the tables alone."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mom_sim.metrics.measuring import Measurement
from mom_sim.metrics.pools import pool_name
from mom_sim.metrics.tables.waiting import DECISION_WAITS

NO_BOTTLENECK = "no launched campaign waited anywhere"
NONE_LAUNCHED = "no measured campaign was launched, so there is no waiting of launched campaigns"

_AT_A_GATE = {
    "cadence": "the deciders have not met yet",
    "agenda": "the meeting had no room",
    "closed": "the deciders are not at work at that hour",
    "busy": "the deciders are busy",
    "preempted": "more urgent work came before the review was done",
}
_WORTH_SAYING = 0.05
_PLACE = {
    "team": "{}",
    "gate": "gate {}",
    "agency": "agency {}",
    "outside": "outside step {}",
    "hand_off": "hand-offs",
    "hold": "limits, sprints and freezes",
    "assembly": "forming task forces",
}


def place_name(kind: str, place: str) -> str:
    """Name of a place of waiting in words.

    Parameters
    ----------
    kind, place : str
        As the table `waiting` has them.

    Returns
    -------
    str
    """
    if place == kind:  # an agency that is called just "agency"
        return f"the {place}"
    return _PLACE[kind].format(place)


def bottleneck_reason(
    measurements: Sequence[Measurement], ranking: pd.DataFrame, *, is_clear: bool
) -> str:
    """Say why the first of a ranking of places is the bottleneck.

    Parameters
    ----------
    measurements : sequence of Measurement
    ranking : DataFrame
        Columns `kind`, `place`, `share`; the largest share first, above 0.
    is_clear : bool
        Whether the data can tell the first from the second.

    Returns
    -------
    str
        One sentence.
    """
    kind, place = str(ranking["kind"].iloc[0]), str(ranking["place"].iloc[0])
    share = float(ranking["share"].iloc[0])
    because = ""
    if kind == "team":
        because = _busy_people(measurements, place)
    elif kind == "gate":
        because = _deciders(measurements, place)
    return (
        f"{share:.0%} of the waiting of launched campaigns is at {place_name(kind, place)}{because}"
        f"{_runner_up(ranking, is_clear)}."
    )


def shifting_reason(ranking: pd.DataFrame, *, is_clear: bool) -> str:
    """Say who the shifting bottleneck is.

    Parameters
    ----------
    ranking : DataFrame
        Columns `kind`, `place`, `share`; the largest share first, above 0.
    is_clear : bool
        Whether the data can tell the first from the second.

    Returns
    -------
    str
        One sentence.
    """
    kind, place = str(ranking["kind"].iloc[0]), str(ranking["place"].iloc[0])
    share = float(ranking["share"].iloc[0])
    return (
        f"somebody who serves {place_name(kind, place)} is, alone or among others, the one who has "
        f"been busy for longest without a break in {share:.0%} of the working time"
        f"{_runner_up(ranking, is_clear)}."
    )


def _runner_up(ranking: pd.DataFrame, is_clear: bool) -> str:
    if len(ranking) < 2 or not ranking["share"].iloc[1] > 0:
        return ""
    name = place_name(str(ranking["kind"].iloc[1]), str(ranking["place"].iloc[1]))
    share = float(ranking["share"].iloc[1])
    if is_clear:
        return f"; next is {name} with {share:.0%}"
    return f"; the data cannot tell it from {name} with {share:.0%}"


def _busy_people(measurements: Sequence[Measurement], place: str) -> str:
    row = [pool_name(*keys) for keys in measurements[0].rows["teams"]].index(place)
    people = int(measurements[0].tables["teams"]["people"].numerators[row])
    who = "1 person is" if people == 1 else f"{people} people are"
    busy = _pooled(measurements, "teams", "utilization", row)
    if busy is None:
        return ", where nobody was on shift"
    seconded = _pooled(measurements, "teams", "seconded_idle_share", row) or 0.0
    held = ""
    if seconded >= _WORTH_SAYING:
        held = f" and held without work in task forces for {seconded:.0%} of it"
    return f", where {who} busy {busy:.0%} of the time on shift{held}"


def _deciders(measurements: Sequence[Measurement], place: str) -> str:
    row = measurements[0].rows["gates"].index((place,))
    shares = {word: _pooled(measurements, "gates", f"{word}_share", row) for word in DECISION_WAITS}
    known = {word: share for word, share in shares.items() if share is not None}
    main = max(known, key=lambda word: known[word])
    return f", {known[main]:.0%} of it because {_AT_A_GATE[main]}"


def _pooled(measurements: Sequence[Measurement], table: str, column: str, row: int) -> float | None:
    parts = [one.tables[table][column] for one in measurements]
    numerators = sum(float(part.numerators[row]) for part in parts)
    denominators = sum(float(part.denominators[row]) for part in parts)
    return numerators / denominators if denominators else None
