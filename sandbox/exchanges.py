"""The calls that came in, numbered, without their bodies."""

from collections import deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

_KEPT = 5000


@dataclass(frozen=True)
class Exchange:
    """One call: its number, who was asked for what, the HTTP status (0: no answer), and when."""

    n: int
    service: str
    shop: str | None
    operation: str
    status: int
    at: str


class Exchanges:
    """The log of calls; the last 5000 are kept and numbers never repeat."""

    def __init__(self, now: Callable[[], datetime] | None = None) -> None:
        self._now = now or (lambda: datetime.now(UTC))
        self._log: deque[Exchange] = deque(maxlen=_KEPT)
        self._count = 0

    def record(self, service: str, operation: str, status: int, shop: str | None = None) -> int:
        """Write one call down and return its number."""
        self._count += 1
        at = self._now().isoformat()
        self._log.append(Exchange(self._count, service, shop, operation, status, at))
        return self._count

    def since(self, n: int) -> list[dict[str, Any]]:
        """The calls with a number above `n`, oldest first."""
        return [asdict(exchange) for exchange in self._log if exchange.n > n]

    def routes(self) -> list[Route]:
        """`GET /control/exchanges?since=N`."""
        return [Route("/control/exchanges", self._list, methods=["GET"])]

    async def _list(self, request: Request) -> Response:
        try:
            since = int(request.query_params.get("since", "0"))
        except ValueError:
            return JSONResponse({"error": "since must be a whole number"}, status_code=400)
        return JSONResponse(self.since(since))
