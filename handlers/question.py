"""The question of an unknown push: a person looked, and says whether the order is there."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import adopt_modal
from bot.forms import AdoptForm, Attempted
from bot.requests import Request, Window
from core.usecases.catalogue import UseCases


@dataclass(frozen=True, slots=True)
class QuestionHandlers:
    """Both answers."""

    use: UseCases

    async def send_again(self, request: Request) -> None:
        """It is not there, send again: the question itself shows the success."""
        asked = Attempted.of(request.value)
        answer = await self.use.send_again(asked.push_id, asked.attempt, request.actor)
        await request.say_refusal(answer)

    async def open_form(self, request: Request, window: Window) -> None:
        """It is there: ask which order it is."""
        await window.fill(adopt_modal.build(request.memo(request.value)))

    async def submit_form(self, request: Request, form: AdoptForm) -> None:
        """Use this order."""
        asked = form.asked
        answer = await self.use.adopt(asked.push_id, asked.attempt, form.number, request.reply)
        await request.say(answer)
