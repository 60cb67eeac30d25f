"""Systems without chance: calendars, overload, and a job shop under its dispatching rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from tests.formula.oracles.case import CannotExpress, Case
from tests.formula.oracles.estimators import Estimator, mean_of
from tests.formula.oracles.experiment import Experiment
from tests.formula.oracles.families.resolving import UNKNOWN, experiment
from tests.formula.oracles.laws import hours, service_laws
from tests.formula.oracles.profile import Profile
from tests.formula.oracles.scenario_text import Window, item, role, study
from tests.formula.oracles.view import View

SERVE = "serve"
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DYNAMIC = "a rule by the work that remains changes from step to step; no queue rule does that"
_RULES = {"SPT": "shortest_first", "FIFO": "fifo"}


def deterministic(case: Case, profile: Profile) -> Experiment:
    """One replication says all."""
    if case.has("jobs_machine_time"):
        return _job_shop(case)
    return _calendar(case) if case.has("calendar") else _overload(case)


def _exactly(figure: Callable[[View], float], run: int = 0) -> Estimator:
    return mean_of(lambda views: figure(views[run]))


# ---------------------------------------------------------------------- calendars


def _calendar(case: Case) -> Experiment:
    """Each task of the description has its own person, who works by the calendar."""
    hours_of_days = _weekly_hours(str(case.value("calendar")))
    tasks = _tasks(case.description)
    missing = [name for name in case.expected if name.removeprefix("finish_") not in tasks]
    if missing:
        raise CannotExpress(f"the description says nothing of {', '.join(missing)}")
    weeks_an_hour = 1.0 / _hours_a_week(hours_of_days)
    longest = max(168.0 * (2 + weeks_an_hour * work) + start for start, work in tasks.values())
    scenario = study(
        people={f"person_{name}": role() | {"calendar": "week"} for name in tasks},
        workflows={
            f"task_{name}": {SERVE: {"skill": f"person_{name}", "launch": True}} for name in tasks
        },
        campaigns={
            f"task_{name}": item(workflow=f"task_{name}", effort={SERVE: hours(work)})
            for name, (_, work) in tasks.items()
        },
        window=Window(0.0, longest, longest),
        dated_launches=[
            {
                "id": name,
                "unit": "unit",
                "type": f"task_{name}",
                "requested": hours(start),
                "due": hours(longest),
            }
            for name, (start, _) in tasks.items()
        ],
        calendars={
            "around_the_clock": {"hours": "always"},
            "week": {"hours": {days: list(spans) for days, spans in hours_of_days.items()}},
        },
    )
    return experiment(case, (scenario,), _finish, deterministic=True, least_replications=1)


def _weekly_hours(text: str) -> dict[str, list[str]]:
    """Spans by days, of ``Mon-Fri 09:00-17:00`` or ``Mon-Thu 9:00-12:00, 13:00-17:00; Fri ...``."""
    listed: dict[str, list[str]] = {}
    days = ""
    for part in re.split(r"\s*(?:[,;]|\band\b)\s*", text.strip().lower()):
        found = re.fullmatch(
            r"(?:([a-z]{3})[a-z]*(?:\s*-\s*([a-z]{3})[a-z]*)?\s+)?"
            r"(\d{1,2}:\d\d)\s*-\s*(\d{1,2}:\d\d)",
            part,
        )
        if found is None or not {found[1] or days[:3], found[2] or "mon"} <= set(_DAYS):
            raise CannotExpress(f"the calendar {text!r} cannot be read")
        days = "-".join(day for day in found.groups()[:2] if day) or days
        listed.setdefault(days, []).append(f"{found[3].zfill(5)}-{found[4].zfill(5)}")
    return listed


def _hours_a_week(hours_of_days: dict[str, list[str]]) -> float:
    total = 0.0
    for days, spans in hours_of_days.items():
        first, last = _DAYS.index(days[:3]), _DAYS.index(days[-3:])
        for span in spans:
            opens, closes = (int(time[:2]) * 60 + int(time[3:]) for time in span.split("-"))
            if last < first or closes <= opens:
                raise CannotExpress("the calendar has no hours")
            total += (last - first + 1) * (closes - opens) / 60.0
    return total


def _finish(name: str) -> Estimator | None:
    found = re.fullmatch(r"finish_(\w+)", name)
    return _exactly(partial(_ended_of_type, kind=f"task_{found[1]}")) if found else None


def _ended_of_type(view: View, kind: str) -> float:
    return float(view.campaigns((kind,)).ended[0])


def _tasks(description: str) -> dict[str, tuple[float, float]]:
    """Start, in hours since Monday 00:00, and hours of work of tasks ``(a) ... Mon 15:00; ...``."""
    tasks = {}
    for name, words in re.findall(r"\((\w)\)([^;(]*)", description):
        start = re.search(r"\b(mon|tue|wed|thu|fri|sat|sun)\w*\s+(\d{1,2}):(\d\d)", words.lower())
        work = re.search(r"(\d+(?:\.\d+)?)\s*(?:working\s+)?h(?:ours?)?\b", words.lower())
        if start and work:
            day = _DAYS.index(start[1])
            begin = 24.0 * day + int(start[2]) + int(start[3]) / 60.0
            tasks[name] = (begin, float(work[1]))
    return tasks


# ---------------------------------------------------------------------- overload


def _overload(case: Case) -> Experiment:
    """D/D/c from empty, with the first request at the start."""
    interval, service = case.number("interarrival"), service_laws(case)[0]
    if service.scv:
        raise CannotExpress("the service of this case is left to chance")
    listed = [re.fullmatch(r"(\w+?)_(?:item_|by_)?(\d+(?:\.\d+)?)", n) for n in case.expected]
    farthest = max([float(m[2]) for m in listed if m], default=100.0)
    length = (farthest + 2) * max(interval, service.mean, 1.0)
    scenario = study(
        people={"station": case.count("c", "servers", default=1)},
        steps={SERVE: {"skill": "station", "effort": service.text, "launch": True}},
        campaigns={"item": item(demand={"every": hours(interval), "first": "0h"})},
        window=Window(0.0, length, length * max(1.0, service.mean / interval)),
    )
    return experiment(case, (scenario,), _of_item, deterministic=True, least_replications=1)


def _of_item(name: str) -> Estimator | None:
    found = re.fullmatch(r"(wait_item|finish_item|completed_by)_(\d+(?:\.\d+)?)", name)
    if found is None:
        return None
    if found[1] == "completed_by":
        by = float(found[2])
        return _exactly(lambda view: float((view.campaigns().ended <= by).sum()))
    row = int(found[2]) - 1
    if found[1] == "wait_item":
        return _exactly(lambda view: float(view.visits(SERVE).waits[row]))
    return _exactly(lambda view: float(view.campaigns().ended[row]))


# ---------------------------------------------------------------------- job shop


def _job_shop(case: Case) -> Experiment:
    """Every job a type with its own workflow; every machine a role of one; all at the start."""
    jobs = case.value("jobs_machine_time")
    horizon = float(sum(time for job in jobs for _, time in job))
    machines = sorted({int(machine) for job in jobs for machine, _ in job})
    people = {f"machine{machine}": 1 for machine in machines}
    scenarios: list[str] = []
    estimators: dict[str, Estimator] = {}
    skipped: dict[str, str] = {}
    run_of: dict[str, int] = {}
    for name in case.expected:
        if name in ("makespan_given_machine_order", "published_optimum"):
            if not case.has("machine_order"):
                skipped[name] = "no order of jobs on the machines is given"
                continue
            rule = "given"
        else:
            found = re.fullmatch(r"(?:makespan|mean_flow|max_flow)_(\w+)", name)
            rule = found[1] if found else ""
            if rule not in _RULES:
                skipped[name] = _DYNAMIC if rule in ("MWKR", "LWKR", "MOPNR") else UNKNOWN
                continue
        if rule not in run_of:
            run_of[rule] = len(scenarios)
            scenarios.append(
                _in_order(jobs, case.value("machine_order"), people, horizon)
                if rule == "given"
                else _dispatched(jobs, _RULES[rule], people, horizon)
            )
        figure = _mean_flow if name.startswith("mean") else _last_end
        estimators[name] = _exactly(figure, run_of[rule])
    return Experiment(
        tuple(scenarios), estimators, skipped, deterministic=True, least_replications=1
    )


def _mean_flow(view: View) -> float:
    return float(view.campaigns().ended.mean())


def _last_end(view: View) -> float:
    return float(view.campaigns().ended.max())


def _dispatched(jobs: Sequence[Any], rule: str, people: dict[str, int], horizon: float) -> str:
    workflows, campaigns = {}, {}
    for number, job in enumerate(jobs):
        steps: dict[str, Any] = {}
        for position, (machine, time) in enumerate(job):
            steps[f"operation{position}"] = {
                "skill": f"machine{machine}",
                "effort": hours(time),
                "after": [f"operation{position - 1}"] if position else [],
                "launch": position == len(job) - 1,
            }
        workflows[f"job{number}"] = steps
        # Worth falls with the number, and so decides ties in favor of the lowest number.
        worth = f"{len(jobs) - number} USD"
        campaigns[f"job{number}"] = item(workflow=f"job{number}", value=worth)
    return study(
        people=people,
        workflows=workflows,
        campaigns=campaigns,
        window=Window(0.0, horizon, horizon),
        queue_rule=(rule, "value"),
        dated_launches=[
            {"id": name, "unit": "unit", "type": name, "requested": "0h", "due": hours(horizon)}
            for name in campaigns
        ],
    )


def _in_order(
    jobs: Sequence[Any], order: dict[str, Sequence[int]], people: dict[str, int], horizon: float
) -> str:
    """All jobs as one workflow: an operation comes after the one before it on its machine, too."""
    steps: dict[str, Any] = {}
    on_machine = {
        (number, int(machine)): f"job{number}_operation{position}"
        for number, job in enumerate(jobs)
        for position, (machine, _) in enumerate(job)
    }
    for number, job in enumerate(jobs):
        for position, (machine, time) in enumerate(job):
            before = [f"job{number}_operation{position - 1}"] if position else []
            sequence = order[str(machine)]
            place = list(sequence).index(number)
            if place:
                before.append(on_machine[sequence[place - 1], int(machine)])
            steps[f"job{number}_operation{position}"] = {
                "skill": f"machine{machine}",
                "effort": hours(time),
                "after": before,
            }
    steps["launch"] = {"after": list(steps), "launch": True}
    return study(
        people=people,
        steps=steps,
        campaigns={"shop": item()},
        window=Window(0.0, horizon, horizon),
        dated_launches=[
            {"id": "shop", "unit": "unit", "type": "shop", "requested": "0h", "due": hours(horizon)}
        ],
    )
