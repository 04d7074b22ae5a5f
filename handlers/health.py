"""`/healthz`: the process runs. `/readyz`: it may be sent work, with what it depends on."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from core.ports import Health


async def healthz(_request: Request) -> Response:
    """200 for as long as the process answers at all."""
    return JSONResponse({"ok": True})


@dataclass(frozen=True, slots=True)
class Readiness:
    """The route of `/readyz`."""

    health: Health

    async def __call__(self, _request: Request) -> Response:
        """200 when everything answers, else 503; both say which does and which does not."""
        parts = dict(await self.health.ready())
        ready = all(parts.values())
        return JSONResponse({"ready": ready, **parts}, status_code=200 if ready else 503)
