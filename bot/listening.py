"""From Bolt's listeners to our handlers: authorise, handle, acknowledge.

Every way in goes through here, so that no button can be forgotten by the policy (closed by
default, asked at click time), and no error goes untold (`bot.app.telling`).

What a person asks for is written down before Slack hears that it was taken: a process that dies in
between leaves a click that Slack shows as failed, not one that is lost. Slack waits 3 s; where the
database is slower than 2 s it is acknowledged all the same. What opens a window writes nothing
down, and is acknowledged at once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.app import telling
from bot.blocks import answers
from bot.blocks.parts import View
from bot.forms import Mistakes
from bot.requests import SINK, Request, Window
from bot.steps import StepRequest, fail
from core.domain.cards import AnswerCard
from core.domain.people import Actor, Right
from core.usecases.authorise import About

Form = TypeVar("Form")
Told = TypeVar("Told", contravariant=True)
Listener = Callable[..., Awaitable[None]]
Handler = Callable[[Request], Awaitable[None]]
_AT_THE_LATEST = 2.0
WindowHandler = Callable[[Request, Window], Awaitable[None]]
Authorise = Callable[[Actor, Right, About], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Need(Generic[Told]):
    """The right that something takes, and whose business it is: as a click, or a form, says."""

    right: Right
    about: Callable[[Told], About]


@dataclass(frozen=True, slots=True)
class Listening:
    """Wraps handlers; `authorise` raises NotAllowed for who may not act."""

    authorise: Authorise

    def to(self, handler: Handler, need: Need[Request]) -> Listener:
        """A click or event that is handled where it happened."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            request = Request(body, client, context)

            async def work() -> None:
                async with telling(request):
                    await self._check(request, need, request)
                    await handler(request)

            await _done_then(ack, work())

        return listen

    @staticmethod
    def to_everyone(handler: Handler) -> Listener:
        """What anybody may see, and what authorises by itself."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            request = Request(body, client, context)

            async def work() -> None:
                async with telling(request):
                    await handler(request)

            await _done_then(ack, work())

        return listen

    def in_window(self, title: str, handler: WindowHandler, need: Need[Request]) -> Listener:
        """A click that opens a window: it is open, loading, before anything else is asked."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            await ack()
            request = Request(body, client, context)
            async with telling(request):
                window = await request.open_loading(title)
                await self._check(request, need, request)
                await handler(request, window)

        return listen

    def to_asked_form(
        self,
        read: Callable[[Mapping[str, Any]], Form],
        handler: Callable[[Request, Form], Awaitable[View | AnswerCard]],
        need: Need[Form],
    ) -> Listener:
        """A submitted modal of which only the use case knows whether it can be taken: asked before
        it is acknowledged, so it must read and write what is kept here and nothing else. Mistakes
        are shown beside their fields; a view takes the modal's place; with an answer it closes."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            request = Request(body, client, context)
            title = str(request.view["title"]["text"])

            async def show(card: AnswerCard) -> None:
                await ack(response_action="update", view=answers.build_modal(card, title))

            context[SINK] = show
            async with telling(request):
                try:
                    form = read(request.view)
                    await self._check(request, need, form)
                    answer = await handler(request, form)
                except Mistakes as mistakes:
                    await ack(response_action="errors", errors=mistakes.errors)
                    return
                if not isinstance(answer, AnswerCard):
                    await ack(response_action="update", view=answer)
                    return
                await ack(response_action="clear")
                context[SINK] = request.say
                await request.say(answer)

        return listen

    def to_form(
        self,
        read: Callable[[Mapping[str, Any]], Form],
        handler: Callable[[Request, Form], Awaitable[None]],
        need: Need[Form],
    ) -> Listener:
        """A submitted modal: mistakes are shown beside their fields, else it closes."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            request = Request(body, client, context)
            try:
                form = read(request.view)
            except Mistakes as mistakes:
                await ack(response_action="errors", errors=mistakes.errors)
                return

            async def work() -> None:
                async with telling(request):
                    await self._check(request, need, form)
                    await handler(request, form)

            await _done_then(partial(ack, response_action="clear"), work())

        return listen

    def to_step(
        self, handler: Callable[[StepRequest], Awaitable[None]], need: Need[StepRequest]
    ) -> Listener:
        """A step of a workflow. Whatever goes wrong ends it, and the workflow says why."""

        async def listen(
            ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, context: AsyncBoltContext
        ) -> None:
            request, asked = Request(body, client, context), StepRequest.of(body)

            async def show(card: AnswerCard) -> None:
                await fail(client, asked.step.execution, card)

            async def work() -> None:
                context[SINK] = show
                async with telling(request):
                    await self.authorise(asked.step.actor, need.right, need.about(asked))
                    await handler(asked)

            await _done_then(ack, work())

        return listen

    async def _check(self, request: Request, need: Need[Form], told: Form) -> None:
        await self.authorise(request.actor, need.right, need.about(told))


async def _done_then(ack: Callable[[], Awaitable[object]], work: Coroutine[Any, Any, None]) -> None:
    """Do the work, then acknowledge; after 2 s the other way round."""
    doing = asyncio.create_task(work)
    try:
        await asyncio.wait([doing], timeout=_AT_THE_LATEST)
        await ack()
        await doing
    except asyncio.CancelledError:
        doing.cancel()
        raise
