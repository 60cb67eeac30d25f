"""What a surge does: measured on a run with a surge, beside the same run without."""

from __future__ import annotations

from mom_sim.metrics.ingredients import OneValue
from mom_sim.metrics.kinds import MEAN, MEDIAN
from mom_sim.metrics.kpis.flow import NO_WINDOW, wip_peak
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View

NOT_COMPARED = "the run was not compared with the same run without a surge"


def _weeks_to_recover(view: View) -> OneValue:
    if view.recovery is None:
        return OneValue(None, NOT_COMPARED)
    return OneValue(view.recovery.time, view.recovery.reason)


METRICS = (
    Metric(
        "peak_backlog",
        "campaigns",
        "Largest number of campaigns between warm-up and horizon, under the surge, that have been "
        "requested and have not ended; mean of the peaks of the replications.",
        MEAN,
        wip_peak,
        NO_WINDOW,
        of_campaigns=False,
        requires_surge=True,
    ),
    Metric(
        "weeks_to_recover",
        "weeks",
        "Weeks from the end of the surge until the number of campaigns that have been requested "
        "and have not ended exceeds that of the same replication without the surge by at most 5%, "
        "or by 1 where that is more, for a week; median over replications, one that never gets "
        "there within what is observed counting as infinite.",
        MEDIAN,
        _weeks_to_recover,
        NOT_COMPARED,
        of_campaigns=False,
        requires_surge=True,
    ),
)
