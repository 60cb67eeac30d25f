"""One simulation of a small company, and the figures of it that statements are about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np

from mom_sim import Simulation
from mom_sim.log.contract import CAUSES
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.view import View, view_of
from mom_sim.metrics.waiting_places import places_of, waiting_by_place

MICROSECONDS_PER_HOUR = 3_600_000_000


class Run:
    """A simulation to be looked at; figures are of the campaigns requested in the window.

    Parameters
    ----------
    simulation : Simulation
    """

    def __init__(self, simulation: Simulation) -> None:
        self.simulation = simulation

    @cached_property
    def _view(self) -> View:
        return view_of(self.simulation.log, self.simulation.plan)

    def view(self, types: tuple[str, ...] = (), units: tuple[str, ...] = ()) -> View:
        """Look at the measured campaigns of some types and units; none named: all."""
        view, plan = self._view, self.simulation.plan
        campaigns = view.facts.log.campaigns
        for names, words, column in ((types, plan.types, "type"), (units, plan.units, "unit")):
            if names:
                codes = [words.index(name) for name in names]
                view = view.narrowed(np.isin(campaigns[column], codes))
        return view

    def figure(self, name: str, *types: str) -> Ratio:
        """Any figure of `docs/metrics.md` that is a ratio of sums."""
        found = METRICS[name].extract(self.view(types))
        assert isinstance(found, Ratio), f"{name} is no ratio of sums"
        return found

    def days(self, *types: str, units: tuple[str, ...] = ()) -> float:
        """Working days from request to launch, added up."""
        view = self.view(types, units)
        return float(view.facts.times.working[view.timed].sum()) / view.facts.day

    def count(self, *types: str, units: tuple[str, ...] = ()) -> int:
        """Campaigns that were launched or are still inside."""
        return int(np.count_nonzero(self.view(types, units).timed))

    def queued(self, *types: str) -> float:
        """Working days that work before launch waited for busy people, added up over campaigns."""
        view = self.view(types)
        waits, activities = view.facts.log.waits, view.facts.log.activities
        chosen = view.campaigns[activities["campaign"][waits["activity"]]]
        rows = np.flatnonzero(chosen & (waits["cause"] == CAUSES.index("queue")))
        clock = view.facts.clock
        time = clock.work_array(waits["finish"][rows]) - clock.work_array(waits["start"][rows])
        return float(time.sum()) / view.facts.day

    def touched(self, *types: str) -> float:
        """Hours that people spent on the campaigns."""
        view = self.view(types)
        stints, activities = view.facts.log.stints, view.facts.log.activities
        rows = np.flatnonzero(view.campaigns[activities["campaign"][stints["activity"]]])
        return float((stints["finish"][rows] - stints["start"][rows]).sum()) / MICROSECONDS_PER_HOUR

    @cached_property
    def waiting(self) -> Mapping[tuple[str, str], float]:
        """Working days that launched campaigns waited on their critical paths, by place."""
        view = self._view
        time = waiting_by_place(view) / view.facts.day
        return dict(zip(places_of(self.simulation.plan), time.tolist(), strict=True))

    def waited(self, kind: str, *places: str) -> float:
        """The same at all places of a kind, or at those whose name begins with one of these."""
        return sum(
            time
            for (found, place), time in self.waiting.items()
            if found == kind and (not places or place.startswith(places))
        )
