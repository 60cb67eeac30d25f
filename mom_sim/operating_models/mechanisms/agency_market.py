"""Agency market: in a surge that everybody has, vendors have less room for one customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import AgencyRecord, Plan


class AgencyMarket(Effect):
    """Gives agencies of limited capacity less of it in the windows of surges.

    The windows are those that the scenario states, slumps left out. They hold also where a run
    leaves its surges out: the market has its season whether or not this company does. A scenario
    that states none says nothing of the market's season, so agencies keep their capacity, also in
    the window that a comparison under a surge then takes.
    """

    asks_for_surges = True

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the windows."""
        share = self.settings["capacity"]
        windows = _joined(
            (surge.start, surge.end) for surge in tables.scenario.surges if surge.factor > 1
        )
        if share == 1:
            return plan
        if not any(one.capacity for one in plan.agencies):
            return _without(plan, "there is no agency of limited capacity, so it changes nothing")
        if not windows:
            return _without(
                plan,
                "the scenario states no surge, so agencies keep their capacity at all times, with "
                "--surge too; state under surges when the market is tight",
            )
        return replace(
            plan, agencies=tuple(_squeezed(one, share, windows) for one in plan.agencies)
        )


def _without(plan: Plan, why: str) -> Plan:
    return replace(plan, warnings=(*plan.warnings, f"agency_market: {why}"))


def _squeezed(agency: AgencyRecord, share: float, windows: list[tuple[int, int]]) -> AgencyRecord:
    """An agency with less capacity in windows, though never none: 0 would be no limit."""
    if not agency.capacity:
        return agency
    left = max(1, round(agency.capacity * share))
    return replace(agency, windows=tuple((start, end, left) for start, end in windows))


def _joined(windows: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Windows in order of time, those that touch or overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


EFFECT = AgencyMarket
