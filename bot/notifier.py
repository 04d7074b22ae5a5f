"""The `Notifier`: cards become Slack messages, each findable by its key ever after."""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot import ids, slack_errors
from bot.blocks import answers, explain
from bot.blocks.parts import Message
from bot.blocks.without_tables import without_tables
from bot.pace import MESSAGES, TIER_3, Pace, posts
from bot.private import tell
from bot.render import render, render_list
from bot.requests import Window
from bot.slack_errors import translated, unavailable
from core.domain.cards import (
    AnswerCard,
    OrderCard,
)
from core.domain.errors import Broken, NotFound
from core.domain.explanations import ExplainCard
from core.domain.messages import Card
from core.domain.unfurls import LinkPlace
from core.domain.windows import Listed, OpenWindow
from core.domain.work import Reply
from core.domain.workflow_steps import StepDone, StepEnd

_UPDATE, _DELETE, _UNFURL = "chat.update", "chat.delete", "chat.unfurl"
_STEPS, _VIEWS = "functions.complete", "views.update"
_HISTORY, _REPLIES = "conversations.history", "conversations.replies"
_PAGE = 200
_PAGES = 5


@dataclass(frozen=True, slots=True)
class SlackNotifier:
    """Speaks through one client, at a pace that all processes share."""

    client: AsyncWebClient
    pace: Pace

    async def turn(self, channel: str) -> None:
        """Return when a message may be posted into the channel.

        Raises:
            NotYet: later than a job should sleep; nothing was begun.
            Temporary: the pace could not be asked.
        """
        await self.pace.turn(posts(channel), MESSAGES)

    async def post(self, channel: str, key: str, card: Card, *, thread: str | None = None) -> str:
        """Post a message with `key` in its metadata, after its `turn`; returns its `ts`. `thread`
        is the `ts` of the message that it replies to.

        A post whose answer is lost raises Temporary: `find` then tells whether it is there.

        Raises:
            NotFound: the thread is gone.
            Temporary, Rejected, Broken: as `bot.slack_errors` translates Slack's answers.
        """

        async def say(message: Message) -> AsyncSlackResponse:
            async with self._asking(posts(channel)):
                return await self.client.chat_postMessage(
                    channel=channel,
                    text=message.text,
                    blocks=list(message.blocks),
                    metadata={"event_type": ids.METADATA_EVENT, "event_payload": {"key": key}},
                    thread_ts=thread,
                    unfurl_links=False,
                    unfurl_media=False,
                )

        answer = await _as_it_is_taken(render(card), say)
        ts = answer.get("ts")
        if not isinstance(ts, str):
            raise unavailable()
        return ts

    async def edit(self, channel: str, ts: str, card: Card) -> None:
        """Replace the content; the metadata stays.

        Raises:
            NotFound: the message was deleted.
            Temporary, Rejected, Broken: as for `post`.
        """

        async def change(message: Message) -> AsyncSlackResponse:
            await self.pace.turn(_UPDATE, TIER_3)
            async with self._asking(_UPDATE):
                return await self.client.chat_update(
                    channel=channel, ts=ts, text=message.text, blocks=list(message.blocks)
                )

        answer = await _as_it_is_taken(render(card), change)
        if not answer.get("ok"):
            raise unavailable()

    async def withdraw(self, channel: str, ts: str) -> None:
        """Delete a message of ours; one that is gone is no error.

        Raises:
            Temporary, Rejected, Broken: as for `post`.
        """
        await self.pace.turn(_DELETE, TIER_3)
        with suppress(NotFound):
            async with self._asking(_DELETE):
                await self.client.chat_delete(channel=channel, ts=ts)

    async def find(self, channel: str, key: str, *, thread: str | None = None) -> str | None:
        """The `ts` of our message with this key among the newest thousand of the channel, or the
        first thousand of a thread.

        Raises:
            NotFound: the thread is gone.
            Temporary, Rejected: as for `post`.
        """
        async for message in self._recent(channel, thread):
            if _key_of(message) == key:
                return str(message["ts"])
        return None

    async def find_every(self, channel: str, key: str) -> Sequence[str]:
        """The same for all of the channel's newest thousand that have this key."""
        recent = self._recent(channel, None)
        return [str(message["ts"]) async for message in recent if _key_of(message) == key]

    async def _recent(self, channel: str, thread: str | None) -> AsyncIterator[dict[str, Any]]:
        cursor: str | None = None
        for _ in range(_PAGES):
            page = await self._page(channel, thread, cursor)
            if not page.get("ok"):
                raise unavailable()
            messages: list[dict[str, Any]] = page.get("messages", [])
            for message in messages:
                yield message
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return

    async def _page(
        self, channel: str, thread: str | None, cursor: str | None
    ) -> AsyncSlackResponse:
        method = _HISTORY if thread is None else _REPLIES
        await self.pace.turn(method, TIER_3)
        async with self._asking(method):
            if thread is None:
                return await self.client.conversations_history(
                    channel=channel, include_all_metadata=True, limit=_PAGE, cursor=cursor
                )
            return await self.client.conversations_replies(
                channel=channel, ts=thread, include_all_metadata=True, limit=_PAGE, cursor=cursor
            )

    async def attach(self, channel: str, ts: str, name: str, title: str, content: bytes) -> None:
        """Put a file into the thread of a message, unless one of this name is there: so a file
        whose upload was not confirmed is not there twice.

        Raises:
            Temporary, Rejected, Broken: as for `post`.
        """
        await self.pace.turn(_REPLIES, TIER_3)
        async with self._asking(_REPLIES):
            thread = await self.client.conversations_replies(channel=channel, ts=ts, limit=_PAGE)
        messages: list[dict[str, Any]] = thread.get("messages", [])
        if any(file.get("name") == name for m in messages for file in m.get("files") or ()):
            return
        await self.turn(channel)
        async with self._asking(posts(channel)):
            await self.client.files_upload_v2(
                channel=channel, thread_ts=ts, filename=name, title=title, content=content
            )

    def fingerprint(self, card: Card) -> str:
        """Changes exactly when the rendered content changes."""
        message = render(card)
        content = json.dumps([message.text, message.blocks], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    async def answer(self, reply: Reply, answer: AnswerCard | ExplainCard) -> None:
        """Tell one person, privately: in the place of the answer before, where the reply has one.

        Raises:
            Temporary, Rejected: as `bot.private.tell`.
        """
        message = (
            explain.build(answer) if isinstance(answer, ExplainCard) else answers.build(answer)
        )
        await tell(self.client, reply, message, replace=reply.replaces)

    async def unfurl(self, place: LinkPlace, orders: Mapping[str, OrderCard]) -> None:
        """Show an order's alert below each of these links; a message or draft that is gone is no
        error.

        Raises:
            Temporary, Rejected, Broken: as for `post`.
        """
        # By its id a link is found in channels that we are not in, too.
        by_id = bool(place.unfurl_id)
        shown = {url: {"blocks": list(render(card).blocks)} for url, card in orders.items()}
        await self.pace.turn(_UNFURL, TIER_3)
        with suppress(NotFound):
            async with self._asking(_UNFURL):
                await self.client.chat_unfurl(
                    channel=None if by_id else place.channel,
                    ts=None if by_id else place.ts,
                    unfurl_id=place.unfurl_id or None,
                    source=place.source if by_id else None,
                    unfurls=shown,
                )

    async def refill(self, window: OpenWindow, card: Listed, said: str) -> str | None:
        """Show a list in an open window, as long as it shows what it did.

        Raises:
            Temporary, Rejected, Broken: as for `post`.
        """
        # Slower than Slack allows for windows: the rest is for what people press.
        await self.pace.turn(_VIEWS, TIER_3)
        async with self.pace.heeding(_VIEWS):
            shown = Window(self.client, window.view_id, window.hash)
            filled = await shown.fill(render_list(card, window.memo, said))
        return filled.hash if filled else None

    async def end_step(self, execution: str, end: StepEnd) -> None:
        """End a step that a workflow waits for; one that has ended already is no error. By the
        bot's own token: the one that came with the step is not kept.

        Raises:
            Temporary, Rejected, Broken: as for `post`.
        """
        await self.pace.turn(_STEPS, TIER_3)
        with suppress(NotFound):
            async with self._asking(_STEPS):
                if isinstance(end, StepDone):
                    await self.client.functions_completeSuccess(
                        function_execution_id=execution, outputs=dict(end.outputs)
                    )
                else:
                    await self.client.functions_completeError(
                        function_execution_id=execution, error=end.why
                    )

    @asynccontextmanager
    async def _asking(self, lane: str) -> AsyncIterator[None]:
        async with self.pace.heeding(lane):
            with translated():
                yield


async def _as_it_is_taken(
    message: Message, send: Callable[[Message], Awaitable[AsyncSlackResponse]]
) -> AsyncSlackResponse:
    """Sent as it is; where Slack refuses its newer blocks, without them."""
    try:
        return await send(message)
    except Broken as error:
        plain = without_tables(message)
        if plain is None or slack_errors.code_of(error.__cause__) != "invalid_blocks":
            raise
        return await send(plain)


def _key_of(message: dict[str, Any]) -> str | None:
    metadata = message.get("metadata") or {}
    if metadata.get("event_type") != ids.METADATA_EVENT:
        return None
    payload = metadata.get("event_payload") or {}
    key = payload.get("key")
    return key if isinstance(key, str) else None
