"""`/synctec unfulfilled [store]`: what is late, oldest first, for this person alone."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import digest
from bot.requests import Request, Window
from core.usecases.catalogue import UseCases
from handlers.grammar import Unfulfilled


@dataclass(frozen=True, slots=True)
class UnfulfilledHandlers:
    """The list, typed for or clicked for."""

    use: UseCases

    async def command(self, words: Unfulfilled, request: Request) -> None:
        """Of one store, or of all."""
        await request.show(
            digest.build(await self.use.lists.unfulfilled(request.actor, words.handle))
        )

    async def in_window(self, request: Request, window: Window) -> None:
        """Unfulfilled orders in App Home."""
        await window.fill(digest.build_modal(await self.use.lists.unfulfilled(request.actor)))
