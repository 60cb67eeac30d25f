"""Demand that changes with time: a sine before unlimited capacity, and a surge beyond capacity."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np

from mom_sim.stats.step_function import count_path
from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator, Smooth, mean_of
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import experiment
from tests.formula.oracles.laws import Law, hours, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, demand, item, study
from tests.formula.oracles.view import Bools, Floats, View, Views

STAGE, SERVE = "stage", "serve"
FLUID_SCALE = 10
"""The fluid limit is approached by ten times the people and the demand, if the profile allows."""
_REPLICATIONS = 30


def time_varying(case: Case, profile: Profile) -> Experiment:
    """Seasonality with a cycle, or a surge from a busy start."""
    return _surge(case, profile) if case.has("lam_surge", "duration") else _cycle(case)


def _cycle(case: Case) -> Experiment:
    rate, law = case.number("lam_bar", "lam"), service_laws(case)[0]
    period, amplitude = case.number("period"), case.number("rel_amp", "amplitude")
    cycles = max(4, math.ceil(100.0 * law.mean / period), math.ceil(400.0 / (rate * period)))
    warm_up = period * math.ceil(12.0 * law.mean * (1.0 + law.scv) / period)
    scenario = study(
        people={"nobody": 1},
        steps={STAGE: {"wait": law.text, "launch": True}},
        campaigns={
            "item": item(
                demand=demand(rate),
                seasonality={"cycle": {"period": hours(period), "amplitude": amplitude}},
            )
        },
        window=Window(warm_up, period * cycles, 40.0 * law.mean + period),
    )
    return experiment(case, (scenario,), partial(_of_cycle, period=period))


def _of_cycle(name: str, period: float) -> Estimator | None:
    instant = re.fullmatch(r"m_t(\d+(?:\.\d+)?)", name)
    if instant:
        return mean_of(lambda views: _mean_at(views[0], float(instant[1]), period))
    waves = partial(_waves, period=period)
    match name:
        case "m_mean" | "L":
            return Smooth(waves, lambda total: float(total[0] / total[3]))
        case "relative_amplitude":
            return Smooth(
                waves, lambda total: float(2.0 * math.hypot(total[1], total[2]) / total[0])
            )
        case "lag_of_peak":
            return Smooth(
                waves,
                lambda total: math.atan2(-total[2], total[1]) % (2 * math.pi) / math.tau * period,
            )
    return None


def _mean_at(view: View, instant: float, period: float) -> float:
    """Mean number inside at one point of the cycle, over the cycles of the window."""
    instants = (
        view.start + instant % period + period * np.arange(float(round(view.length / period)))
    )
    return float(view.number_at(instants).mean())


def _waves(views: Views, period: float) -> list[float]:
    """Integrals over the window of N(t), N(t) sin(2 pi t / period), N(t) cos(...), and of 1."""
    view = views[0]
    of = view.campaigns()
    values, durations = view.number_inside(of.requested, of.ended)
    edges = (view.start + np.concatenate(([0.0], np.cumsum(durations)))) * math.tau / period
    speed = period / math.tau
    return [
        float(values @ durations),
        float(values @ (np.cos(edges[:-1]) - np.cos(edges[1:]))) * speed,
        float(values @ (np.sin(edges[1:]) - np.sin(edges[:-1]))) * speed,
        float(durations.sum()),
    ]


def _surge(case: Case, profile: Profile) -> Experiment:
    """Fluid limit: people and demand times a scale, from as many in service as the base load.

    The distance from the limit falls with the root of the scale, and the tolerance is that of
    `FLUID_SCALE`. When people are first all busy is seen in runs of its own, which are short.
    """
    fluid = _Fluid.of(case)
    window = Window(0.0, math.ceil(1.2 * fluid.empty + 4.0 * fluid.service), 10.0 * fluid.service)
    campaigns = fluid.base * (window.end + window.follow_up) + fluid.excess
    scale = min(FLUID_SCALE, max(1, int(profile.campaigns / _REPLICATIONS / 3 / campaigns)))
    start, of_start = Window(0.0, 4.0 * fluid.saturated, fluid.service), max(scale, 6)
    figures: dict[str, Callable[[Views], float]] = {
        "t_saturation": lambda views: _first(
            views[1], lambda n: n >= fluid.servers * of_start, 0.0
        ),
        "queue_at_end": lambda views: (
            float(views[0].number_at(np.array([fluid.duration]))[0]) / scale - fluid.servers
        ),
        "t_queue_empty": lambda views: _first(
            views[0], lambda n: n <= fluid.servers * scale, fluid.duration
        ),
        "max_fluid_wait": lambda views: _wait_of_next(views[0], fluid.duration),
    }
    return experiment(
        case,
        (fluid.study(scale, window), fluid.study(of_start, start)),
        lambda name: mean_of(figures[name]) if name in figures else None,
        least_replications=_REPLICATIONS if scale < FLUID_SCALE else 100,
        tolerances={
            name: case.relative_tolerance
            * math.sqrt(FLUID_SCALE / (of_start if name == "t_saturation" else scale))
            for name in case.expected
        },
    )


@dataclass(frozen=True)
class _Fluid:
    """An overloaded station: rates an hour and times in hours, and what the fluid does."""

    servers: int
    law: Law
    base: float
    peak: float
    duration: float

    @classmethod
    def of(cls, case: Case) -> _Fluid:
        law = service_laws(case)[0]
        base, peak = case.number("lam_base"), case.number("lam_surge")
        fluid = cls(case.count("c", "servers"), law, base, peak, case.number("duration"))
        if not base < fluid.servers / law.mean < peak:
            raise CannotExpress("the surge is none: it has to exceed what there are people for")
        return fluid

    @property
    def service(self) -> float:
        return self.law.mean

    @property
    def excess(self) -> float:
        """Requests beyond the base load, in all."""
        return (self.peak - self.base) * self.duration

    @property
    def saturated(self) -> float:
        """When everybody is busy."""
        left = (self.peak - self.base) / (self.peak - self.servers / self.service)
        return self.service * math.log(left)

    @property
    def empty(self) -> float:
        """When nobody waits any more, at the latest."""
        capacity = self.servers / self.service
        return self.duration * (1.0 + (self.peak - capacity) / (capacity - self.base))

    def study(self, scale: int, window: Window) -> str:
        """Scenario with everything times a scale."""
        return study(
            people={"station": self.servers * scale},
            steps={SERVE: {"skill": "station", "effort": self.law.text, "launch": True}},
            campaigns={"item": item(demand=demand(self.base * scale))},
            window=window,
            surges={
                "surge": {
                    "start": "0h",
                    "length": hours(min(self.duration, window.end)),
                    "factor": self.peak / self.base,
                }
            },
            backlog=[
                {
                    "unit": "unit",
                    "type": "item",
                    "step": SERVE,
                    "count": round(self.base * self.service * scale),
                }
            ],
        )


def _first(view: View, holds: Callable[[Floats], Bools], after: float) -> float:
    """First instant from `after` on at which the number inside fulfills a condition."""
    of = view.campaigns()
    times, values = count_path(of.requested, of.ended[~np.isnan(of.ended)])
    found = np.flatnonzero((times >= after) & holds(values))
    return float(times[found[0]]) if found.size else math.nan


def _wait_of_next(view: View, instant: float) -> float:
    """Wait of the first request after an instant."""
    visits = view.visits(SERVE)
    later = np.flatnonzero(visits.ready >= instant)
    return float(visits.waits[later[np.argmin(visits.ready[later])]])
