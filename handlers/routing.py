"""`/synctec subscribe`, `unsubscribe`, `mute` and `unmute`."""

from __future__ import annotations

from dataclasses import dataclass

from bot.private import announce
from bot.requests import Request
from core.domain.cards import AnswerCard
from core.domain.words import say
from core.usecases.catalogue import UseCases
from handlers.grammar import Mute, Subscribe, Unsubscribe


@dataclass(frozen=True, slots=True)
class RoutingHandlers:
    """Which channel hears what."""

    use: UseCases

    async def subscribe(self, words: Subscribe, request: Request) -> None:
        """`/synctec subscribe dest failures`: it comes here from now on."""
        lists, channel = self.use.lists, request.reply.channel
        if words.handle is None:
            await request.say(await lists.subscribe.listed(request.actor))
        elif channel is None:
            await request.say(_nowhere())
        else:
            store = await lists.subscribe.check(words.handle, request.actor)
            # What cannot be said here would be lost from now on.
            await announce(request.client, channel, store.name)
            answer = await lists.subscribe(words.handle, words.topics, channel, request.actor)
            await request.say(answer)

    async def unsubscribe(self, words: Unsubscribe, request: Request) -> None:
        """Back to the store's own channel."""
        answer = await self.use.lists.subscribe(words.handle, words.topics, None, request.actor)
        await request.say(answer)

    async def mute(self, words: Mute, request: Request) -> None:
        """`/synctec mute dest failures 2h`, and `unmute`."""
        answer = await self.use.lists.mute(words.handle, words.topics, words.lasts, request.actor)
        await request.say(answer)


def _nowhere() -> AnswerCard:
    return AnswerCard(say("Only a channel can hear of it."), say("Type the command in one."))
