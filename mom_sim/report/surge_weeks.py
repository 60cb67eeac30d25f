"""In which weeks of the run a surge is on."""

from __future__ import annotations

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.report.material import Material
from mom_sim.tape.surges import surge_windows


def surge_weeks(material: Material) -> tuple[tuple[float, float], ...]:
    """Find the weeks to shade over time.

    Parameters
    ----------
    material : Material

    Returns
    -------
    tuple of (float, float), weeks
        Empty without a study, or where neither the scenario nor the comparison has a surge.
    """
    if material.study is None:
        return ()
    scenario = material.study.scenario
    asked = material.comparison is not None and material.comparison.surge_factor is not None
    if not scenario.surges and not asked:
        return ()
    return tuple(
        (one.start / MICROSECONDS_PER_WEEK, one.end / MICROSECONDS_PER_WEEK)
        for one in surge_windows(scenario)
    )
