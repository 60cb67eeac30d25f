"""What is asked beside the scenario: told as faults, like everything that a person writes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mom_sim.app.faults import fault_of_question
from mom_sim.errors import Fault, ScenarioError
from mom_sim.metrics.registry import METRICS
from mom_sim.simulation import Study, unknown_model


def kpi_faults(names: Iterable[str]) -> list[Fault]:
    """Faults of figures that there are not."""
    known = ", ".join(METRICS)
    return [
        fault_of_question("kpis", f'there is no figure "{name}"; there are {known}')
        for name in names
        if name not in METRICS
    ]


def two_models(study: Study, question: dict[str, Any]) -> tuple[str, str]:
    """The two models of a question.

    Raises
    ------
    ScenarioError
        If there are not two, or one is not known.
    """
    names = question.get("models") or []
    faults = [
        unknown_model(name, list(study.models), "") for name in names if name not in study.models
    ]
    if len(names) != 2:
        message = f"expected two models, such as {', '.join(list(study.models)[:2])}"
        faults = [fault_of_question("models", message)]
    if faults:
        raise ScenarioError(faults)
    return names[0], names[1]


def refuse_above(**numbers: tuple[int | None, int]) -> None:
    """Refuse what a server that others wait for does not do; the command line does.

    Parameters
    ----------
    **numbers : tuple of (int or None, int)
        By name: what is asked for, and the most.

    Raises
    ------
    ScenarioError
    """
    faults = [
        fault_of_question(
            name,
            f"expected a whole number from 1 to {most}, got {number}; the command line does more",
        )
        for name, (number, most) in numbers.items()
        if number is not None and not 1 <= number <= most
    ]
    if faults:
        raise ScenarioError(faults)
