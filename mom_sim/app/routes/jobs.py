"""Jobs: what became of them, what they tell, and their end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Annotated, Any

from fastapi import APIRouter, Header, HTTPException, Path, Query, Request
from fastapi.responses import Response, StreamingResponse

from mom_sim.app.jobs.events import events_of
from mom_sim.app.jobs.job import DONE, Job
from mom_sim.app.jobs.office import TooManyJobs
from mom_sim.app.responses import FIND_ERRORS, RESULT_ERRORS
from mom_sim.app.state import State, state_of

router = APIRouter(prefix="/api/jobs", tags=["jobs"])

Identity = Annotated[str, Path(max_length=100, pattern=r"^[A-Za-z0-9_-]+$")]
Client = Annotated[str | None, Query(max_length=100)]
LastEvent = Annotated[str | None, Header(alias="Last-Event-ID", max_length=20)]


def job_or_404(state: State, identity: str) -> Job:
    """Find a job.

    Raises
    ------
    HTTPException
    """
    job = state.office.find(identity)
    if job is None:
        raise HTTPException(404, "there is no such job; it may be too long ago")
    return job


@router.get("")
async def list_jobs(request: Request, client: Client = None) -> list[dict[str, Any]]:
    """Jobs, the newest first."""
    return [job.to_json() for job in state_of(request).office.jobs(client)]


@router.get("/{identity}", responses=FIND_ERRORS)
async def read_job(request: Request, identity: Identity) -> dict[str, Any]:
    """One job as it is now."""
    return job_or_404(state_of(request), identity).to_json()


@router.get("/{identity}/question", responses=FIND_ERRORS)
async def read_question(request: Request, identity: Identity) -> dict[str, Any]:
    """The question that made it."""
    return job_or_404(state_of(request), identity).question


@router.delete("/{identity}", responses=FIND_ERRORS)
async def cancel_job(request: Request, identity: Identity) -> dict[str, str]:
    """End a job, or forget one that is over."""
    state = state_of(request)
    job = job_or_404(state, identity)
    if job.is_over:
        state.office.forget(identity)
        return {"status": "forgotten"}
    state.office.cancel(identity)
    return {"status": job.status}


@router.get("/{identity}/result", responses=RESULT_ERRORS)
async def read_result(request: Request, identity: Identity) -> Response:
    """What came out of a job."""
    state = state_of(request)
    job = job_or_404(state, identity)
    found = state.office.result(identity)
    if job.status != DONE or found is None:
        raise HTTPException(409, f"this job is {job.status}; it has no result")
    return Response(found, media_type="application/json")


@router.get("/{identity}/file", responses=RESULT_ERRORS)
async def read_file(request: Request, identity: Identity) -> Response:
    """The file that came out of a job: a report to keep."""
    state = state_of(request)
    job = job_or_404(state, identity)
    found = state.office.file(identity)
    if job.status != DONE or found is None:
        raise HTTPException(409, "this job has no file")
    headers = {"Content-Disposition": f'attachment; filename="{job.kind}.html"'}
    return Response(found, media_type="text/html; charset=utf-8", headers=headers)


@router.get(
    "/{identity}/events",
    responses=FIND_ERRORS | {200: {"content": {"text/event-stream": {}}}},
    response_class=StreamingResponse,
)
async def listen(
    request: Request, identity: Identity, last_event: LastEvent = None
) -> StreamingResponse:
    """Server-sent events: `progress`, `answer`, then `done`, `failed` or `cancelled`."""
    state = state_of(request)
    job = job_or_404(state, identity)
    if state.streams >= state.settings.limits.event_streams:
        raise TooManyJobs("too many pages listen already; close some")
    after = int(last_event) if last_event is not None and last_event.isdigit() else 0

    async def told() -> AsyncIterator[bytes]:
        state.streams += 1
        try:
            async for text in events_of(job, after, request.is_disconnected):
                yield text
        finally:
            state.streams -= 1

    return StreamingResponse(told(), media_type="text/event-stream")
