"""The surge of a question: its size, place and length, put into the scenario."""

from __future__ import annotations

from typing import Any

from mom_sim.app.controls.control import Changes
from mom_sim.app.faults import fault_of_question
from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.errors import ScenarioError
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.scenario.resolved import Surge
from mom_sim.simulation import Study
from mom_sim.tape.surges import surge_windows

USUAL_FACTOR = 1.35
"""Of a surge that the scenario does not state."""

MOST_WEEKS = 1000

SMALLEST_SURGE = 1.01
"""A window with a factor of 1 or less is none."""


def surge_json(study: Study) -> dict[str, Any]:
    """What a surge of this scenario starts from.

    Parameters
    ----------
    study : Study

    Returns
    -------
    dict
        `factor`, `start_week`, `weeks`, `units` (null: all), `is_stated`.
    """
    window = surge_windows(study.scenario)[0]
    is_stated = window in study.scenario.surges
    everywhere = {*window.units} >= {unit.name for unit in study.scenario.units}
    units = None if everywhere or not window.units else list(window.units)
    return {
        "factor": window.factor if is_stated else USUAL_FACTOR,
        "start_week": round(window.start / MICROSECONDS_PER_WEEK, 2),
        "weeks": round((window.end - window.start) / MICROSECONDS_PER_WEEK, 2),
        "units": units,
        "is_stated": is_stated,
    }


def surge_changes(study: Study, surge: dict[str, Any], *, in_force: bool = False) -> Changes:
    """Put the window of a question's surge into the scenario.

    Parameters
    ----------
    study : Study
    surge : dict
        `factor`, and `start_week`, `weeks`, `units` where they are asked for.
    in_force : bool
        Whether the factor is written into the scenario, too; else it is left to the comparison,
        which runs with it and without.

    Returns
    -------
    dict
        Nothing where the scenario's own window is meant. Else one surge takes the place of those
        with a factor above 1; slumps stay.

    Raises
    ------
    ScenarioError
        With every number that cannot be meant.
    """
    faults = [
        fault_of_question("surge.factor", fault.message)
        for fault in number_faults("", surge=surge.get("factor"))
    ]
    start, weeks = surge.get("start_week"), surge.get("weeks")
    limit = study.scenario.run.horizon / MICROSECONDS_PER_WEEK
    if start is not None and not 0 <= start < limit:
        message = f"expected a week from 0 to below {limit:g}, where the run ends, got {start:g}"
        faults.append(fault_of_question("surge.start_week", message))
    if weeks is not None and not 0 < weeks <= MOST_WEEKS:
        message = f"expected a number above 0 and up to {MOST_WEEKS}, got {weeks:g}"
        faults.append(fault_of_question("surge.weeks", message))
    known = [unit.name for unit in study.scenario.units]
    unknown = [name for name in surge.get("units") or () if name not in known]
    if unknown:
        message = f"expected some of {', '.join(known)}, got {', '.join(unknown)}"
        faults.append(fault_of_question("surge.units", message))
    if faults:
        raise ScenarioError(faults)
    own = surge_json(study)
    asked = {
        name: surge[name] if surge.get(name) is not None else own[name]
        for name in ("start_week", "weeks", "units")
    }
    if not in_force and all(asked[name] == own[name] for name in asked):
        return {}
    window = surge_windows(study.scenario)[0]
    types = {one.name for one in study.scenario.campaigns}
    factor = surge["factor"] if in_force else max(own["factor"], SMALLEST_SURGE)
    return {"surges": {**_slumps(study), window.name: _written(asked, factor, window, types)}}


def _written(asked: dict[str, Any], factor: float, own: Surge, types: set[str]) -> dict[str, Any]:
    window: dict[str, Any] = {
        "start": f"{asked['start_week']:g} weeks",
        "weeks": asked["weeks"],
        "factor": factor,
    }
    if own.types and {*own.types} != types:
        window["types"] = list(own.types)
    return window if asked["units"] is None else window | {"units": list(asked["units"])}


def _slumps(study: Study) -> dict[str, Any]:
    written = study.loaded.document.data.get("surges", {})
    names = {surge.name for surge in study.scenario.surges if surge.factor <= 1.0}
    return {name: value for name, value in written.items() if name in names}
