"""Faults that a person or a test injects into either service, and what carries them out."""

import itertools
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

KINDS: Mapping[str, frozenset[str]] = {
    "shopify": frozenset(
        {
            "drop_answer",
            "drop_request",
            "delay",
            "delay_before",
            "status",
            "throttled",
            "internal_error",
            "user_error",
            "refuse_scope",
            "fail_bulk",
            "cut_file",
            "lose_webhook",
            "repeat_webhook",
            "reorder_webhook",
        }
    ),
    "slack": frozenset(
        {
            "error",
            "rate_limited",
            "status",
            "drop_answer",
            "drop_request",
            "delay",
            "stall_socket",
            "close_socket",
            "repeat_event",
        }
    ),
}
_ABORT = "sandbox.abort"


@dataclass
class Fault:
    """One injected fault: what it strikes, how it shows, and how often it did so far."""

    id: str
    service: str
    kind: str
    shop: str | None = None
    operation: str | None = None
    times: int | None = 1
    after: int = 0
    details: dict[str, Any] = field(default_factory=dict)
    seen: int = 0
    fired: int = 0

    @property
    def spent(self) -> bool:
        """Whether it has struck as often as it was asked to."""
        return self.times is not None and self.fired >= self.times

    @property
    def seconds(self) -> float:
        """How long a delay lasts; 1 where the fault does not say."""
        return float(self.details.get("seconds", 1))

    @property
    def status(self) -> int:
        """The HTTP status to answer with; 500 where the fault does not say."""
        return int(self.details.get("status", 500))

    @property
    def worked(self) -> bool:
        """Whether the work is done before the fault shows."""
        return bool(self.details.get("worked", False))

    def strikes(self, service: str, shop: str | None, operations: Collection[str]) -> bool:
        """Whether a call of this service, shop and operation is one it is meant for."""
        if self.spent or self.service != service or self.shop not in (None, shop):
            return False
        return self.operation is None or _plain(self.operation) in map(_plain, operations)

    def to_json(self) -> dict[str, Any]:
        """The fault as it was given, with its id and how often it was met and fired."""
        return {
            "id": self.id,
            "service": self.service,
            "kind": self.kind,
            "shop": self.shop,
            "operation": self.operation,
            "times": self.times,
            "after": self.after,
            **self.details,
            "seen": self.seen,
            "fired": self.fired,
        }


class Faults:
    """The faults in force. Not persisted: a restart begins without any."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._ids = itertools.count(1)

    def add(self, body: Mapping[str, Any]) -> Fault:
        """Put one in force as docs/sandbox.md writes it; ValueError says what is wrong with it."""
        rest = dict(body)
        service, kind = rest.pop("service", None), rest.pop("kind", None)
        if service not in KINDS:
            raise ValueError(f"service must be one of {', '.join(sorted(KINDS))}")
        if kind not in KINDS[service]:
            raise ValueError(f"kind must be one of {', '.join(sorted(KINDS[service]))}")
        fault = Fault(
            id=f"fault-{next(self._ids)}",
            service=service,
            kind=kind,
            shop=rest.pop("shop", None),
            operation=rest.pop("operation", None),
            times=_count(rest.pop("times", 1), "times"),
            after=_count(rest.pop("after", 0), "after") or 0,
            details=rest,
        )
        self._faults.append(fault)
        return fault

    def take(
        self,
        service: str,
        kinds: Collection[str],
        *,
        operations: Collection[str] = (),
        shop: str | None = None,
        wanted: Callable[[Fault], bool] = lambda _fault: True,
    ) -> Fault | None:
        """The first fault of these kinds that strikes this call, counted as fired; None if none.

        A fault with `after` lets that many matching calls pass first. `wanted` narrows the choice
        further: a fault it declines neither counts nor fires.
        """
        for fault in self._faults:
            meant = fault.strikes(service, shop, operations) and wanted(fault)
            if fault.kind not in kinds or not meant:
                continue
            fault.seen += 1
            if fault.seen > fault.after:
                fault.fired += 1
                return fault
        return None

    def all(self) -> list[Fault]:
        """Every fault, the spent ones too, in the order they were added."""
        return list(self._faults)

    def remove(self, fault_id: str) -> bool:
        """Take one away; False where there is none of that id."""
        kept = [fault for fault in self._faults if fault.id != fault_id]
        removed = len(kept) < len(self._faults)
        self._faults = kept
        return removed

    def clear(self) -> None:
        """Take all away."""
        self._faults = []

    def routes(self) -> list[Route]:
        """`/control/faults` as docs/sandbox.md has it."""
        return [
            Route("/control/faults", self._list, methods=["GET"]),
            Route("/control/faults", self._add, methods=["POST"]),
            Route("/control/faults", self._clear, methods=["DELETE"]),
            Route("/control/faults/{id}", self._remove, methods=["DELETE"]),
        ]

    async def _list(self, _request: Request) -> Response:
        return JSONResponse([fault.to_json() for fault in self._faults])

    async def _add(self, request: Request) -> Response:
        try:
            body = await request.json()
            if not isinstance(body, dict):
                raise ValueError("a fault is a JSON object")
            return JSONResponse(self.add(body).to_json())
        except ValueError as wrong:
            return JSONResponse({"error": str(wrong)}, status_code=400)

    async def _clear(self, _request: Request) -> Response:
        self.clear()
        return JSONResponse({"ok": True})

    async def _remove(self, request: Request) -> Response:
        if self.remove(request.path_params["id"]):
            return JSONResponse({"ok": True})
        return JSONResponse({"error": "there is no fault of that id"}, status_code=404)


class Droppable:
    """The outermost ASGI layer: lets `NoAnswer` close a connection without a byte of answer.

    The server's transport is reached through uvicorn's own `send`, so nothing may wrap it before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with a way to abort its connection in the scope."""
        transport = getattr(getattr(send, "__self__", None), "transport", None)
        if scope["type"] == "http" and transport is not None:
            scope[_ABORT] = transport.abort
        await self._app(scope, receive, send)


class NoAnswer(Response):
    """Closes the connection instead of answering: what `drop_answer` and `drop_request` return.

    Behind `Droppable` not a byte goes out. Without it the answer breaks off after its head, which
    a client meets as the same error: the server went away in the middle.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Abort the transport and wait until the server has seen it go."""
        abort: Callable[[], None] | None = scope.get(_ABORT)
        if abort is None:
            headers = [(b"content-length", b"1")]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            return
        abort()
        message: Message = {"type": "http.request"}
        while message["type"] != "http.disconnect":
            message = await receive()


def _plain(operation: str) -> str:
    return operation.replace("/", "_").casefold()


def _count(value: object, name: str) -> int | None:
    if value is None or (isinstance(value, int) and value >= 0):
        return value
    raise ValueError(f"{name} must be a whole number, or null for no limit")
