"""When a surge is, where, and in what, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mom_sim.scenario.resolved import Scenario, Surge


def surge_words(scenario: Scenario, factor: float) -> str:
    """Say which surges a factor stands for.

    Parameters
    ----------
    scenario : Scenario
    factor : float
        As given on the command line.

    Returns
    -------
    str
        Such as ``a surge of factor 1.35, 2026-10-05 to 2026-11-29 in north``.
    """
    from mom_sim.tape.surges import CALM, surge_windows, surges_in_force

    windows = "; ".join(_window(scenario, surge) for surge in surge_windows(scenario))
    slumps = "; slumps as written" if surges_in_force(scenario, CALM) else ""
    return f"a surge of factor {factor:g}, {windows}{slumps}"


def response_words(scenario: Scenario) -> str:
    """Say what is done about the surge, and so left out of the calm run beside it.

    Parameters
    ----------
    scenario : Scenario

    Returns
    -------
    str
        Such as ``its overtime and freelancers``; empty if nothing is left out.
    """
    from mom_sim.tape.surges import without_response

    written = scenario.surge_response
    kept = without_response(scenario).surge_response
    kinds = ("overtime", "freelancers", "freeze")
    gone = [kind for kind in kinds if getattr(kept, kind) != getattr(written, kind)]
    return f"its {' and '.join(gone)}" if gone else ""


def _window(scenario: Scenario, surge: Surge) -> str:
    from mom_sim.calendars.local_time import local_datetime

    calendars = {calendar.name: calendar for calendar in scenario.calendars}
    zone = calendars[scenario.reference_calendar].time_zone
    # The end is the first instant without the surge, so the last day is that of the one before.
    first, last = (
        local_datetime(instant, zone, scenario.run.start, zone).date()
        for instant in (surge.start, surge.end - 1)
    )
    units = "" if _all(surge.units, scenario.units) else f" in {', '.join(surge.units)}"
    types = "" if _all(surge.types, scenario.campaigns) else f" of {', '.join(surge.types)}"
    return f"{first} to {last}{units}{types}"


def _all(chosen: tuple[str, ...], existing: tuple[object, ...]) -> bool:
    return not chosen or len(chosen) == len(existing)
