"""One replication of two models as movement: every activity of every campaign, in arrays."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import numpy.typing as npt

from mom_sim.app.controls.documents import gates
from mom_sim.app.crew.work import Work
from mom_sim.app.faults import fault_of_question
from mom_sim.app.words import name_label
from mom_sim.app.work.checking import two_models
from mom_sim.app.work.experiments import run_start
from mom_sim.app.work.running import engine_of
from mom_sim.app.work.studies import study_in_force
from mom_sim.calendars.units import MICROSECONDS_PER_MINUTE, MICROSECONDS_PER_WEEK
from mom_sim.errors import ScenarioError
from mom_sim.experiments.variants import main_variants
from mom_sim.log.contract import NULL, OUTCOMES
from mom_sim.log.log_tables import Log
from mom_sim.plan.plan import Plan
from mom_sim.scenario.asked_numbers import number_faults
from mom_sim.simulation import Study, run_plan
from mom_sim.tape.memory import refuse_too_large
from mom_sim.tape.surges import AS_WRITTEN, surges_in_force
from mom_sim.tape.tape import draw_tape

MOST_CAMPAIGNS, MOST_ACTIVITIES, MOST_CLOSED = 2000, 60_000, 2000
OTHER = "other"

Ints = npt.NDArray[np.int64]


def replay(work: Work, question: dict[str, Any], asked: dict[str, Any]) -> dict[str, Any]:
    """Follow the same campaigns through two models.

    Parameters
    ----------
    work : Work
    question : dict
    asked : dict
        `replication`, `from_week`, `to_week`, `most_campaigns`.

    Returns
    -------
    dict
        The result of ``/api/replay``.

    Raises
    ------
    ScenarioError
        With every fault.
    """
    study = study_in_force(question)
    names = two_models(study, question)
    begin, end = _span(study, asked)
    variants = main_variants(study, names, None)
    plans = [variant.plan for variant in variants]
    refuse_too_large(study.scenario, plans, AS_WRITTEN, file=study.loaded.file)
    seed = study.scenario.run.seed if question.get("seed") is None else question["seed"]
    tape = draw_tape(study.scenario, asked["replication"], seed=seed, surge=AS_WRITTEN)
    logs: list[Log] = []
    for done, variant in enumerate(variants):
        work.progress("models")(done, len(variants))
        simulation = run_plan(study, variant.plan, tape, engine=engine_of(variant))
        logs.append(simulation.log)
    chosen, left_out = _chosen(logs, begin, end, asked["most_campaigns"])
    first = logs[0].campaigns
    return {
        "scenario": study.scenario.name,
        "start": run_start(study),
        "unit": "minutes",
        "replication": asked["replication"],
        "from": begin // MICROSECONDS_PER_MINUTE,
        "to": end // MICROSECONDS_PER_MINUTE,
        "warm_up": study.scenario.run.warm_up // MICROSECONDS_PER_MINUTE,
        "horizon": study.scenario.run.horizon // MICROSECONDS_PER_MINUTE,
        "surge": _surge(study),
        "closed": _closed(plans[0], begin, end),
        "campaigns": {
            "id": first["id"].to_numpy()[chosen].tolist(),
            "type": _words(logs[0], "type", first["type"].to_numpy()[chosen]),
            "unit": _words(logs[0], "unit", first["unit"].to_numpy()[chosen]),
        },
        "campaigns_left_out": left_out,
        "models": [
            _model(name, log, plan, gates(study), chosen, (begin, end))
            for name, log, plan in zip(names, logs, plans, strict=True)
        ],
    }


def _span(study: Study, asked: dict[str, Any]) -> tuple[int, int]:
    run = study.scenario.run
    faults = number_faults("", replication=asked["replication"])
    last = run.horizon / MICROSECONDS_PER_WEEK
    begin = (
        run.warm_up / MICROSECONDS_PER_WEEK if asked["from_week"] is None else asked["from_week"]
    )
    end = last if asked["to_week"] is None else asked["to_week"]
    if not 0 <= begin < end <= last:
        message = f"expected weeks from 0 to {last:g}, the first below the last"
        faults.append(fault_of_question("from_week", message))
    if not 1 <= asked["most_campaigns"] <= MOST_CAMPAIGNS:
        message = f"expected a whole number from 1 to {MOST_CAMPAIGNS}"
        faults.append(fault_of_question("most_campaigns", message))
    if faults:
        raise ScenarioError(faults)
    return int(begin * MICROSECONDS_PER_WEEK), int(end * MICROSECONDS_PER_WEEK)


def _chosen(logs: list[Log], begin: int, end: int, most: int) -> tuple[Ints, int]:
    """Campaigns that are under way in the span in either model, evenly chosen if too many.

    What has been requested is a beginning of the same tape: a row is the same campaign in both.
    """
    rows = min(len(log.campaigns) for log in logs)
    touches = np.zeros(rows, dtype=bool)
    for log in logs:
        requested = log.campaigns["requested"].to_numpy()[:rows]
        ended = log.campaigns["ended"].to_numpy()[:rows]
        touches |= (requested < end) & ((ended == NULL) | (ended >= begin))
    found = np.flatnonzero(touches)
    if len(found) <= most:
        return found, 0
    kept = found[np.linspace(0, len(found) - 1, most).round().astype(np.int64)]
    return kept, len(found) - most


def _model(
    name: str,
    log: Log,
    plan: Plan,
    gate_names: Collection[str],
    chosen: Ints,
    span: tuple[int, int],
) -> dict[str, Any]:
    begin, end = span
    table = log.activities
    position = np.full(len(log.campaigns), -1, dtype=np.int64)
    position[chosen] = np.arange(len(chosen))
    campaign = position[table["campaign"].to_numpy()]
    ready, finish = table["ready"].to_numpy(), table["finish"].to_numpy()
    inside = (campaign >= 0) & (ready < end) & ((finish == NULL) | (finish >= begin))
    rows = np.flatnonzero(inside)
    is_cut = len(rows) > MOST_ACTIVITIES
    rows = rows[:MOST_ACTIVITIES]
    places, place = _places(
        log, gate_names, {plan.teams[one.team].name for one in plan.agencies}, rows
    )
    steps, step = np.unique(table["step"].to_numpy()[rows], return_inverse=True)
    ends = log.campaigns["ended"].to_numpy()[chosen]
    return {
        "model": name,
        "label": name_label(name),
        "places": places,
        "steps": _words(log, "step", steps),
        "requested": _minutes(log.campaigns["requested"].to_numpy()[chosen]),
        "ended": [None if one == -1 else one for one in _minutes(ends)],
        "outcome": [OUTCOMES[code] for code in log.campaigns["outcome"].to_numpy()[chosen]],
        "activities": {
            "campaign": campaign[rows].tolist(),
            "step": step.tolist(),
            "place": place.tolist(),
            "attempt": table["attempt"].to_numpy()[rows].tolist(),
            "ready": _minutes(ready[rows]),
            "start": _minutes(table["start"].to_numpy()[rows]),
            "finish": _minutes(finish[rows]),
        },
        "truncated": bool(is_cut),
    }


def _places(
    log: Log, gates: Collection[str], agencies: Collection[str], rows: Ints
) -> tuple[list[dict[str, str]], Ints]:
    """Where activities are: at a gate, in a team, at an agency, or elsewhere."""
    found: dict[tuple[str, str], int] = {}
    codes = []
    table = log.activities
    steps = _words(log, "step", table["step"].to_numpy()[rows])
    teams = _words(log, "team", table["team"].to_numpy()[rows])
    for step, team in zip(steps, teams, strict=True):
        if step in gates:
            key = ("gate", step)
        elif not team:
            key = (OTHER, OTHER)
        else:
            key = ("agency" if team in agencies else "team", team)
        codes.append(found.setdefault(key, len(found)))
    places = [{"name": name, "label": name_label(name), "kind": kind} for kind, name in found]
    return places, np.array(codes, dtype=np.int64)


def _surge(study: Study) -> dict[str, Any] | None:
    windows = [one for one in surges_in_force(study.scenario, AS_WRITTEN) if one.factor > 1.0]
    if not windows:
        return None
    return {
        "start": windows[0].start // MICROSECONDS_PER_MINUTE,
        "end": windows[0].end // MICROSECONDS_PER_MINUTE,
        "factor": windows[0].factor,
    }


def _closed(plan: Plan, begin: int, end: int) -> list[list[int]]:
    """When nobody works by the reference calendar."""
    clock = plan.clocks[plan.reference_clock]
    edges = [begin]
    for start, stop in zip(clock.starts.tolist(), clock.ends.tolist(), strict=True):
        if stop > begin and start < end:
            edges += [start, stop]
    edges.append(end)
    pairs = zip(edges[::2], edges[1::2], strict=True)
    found = [
        [start // MICROSECONDS_PER_MINUTE, stop // MICROSECONDS_PER_MINUTE]
        for start, stop in pairs
        if start < stop
    ]
    return found[:MOST_CLOSED]


def _words(log: Log, name: str, codes: Ints) -> list[str]:
    """Words of codes; an empty one for none."""
    vocabulary = log.vocabularies[name]
    return ["" if code == NULL else vocabulary[code] for code in codes.tolist()]


def _minutes(instants: Ints) -> list[int]:
    """Whole minutes; -1 for what has not happened."""
    found: list[int] = np.where(instants == NULL, -1, instants // MICROSECONDS_PER_MINUTE).tolist()
    return found
