"""Decisions about an order that changed on one of its stores."""

from __future__ import annotations

from dataclasses import dataclass

from bot.forms import Decided
from bot.requests import Request
from core.usecases.catalogue import UseCases


@dataclass(frozen=True, slots=True)
class DecisionHandlers:
    """Every button of them."""

    use: UseCases

    async def decide(self, request: Request) -> None:
        """The message itself shows the success."""
        asked = Decided.of(request.value)
        answer = await self.use.answer_mirror(
            asked.mirror_id, asked.choice, request.actor, request.reply
        )
        await request.say_refusal(answer)
