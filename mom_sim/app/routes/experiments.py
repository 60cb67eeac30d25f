"""Experiments, explanations, replays and reports: one task each, as a job."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from mom_sim.app.crew.task import LATER, LONG, SOON, Task
from mom_sim.app.jobs.job import Job
from mom_sim.app.jobs.sweeping import sweep
from mom_sim.app.questions import (
    ExplainQuestion,
    MapQuestion,
    PlanQuestion,
    Question,
    ReplayQuestion,
    ReportQuestion,
    SurgeQuestion,
    SweepQuestion,
)
from mom_sim.app.responses import JOB_ERRORS
from mom_sim.app.routes.comparing import refuse_if_gone, told
from mom_sim.app.state import State, state_of

router = APIRouter(prefix="/api", tags=["questions"])

WORK = "mom_sim.app.work"


@router.post("/surge", status_code=202, responses=JOB_ERRORS)
async def ask_surge(request: Request, question: SurgeQuestion) -> dict[str, str]:
    """At which surge each model breaks its promise."""
    return await _open(request, "surge", question, "experiments:measure_surge")


@router.post("/plan", status_code=202, responses=JOB_ERRORS)
async def ask_plan(request: Request, question: PlanQuestion) -> dict[str, str]:
    """The cheapest staffing that keeps a promise, and what one more person is worth."""
    return await _open(request, "plan", question, "experiments:make_plan")


@router.post("/map", status_code=202, responses=JOB_ERRORS)
async def ask_map(request: Request, question: MapQuestion) -> dict[str, str]:
    """Which model wins over two inputs."""
    return await _open(request, "map", question, "experiments:make_map")


@router.post("/explain", status_code=202, responses=JOB_ERRORS)
async def ask_explanation(request: Request, question: ExplainQuestion) -> dict[str, str]:
    """Why two models differ, campaign by campaign."""
    return await _open(
        request, "explain", question, "experiments:explain_difference", urgency=LATER
    )


@router.post("/replay", status_code=202, responses=JOB_ERRORS)
async def ask_replay(request: Request, question: ReplayQuestion) -> dict[str, str]:
    """How the same campaigns move through two models."""
    return await _open(request, "replay", question, "replaying:replay", urgency=SOON)


@router.post("/report", status_code=202, responses=JOB_ERRORS)
async def ask_report(request: Request, question: ReportQuestion) -> dict[str, str]:
    """One page to keep; it is the file of the job."""
    return await _open(request, "report", question, "reporting:make_html")


@router.post("/sweep", status_code=202, responses=JOB_ERRORS)
async def ask_sweep(request: Request, question: SweepQuestion) -> dict[str, str]:
    """The same figures at many points of up to three axes."""
    state = state_of(request)
    plain, asked, limits = question.plain(), question.asked(), state.settings.limits
    turn = state.office.ask("sweep", question.client)
    prepared = await state.crew.run(
        Task(
            f"{WORK}.sweeping:plan_sweep",
            {"question": plain, "asked": asked},
            seconds=limits.read_seconds,
        )
    )
    await refuse_if_gone(request)

    async def conduct(job: Job) -> dict[str, Any]:
        return await sweep(state.crew, job, asked, prepared, limits.answer_seconds)

    body, title = {**plain, **asked}, prepared["title"]
    return told(state.office.open("sweep", question.client, body, conduct, turn=turn, title=title))


async def _open(
    request: Request, kind: str, question: Any, function: str, urgency: int = LONG
) -> dict[str, str]:
    """Check the scenario at once, so that its faults are told at once; then begin."""
    state = state_of(request)
    plain, asked = question.plain(), question.asked()
    turn = state.office.ask(kind, question.client)
    title = await _title(state, question)
    await refuse_if_gone(request)
    limits = state.settings.limits
    seconds = limits.long_seconds if urgency == LONG else limits.answer_seconds

    async def conduct(job: Job) -> dict[str, Any]:
        def heard(word: str, data: Any) -> None:
            job.tell(word, data)

        found: dict[str, Any] = await state.crew.run(
            Task(
                f"{WORK}.{function}",
                {"question": plain, "asked": asked},
                urgency=urgency,
                seconds=seconds,
                told=heard,
            )
        )
        if "_file" in found:
            found["html"] = f"/api/jobs/{job.id}/file"
        return found

    body = {**plain, **asked}
    return told(state.office.open(kind, question.client, body, conduct, turn=turn, title=title))


async def _title(state: State, question: Question) -> str:
    """Name of the scenario, which is read for it."""
    found = await state.crew.run(
        Task(
            f"{WORK}.describing:title",
            {"question": question.plain()},
            seconds=state.settings.limits.read_seconds,
        )
    )
    return str(found)
