"""`/synctec status`: how every store does. For this person alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import status
from bot.requests import Request, Window
from core.usecases.catalogue import UseCases
from handlers.grammar import Status


@dataclass(frozen=True, slots=True)
class StatusHandlers:
    """Typed for or clicked for."""

    use: UseCases

    async def command(self, _words: Status, request: Request) -> None:
        """`/synctec status`."""
        await request.show(status.build(await self.use.lists.status(request.actor)))

    async def in_window(self, request: Request, window: Window) -> None:
        """Status in App Home."""
        await window.fill(status.build_modal(await self.use.lists.status(request.actor)))
