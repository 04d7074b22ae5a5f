"""Push: the button, the command, the Manual Order Push window, and Push in View order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.blocks import push_modal
from bot.forms import OrderForm, PushForm
from bot.requests import Request, Window
from core.domain.pushes import PushId
from core.usecases.catalogue import UseCases
from handlers.grammar import Push
from handlers.linked import keep_true


@dataclass(frozen=True, slots=True)
class PushHandlers:
    """Every way to ask for a push."""

    use: UseCases

    async def button(self, request: Request) -> None:
        """Push to <source>: the alert itself shows the success."""
        answer = await self.use.request_push(PushId(int(request.value)), request.actor)
        await keep_true(self.use, request)
        await request.say_refusal(answer)

    async def command(self, words: Push, request: Request) -> None:
        """`/synctec push …`, whole or with the rest asked for in a window."""
        if words.handle is None or not words.number:
            await self._ask(words, request)
            return
        await self.use.push_by_number(
            words.handle,
            words.number,
            words.shipping_fee,
            request.reply,
            request.say,
        )

    async def open_form(self, request: Request, window: Window) -> None:
        """Push Order in App Home."""
        form = await self.use.push_form(request.actor)
        await window.fill(push_modal.build(form, request.memo()))

    async def shortcut(self, request: Request, window: Window) -> None:
        """Push this order, in a message's menu: the window, with the order that it speaks of."""
        form = await self.use.push_form.of_text(request.actor, request.message_text)
        await window.fill(push_modal.build(form, request.memo()))

    async def submit_form(self, request: Request, form: PushForm) -> None:
        """Push Order in the window."""
        await self.use.push_by_number(
            form.handle, form.number, form.shipping_fee, request.reply, request.say
        )

    async def submit_order(self, request: Request, form: OrderForm) -> None:
        """Push in View order."""
        answer = await self.use.request_push(form.push_id, request.actor, form.shipping_fee)
        await request.say(answer)

    async def _ask(self, words: Push, request: Request) -> None:
        window = await request.open_loading(push_modal.TITLE)
        form = await self.use.push_form(request.actor, words.handle)
        typed = replace(form, number=words.number, shipping_fee=words.shipping_fee)
        await window.fill(push_modal.build(typed, request.memo()))
