"""`/synctec history dest 1001`, and History in the order's window: read from what is kept."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import history
from bot.private import send_file
from bot.requests import Request, Window
from core.domain.cards import AnswerCard
from core.domain.history_sheet import as_csv, file_name
from core.domain.orders import OrderId
from core.domain.timeline import Timeline
from core.domain.words import say
from core.usecases.catalogue import UseCases
from handlers.grammar import History


@dataclass(frozen=True, slots=True)
class HistoryHandlers:
    """Everything that happened to an order."""

    use: UseCases

    async def command(self, words: History, request: Request) -> None:
        """Told privately; what does not fit comes as a file."""
        timeline = await self.use.show_history.by_number(words.handle, words.number)
        await request.show(history.build(timeline))
        if history.hidden(timeline):
            await self._send(timeline, request)

    async def in_window(self, request: Request, window: Window) -> None:
        """History."""
        timeline = await self.use.show_history(OrderId(int(request.value)))
        await window.fill(history.build_modal(timeline, request.memo(timeline.order_id)))

    async def export(self, request: Request) -> None:
        """Export as CSV."""
        timeline = await self.use.show_history(OrderId(int(request.value)))
        await self._send(timeline, request)
        sent = say("The file is in your direct messages with SyncTec.")
        await request.say(AnswerCard(sent, good=True))

    async def _send(self, timeline: Timeline, request: Request) -> None:
        """Nobody else sees a file there; a channel's is seen by all who are in it."""
        await send_file(
            request.client,
            request.actor.user,
            say(
                "The history of order {order} of {store}, as a file:",
                order=timeline.name,
                store=timeline.store.name,
            ),
            file_name(timeline),
            as_csv(timeline).encode("utf-8-sig"),
        )
