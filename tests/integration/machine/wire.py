"""A wire to the local Shopify on which every `orderCreate` stops until a test says what becomes of
it: carried out or not, answered or not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import httpx

from scripts.loopback import PLAIN

_HOP_BY_HOP = {"connection", "content-length", "content-encoding", "transfer-encoding", "host"}


@dataclass(eq=False, slots=True)
class Held:
    """One `orderCreate` on its way: `answer` is there once Shopify has carried it out."""

    path: str
    headers: dict[str, str]
    body: bytes
    answer: httpx.Response | None = None
    let_go: asyncio.Event = field(default_factory=asyncio.Event)
    is_cut: bool = False

    def made(self) -> str | None:
        """The order that Shopify says it made; None where it refused."""
        assert self.answer is not None
        made = self.answer.json()["data"]["orderCreate"]["order"]
        return None if made is None else str(made["id"])


class Wire:
    """Forwards everything to `target`; `held` are the creations that stopped here, all of them;
    `stopped` is set by each."""

    def __init__(self, target: str) -> None:
        self.held: list[Held] = []
        self.stopped = asyncio.Event()
        self._http = httpx.AsyncClient(verify=PLAIN, base_url=target, timeout=30, trust_env=False)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """Serves for the length of the block; the value is its address."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        try:
            yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        finally:
            for one in self.held:
                one.let_go.set()
            server.close()
            await self._http.aclose()

    async def carry_out(self, one: Held) -> None:
        """Shopify does the work; nobody has been answered yet."""
        one.answer = await self._send(one)

    def let_through(self, one: Held) -> None:
        """What Shopify said reaches the sender."""
        one.let_go.set()

    def cut(self, one: Held) -> None:
        """The connection breaks: the sender will never know."""
        one.is_cut = True
        one.let_go.set()

    def refuse(self, one: Held, status: int) -> None:
        """Answered before anything was done."""
        one.answer = httpx.Response(status, json={"errors": "no"}, headers={"Retry-After": "1"})
        one.let_go.set()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            one = await _read(reader)
            if b"orderCreate(" in one.body:
                self.held.append(one)
                self.stopped.set()
                await one.let_go.wait()
            else:
                one.answer = await self._send(one)
            if one.answer is not None and not one.is_cut:
                _write(writer, one.answer)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError, httpx.HTTPError):
            # The sender is gone.
            pass
        finally:
            writer.close()

    async def _send(self, one: Held) -> httpx.Response:
        return await self._http.post(one.path, content=one.body, headers=one.headers)


async def _read(reader: asyncio.StreamReader) -> Held:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    path = head[0].split(" ")[1]
    pairs = (line.split(": ", 1) for line in head[1:] if line)
    headers = {name.lower(): value for name, value in pairs}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    kept = {name: value for name, value in headers.items() if name not in _HOP_BY_HOP}
    return Held(path, kept, body)


def _write(writer: asyncio.StreamWriter, answer: httpx.Response) -> None:
    kept = [(n, v) for n, v in answer.headers.items() if n.lower() not in _HOP_BY_HOP]
    head = [f"HTTP/1.1 {answer.status_code} .", *(f"{name}: {value}" for name, value in kept)]
    head += [f"content-length: {len(answer.content)}", "connection: close", "", ""]
    writer.write("\r\n".join(head).encode("latin-1") + answer.content)
