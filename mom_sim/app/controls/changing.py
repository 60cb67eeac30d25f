"""From moved controls to changes of the scenario."""

from __future__ import annotations

import math
from typing import Any

from mom_sim.app.controls.all_controls import controls_of
from mom_sim.app.controls.control import Changes
from mom_sim.app.controls.surge import surge_changes
from mom_sim.app.faults import fault_of_question
from mom_sim.errors import Fault, ScenarioError
from mom_sim.simulation import Study


def changes_of(study: Study, question: dict[str, Any]) -> Changes:
    """Collect what a question changes in its scenario.

    Parameters
    ----------
    study : Study
        As it is written.
    question : dict
        With `settings`, `changes`, `surge`, all of which may be missing.

    Returns
    -------
    dict
        By path; those of `changes` are put in last.

    Raises
    ------
    ScenarioError
        With every setting that there is no control for, or that has a value it cannot have.
    """
    settings: dict[str, Any] = question.get("settings") or {}
    found: Changes = {}
    faults: list[Fault] = []
    if settings:
        controls = {control.id: control for control in controls_of(study)}
        for name, value in settings.items():
            control = controls.get(name)
            if control is None:
                message = "there is no such control here; /api/describe lists those that there are"
            else:
                trouble = control.trouble(value)
                message = f"{control.label}: {trouble}" if trouble else trouble
            if message:
                faults.append(fault_of_question(f"settings.{name}", message))
            elif control is not None and value != control.value:
                _add(found, control.changes(value))
    if faults:
        raise ScenarioError(faults)
    surge = question.get("surge")
    if surge is not None:
        found |= surge_changes(study, surge, in_force=bool(question.get("is_in_force")))
    return found | dict(question.get("changes") or {})


def _add(found: Changes, more: Changes) -> None:
    """Put changes together; two factors at the same path multiply."""
    for path, value in more.items():
        before = found.get(path)
        factors = [_factor(one) for one in (before, value)]
        if None in factors:
            found[path] = value
        else:
            found[path] = f"x{math.prod(filter(None, factors)):.6g}"


def _factor(value: Any) -> float | None:
    is_factor = isinstance(value, str) and value.startswith("x")
    return float(value[1:]) if is_factor else None
