"""All controls of a scenario."""

from __future__ import annotations

from mom_sim.app.controls.control import Control
from mom_sim.app.controls.demand import demand_controls
from mom_sim.app.controls.gates import gate_controls
from mom_sim.app.controls.organization import organization_controls
from mom_sim.app.controls.people import people_controls
from mom_sim.app.controls.terms import terms_controls
from mom_sim.simulation import Study

GROUPS = {
    "demand": "Demand",
    "people": "People",
    "gates": "Decisions",
    "organization": "Organization",
}
"""In the order in which they are shown."""


def controls_of(study: Study) -> tuple[Control, ...]:
    """What may be moved, group by group.

    Parameters
    ----------
    study : Study
        As it is written.

    Returns
    -------
    tuple of Control
    """
    found = [
        *demand_controls(study),
        *people_controls(study),
        *gate_controls(study),
        *organization_controls(study),
        *terms_controls(study),
    ]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda control: order.index(control.group)))
