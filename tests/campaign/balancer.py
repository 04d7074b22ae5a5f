"""A load balancer before the bots' HTTP ports, as a deployment of several processes has one: a
webhook that one process does not take goes to the other."""

from __future__ import annotations

import http.client
from collections.abc import Sequence
from contextlib import AbstractContextManager
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.relay import Relay, body_of

_PATIENCE = 2.0
"""Seconds for one process: Shopify gives five for the whole delivery."""


class Balancer:
    """Forwards each POST to the first of `targets` that answers."""

    def __init__(self) -> None:
        self.targets: Sequence[str] = ()
        self._relay = Relay(self.forward)

    @property
    def url(self) -> str:
        """Where it listens."""
        return self._relay.url

    def open(self) -> AbstractContextManager[None]:
        """Serves for the length of the block."""
        return self._relay.open()

    def forward(self, request: BaseHTTPRequestHandler) -> None:
        """One delivery; 502 when no process took it."""
        body = body_of(request)
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
