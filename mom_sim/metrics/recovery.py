"""How long the work in progress stays above that of the same run without its surge."""

from __future__ import annotations

import numpy as np

from mom_sim.calendars.units import MICROSECONDS_PER_WEEK
from mom_sim.errors import LogError
from mom_sim.log.log import Log
from mom_sim.metrics.work_in_progress import wip_path
from mom_sim.stats import Recovery, step_difference, step_values, time_to_recover

TOLERANCE_PERCENT = 5
TOLERANCE_CAMPAIGNS = 1


def weeks_to_recover(surge: Log, calm: Log, surge_end: int) -> Recovery:
    """Weeks from the end of a surge until work in progress is back at that of the calm run.

    It is back when it exceeds the calm run's by at most 5%, or by 1 campaign where that is more,
    and stays so for a week.

    Parameters
    ----------
    surge, calm : Log
        The same replication of the same model, with the surge and without.
    surge_end : int, microseconds
        When the surge was over.

    Returns
    -------
    Recovery
        In weeks; None with a reason where that does not happen before one of the runs stops.

    Raises
    ------
    LogError
        If the two are not the same replication of the same model.
    """
    for name in ("model", "seed", "replication"):
        if surge.provenance[name] != calm.provenance[name]:
            raise LogError(
                f"the run with the surge has {name} {surge.provenance[name]}, the calm one "
                f"{calm.provenance[name]}: recovery is measured against the same replication"
            )
    calm_path = wip_path(calm)
    times, excess = step_difference(*wip_path(surge), *calm_path)
    # In hundredths of a campaign, so that whole numbers stay whole.
    allowed = np.maximum(
        100 * TOLERANCE_CAMPAIGNS, TOLERANCE_PERCENT * step_values(*calm_path, times)
    )
    recovery = time_to_recover(
        times,
        100 * excess - allowed,
        surge_end=surge_end,
        threshold=0,
        hold=MICROSECONDS_PER_WEEK,
        observed_until=min(surge.window.end, calm.window.end),
    )
    if recovery.time is None:
        return recovery
    return Recovery(recovery.time / MICROSECONDS_PER_WEEK)
