"""The page: a Slack workspace beside the three stores' admin, served as plain files."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

if TYPE_CHECKING:
    import os

    from starlette.requests import Request
    from starlette.types import Scope

_STATIC = Path(__file__).parent / "static"

# A machine's own table may lack these; a module with the wrong type never runs.
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}

_HEADERS = {
    "Cache-Control": "no-cache",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
# What a customer or an app wrote is shown as text; this is the second lock on the same door.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
    "img-src 'self' data: https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class _Assets(StaticFiles):
    """Static files that a browser asks about each time, so that it never shows a stale one."""

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_HEADERS)
        return response


async def _index(_: Request) -> Response:
    headers = {**_HEADERS, "Content-Security-Policy": _POLICY}
    return FileResponse(_STATIC / "index.html", media_type="text/html", headers=headers)


async def _icon(_: Request) -> Response:
    """Browsers ask for it beside everything that is no page of ours, the control API's answers."""
    return FileResponse(_STATIC / "icon.svg", media_type=_TYPES[".svg"], headers=_HEADERS)


def routes() -> list[BaseRoute]:
    """The page at `/`, the same page as a store's admin under `/admin/...`, and its files."""
    for suffix, kind in _TYPES.items():
        mimetypes.add_type(kind, suffix)
    mimetypes.add_type("font/woff2", ".woff2")
    return [
        Route("/", _index),
        Route("/favicon.ico", _icon),
        Route("/admin/{shop}", _index),
        Route("/admin/{shop}/{rest:path}", _index),
        Mount("/static", _Assets(directory=_STATIC)),
    ]
