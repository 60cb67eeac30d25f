"""A comparison that sharpens: rounds of replications spread over the crew, an answer after each.

Before all of them comes a first look: what of the first replication needs no log.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import suppress
from typing import Any

from mom_sim.app.crew.crew import Crew
from mom_sim.app.crew.task import FIRST, LATER, SOON, Task, TaskFailed
from mom_sim.app.headline import of_first_look
from mom_sim.app.jobs.job import Job

WORK = "mom_sim.app.work"
RUNS_OF_A_TASK = 6
"""Most runs of one model in one task: so long, at most, a newer question waits for its turn."""


async def prepare_comparison(
    crew: Crew, question: dict[str, Any], asked: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """Check a comparison; see `mom_sim.app.work.comparing.prepare`."""
    checking = asyncio.ensure_future(
        crew.run(
            Task(
                f"{WORK}.comparing:prepare",
                {"question": question, "asked": asked},
                urgency=FIRST,
                seconds=seconds,
                likes=(_share(question, 0),),
            )
        )
    )
    # The others read it meanwhile, and have it when they are asked to run it.
    reading = [
        asyncio.ensure_future(
            _quietly(
                crew,
                Task(
                    f"{WORK}.looking:get_study",
                    {"question": question},
                    urgency=FIRST,
                    seconds=seconds,
                ),
            )
        )
        for _ in range(1, min(crew.size, len(question.get("models") or [0] * crew.size)))
    ]
    try:
        found: dict[str, Any] = await checking
    except BaseException:
        for one in (checking, *reading):
            one.cancel()
        raise
    return found


async def _quietly(crew: Crew, task: Task) -> Any:
    """Have something done whose failure others will tell of; None if it failed."""
    with suppress(TaskFailed):
        return await crew.run(task)
    return None


async def compare(
    crew: Crew, job: Job, asked: dict[str, Any], prepared: dict[str, Any], seconds: float
) -> dict[str, Any]:
    """Run a comparison, and tell every answer on the way.

    Parameters
    ----------
    crew : Crew
    job : Job
    asked : dict
        `precision`, `most_replications`, `replications`, `kpis`.
    prepared : dict
        Of `prepare_comparison`.
    seconds : float
        For each part.

    Returns
    -------
    dict
        The last answer.
    """
    begin = time.monotonic()
    groups = _spread(prepared["models"], crew.size)
    # Asked for here, and so before any task that sharpens.
    looks = asyncio.gather(
        *(_quietly(crew, task) for task in _looks(job, asked, prepared, groups, seconds))
    )
    looking = asyncio.ensure_future(_tell_look(job, looks, prepared, begin))
    try:
        return await _sharpen(crew, job, asked, prepared, groups, seconds, begin, looking)
    finally:
        looking.cancel()


def _looks(
    job: Job,
    asked: dict[str, Any],
    prepared: dict[str, Any],
    groups: list[list[str]],
    seconds: float,
) -> list[Task]:
    """A first look at each group of models."""
    return [
        Task(
            f"{WORK}.looking:look",
            {
                "question": job.question,
                "models": [name for name in group if name in prepared["shown"]],
                "kpis": asked["kpis"],
            },
            urgency=FIRST,
            seconds=seconds,
            likes=((job.id, place), _share(job.question, place)),
            part_of=job.id,
        )
        for place, group in enumerate(groups)
    ]


async def _tell_look(
    job: Job, looks: asyncio.Future[list[Any]], prepared: dict[str, Any], begin: float
) -> None:
    """Tell the first look, if there can be one at all models."""
    found = await looks
    if None in found or job.is_over:
        return
    shown = prepared["shown"]
    models = {model["model"]: model for look in found for model in look}
    answer = {
        "replications": 1,
        "is_first_look": True,
        "is_final": False,
        "wanted": prepared["first"],
        **prepared["look"],
        "models": [models[name] for name in shown],
        "winners": [],
        "differences": [],
        "precision": None,
        "headline": of_first_look(len(shown)),
        "elapsed_ms": round((time.monotonic() - begin) * 1000),
    }
    job.tell("answer", answer)


async def _sharpen(
    crew: Crew,
    job: Job,
    asked: dict[str, Any],
    prepared: dict[str, Any],
    groups: list[list[str]],
    seconds: float,
    begin: float,
    looking: asyncio.Future[None],
) -> dict[str, Any]:
    """Tell an answer after each round of replications; the last one."""
    done: list[Any] = []
    count, wanted, goal = 0, 1, prepared["first"]
    while True:
        urgency = SOON if count < 4 else LATER
        replications = list(range(count + 1, wanted + 1))
        parts = [
            Task(
                f"{WORK}.running:run_models",
                {
                    "question": job.question,
                    "models": group,
                    "replications": part,
                    "kpis": asked["kpis"],
                },
                urgency=urgency,
                seconds=seconds,
                likes=((job.id, place), _share(job.question, place)),
                part_of=job.id,
            )
            for place, group in enumerate(groups)
            for part in _parts(replications, len(group))
        ]
        done += await _together(crew, job, parts, count, max(goal, wanted))
        count = wanted
        answer: dict[str, Any] = await crew.run(
            Task(
                f"{WORK}.comparing:answer",
                {
                    "question": job.question,
                    "asked": asked,
                    "done": done,
                    "shown": prepared["shown"],
                },
                urgency=urgency,
                seconds=seconds,
                likes=((job.id, 0), _share(job.question, 0)),
            )
        )
        looking.cancel()  # a look that comes later than a whole answer is none
        wanted = answer.pop("next")
        goal = max(goal, wanted)
        answer["elapsed_ms"] = round((time.monotonic() - begin) * 1000)
        job.tell("answer", answer)
        if wanted <= count:
            return answer


async def _together(
    crew: Crew, job: Job, parts: list[Task], before: int, goal: int
) -> list[tuple[int, str, bytes]]:
    """Do all parts; where one fails the others are given up."""
    found: list[tuple[int, str, bytes]] = []
    models = {name for part in parts for name in part.arguments["models"]}

    async def one(part: Task) -> None:
        found.extend(await crew.run(part))
        progress = before + len(found) // max(len(models), 1)
        job.tell("progress", {"done": progress, "all": goal, "what": "replications"})

    tasks = [asyncio.ensure_future(one(part)) for part in parts]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
    return found


def _share(question: dict[str, Any], place: int) -> tuple[object, ...]:
    """A share of the models of a scenario as it is written, whatever was moved in it.

    The process that has had it has compiled these models before, and most moves leave their plans
    as they are.
    """
    return question.get("preset"), hash(question.get("yaml")), place


def _spread(models: list[str], processes: int) -> list[list[str]]:
    """Models in as many groups as there are processes, none of them empty.

    The first group is never larger than another: its process has checked the question before.
    """
    groups: list[list[str]] = [[] for _ in range(min(processes, len(models)))]
    for place, name in enumerate(models):
        groups[-1 - place % len(groups)].append(name)
    return groups


def _parts(replications: list[int], models: int) -> list[list[int]]:
    size = max(RUNS_OF_A_TASK // max(models, 1), 1)
    return [replications[start : start + size] for start in range(0, len(replications), size)]
