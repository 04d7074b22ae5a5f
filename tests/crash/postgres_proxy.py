"""A proxy before PostgreSQL: every commit, and every statement that is one, is a boundary."""

from __future__ import annotations

import asyncio
import struct
from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from tests.crash.listener import Listener
from tests.crash.postgres_wire import Conversation
from tests.crash.tripwire import Life, Point, Tripwire

_ASKS_FOR_ENCRYPTION = (80877103, 80877104)
_OUTSIDE_BATCHES = frozenset({b"d", b"c", b"f", b"X", b"p"})


class PostgresProxy:
    """From a port of 127.0.0.1 to the server's socket, which admits us as the same user."""

    def __init__(self, socket: Path, tripwire: Tripwire) -> None:
        self._socket = socket
        self._tripwire = tripwire
        self._jobs: dict[int, str] = {}
        self._listener = Listener(tripwire, self._serve)

    @property
    def port(self) -> int:
        """Where it listens, once it is open."""
        return self._listener.port

    def open(self) -> AbstractAsyncContextManager[None]:
        """Listening."""
        return self._listener.open()

    async def _serve(
        self, life: Life, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        up_reader, up_writer = await asyncio.open_unix_connection(str(self._socket))
        link = _Link(self._tripwire, life, Conversation(self._jobs))

        def cut() -> None:
            writer.transport.abort()
            up_writer.transport.abort()

        life.cuts[link] = cut
        try:
            async with asyncio.TaskGroup() as both:
                both.create_task(_ending(link.to_server(reader, writer, up_writer), cut))
                both.create_task(_ending(link.to_client(up_reader, writer), cut))
        finally:
            life.cuts.pop(link, None)
            cut()


async def _ending(way: Awaitable[None], cut: Callable[[], None]) -> None:
    """One way; when it ends, so does the other."""
    try:
        await way
    except (asyncio.IncompleteReadError, ConnectionError):
        # Somebody hung up.
        pass
    finally:
        cut()


class _Link:
    def __init__(self, tripwire: Tripwire, life: Life, talk: Conversation) -> None:
        self._tripwire = tripwire
        self._life = life
        self._talk = talk
        self._points: deque[Point | None] = deque()

    async def to_server(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, up: asyncio.StreamWriter
    ) -> None:
        up.write(await _greeting(reader, writer))
        batch = bytearray()
        while not self._life.is_over():
            kind, body, raw = await _message(reader)
            batch += raw
            ended = self._talk.sent(kind, body)
            if ended is not None:
                step = self._talk.step(ended)
                life = self._life
                self._points.append(self._tripwire.reach(life, "postgres", step) if step else None)
            if self._life.is_over():
                return
            if ended is not None or kind in _OUTSIDE_BATCHES or kind == b"H":
                up.write(bytes(batch))
                batch.clear()

    async def to_client(self, up: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answer = bytearray()
        while not self._life.is_over():
            kind, body, raw = await _message(up)
            answer += raw
            asked = self._talk.waits
            ended = self._talk.answered(kind, body)
            if ended is not None:
                self._tripwire.answered(self._life, self._points.popleft())
            if self._life.is_over():
                return
            # A copy begins with the client's turn; its answer has no end before that.
            if ended is not None or not asked or kind in (b"G", b"H", b"W"):
                writer.write(bytes(answer))
                answer.clear()


async def _greeting(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
    """The first message, which has no kind; encryption is declined before it."""
    while True:
        head = await reader.readexactly(8)
        length, code = struct.unpack(">ii", head)
        rest = await reader.readexactly(length - 8)
        if code not in _ASKS_FOR_ENCRYPTION:
            return head + rest
        writer.write(b"N")


async def _message(reader: asyncio.StreamReader) -> tuple[bytes, bytes, bytes]:
    head = await reader.readexactly(5)
    (length,) = struct.unpack(">i", head[1:])
    body = await reader.readexactly(length - 4)
    return head[:1], body, head + body
