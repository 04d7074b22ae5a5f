"""Retry: the button, Retry Push in View error, the command, and all at once."""

from __future__ import annotations

from dataclasses import dataclass

from bot.requests import Request, Window
from core.domain.pushes import PushId
from core.usecases.catalogue import UseCases
from handlers.grammar import Retry, RetryAll
from handlers.linked import keep_true


@dataclass(frozen=True, slots=True)
class RetryHandlers:
    """Every way to try again."""

    use: UseCases

    async def button(self, request: Request) -> None:
        """Retry: the alert itself shows the success."""
        answer = await self.use.request_push(PushId(int(request.value)), request.actor)
        await keep_true(self.use, request)
        await request.say_refusal(answer)

    async def submit(self, request: Request, push_id: PushId) -> None:
        """Retry Push in View error."""
        await request.say(await self.use.request_push(push_id, request.actor))

    async def command(self, words: Retry, request: Request) -> None:
        """`/synctec retry dest 1001`."""
        await self.use.retry_by_number(
            words.handle, words.number, request.actor, request.reply, request.say
        )

    async def command_all(self, _words: RetryAll, request: Request) -> None:
        """`/synctec retry all`."""
        await request.say(await self.use.retry_all(request.actor))

    async def all_in_window(self, request: Request, window: Window) -> None:
        """Retry all in App Home, where a whisper has no channel."""
        await window.answer(await self.use.retry_all(request.actor))
