"""What there is to ask about: presets, figures, the schema, and what a scenario says."""

from __future__ import annotations

from importlib.metadata import version
from importlib.util import find_spec
from typing import Any

from fastapi import APIRouter, Request

from mom_sim.app.crew.preparation import COMPILING
from mom_sim.app.crew.task import FIRST, Task
from mom_sim.app.presets import PRESETS, presets
from mom_sim.app.questions import Question
from mom_sim.app.responses import ERRORS
from mom_sim.app.state import state_of

router = APIRouter(prefix="/api", tags=["scenarios"])

KNOWING = "mom_sim.app.work.knowing"
ENGINE_MESSAGE = (
    "Preparing the fast engine, once for this installation: 20 seconds to a minute, on a busy "
    "machine more. Until then answers take longer, and experiments wait."
)


@router.get("/app")
async def app(request: Request) -> dict[str, Any]:
    """What this server is, and what it begins with."""
    settings = state_of(request).settings
    scenario = settings.scenario
    limits = settings.limits
    return {
        "version": version("mom-sim"),
        "scenario": None if scenario is None else {"file": scenario[0], "yaml": scenario[1]},
        "default_preset": PRESETS[0],
        "workers": state_of(request).crew.size,
        "formats": {"report": find_spec("matplotlib") is not None},
        "limits": {
            "body_bytes": limits.body_bytes,
            "jobs_open": limits.jobs_open,
            "jobs_of_a_client": limits.jobs_of_a_client,
            "replications": 200,
        },
    }


@router.get("/engine")
async def engine(request: Request) -> dict[str, str]:
    """How far the fast engine is; a message while it is compiled."""
    state = state_of(request).crew.preparation.state
    return {"state": state, "message": ENGINE_MESSAGE if state == COMPILING else ""}


@router.get("/presets")
async def list_presets() -> list[dict[str, str]]:
    """Scenarios to begin with."""
    return [
        {"id": one.id, "title": one.title, "description": one.description, "yaml": one.yaml}
        for one in presets()
    ]


@router.get("/kpis", responses=ERRORS)
async def list_kpis(request: Request) -> list[dict[str, Any]]:
    """Figures that can be asked for."""
    found: list[dict[str, Any]] = await _know(request, "kpis")
    return found


@router.get("/schema", responses=ERRORS)
async def schema(request: Request) -> dict[str, Any]:
    """JSON Schema of scenarios."""
    found: dict[str, Any] = await _know(request, "schema")
    return found


async def _know(request: Request, name: str) -> Any:
    seconds = state_of(request).settings.limits.read_seconds
    return await state_of(request).crew.run(
        Task(f"{KNOWING}:{name}", urgency=FIRST, seconds=seconds)
    )


@router.post("/describe", responses=ERRORS)
async def describe(request: Request, question: Question) -> dict[str, Any]:
    """Read a scenario: who there is, and what may be moved."""
    state = state_of(request)
    found: dict[str, Any] = await state.crew.run(
        Task(
            "mom_sim.app.work.describing:describe",
            {"question": question.plain()},
            urgency=FIRST,
            seconds=state.settings.limits.read_seconds,
        )
    )
    return found
