"""`/synctec digest`: this channel's digest, ahead of its hour, when it comes, and what is done from
it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import digest_modal
from bot.requests import Request
from core.domain.cards import AnswerCard
from core.domain.digests import DigestSettings
from core.domain.orders import OrderId
from core.domain.words import say
from core.usecases.catalogue import UseCases
from handlers.grammar import Digest, DigestNow, DigestSwitch


@dataclass(frozen=True, slots=True)
class DigestHandlers:
    """The digest on demand, its settings, and the buttons of its rows."""

    use: UseCases

    async def command(self, _words: DigestNow, request: Request) -> None:
        """Post it into the channel of the command."""
        channel = request.reply.channel or ""
        await request.say(await self.use.lists.digest_now(channel, request.actor))

    async def settings(self, _words: Digest, request: Request) -> None:
        """`/synctec digest`."""
        window = await request.open_loading(digest_modal.TITLE)
        channel = request.reply.channel
        if channel is None:
            await window.answer(_nowhere())
            return
        form = await self.use.lists.digest_form(channel, request.actor)
        await window.fill(digest_modal.build(form, request.memo(channel)))

    async def switch(self, words: DigestSwitch, request: Request) -> None:
        """`/synctec digest off`, and `on`."""
        channel = request.reply.channel or ""
        answer = await self.use.lists.change_digest.switch(
            channel, request.actor, enabled=words.enabled
        )
        await request.say(answer)

    async def submit(self, request: Request, settings: DigestSettings) -> None:
        """Save in the window."""
        await request.say(await self.use.lists.change_digest(settings, request.actor))

    async def push(self, request: Request) -> None:
        """Push, below an order."""
        await self._done(request, await self.use.lists.push_open(_order(request), request.actor))

    async def nudge(self, request: Request) -> None:
        """Nudge the source."""
        await request.say(await self.use.lists.nudge(_order(request), request.actor))

    async def snooze(self, request: Request) -> None:
        """Snooze."""
        await self._done(request, await self.use.lists.snooze(_order(request), request.actor))

    async def _done(self, request: Request, answer: AnswerCard) -> None:
        """Told, and shown in the digest itself."""
        if answer.good and request.reply.channel and request.suffix:
            await self.use.lists.refresh_digest(request.reply.channel, request.suffix)
        await request.say(answer)


def _order(request: Request) -> OrderId:
    return OrderId(int(request.value))


def _nowhere() -> AnswerCard:
    return AnswerCard(say("A digest belongs to a channel."), say("Type the command in one."))
