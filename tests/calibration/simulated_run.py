"""A small study whose simulated log goes out, and comes back as if it were somebody's own."""

from __future__ import annotations

from functools import cache

import pandas as pd

from mom_sim.calibration.event_log import EventLog
from mom_sim.calibration.interchange.instances import activity_instances
from mom_sim.simulation import Simulation, Study, parse_scenario, simulate

TEXT = """
name: Two markets
units: [north, south]
run: {start: 2026-01-05, warm_up: 2 weeks, horizon: 30 weeks, follow_up: 20 weeks, replications: 2}
people:
  strategy: {headcount: 1}
  content: {headcount: 2}
  design: {headcount: 2}
  brand: {headcount: 1}
campaigns:
  email: {demand: 120 per year}
operating_model: functional
"""


@cache
def study() -> Study:
    return Study(parse_scenario(TEXT))


@cache
def run(engine: str = "auto", replication: int = 1) -> Simulation:
    return simulate(study(), engine=engine, replication=replication)


@cache
def instances(engine: str = "auto", replication: int = 1) -> pd.DataFrame:
    return activity_instances(run(engine, replication), study().scenario)


def own_log(replication: int, first: str, last: str) -> EventLog:
    """Cases that begin within some dates, as a ticket system would have them."""
    frame = instances(replication=replication)
    is_own = (frame["part"] == "effort") & frame["kind"].isin(("work", "review"))
    frame = frame[is_own & frame["end"].notna()]
    begins = frame.groupby("case")["start"].transform("min")
    within = (begins >= pd.Timestamp(first, tz="UTC")) & (begins < pd.Timestamp(last, tz="UTC"))
    kept = frame[within][["case", "activity", "resource", "start", "end"]]
    return EventLog(kept.assign(start_estimated=False).reset_index(drop=True), source="own.csv")
