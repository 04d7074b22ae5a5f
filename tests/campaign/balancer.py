"""A load balancer before the bots' HTTP ports, as a deployment of several processes has one: a
webhook that one process does not take goes to the other."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_PATIENCE = 2.0
"""Seconds for one process: Shopify gives five for the whole delivery."""


class Balancer:
    """Forwards each POST to the first of `targets` that answers."""

    def __init__(self) -> None:
        self.targets: Sequence[str] = ()
        balancer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                balancer.forward(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
                """Says nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @contextmanager
    def open(self) -> Iterator[None]:
        """Serves for the length of the block."""
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join(5)

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """One delivery; 502 when no process took it."""
        body = request.rfile.read(int(request.headers.get("Content-Length", 0)))
        headers = {name: value for name, value in request.headers.items() if name != "Host"}
        status = 502
        for target in self.targets:
            answered = _post(target, request.path, body, headers)
            if answered is not None:
                status = answered
                break
        try:
            request.send_response(status)
            request.send_header("Content-Length", "0")
            request.end_headers()
        except OSError:
            # The sender has gone by now; it sends again.
            request.close_connection = True


def _post(target: str, path: str, body: bytes, headers: dict[str, str]) -> int | None:
    address = urlsplit(target)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=_PATIENCE)
    try:
        connection.request("POST", path, body, headers)
        return connection.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
