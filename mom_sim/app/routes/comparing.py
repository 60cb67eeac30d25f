"""Operating models side by side: an answer that sharpens."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request

from mom_sim.app.jobs.comparing import compare, prepare_comparison
from mom_sim.app.jobs.job import Job
from mom_sim.app.jobs.office import Superseded
from mom_sim.app.questions import CompareQuestion
from mom_sim.app.responses import JOB_ERRORS
from mom_sim.app.state import state_of

router = APIRouter(prefix="/api", tags=["questions"])


@router.post("/compare", status_code=202, responses=JOB_ERRORS)
async def ask_comparison(request: Request, question: CompareQuestion) -> dict[str, str]:
    """Compare operating models: a first look, then answers that sharpen from one replication on."""
    state = state_of(request)
    plain, asked, limits = question.plain(), question.asked(), state.settings.limits
    turn = state.office.ask("compare", question.client)
    prepared = await prepare_comparison(state.crew, plain, asked, limits.read_seconds)
    await refuse_if_gone(request)

    async def conduct(job: Job) -> dict[str, Any]:
        return await compare(state.crew, job, asked, prepared, limits.answer_seconds)

    return told(
        state.office.open(
            "compare",
            question.client,
            {**plain, **asked},
            conduct,
            turn=turn,
            title=prepared["title"],
        )
    )


async def refuse_if_gone(request: Request) -> None:
    """Open no job that nobody would ever hear of.

    Raises
    ------
    Superseded
    """
    if await request.is_disconnected():
        raise Superseded("whoever asked has gone")


def told(job: Job) -> dict[str, str]:
    """What is answered to a question that has become a job."""
    return {"job": job.id, "events": f"/api/jobs/{job.id}/events"}
