"""A proxy before an HTTP server: every request is a boundary, before it is passed on and after it
was answered."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from urllib.parse import urlsplit

from tests.crash.listener import Listener
from tests.crash.tripwire import Life, Tripwire

Name = Callable[[str, bytes], tuple[str, str] | None]
"""From a path and a body to the boundary's kind and name; None where it is none."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CONNECTION = re.compile(rb"\r\nconnection:[^\r]*", re.IGNORECASE)
_DOCUMENT = re.compile(rb"(?:query|mutation) (\w+)")
_CHANNEL = re.compile(rb"channel(?:=|\": ?\")(\w+)")


class HttpProxy:
    """From a port of 127.0.0.1 to `target`, one connection a request."""

    def __init__(self, target: str, tripwire: Tripwire, name: Name) -> None:
        self._target = urlsplit(target)
        self._tripwire = tripwire
        self._name = name
        self._listener = Listener(tripwire, self._serve)

    @property
    def url(self) -> str:
        """Where it listens, once it is open."""
        return f"http://127.0.0.1:{self._listener.port}"

    def open(self) -> AbstractAsyncContextManager[None]:
        """Listening."""
        return self._listener.open()

    async def _serve(
        self, life: Life, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        life.cuts[writer] = writer.transport.abort
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            length = _LENGTH.search(head)
            body = await reader.readexactly(int(length[1]) if length else 0)
            path = head.split(b" ", 2)[1].decode()
            step = self._name(path, body)
            point = self._tripwire.reach(life, *step) if step else None
            if life.is_over():
                return
            answer = await self._forward(head, body)
            self._tripwire.answered(life, point)
            if not life.is_over():
                writer.write(answer)
                await writer.drain()
        finally:
            life.cuts.pop(writer, None)

    async def _forward(self, head: bytes, body: bytes) -> bytes:
        reader, writer = await asyncio.open_connection(self._target.hostname, self._target.port)
        try:
            first, _, rest = _CONNECTION.sub(b"", head).partition(b"\r\n")
            writer.write(first + b"\r\nConnection: close\r\n" + rest + body)
            return await reader.read()
        finally:
            writer.close()


def shopify(path: str, body: bytes) -> tuple[str, str] | None:
    """`/shopify/north/...` by the document's name."""
    shop = path.split("/")[2]
    found = _DOCUMENT.search(body)
    return "shopify", f"{found[1].decode() if found else path.rsplit('/', 1)[-1]} {shop}"


def slack(path: str, body: bytes) -> tuple[str, str] | None:
    """`/slack/api/chat.update` by its method and channel."""
    method = path.partition("?")[0].rsplit("/", 1)[-1]
    found = _CHANNEL.search(body)
    return "slack", f"{method} {found[1].decode()}" if found else method


def webhook(_path: str, body: bytes) -> tuple[str, str] | None:
    """A delivery, by what it is about."""
    about = re.search(rb"gid://shopify/(\w+)", body)
    return "webhook", about[1].decode() if about else "delivery"
