"""A gate before the sandbox's Shopify: it can hold one request back, before or after the work, or
let it wait a while."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Literal

import httpx

from scripts.loopback import PLAIN
from tests.relay import Relay, body_of

_PATIENCE = 60.0
_HOP_BY_HOP = {"connection", "content-length", "content-encoding", "transfer-encoding", "host"}


class Gate:
    """Forwards everything to `target`. What `hold` names stops here until `release`: "before" the
    sandbox has seen it, or "after" it did the work and answered."""

    def __init__(self) -> None:
        self.target = ""
        self._word = b""
        self._when: Literal["before", "after"] = "before"
        self._pause = 0.0
        self._held = threading.Event()
        self._released = threading.Event()
        self._relay = Relay(self.pass_on)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._relay.url

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serves for the length of the block; then everything is let go of."""
        with self._relay.open():
            try:
                yield
            finally:
                self._released.set()

    def hold(self, word: str, when: Literal["before", "after"]) -> None:
        """The next request with this word in its body is held back."""
        self._when = when
        self._pause = 0.0
        self._word = word.encode()
        self._held.clear()
        self._released.clear()

    def slow(self, word: str, seconds: float) -> None:
        """The next request with this word in its body is passed on, and answered, this late."""
        self.hold(word, "before")
        self._pause = seconds

    def wait_until_held(self) -> None:
        """Returns when the request has arrived (and, for "after", the work is done)."""
        if not self._held.wait(_PATIENCE):
            msg = "no request to hold arrived"
            raise AssertionError(msg)

    def pass_on(self, request: BaseHTTPRequestHandler) -> None:
        """One request, forwarded or held."""
        body = body_of(request)
        held = bool(self._word) and self._word in body
        if held:
            self._word = b""
        late = held and self._pause > 0
        if late:
            self._held.set()
            self._released.wait(self._pause)
        elif held and self._when == "before":
            self._keep(request)
            return
        answer = self._forward(request, body)
        if held and not late:
            self._keep(request)
            return
        request.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in _HOP_BY_HOP:
                request.send_header(name, value)
        request.send_header("Content-Length", str(len(answer.content)))
        request.end_headers()
        request.wfile.write(answer.content)

    def _keep(self, request: BaseHTTPRequestHandler) -> None:
        self._held.set()
        self._released.wait(_PATIENCE)
        request.close_connection = True

    def _forward(self, request: BaseHTTPRequestHandler, body: bytes) -> httpx.Response:
        headers = {
            name: value
            for name, value in request.headers.items()
            if name.lower() not in _HOP_BY_HOP
        }
        return httpx.post(
            f"{self.target}{request.path}", verify=PLAIN, content=body, headers=headers, timeout=30
        )
