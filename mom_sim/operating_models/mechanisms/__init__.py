"""What every mechanism does: one module each, of the same name as its record.

A module of this package has one public class, a subclass of `Effect`, under the name ``EFFECT``.
"""

from __future__ import annotations

from importlib import import_module

from mom_sim.operating_models.effect import Effect, Effects
from mom_sim.scenario.resolved import OperatingModel, Scenario


def effect_of(mechanism: str) -> type[Effect]:
    """Find what a mechanism does, by name of its record."""
    found: type[Effect] = import_module(f"{__name__}.{mechanism}").EFFECT
    return found


def effects_of(scenario: Scenario, model: OperatingModel) -> Effects:
    """Make the effects of everything that a model states.

    Parameters
    ----------
    scenario : Scenario
    model : OperatingModel

    Returns
    -------
    Effects
    """
    return Effects(
        effect_of(settings.mechanism)(settings, scenario, model) for settings in model.mechanisms
    )
