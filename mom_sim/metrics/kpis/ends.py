"""How requests end."""

from __future__ import annotations

from mom_sim.log.contract import OUTCOMES
from mom_sim.metrics.ingredients import Ratio
from mom_sim.metrics.kinds import SHARE
from mom_sim.metrics.metric import Metric
from mom_sim.metrics.view import View

NO_CAMPAIGN = "no campaign was requested in the measured window"

_WHAT = {
    "launched": "were launched",
    "rejected": "were ended by a gate or turned away",
    "canceled": "were withdrawn or stopped",
    "shadow": "the unit did on its own, outside the organization",
    "reused": "were answered with an asset that was there",
    "inside": "had not ended when the run stopped",
}


def _share_of(outcome: str) -> Metric:
    code = OUTCOMES.index(outcome)

    def extract(view: View) -> Ratio:
        return Ratio(float(view.outcomes[code]), float(view.size))

    return Metric(
        name=f"{outcome}_share",
        unit="share",
        definition=f"Share of the measured campaigns that {_WHAT[outcome]}.",
        kind=SHARE,
        extract=extract,
        empty=NO_CAMPAIGN,
    )


METRICS = tuple(
    _share_of(outcome)
    for outcome in ("launched", "rejected", "canceled", "shadow", "reused", "inside")
)
