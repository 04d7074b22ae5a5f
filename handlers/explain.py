"""`/synctec explain dest 1001`: looked at by a job, answered privately."""

from __future__ import annotations

from dataclasses import dataclass

from bot.requests import Request
from core.usecases.catalogue import UseCases
from handlers.grammar import Explain


@dataclass(frozen=True, slots=True)
class ExplainHandlers:
    """What a push of an order would do."""

    use: UseCases

    async def command(self, words: Explain, request: Request) -> None:
        """The job asks the stores; who typed it is answered at once that it begins."""
        await self.use.explain_by_number(words.handle, words.number, request.reply, request.say)
