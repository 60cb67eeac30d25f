"""Names under which activities of real logs and steps of a scenario can be compared."""

from __future__ import annotations

from mom_sim.calibration.step_names import activity_key, step_name


def label_of_activity(activity: str) -> str:
    """Reduce the name of a real log's activity to what the name of a step can keep of it."""
    return step_name(activity)


def label_of_step(step: str) -> str:
    """Reduce the name of a step in the same way, without the round of work that is done again."""
    return step_name(activity_key(step))
