"""`/synctec digest now`: this channel's digest, ahead of its hour."""

from __future__ import annotations

from dataclasses import dataclass

from bot.requests import Request
from core.usecases.catalogue import UseCases
from handlers.grammar import DigestNow


@dataclass(frozen=True, slots=True)
class DigestHandlers:
    """The digest on demand."""

    use: UseCases

    async def command(self, _words: DigestNow, request: Request) -> None:
        """Post it into the channel of the command."""
        channel = request.reply.channel or ""
        await request.say(await self.use.digest_now(channel, request.actor))
