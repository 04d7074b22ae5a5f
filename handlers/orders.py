"""View order, Why not? and View error: windows that show what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import error_modal, order_modal, why_modal
from bot.requests import Request, Window
from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.usecases.catalogue import UseCases


@dataclass(frozen=True, slots=True)
class OrderHandlers:
    """What an order or a failure looks like from close by."""

    use: UseCases

    async def view_order(self, request: Request, window: Window) -> None:
        """View order."""
        card = await self.use.show_order(OrderId(int(request.value)))
        await window.fill(order_modal.build(card, request.memo(card.order_id)))

    async def why_not(self, request: Request, window: Window) -> None:
        """Why not?"""
        card = await self.use.show_order(OrderId(int(request.value)))
        await window.fill(why_modal.build(card))

    async def view_error(self, request: Request, window: Window) -> None:
        """View error."""
        card = await self.use.show_failure(PushId(int(request.value)))
        await window.fill(error_modal.build(card, request.memo(card.push.push.id)))
