"""`/synctec unfulfilled [store]`: what is late, oldest first; `/synctec status`: how every store
does. For this person alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import digest, status
from bot.requests import Request, Window
from core.usecases.catalogue import UseCases
from handlers.grammar import Status, Unfulfilled


@dataclass(frozen=True, slots=True)
class UnfulfilledHandlers:
    """The list, typed for or clicked for."""

    use: UseCases

    async def command(self, words: Unfulfilled, request: Request) -> None:
        """Of one store, or of all."""
        await request.show(
            digest.build(await self.use.lists.unfulfilled(request.actor, words.handle))
        )

    async def status(self, _words: Status, request: Request) -> None:
        """`/synctec status`."""
        await request.show(status.build(await self.use.lists.status(request.actor)))

    async def status_in_window(self, request: Request, window: Window) -> None:
        """Status in App Home."""
        await window.fill(status.build_modal(await self.use.lists.status(request.actor)))

    async def in_window(self, request: Request, window: Window) -> None:
        """Unfulfilled orders in App Home."""
        await window.fill(digest.build_modal(await self.use.lists.unfulfilled(request.actor)))
