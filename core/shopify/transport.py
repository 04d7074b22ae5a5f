"""One HTTP exchange with Shopify, and the one thing that matters when it fails: was it sent?"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import httpx


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of every call: seconds to connect, seconds for a whole exchange, seconds in our own
    line, and bytes of an answer."""

    connect: float = 5.0
    total: float = 30.0
    patience: float = 60.0
    answer_bytes: int = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, whole. Header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NotSent(Exception):
    """The exchange failed before a byte of the request had left."""


class NoAnswer(Exception):
    """The request had begun to leave, and no whole answer came back."""


class Gone(Exception):
    """There is no such file, or not any more."""


@cache
def trusted() -> ssl.SSLContext:
    """Whose certificates are believed: read once a process, it takes a moment."""
    return httpx.create_ssl_context()


class Transport:
    """Posts over one pool of kept-alive connections for all stores."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        timeout = httpx.Timeout(limits.total, connect=limits.connect, pool=limits.connect)
        pool = httpx.Limits(max_connections=100, max_keepalive_connections=50, keepalive_expiry=20)
        # A redirect would carry the token to another host.
        self._http = httpx.AsyncClient(
            verify=trusted(),
            timeout=timeout,
            limits=pool,
            follow_redirects=False,
            headers={"User-Agent": "SyncTec"},
        )

    async def aclose(self) -> None:
        """Close every connection."""
        await self._http.aclose()

    async def post(self, url: str, headers: Mapping[str, str], **body: Any) -> Answer:
        """Send once and read the whole answer, within the total time; `body` as httpx takes it.

        Raises:
            NotSent, NoAnswer: as they say.
        """
        began = False

        async def trace(event: str, info: Mapping[str, Any]) -> None:
            nonlocal began
            # httpcore's name of the moment before the first byte goes out (HTTPX, extensions); a
            # proxy's CONNECT has one too, and carries nothing of ours.
            if event.endswith("send_request_headers.started"):
                began = began or info["request"].method == b"POST"

        try:
            async with asyncio.timeout(self._limits.total):
                request = self._http.build_request(
                    "POST", url, headers=dict(headers), extensions={"trace": trace}, **body
                )
                return await self._exchange(request)
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            failure = NoAnswer if began else NotSent
            raise failure(type(error).__name__) from error

    async def _exchange(self, request: httpx.Request) -> Answer:
        response = await self._http.send(request, stream=True)
        try:
            body = bytearray()
            async for chunk in response.aiter_bytes(65536):
                body += chunk
                if len(body) > self._limits.answer_bytes:
                    msg = "the answer is too long"
                    raise httpx.DecodingError(msg, request=request)
            return Answer(response.status_code, dict(response.headers.items()), bytes(body))
        finally:
            await response.aclose()

    async def lines(self, url: str) -> AsyncIterator[bytes]:
        """The lines of a file at this address, which is asked without any token of ours. It may
        take as long as it takes; each piece has to come within the total time.

        Raises:
            Gone: the file is not there.
            NotSent, NoAnswer: no connection, or the file did not arrive whole.
        """
        began = False
        try:
            async with self._http.stream("GET", url) as response:
                began = True
                if response.status_code in {403, 404, 410}:
                    raise Gone(str(response.status_code))
                response.raise_for_status()
                # Only this byte ends a line of JSON lines; a title may hold others that look so.
                rest = b""
                async for chunk in response.aiter_bytes(65536):
                    *whole, rest = (rest + chunk).split(b"\n")
                    for line in whole:
                        if line:
                            yield line
                    self._bounded(rest)
                if rest:
                    yield rest
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            raise (NoAnswer if began else NotSent)(type(error).__name__) from error

    def _bounded(self, rest: bytes) -> None:
        if len(rest) > self._limits.answer_bytes:
            msg = "a line is too long"
            raise httpx.DecodingError(msg)
