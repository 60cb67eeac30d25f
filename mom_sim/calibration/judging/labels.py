"""Names under which steps of a scenario can be compared with activities of real logs."""

from __future__ import annotations

from mom_sim.calibration.step_names import activity_key, step_name


def label_of_step(step: str) -> str:
    """Reduce the name of a step as a fit does an activity's, without the round of work."""
    return step_name(activity_key(step))
