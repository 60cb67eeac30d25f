"""Errors as responses, all in one shape, and how the API's description tells of them."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from mom_sim.app.crew.task import TaskFailed
from mom_sim.app.faults import error_json
from mom_sim.app.jobs.office import Superseded, TooManyJobs
from mom_sim.app.request_faults import request_faults

RETRY_SECONDS = "2"


class FaultBody(BaseModel):
    """One thing wrong; `text` is the line that the command line prints."""

    file: str | None
    line: int | None
    column: int | None
    path: str
    message: str
    text: str


class ErrorBody(BaseModel):
    """What went wrong; `faults` may be empty."""

    message: str
    faults: list[FaultBody]


def _described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    words = {
        400: "No JSON",
        403: "Foreign",
        404: "Not there",
        409: "Not finished, or a newer question came meanwhile",
        413: "Too large",
        415: "Another type of content",
        422: "Bad input",
        429: "Too many jobs",
        500: "Trouble here",
        503: "Shutting down",
    }
    return {status: {"model": ErrorBody, "description": words[status]} for status in statuses}


ERRORS = _described(400, 403, 413, 415, 422, 500, 503)
JOB_ERRORS = _described(400, 403, 409, 413, 415, 422, 429, 500, 503)
FIND_ERRORS = _described(403, 404, 422, 429)
RESULT_ERRORS = _described(403, 404, 409, 422)


def add_error_responses(app: FastAPI) -> None:
    """Let every error leave in the same shape."""
    app.add_exception_handler(TaskFailed, _task_failed)
    app.add_exception_handler(TooManyJobs, _too_many)
    app.add_exception_handler(Superseded, _superseded)
    app.add_exception_handler(RequestValidationError, _bad_request)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _trouble)


def response(status: int, message: str, **headers: str) -> JSONResponse:
    """Make an error without faults."""
    return JSONResponse(error_json(message), status, headers=headers or None)


async def _task_failed(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, TaskFailed)
    return JSONResponse(error.body, error.status)


async def _too_many(_: Request, error: Exception) -> JSONResponse:
    return response(429, str(error), **{"Retry-After": RETRY_SECONDS})


async def _superseded(_: Request, error: Exception) -> JSONResponse:
    return response(409, str(error))


async def _bad_request(_: Request, error: Exception) -> JSONResponse:
    """A request that is not as the API's description says: its faults have the place in it."""
    assert isinstance(error, RequestValidationError)
    faults = request_faults(error.errors(), error.body)
    message = str(faults[0]) if len(faults) == 1 else f"{len(faults)} things are wrong"
    return JSONResponse(error_json(message, faults), 422)


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    return JSONResponse(error_json(str(error.detail)), error.status_code, headers=error.headers)


async def _trouble(_: Request, error: Exception) -> JSONResponse:
    return response(500, f"unexpected trouble: {type(error).__name__}; please report it")
