"""Axes of maps and sweeps: a path of the scenario, or a control."""

from __future__ import annotations

from typing import Any

from mom_sim.app.controls.all_controls import controls_of
from mom_sim.app.controls.control import SLIDER, Changes, Control
from mom_sim.app.faults import fault_of_question
from mom_sim.app.work.studies import base_study
from mom_sim.errors import ScenarioError


def axis_text(question: dict[str, Any], axis: Any, name: str) -> str:
    """An axis of a map as the command line has it: ``PATH=LOW:HIGH:N``.

    Parameters
    ----------
    question : dict
    axis : str or dict
        With `control` and `values`, of which the first, the last and their number count.
    name : str
        Where faults are told.

    Returns
    -------
    str

    Raises
    ------
    ScenarioError
        If the control cannot be an axis.
    """
    if isinstance(axis, str):
        return axis
    control = control_of(question, axis["control"], name)
    values = axis["values"]
    if control.kind != SLIDER or len(values) < 2:
        _refuse(name, "expected a slider and two values or more")
    ends = [changes_at(control, value, name) for value in (values[0], values[-1])]
    if any(isinstance(one, dict) for end in ends for one in end.values()):
        _refuse(name, f'"{control.label}" is split by unit; use Sweep')
    if len(ends[0]) == 1:
        path = next(iter(ends[0]))
    else:  # a factor at all of them
        path = "campaigns.*.demand"
    low, high = (next(iter(end.values())) for end in ends)
    return f"{path}={low}:{high}:{len(values)}"


def without_axes(question: dict[str, Any], *axes: Any) -> dict[str, Any]:
    """A question without the settings of controls that are axes: an axis says all their values.

    Parameters
    ----------
    question : dict
    *axes : str or dict
        As of `axis_text`.

    Returns
    -------
    dict
    """
    moved = {axis["control"] for axis in axes if not isinstance(axis, str)}
    settings = question.get("settings") or {}
    kept = {name: value for name, value in settings.items() if name not in moved}
    return {**question, "settings": kept}


def control_of(question: dict[str, Any], identity: str, name: str) -> Control:
    """A control of the question's scenario."""
    for control in controls_of(base_study(question)):
        if control.id == identity:
            return control
    _refuse(name, f'there is no control "{identity}" here')
    raise AssertionError


def changes_at(control: Control, value: Any, name: str) -> Changes:
    """What a control changes at a value."""
    if message := control.trouble(value):
        _refuse(name, message)
    return control.changes(value)


def _refuse(name: str, message: str) -> None:
    raise ScenarioError([fault_of_question(name, message)])
