"""One figure of a run, and what tells whether to trust it: all that a point of an input needs."""

from __future__ import annotations

from mom_sim.log.log import Log
from mom_sim.metrics.measuring import Measurement, Replication, measured_campaigns
from mom_sim.metrics.registry import BREAKDOWNS, METRICS
from mom_sim.metrics.view import view_of
from mom_sim.plan.plan import Plan


def measure_one(kpi: str, log: Log, plan: Plan) -> Measurement:
    """Measure one figure, and what `mom_sim.metrics.trust.doubts_of` asks for.

    Parameters
    ----------
    kpi : str
    log : Log
    plan : Plan

    Returns
    -------
    Measurement
    """
    view = view_of(log, plan)
    times, counts = view.facts.wip
    teams, window, of = BREAKDOWNS["teams"], log.window, log.provenance
    return Measurement(
        of=Replication(
            str(of["model"]),
            str(of["scenario_hash"]),
            str(of["plan_hash"]),
            int(str(of["seed"])),
            int(str(of["replication"])),
        ),
        figures={kpi: METRICS[kpi].extract(view)},
        by_type={},
        by_unit={},
        tables={"teams": dict(teams.extract(view))},
        rows={"teams": teams.rows(plan)},
        measured=measured_campaigns(view).ends_alone(),
        wip_times=times,
        wip_counts=counts,
        window=(window.warm_up, window.horizon, window.end),
        has_surge=False,
    )
