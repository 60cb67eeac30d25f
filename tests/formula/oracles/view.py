"""What the log of one replication says of queues: plain arrays, times in hours."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from mom_sim.log.contract import NULL, OUTCOMES
from mom_sim.log.log_tables import Log
from mom_sim.stats.step_function import count_path, step_values
from mom_sim.stats.time_weighted import window_pieces

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
MICROSECONDS = 3_600_000_000
"""Of an hour, the unit of time of all cases."""


@dataclass(frozen=True)
class Campaigns:
    """Campaigns of the log; `ended` is NaN for those inside, `begun` where no work began."""

    requested: Floats
    ended: Floats
    begun: Floats
    outcome: npt.NDArray[np.int64]
    number: npt.NDArray[np.int64]

    def with_outcome(self, *words: str) -> Bools:
        """Which of them ended in one of these ways."""
        return np.isin(self.outcome, [OUTCOMES.index(word) for word in words])

    @property
    def turned_away(self) -> Bools:
        """Which of them never came in."""
        return self.with_outcome("rejected") & np.isnan(self.begun) & (self.ended == self.requested)

    def only(self, which: Bools) -> Campaigns:
        """Some of them."""
        return Campaigns(
            self.requested[which],
            self.ended[which],
            self.begun[which],
            self.outcome[which],
            self.number[which],
        )


@dataclass(frozen=True)
class Visits:
    """Executions of a step; `served` is when waiting ended, NaN while it lasts; so is `left`."""

    ready: Floats
    served: Floats
    left: Floats
    campaign: npt.NDArray[np.int64]
    effort: Floats

    @property
    def waits(self) -> Floats:
        """Time in the queue."""
        return self.served - self.ready

    def only(self, which: Bools) -> Visits:
        """Some of them."""
        return Visits(
            self.ready[which],
            self.served[which],
            self.left[which],
            self.campaign[which],
            self.effort[which],
        )


class View:
    """One replication of one scenario."""

    def __init__(self, log: Log) -> None:
        self.log = log
        self.start = log.window.warm_up / MICROSECONDS
        self.end = log.window.horizon / MICROSECONDS
        self.length = self.end - self.start

    def inside(self, times: Floats) -> Bools:
        """Which times lie in the measured window."""
        return (times >= self.start) & (times < self.end)

    def campaigns(self, types: Collection[str] = ()) -> Campaigns:
        """Campaigns of some types; of all if none is named."""
        return self._campaigns.only(self._of_types(types))

    def visits(self, step: str, types: Collection[str] = (), instruction: str = "WORK") -> Visits:
        """Executions of a step's own work, or of its wait (DELAY) or its meeting (MEET)."""
        activities, words = self.log.activities, self.log.vocabularies
        which = activities["step"].to_numpy() == words["step"].index(step)
        code = words["instruction"].index(instruction)
        which &= activities["instruction"].to_numpy() == code
        campaign = activities["campaign"].to_numpy()[which]
        ready, start, finish, effort = (
            _hours(activities[name].to_numpy()[which])
            for name in ("ready", "start", "finish", "effort")
        )
        served = np.where(np.isnan(start), finish, start)
        wanted = self._of_types(types)[np.searchsorted(self._campaigns.number, campaign)]
        return Visits(ready, served, finish, campaign, effort).only(wanted)

    def busy(self) -> float:
        """Hours that people worked within the window."""
        stints = self.log.stints
        start = np.maximum(_hours(stints["start"].to_numpy()), self.start)
        finish = np.minimum(_hours(stints["finish"].to_numpy()), self.end)
        return float(np.maximum(finish - start, 0.0).sum())

    def number_inside(self, entered: Floats, left: Floats) -> tuple[Floats, Floats]:
        """Values of a count within the window, and how long each lasts, in hours."""
        path = count_path(entered, left[~np.isnan(left)])
        values, durations = window_pieces(*path, self.start, self.end)
        return values.astype(np.float64), durations

    def number_at(self, instants: Floats, types: Collection[str] = ()) -> Floats:
        """How many campaigns are inside at some instants."""
        of = self.campaigns(types)
        path = count_path(of.requested, of.ended[~np.isnan(of.ended)])
        return step_values(*path, instants).astype(np.float64)

    @cached_property
    def _campaigns(self) -> Campaigns:
        table = self.log.campaigns
        return Campaigns(
            _hours(table["requested"].to_numpy()),
            _hours(table["ended"].to_numpy()),
            _hours(table["first_start"].to_numpy()),
            table["outcome"].to_numpy(),
            table["campaign"].to_numpy(),
        )

    def _of_types(self, types: Collection[str]) -> Bools:
        codes = self.log.campaigns["type"].to_numpy()
        if not types:
            return np.ones(codes.size, dtype=bool)
        return np.isin(codes, [self.log.vocabularies["type"].index(name) for name in types])


Views = Sequence[View]
"""Of one replication: a view for each of its runs."""


def _hours(times: npt.NDArray[np.int64]) -> Floats:
    return np.where(times == NULL, np.nan, times / MICROSECONDS)
