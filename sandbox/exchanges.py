"""The calls that came in, numbered, without their bodies."""

from collections import Counter, deque
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
        self._totals: Counter[tuple[str, str | None, str, int, str | None]] = Counter()
        self._count = 0

    def record(
        self,
        service: str,
        operation: str,
        status: int,
        shop: str | None = None,
        error: str | None = None,
    ) -> int:
        """Write one call down and return its number; `error` is what an answer said that its
        status does not show."""
        self._count += 1
        self._totals[service, shop, operation, status, error] += 1
        at = self._now().isoformat()
        self._log.append(Exchange(self._count, service, shop, operation, status, at))
        return self._count

    def since(self, n: int) -> list[dict[str, Any]]:
        """The calls with a number above `n`, oldest first."""
        return [asdict(exchange) for exchange in self._log if exchange.n > n]

    def totals(self) -> list[dict[str, Any]]:
        """How many calls there were of each kind since the start, the forgotten ones, too."""
        names = ("service", "shop", "operation", "status", "error")
        return [
            {**dict(zip(names, kind, strict=True)), "count": count}
            for kind, count in self._totals.items()
        ]

    def routes(self) -> list[Route]:
        """`GET /control/exchanges?since=N`, `GET /control/exchanges/totals`."""
        return [
            Route("/control/exchanges", self._list, methods=["GET"]),
            Route("/control/exchanges/totals", self._sums, methods=["GET"]),
        ]

    async def _list(self, request: Request) -> Response:
        try:
            since = int(request.query_params.get("since", "0"))
        except ValueError:
            return JSONResponse({"error": "since must be a whole number"}, status_code=400)
        return JSONResponse(self.since(since))

    async def _sums(self, _request: Request) -> Response:
        return JSONResponse(self.totals())
