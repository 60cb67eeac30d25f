"""Agency market: in a surge that everybody has, vendors have less room for one customer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from mom_sim.operating_models.effect import Effect
from mom_sim.operating_models.tables import Tables
from mom_sim.plan.plan import AgencyRecord, Plan


class AgencyMarket(Effect):
    """Gives agencies of limited capacity less of it in the windows of surges.

    The windows are those that the scenario states. They hold also where a run leaves its surges
    out: the market has its season whether or not this company does.
    """

    def complete(self, plan: Plan, tables: Tables) -> Plan:
        """Enter the windows."""
        share = self.settings["capacity"]
        windows = _joined((surge.start, surge.end) for surge in tables.scenario.surges)
        if share == 1:
            return plan
        missing = [
            what
            for what, is_there in (
                ("agency of limited capacity", any(one.capacity for one in plan.agencies)),
                ("surge", bool(windows)),
            )
            if not is_there
        ]
        if missing:
            warning = f"agency_market: there is no {' and no '.join(missing)}; left out"
            return replace(plan, warnings=(*plan.warnings, warning))
        return replace(
            plan, agencies=tuple(_squeezed(one, share, windows) for one in plan.agencies)
        )


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
