"""`/synctec unfulfilled [store]`: the Orders page, and everything that can be done in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import orders_modal
from bot.blocks.store_select import read_store
from bot.forms import Memo
from bot.private import send_file
from bot.requests import Request, Window
from core.domain.order_list import OrderPlace
from core.domain.order_sheet import as_csv
from core.domain.orders import OrderId
from core.domain.windows import AskedFor
from core.domain.words import grouped, say
from core.usecases.catalogue import UseCases
from core.usecases.list_orders import EXPORTED
from handlers.filling import fill_list
from handlers.grammar import Unfulfilled


@dataclass(frozen=True, slots=True)
class UnfulfilledHandlers:
    """A window that stays open: what is done in it is told in it, and what becomes of it."""

    use: UseCases

    async def command(self, words: Unfulfilled, request: Request) -> None:
        """Of one store, or of all."""
        window = await request.open_loading(orders_modal.TITLE)
        card = await self.use.lists.unfulfilled.by_name(request.actor, words.handle)
        await fill_list(self.use.lists, request, window, card)

    async def in_window(self, request: Request, window: Window) -> None:
        """Unfulfilled orders in App Home."""
        await self._fill(request, window, OrderPlace())

    async def page(self, request: Request) -> None:
        """Another page."""
        await self._fill(request, request.listed_window(), OrderPlace.read(request.value))

    async def store(self, request: Request) -> None:
        """Another store."""
        place = OrderPlace(read_store(request.chosen))
        await self._fill(request, request.listed_window(), place)

    async def push(self, request: Request) -> None:
        """Push, below an order."""
        window = request.listed_window()
        order_id = _order(request)
        answer = await self.use.lists.push_open(order_id, request.actor)
        asked = AskedFor(order_id=order_id) if answer.good else None
        await self._fill(request, window, _here(request), answer.text, asked)

    async def nudge(self, request: Request) -> None:
        """Nudge the source, below an order."""
        window = request.listed_window()
        answer = await self.use.lists.nudge(_order(request), request.actor)
        await self._fill(request, window, _here(request), answer.text)

    async def export(self, request: Request) -> None:
        """Export as CSV."""
        window, place = request.listed_window(), OrderPlace.read(request.value)
        rows, more = await self.use.lists.unfulfilled.whole(request.actor, place)
        said = say("The unfulfilled orders, as a file:")
        if more:
            said += " " + say("The oldest {count}: there are more.", count=grouped(EXPORTED))
        await send_file(
            request.client,
            request.actor.user,
            said,
            "unfulfilled-orders.csv",
            as_csv(rows),
        )
        sent = say("The file is in your direct messages with SyncTec.")
        await self._fill(request, window, place, sent)

    async def _fill(
        self,
        request: Request,
        window: Window,
        place: OrderPlace,
        said: str = "",
        asked: AskedFor | None = None,
    ) -> None:
        card = await self.use.lists.unfulfilled(request.actor, place)
        await fill_list(self.use.lists, request, window, card, said, asked)


def _order(request: Request) -> OrderId:
    return OrderId(int(request.value))


def _here(request: Request) -> OrderPlace:
    """The page that the window shows."""
    about = Memo.of(request.view).about
    return OrderPlace.read(about) if about else OrderPlace()
