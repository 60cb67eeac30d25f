"""What can be taken along: the scenario as it is now, and figures as a table."""

from __future__ import annotations

import json

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from mom_sim.app.crew.task import FIRST, Task
from mom_sim.app.jobs.job import DONE
from mom_sim.app.questions import Question, TableQuestion
from mom_sim.app.responses import ERRORS, RESULT_ERRORS
from mom_sim.app.routes.jobs import job_or_404
from mom_sim.app.state import state_of
from mom_sim.app.tables import answer_table

router = APIRouter(prefix="/api/export", tags=["exports"])


@router.post("/yaml", responses=ERRORS)
async def export_scenario(request: Request, question: Question) -> Response:
    """The scenario with everything that was moved in it; the command line reads it."""
    state = state_of(request)
    text = await state.crew.run(
        Task(
            "mom_sim.app.work.exporting:scenario_text",
            {"question": question.plain()},
            urgency=FIRST,
            seconds=state.settings.limits.read_seconds,
        )
    )
    return Response(
        text,
        media_type="application/yaml",
        headers={"Content-Disposition": 'attachment; filename="scenario.yaml"'},
    )


@router.post("/csv", responses=ERRORS | RESULT_ERRORS)
async def export_table(request: Request, question: TableQuestion) -> Response:
    """Figures of a finished comparison."""
    state = state_of(request)
    job = job_or_404(state, question.job)
    found = state.office.result(question.job)
    if job.kind != "compare" or job.status != DONE or found is None:
        raise HTTPException(409, "this job has no table of figures")
    return Response(
        answer_table(json.loads(found)),
        media_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="comparison.csv"'},
    )
