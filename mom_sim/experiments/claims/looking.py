"""One simulation of a small company, and the figures of it that claims are about."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

import numpy as np
import pandas as pd

from mom_sim.log.contract import CAUSES
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.registry import METRICS
from mom_sim.metrics.view import Facts, View, view_of
from mom_sim.metrics.waiting_places import places_of, waiting_by_place
from mom_sim.simulation import Simulation

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

    @property
    def facts(self) -> Facts:
        """What follows from the log and the plan."""
        return self._view.facts

    @cached_property
    def launched(self) -> pd.DataFrame:
        """Measured campaigns that were launched: `campaign` (id), `unit`, `type`, `row`."""
        rows = np.flatnonzero(self._view.launched)
        words, table = self.facts.log.vocabularies, self.facts.log.campaigns
        return pd.DataFrame(
            {
                "campaign": self.facts.log.log.campaigns["id"].to_numpy(dtype=object)[rows],
                "unit": np.array(words["unit"], dtype=object)[table["unit"][rows]],
                "type": np.array(words["type"], dtype=object)[table["type"][rows]],
                "row": rows,
            }
        )

    def view(self, types: tuple[str, ...] = ()) -> View:
        """Look at the measured campaigns of some types; none named: all."""
        if not types:
            return self._view
        codes = [self.simulation.plan.types.index(name) for name in types]
        return self._view.narrowed(np.isin(self.facts.log.campaigns["type"], codes))

    def figure(self, name: str, *types: str) -> Ratio:
        """Any figure of `docs/metrics.md` that is a ratio of sums."""
        found = METRICS[name].extract(self.view(types))
        assert isinstance(found, Ratio), f"{name} is no ratio of sums"
        return found

    def days(self, *types: str) -> float:
        """Working days from request to launch, added up."""
        view = self.view(types)
        return float(view.facts.times.working[view.timed].sum()) / view.facts.day

    def count(self, *types: str) -> int:
        """Campaigns that were launched or are still inside."""
        return int(np.count_nonzero(self.view(types).timed))

    def waits(self, cause: str, *types: str) -> float:
        """Working days that work before launch waited for a cause, added up over campaigns."""
        view = self.view(types)
        waits, activities = view.facts.log.waits, view.facts.log.activities
        chosen = view.campaigns[activities["campaign"][waits["activity"]]]
        rows = np.flatnonzero(chosen & (waits["cause"] == CAUSES.index(cause)))
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
