"""What was observed for every step of every type of case: waits, rounds, and how often."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from mom_sim.calibration.fitting.idle_time import IdleTime
from mom_sim.calibration.fitting.kinds_of_case import Kind
from mom_sim.calibration.fitting.routes import Element
from mom_sim.calibration.fitting.rows import Bools, Floats, Rows
from mom_sim.calibration.fitting.working_week import PastClock


def ready_instants(rows: Rows) -> Floats:
    """When each instance could begin at the earliest: the latest end before it in its case.

    Returns
    -------
    ndarray of float, seconds since 1970
        The start itself for the first instance of a case.
    """
    frame = pd.DataFrame({"case": rows.case, "end": rows.end})
    latest = frame.groupby("case")["end"].cummax()
    before = latest.groupby(frame["case"]).shift().to_numpy()
    return np.where(np.isnan(before), rows.start, np.minimum(before, rows.start))


Moment = tuple[float, float]
"""An instant in seconds since 1970, and the working seconds before it."""


@dataclass
class Place:
    """One element of the way of a type of case.

    Parameters
    ----------
    activities : tuple of int
    is_repeated : bool
        Whether the activity is done at least twice in a row.
    waits : dict of int to list of float, working seconds
        For somebody outside, before each activity.
    again : list of float, working seconds
        The same, before each further round.
    rounds : list of int
        In a row, of members that have at least two.
    sums : list of float, working seconds
        What further rounds of these members waited for somebody outside, together.
    seen : int
        Members that have it.
    guessed, guessed_again, guessed_sums : list of bool
        Whether these waits rest on estimated starts (``guessed`` by activity).
    """

    activities: tuple[int, ...]
    is_repeated: bool
    waits: dict[int, list[float]] = field(default_factory=dict)
    again: list[float] = field(default_factory=list)
    rounds: list[int] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)
    seen: int = 0
    guessed: dict[int, list[bool]] = field(default_factory=dict)
    guessed_again: list[bool] = field(default_factory=list)
    guessed_sums: list[bool] = field(default_factory=list)

    def add_wait(self, activity: int, seconds: float, is_estimated: bool) -> None:
        """Add what was waited before an activity."""
        self.waits.setdefault(activity, []).append(seconds)
        self.guessed.setdefault(activity, []).append(is_estimated)


class OutsideWaits:
    """Splits the time before each activity instance into waiting for somebody outside and the rest.

    What lies between the time when an instance could have begun and the latest moment, before its
    start, at which somebody of its team was idle and there, cannot have been a queue: people with
    nothing to do would have taken it. Only from then on did it wait for people or for their hours.

    Parameters
    ----------
    rows : Rows
    team : ndarray of int
        That does each activity.
    idle : list of IdleTime
        By team.
    clock : PastClock
        In whose working time waits are measured.
    """

    def __init__(
        self, rows: Rows, team_of_row: np.ndarray, idle: list[IdleTime], clock: PastClock
    ) -> None:
        latest = np.full(rows.count, -np.inf)
        for team, found in enumerate(idle):
            of_team = team_of_row == team
            latest[of_team] = found.before(rows.start[of_team])
        self._latest = latest
        self._clock = clock
        self._start, self._is_estimated = rows.start, rows.is_estimated
        # Plain lists: what follows looks at single rows, millions of times.
        self._latest_of = latest.tolist()
        self._work_at_latest = clock.work(np.maximum(latest, 0.0)).tolist()
        self.start_of, self.end_of = rows.start.tolist(), rows.end.tolist()
        self.is_estimated: list[bool] = rows.is_estimated.tolist()
        self._work_at_start = clock.work(rows.start).tolist()
        self._work_at_end = clock.work(rows.end).tolist()

    def is_queued(self, ready: Floats) -> Bools:
        """Rows that waited for people, and nothing else, from when they were ready.

        Parameters
        ----------
        ready : ndarray of float, seconds since 1970

        Returns
        -------
        ndarray of bool
            Nobody of the team was idle from then on, and the start is no estimate.
        """
        return (self._latest <= ready) & (ready < self._start) & ~self._is_estimated

    def at_start(self, row: int) -> Moment:
        """The moment at which a row starts."""
        return self.start_of[row], self._work_at_start[row]

    def at_end(self, row: int) -> Moment:
        """The moment at which a row ends."""
        return self.end_of[row], self._work_at_end[row]

    def before(self, row: int, ready: Moment) -> float:
        """Working seconds for which a row, ready at a moment, waited for somebody outside."""
        if self._latest_of[row] <= ready[0]:
            return 0.0
        return max(self._work_at_latest[row] - ready[1], 0.0)

    def split(self, ready: Floats, start: Floats) -> tuple[Floats, Floats]:
        """Split what lies between ready and start of every row: outside, and people or hours.

        Parameters
        ----------
        ready, start : ndarray of float, seconds since 1970

        Returns
        -------
        outside, queue : ndarray of float, working seconds
        """
        whole = self._clock.between(ready, start)
        until = np.clip(self._latest, ready, start)
        outside = self._clock.between(ready, until)
        return outside, whole - outside


def observe(kind: Kind, rows: Rows, outside: OutsideWaits, last_rows: list[int]) -> list[Place]:
    """Gather what a type's members show.

    What a member has besides the type's way counts as waiting before the next step that both have,
    or behind the last one as waiting before it, so that no time of any case is lost.

    Parameters
    ----------
    kind : Kind
    rows : Rows
    outside : OutsideWaits
    last_rows : list of int
        Row of every case that ends last.

    Returns
    -------
    list of Place
        One an element of the type's way.
    """
    places = [Place(activities, repeated) for activities, repeated in kind.shape]
    activity = rows.activity
    for member, aligned in zip(kind.members, kind.aligned, strict=True):
        used, last = -1, -1
        ready: Moment = (0.0, 0.0)
        for index, element in enumerate(aligned):
            if element is None:
                continue
            place = places[index]
            place.seen += 1
            first = element.rows[0]
            besides = 0.0
            if used < 0:
                ready = outside.at_start(first)
            elif first > used + 1:
                until = max(ready, *map(outside.at_end, range(used + 1, first)))
                besides = until[1] - ready[1]
                ready = until
            if len(place.activities) > 1:
                for row in element.rows:
                    wait = besides + outside.before(row, ready)
                    place.add_wait(int(activity[row]), wait, outside.is_estimated[row])
                done = max(map(outside.at_end, element.rows))
            else:
                if used >= 0:
                    wait = besides + outside.before(first, ready)
                    place.add_wait(place.activities[0], wait, outside.is_estimated[first])
                done = _rounds(element, place, outside)
            ready, last = max(ready, done), index
            is_whole = place.is_repeated or len(place.activities) > 1
            used = element.rows[-1] if is_whole else first
        lost = outside.at_end(last_rows[member])[1] - ready[1]
        if lost > 0 and last > 0:
            for waits in places[last].waits.values():
                if waits:
                    waits[-1] += lost
    return places


def _rounds(element: Element, place: Place, outside: OutsideWaits) -> Moment:
    """Add the waits between rounds, where the type has several; when what counts has ended."""
    first, *others = element.rows
    done = outside.at_end(first)
    if not place.is_repeated or not others:
        return done
    again = []
    guessed = [outside.is_estimated[row] for row in others]
    for row in others:
        again.append(outside.before(row, done))
        done = max(done, outside.at_end(row))
    place.rounds.append(len(element.rows))
    place.again += again
    place.sums.append(sum(again))
    place.guessed_again += guessed
    place.guessed_sums.append(any(guessed))
    return done
