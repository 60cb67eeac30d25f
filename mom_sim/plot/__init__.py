"""Pictures: axes in, axes out.

Every function draws one result on the axes that it is given and returns them; what stands around
(figure, size, file) is the caller's. Each is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mom_sim.plot.capacity import draw_front, draw_marginal_values
    from mom_sim.plot.causes import draw_causes
    from mom_sim.plot.cost import draw_cost_against_time
    from mom_sim.plot.decision_map import draw_map
    from mom_sim.plot.differences import draw_differences
    from mom_sim.plot.flow import draw_cumulative_flow, draw_utilization
    from mom_sim.plot.lives import draw_lives
    from mom_sim.plot.places import draw_bottlenecks, draw_waiting
    from mom_sim.plot.sensitivity import draw_tornado
    from mom_sim.plot.surge import draw_degradation
    from mom_sim.plot.sweep import draw_sweep
    from mom_sim.plot.time_to_launch import draw_distribution, draw_time_to_launch

_PLACES = {
    "draw_bottlenecks": "places",
    "draw_causes": "causes",
    "draw_cost_against_time": "cost",
    "draw_cumulative_flow": "flow",
    "draw_degradation": "surge",
    "draw_differences": "differences",
    "draw_distribution": "time_to_launch",
    "draw_front": "capacity",
    "draw_lives": "lives",
    "draw_map": "decision_map",
    "draw_marginal_values": "capacity",
    "draw_sweep": "sweep",
    "draw_time_to_launch": "time_to_launch",
    "draw_tornado": "sensitivity",
    "draw_utilization": "flow",
    "draw_waiting": "places",
}

__all__ = [
    "draw_bottlenecks",
    "draw_causes",
    "draw_cost_against_time",
    "draw_cumulative_flow",
    "draw_degradation",
    "draw_differences",
    "draw_distribution",
    "draw_front",
    "draw_lives",
    "draw_map",
    "draw_marginal_values",
    "draw_sweep",
    "draw_time_to_launch",
    "draw_tornado",
    "draw_utilization",
    "draw_waiting",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    """Public names only."""
    return list(__all__)
