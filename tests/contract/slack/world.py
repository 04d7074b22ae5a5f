"""The local Slack as a process of its own, and what people do and see in it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

ROOT = Path(__file__).parents[3]
TOKEN, APP_TOKEN = "xoxb-sandbox", "xapp-sandbox"
ANNA, BEN = "U0ANNA", "U0BEN"
DEST, GENERAL = "C0DEST", "C0GENERAL"
Json = dict[str, Any]


@contextmanager
def running_slack() -> Iterator[str]:
    """Its address, for as long as the block lasts."""
    command = [sys.executable, "-m", "sandbox.slack", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 - our own module
        command, cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Slack: "), line
        yield line.removeprefix("Slack: ").strip()
        process.terminate()
        process.wait(10)


class People:
    """What people do and see, by the control API. `patience` is how many seconds they wait for
    something to appear."""

    def __init__(self, http: httpx.AsyncClient, patience: float = 30) -> None:
        self.http = http
        self.patience = patience

    async def get(self, path: str, **params: str) -> Any:
        return _good(await self.http.get(f"/control/slack/{path}", params=params))

    async def post(self, path: str, **body: Any) -> Any:
        return _good(await self.http.post(f"/control/slack/{path}", json=body))

    async def patch(self, path: str, **body: Any) -> Any:
        return _good(await self.http.patch(f"/control/slack/{path}", json=body))

    async def fault(self, kind: str, **rest: Any) -> None:
        body = {"service": "slack", "kind": kind, **rest}
        _good(await self.http.post("/control/faults", json=body))

    async def sees(self, channel: str = DEST, user: str = ANNA) -> list[Json]:
        """The channel's messages for one person, oldest first."""
        messages: list[Json] = await self.get(f"channels/{channel}/messages", user=user)
        return messages

    async def types(self, words: str, user: str = ANNA, channel: str = DEST) -> Json:
        answer: Json = await self.post(
            "command", user=user, channel=channel, command="/synctec", text=words
        )
        return answer

    async def clicks(
        self, label: str, container: Json, blocks: list[Json], user: str = ANNA
    ) -> Json:
        block, button = next(
            (block, part) for block, part in _buttons(blocks) if part["text"]["text"] == label
        )
        answer: Json = await self.post(
            "action",
            user=user,
            container=container,
            block_id=block["block_id"],
            action_id=button["action_id"],
            value=button.get("value"),
        )
        return answer

    async def window(self, title: str, user: str = ANNA) -> Json:
        """The window with this title, once it is filled."""

        async def filled() -> Json | None:
            for opened in await self.get("views", user=user):
                view: Json = opened["view"]
                loading = "One moment" in str(view["blocks"])
                if view["title"]["text"] == title and not loading:
                    return {**opened, "view": view}
            return None

        found: Json = await until(filled, self.patience)
        return found

    async def submits(self, view_id: str, user: str = ANNA, **state: str) -> Json:
        values = {name: {name: value} for name, value in state.items()}
        answer: Json = await self.post(f"views/{view_id}/submit", user=user, state=values)
        return answer

    async def whispered(self, words: str, user: str = ANNA, channel: str = DEST) -> Json:
        """The private message with these words."""

        async def there() -> Json | None:
            said = await self.sees(channel, user)
            return next((m for m in said if m.get("ephemeral") and words in str(m)), None)

        found: Json = await until(there, self.patience)
        return found

    async def warnings(self) -> list[str]:
        return [str(warning["kind"]) for warning in await self.get("warnings")]


async def until(probe: Callable[[], Awaitable[Any]], within: float = 10) -> Any:
    """Asks until the answer is true, and answers it."""
    async with asyncio.timeout(within):
        while True:
            answer = await probe()
            if answer:
                return answer
            await asyncio.sleep(0.02)


def _buttons(blocks: list[Json]) -> list[tuple[Json, Json]]:
    return [
        (block, part)
        for block in blocks
        for part in [*block.get("elements", []), block.get("accessory") or {}]
        if part.get("type") == "button"
    ]


def _good(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return response.json()
