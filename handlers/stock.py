"""Stock: one item in every store, and whole stores compared."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import stock
from bot.comparison_values import read_comparison
from bot.requests import Request
from core.usecases.catalogue import UseCases
from handlers.grammar import Resync, Stock


@dataclass(frozen=True, slots=True)
class StockHandlers:
    """What is shown, and what is to be shown."""

    use: UseCases

    async def command(self, words: Stock, request: Request) -> None:
        """`/synctec stock TEE-BLK-M`, told to who asked alone."""
        await request.show(stock.build(await self.use.stock.show(request.actor, words.sku)))

    async def resync(self, words: Resync, request: Request) -> None:
        """`/synctec resync dest north`."""
        answer = await self.use.stock.compare(
            words.destination, words.source, request.actor, request.reply.channel
        )
        await request.say(answer)

    async def apply(self, request: Request) -> None:
        """Apply, below what differs: the message itself shows the success."""
        connection_id, number = read_comparison(request.value)
        await request.say_refusal(await self.use.stock.apply(connection_id, number, request.actor))
