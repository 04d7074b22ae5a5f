"""`/synctec stock TEE-BLK-M`: what every store has of an item, told privately."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import stock
from bot.requests import Request
from core.usecases.catalogue import UseCases
from handlers.grammar import Stock


@dataclass(frozen=True, slots=True)
class StockHandlers:
    """Stock, as it is kept."""

    use: UseCases

    async def command(self, words: Stock, request: Request) -> None:
        """Told to who asked alone."""
        await request.show(stock.build(await self.use.show_stock(words.sku)))
