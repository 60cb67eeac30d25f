"""A simulated log as activity instances: what process mining calls an event log.

The log of a run has a row for every node of the plan; most of them (hand-offs, meetings, the begin)
are nothing that a ticket system would show. Here a row is a piece of work, a review, a delivery, a
wait for somebody outside, or an automated step.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from mom_sim.calendars.local_time import load_time_zone, utc_microseconds
from mom_sim.calendars.units import MICROSECONDS_PER_HOUR
from mom_sim.log.contract import NULL
from mom_sim.log.log_tables import Log
from mom_sim.plan.plan import Node, Plan
from mom_sim.scenario.resolved import Scenario
from mom_sim.simulation import Simulation

WORK, REVIEW, AGENCY, WAIT, AUTOMATIC = "work", "review", "agency", "wait", "automatic"
KINDS = (WORK, REVIEW, AGENCY, WAIT, AUTOMATIC)
"""What a row can be: hands-on work, a decider's work, a delivery from outside, a wait for somebody
outside, a step that needs nobody."""

MAIN_PART = "effort"
"""Part of a step that is its own work; others are what a mechanism adds, such as clarifications."""

_Ints = npt.NDArray[np.int64]


def activity_instances(simulation: Simulation, scenario: Scenario) -> pd.DataFrame:
    """Take the activity instances out of a simulated log.

    Parameters
    ----------
    simulation : Simulation
    scenario : Scenario
        That was simulated.

    Returns
    -------
    DataFrame
        One row an instance that has begun, by start, then finish, then case. Columns: ``case``,
        ``activity`` (the step), ``part`` (``effort``, or what a mechanism added), ``kind`` (one of
        `KINDS`), ``resource`` (who finished it; None for nobody), ``people`` (all, where there were
        several; else empty), ``team``, ``role`` (None for nobody), ``unit``, ``type``, ``attempt``,
        ``outcome`` (``open`` if it was not finished; of a review the verdict), ``ready``,
        ``start``, ``end`` (datetime64, UTC; NaT for an open end), ``work_hours`` (of people),
        ``cost`` (currency).
    """
    log, plan = simulation.log, simulation.plan
    campaigns, activities = log.columns("campaigns"), log.columns("activities")
    types = _ints(campaigns["type"])[_ints(activities["campaign"])]
    kinds, parts = _node_tables(plan, scenario)
    node = _first_nodes(plan)[types] + _ints(activities["node"])
    rows = np.flatnonzero((kinds[node] >= 0) & (_ints(activities["start"]) != NULL))
    chosen = {name: _ints(values)[rows] for name, values in activities.items()}
    words = log.vocabularies
    frame = pd.DataFrame(
        {
            "case": np.asarray(campaigns["id"], dtype=object)[chosen["campaign"]],
            "activity": _words(words["step"], chosen["step"]),
            "part": parts[node[rows]],
            "kind": _words(KINDS, kinds[node[rows]]),
            "team": _words(words["team"], chosen["team"]),
            "unit": _words(words["unit"], _ints(campaigns["unit"])[chosen["campaign"]]),
            "type": _words(words["type"], types[rows]),
            "attempt": chosen["attempt"],
            "outcome": _outcomes(log, rows),
        }
    )
    origin = start_microseconds(scenario)
    for name, column in (("ready", "ready"), ("start", "start"), ("end", "finish")):
        instants = chosen[column]
        stamps = pd.Series((instants + origin).astype("datetime64[us]")).mask(instants == NULL)
        frame[name] = stamps.dt.tz_localize("UTC")
    frame = frame.join(_people(log, plan, rows))
    frame["cost"] += _agency_cost(plan, chosen, node[rows])
    order = np.lexsort((rows, chosen["campaign"], _last(chosen["finish"]), chosen["start"]))
    return frame.iloc[order].reset_index(drop=True)


def activity_names(instances: pd.DataFrame) -> pd.Series[str]:
    """Name the activity of each instance; what a mechanism adds to a step is one of its own."""
    parts = instances["part"].astype(str)
    added = instances["activity"] + " (" + parts.str.replace("_", " ") + ")"
    return instances["activity"].where(parts == MAIN_PART, added)


@cache
def start_microseconds(scenario: Scenario) -> int:
    """Return the instant at which a scenario's clock starts, in microseconds since 1970 in UTC."""
    return utc_microseconds(scenario.run.start, 0, load_time_zone(time_zone_of(scenario)))


def time_zone_of(scenario: Scenario) -> str:
    """Name the time zone of the reference calendar."""
    calendars = {calendar.name: calendar for calendar in scenario.calendars}
    return calendars[scenario.reference_calendar].time_zone


def microseconds_of(instant: datetime | pd.Timestamp, scenario: Scenario) -> int:
    """Return an instant in microseconds since a scenario's start; it has to have a time zone."""
    stamp = pd.Timestamp(instant).tz_convert("UTC").tz_localize(None).to_datetime64()
    return int(stamp.astype("datetime64[us]").astype(np.int64)) - start_microseconds(scenario)


def _first_nodes(plan: Plan) -> _Ints:
    by_type = {program.type: len(program.nodes) for program in plan.programs}
    lengths = [by_type.get(number, 0) for number in range(len(plan.types))]
    return np.cumsum([0, *lengths])[:-1].astype(np.int64)


def _node_tables(plan: Plan, scenario: Scenario) -> tuple[_Ints, npt.NDArray[np.object_]]:
    """Kind of every node of all programs (-1: nothing to show), and the part of the step it is."""
    workflow_of = {one.name: one.workflow for one in scenario.campaigns}
    steps = {
        (workflow.name, step.name): step
        for workflow in scenario.workflows
        for step in workflow.steps
    }
    kinds, parts = [], []
    for program in sorted(plan.programs, key=lambda one: one.type):
        workflow = workflow_of[plan.types[program.type]]
        for node in program.nodes:
            step = steps.get((workflow, plan.steps[node.step]))
            kind = _kind(plan, node, step is not None and step.kind == "automated")
            kinds.append(KINDS.index(kind) if kind else -1)
            parts.append(_part(plan, node))
    return np.array(kinds, dtype=np.int64), np.array(parts, dtype=object)


def _kind(plan: Plan, node: Node, is_automated: bool) -> str:
    if node.instruction == "WORK":
        return REVIEW if node.review else WORK
    if node.instruction == "AGENCY":
        return AGENCY
    if node.instruction == "DECIDE":
        decision = plan.decisions[node.decision]
        by_people = any(reviewer.nodes for reviewer in decision.reviewers)
        return AUTOMATIC if decision.need > 0 and not by_people else ""
    if node.instruction == "DELAY" and _part(plan, node) == WAIT:
        return WAIT
    return AUTOMATIC if node.instruction == "PASS" and is_automated else ""


def _part(plan: Plan, node: Node) -> str:
    """Middle of the name of its draw, such as ``effort`` in ``campaign:effort:design``."""
    drawn = [number for number in node.draws if number >= 0]
    if node.instruction == "AGENCY" or not drawn:
        return MAIN_PART
    return plan.draws[drawn[0]].name.split(":")[-2].removesuffix("_effort")


def _outcomes(log: Log, rows: _Ints) -> npt.NDArray[np.object_]:
    """Outcome of each activity; of a review that is done, the verdict that it led to."""
    activities = log.columns("activities")
    words = log.vocabularies["activity_outcome"]
    found = _words(words, _ints(activities["outcome"])[rows])
    keys = ("campaign", "step", "attempt")
    table = pd.DataFrame({name: _ints(activities[name]) for name in keys})
    table["outcome"] = _ints(activities["outcome"])
    decide = log.vocabularies["instruction"].index("DECIDE")
    verdicts = table[_ints(activities["instruction"]) == decide].drop_duplicates(list(keys))
    of_rows = table.iloc[rows][list(keys)].merge(verdicts, on=list(keys), how="left")["outcome"]
    decided = of_rows.notna().to_numpy() & (found == "done")
    verdict = _words(words, of_rows.fillna(NULL).to_numpy(np.int64))
    return np.where(decided, verdict, found)


def _people(log: Log, plan: Plan, rows: _Ints) -> pd.DataFrame:
    """Who worked on each activity, for how long and at what cost, from the stints."""
    stints = log.columns("stints")
    end = np.where(_ints(stints["finish"]) == NULL, log.window.end, _ints(stints["finish"]))
    person = _ints(stints["person"])
    hours = (end - _ints(stints["start"])) / MICROSECONDS_PER_HOUR
    table = pd.DataFrame(
        {
            "activity": _ints(stints["activity"]),
            "person": person,
            "end": end,
            "work_hours": hours,
            "cost": hours * np.array([one.cost_per_hour for one in plan.people])[person],
        }
    )
    table = table[table["activity"].isin(rows)]
    # The last one is for nobody, at -1.
    names = np.array([*(one.name for one in plan.people), None], dtype=object)
    roles = np.array([*(one.role for one in plan.people), None], dtype=object)
    by_activity = table.groupby("activity")
    sums = by_activity[["work_hours", "cost"]].sum()
    by_end = table.sort_values(["activity", "end", "person"], ascending=[True, False, True])
    last = by_end.drop_duplicates("activity").set_index("activity")["person"]
    several = table.drop_duplicates(["activity", "person"]).sort_values(["activity", "person"])
    several = several[several.duplicated("activity", keep=False)]
    crews = several["person"].map(lambda one: names[one]).groupby(several["activity"]).agg(";".join)
    found = pd.DataFrame(index=pd.RangeIndex(len(rows)))
    finisher = last.reindex(rows).fillna(NULL).to_numpy(np.int64)
    found["resource"], found["role"] = names[finisher], roles[finisher]
    found["people"] = crews.reindex(rows).fillna("").to_numpy(object)
    for name in ("work_hours", "cost"):
        found[name] = sums[name].reindex(rows).fillna(0.0).to_numpy()
    return found


def _agency_cost(plan: Plan, chosen: dict[str, _Ints], node: _Ints) -> npt.NDArray[np.float64]:
    """Price of the pieces that agencies delivered; retainers are nobody's in particular."""
    nodes = [
        node
        for program in sorted(plan.programs, key=lambda one: one.type)
        for node in program.nodes
    ]
    agency = np.array([one.agency if one.instruction == "AGENCY" else -1 for one in nodes])[node]
    prices = [*((one.price_per_piece, one.price_per_hour) for one in plan.agencies), (0.0, 0.0)]
    piece, hour = np.array(prices)[agency].T
    return np.asarray(piece + hour * chosen["effort"] / MICROSECONDS_PER_HOUR)


def _words(words: tuple[str, ...], codes: _Ints) -> npt.NDArray[np.object_]:
    return np.array([*words, None], dtype=object)[codes]


def _last(instants: _Ints) -> _Ints:
    return np.where(instants == NULL, np.iinfo(np.int64).max, instants)


def _ints(values: object) -> _Ints:
    return np.asarray(values, dtype=np.int64)
