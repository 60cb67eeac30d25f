"""The usual figures of a queue by their usual names: L, Lq, W, Wq, p_wait, W_q95, var_N ..."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from tests.formula.oracles.estimators import (
    Estimator,
    Quantile,
    Smooth,
    mean_item,
    mean_of,
    over_time,
    ratio,
    variance_of_items,
    variance_over_time,
)
from tests.formula.oracles.view import Bools, Campaigns, Floats, Views, Visits

_COMPARE: dict[str, Callable[[Floats, float], Bools]] = {
    "le": operator.le,
    "lt": operator.lt,
    "eq": operator.eq,
    "ge": operator.ge,
    "gt": operator.gt,
}
_NUMBER = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class Place:
    """What a figure is about: the whole system, or one of its stations; all or some types.

    Parameters
    ----------
    station : str
        Step where work waits and is done.
    whole : bool
        True if the number inside and the time in the system are those of campaigns from request to
        end; False if they are those of the station alone.
    types : tuple of str
        All types if empty.
    servers : int
        Of the station, for its utilization; 0 if it has no number of servers.
    run : int
        Which scenario of a replication.
    instruction : str
        WORK for people, DELAY for a wait without people, MEET for meetings.
    interrupted : bool
        True if work can be interrupted: its wait is then all the time that nobody works on it.
    """

    station: str
    whole: bool = True
    types: tuple[str, ...] = ()
    servers: int = 0
    run: int = 0
    instruction: str = "WORK"
    interrupted: bool = False

    def visits(self, views: Views) -> Visits:
        """All visits of the station."""
        return views[self.run].visits(self.station, self.types, self.instruction)

    def measured(self, views: Views) -> Visits:
        """Visits that begin in the measured window; all of them have come to an end."""
        visits = self.visits(views)
        return visits.only(views[self.run].inside(visits.ready))

    def waits(self, views: Views) -> Floats:
        """Time in the queue of the visits that begin in the measured window."""
        visits = self.measured(views)
        if self.interrupted:
            return visits.left - visits.ready - visits.effort
        return visits.waits

    def requests(self, views: Views) -> Campaigns:
        """Campaigns that are requested in the measured window."""
        view = views[self.run]
        of = view.campaigns(self.types)
        return of.only(view.inside(of.requested))

    def times(self, views: Views) -> Floats:
        """Time in the system, or at the station; requests that are turned away have none."""
        if not self.whole:
            visits = self.measured(views)
            return visits.left - visits.ready
        requests = self.requests(views)
        return (requests.ended - requests.requested)[~requests.turned_away]

    def number(self, views: Views) -> tuple[Floats, Floats]:
        """How many are in the system, or at the station, over time."""
        view = views[self.run]
        if not self.whole:
            visits = self.visits(views)
            return view.number_inside(visits.ready, visits.left)
        of = view.campaigns(self.types)
        return view.number_inside(of.requested, of.ended)

    def waiting(self, views: Views) -> tuple[Floats, Floats]:
        """How many are in the queue over time."""
        visits = self.visits(views)
        return views[self.run].number_inside(visits.ready, visits.served)


def flow_metric(name: str, place: Place) -> Estimator | None:
    """Estimator of a figure by its name; None for a name that is not among the usual ones."""
    simple = _SIMPLE.get(name)
    if simple is not None:
        return simple(place)
    for pattern, make in _PATTERNS:
        found = re.fullmatch(pattern, name)
        if found:
            return make(place, *found.groups())
    return None


def _utilization(place: Place) -> Estimator | None:
    if not place.servers:
        return None
    if place.whole:
        return mean_of(
            lambda views: views[place.run].busy() / views[place.run].length / place.servers
        )

    def in_service(views: Views) -> tuple[Floats, Floats]:
        visits = place.visits(views)
        begun = visits.only(~np.isnan(visits.served))
        values, durations = views[place.run].number_inside(begun.served, begun.left)
        return values / place.servers, durations

    return over_time(in_service)


def _throughput(place: Place) -> Smooth:
    """Campaigns that end after work on them, an hour."""

    def number(views: Views) -> float:
        view = views[place.run]
        of = view.campaigns(place.types)
        done = ~np.isnan(of.begun) | of.with_outcome("launched")
        return float((view.inside(of.ended) & done).sum()) / view.length

    return mean_of(number)


def _share_of_requests(place: Place, is_so: Callable[[Campaigns], Bools]) -> Smooth:
    def sums(views: Views) -> tuple[float, float]:
        requests = place.requests(views)
        return float(is_so(requests).sum()), float(requests.requested.size)

    return ratio(sums)


def _visits_per_hour(place: Place) -> Smooth:
    return mean_of(lambda views: place.measured(views).ready.size / views[place.run].length)


def _visits_per_campaign(place: Place) -> Smooth:
    def sums(views: Views) -> tuple[float, float]:
        requests = place.requests(views)
        visits = place.visits(views)
        return float(np.isin(visits.campaign, requests.number).sum()), float(requests.number.size)

    return ratio(sums)


def _share_of_waits(place: Place, word: str, bound: str) -> Smooth:
    compare = _COMPARE[word]
    return mean_item(
        lambda views: compare(place.waits(views), float(bound)).astype(float),
        corrected_by=(place.run,),
    )


def _share_of_times(place: Place, word: str, bound: str) -> Smooth:
    compare = _COMPARE[word]
    return mean_item(lambda views: compare(place.times(views), float(bound)).astype(float))


def _share_of_time(place: Place, word: str, bound: str) -> Smooth:
    compare = _COMPARE[word]

    def path(views: Views) -> tuple[Floats, Floats]:
        values, durations = place.number(views)
        return compare(values, float(bound)).astype(float), durations

    return over_time(path)


_SIMPLE: dict[str, Callable[[Place], Estimator | None]] = {
    "L": lambda place: over_time(place.number, corrected_by=(place.run,)),
    "Lq": lambda place: over_time(place.waiting, corrected_by=(place.run,)),
    "W": lambda place: mean_item(place.times, corrected_by=(place.run,)),
    "Wq": lambda place: mean_item(place.waits, corrected_by=(place.run,)),
    "p_wait": lambda place: _share_of_waits(place, "gt", "0"),
    "sigma": lambda place: _share_of_waits(place, "gt", "0"),
    "p_empty": lambda place: _share_of_time(place, "eq", "0"),
    "var_N": lambda place: variance_over_time(place.number, corrected_by=(place.run,)),
    "var_W": lambda place: variance_of_items(place.times, corrected_by=(place.run,)),
    "var_Wq": lambda place: variance_of_items(place.waits, corrected_by=(place.run,)),
    "rho": _utilization,
    "utilization": _utilization,
    "throughput": _throughput,
    "lam": _visits_per_hour,
    "effective_lam": _visits_per_hour,
    "mean_visits": _visits_per_campaign,
    "p_block": lambda place: _share_of_requests(place, lambda of: of.turned_away),
    "p_abandon": lambda place: _share_of_requests(place, lambda of: of.with_outcome("canceled")),
}
for _name, _same in (
    ("L_total", "L"),
    ("W_total", "W"),
    ("Wq_all", "Wq"),
    ("Wq_avg", "Wq"),
    ("Wq_mean", "Wq"),
    ("Wq_fifo", "Wq"),
    ("Wq_per_visit", "Wq"),
    ("W_var", "var_W"),
    ("Wq_var", "var_Wq"),
    ("N_var", "var_N"),
    ("p_idle", "p_empty"),
    ("p_0", "p_empty"),
    ("p0", "p_empty"),
    ("utilisation", "utilization"),
    ("repair_utilisation", "utilization"),
    ("repair_utilization", "utilization"),
    ("lam_eff", "effective_lam"),
):
    _SIMPLE[_name] = _SIMPLE[_same]

_PATTERNS: tuple[tuple[str, Callable[..., Estimator]], ...] = (
    (rf"W_q{_NUMBER}", lambda place, p: Quantile(place.times, float(p) / 100.0)),
    (rf"Wq_q{_NUMBER}", lambda place, p: Quantile(place.waits, float(p) / 100.0)),
    (rf"P_(?:wait|Wq)_(le|lt|gt|ge)_{_NUMBER}", _share_of_waits),
    (rf"P_W_(le|lt|gt|ge)_{_NUMBER}", _share_of_times),
    (rf"[pP]_N_(le|lt|eq|gt|ge)_{_NUMBER}", _share_of_time),
    (rf"p_{_NUMBER}", lambda place, n: _share_of_time(place, "eq", n)),
)
