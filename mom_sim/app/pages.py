"""The front end's built files, and the page about the API."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse, HTMLResponse
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

HERE = Path(__file__).parent
STATIC = HERE / "static"
API_PAGE = HERE / "api_page"

_NOT_BUILT = (
    "<!doctype html><html lang=en><title>mom-sim</title><p>The pages of the app are not built "
    'here; the API is described at <a href="/docs">/docs</a>.'
)


class CheckedFiles(StaticFiles):
    """Files that a browser may keep, and asks about each time: their names never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """One file, with its ETag."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = "no-cache"
        return response


def add_pages(app: FastAPI) -> None:
    """Serve the pages beside the API."""

    @app.get("/docs", include_in_schema=False)
    async def about_api() -> Response:
        return FileResponse(API_PAGE / "index.html", headers={"Cache-Control": "no-cache"})

    app.mount("/docs", CheckedFiles(directory=API_PAGE), name="docs")
    if (STATIC / "index.html").is_file():
        app.mount("/", CheckedFiles(directory=STATIC, html=True), name="static")
    else:

        @app.get("/", include_in_schema=False)
        async def nothing_built() -> Response:
            return HTMLResponse(_NOT_BUILT)

    app.add_middleware(GZipMiddleware, minimum_size=1000)
