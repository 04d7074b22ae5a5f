"""`/synctec pushes`: the Order Push page, and everything that can be done in it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.blocks import pushes_modal
from bot.blocks.store_select import read_store
from bot.forms import Memo
from bot.private import send_file
from bot.requests import Request, Window
from core.domain.push_list import IN_WORDS, PushPlace, Shown
from core.domain.push_sheet import as_csv
from core.domain.pushes import PushId
from core.domain.storms import StormId
from core.domain.windows import AskedFor
from core.domain.words import grouped, say
from core.usecases.catalogue import UseCases
from core.usecases.list_pushes import EXPORTED
from handlers.filling import fill_list
from handlers.grammar import Pushes


@dataclass(frozen=True, slots=True)
class PushesHandlers:
    """A window that stays open: what is done in it is told in it, and what becomes of it."""

    use: UseCases

    async def command(self, words: Pushes, request: Request) -> None:
        """`/synctec pushes [store] [which]`."""
        window = await request.open_loading(pushes_modal.TITLE)
        card = await self.use.lists.pushes.by_name(request.actor, words.handle, words.shown)
        await fill_list(self.use.lists, request, window, card)

    async def in_window(self, request: Request, window: Window) -> None:
        """Order pushes in App Home."""
        await self._fill(request, window, PushPlace())

    async def page(self, request: Request) -> None:
        """Another kind, or another page."""
        await self._fill(request, request.listed_window(), PushPlace.read(request.value))

    async def store(self, request: Request) -> None:
        """Another store."""
        place = PushPlace(_here(request).shown, read_store(request.chosen))
        await self._fill(request, request.listed_window(), place)

    async def retry(self, request: Request) -> None:
        """Retry, beside a push."""
        window = request.listed_window()
        push_id = PushId(int(request.value))
        answer = await self.use.request_push(push_id, request.actor)
        asked = AskedFor(push_id=push_id) if answer.good else None
        await self._fill(request, window, _here(request), answer.text, asked)

    async def show_storm(self, request: Request, window: Window) -> None:
        """Show, below a storm: what still fails of it."""
        place = PushPlace(Shown.FAILED, storm_id=int(request.value))
        await self._fill(request, window, place)

    async def retry_storm(self, request: Request) -> None:
        """Retry all, below a storm: the message itself shows how it goes."""
        answer = await self.use.retry_storm(StormId(int(request.value)), request.actor)
        await request.say_refusal(answer)

    async def retry_all(self, request: Request) -> None:
        """Retry all that failed, of the store that is shown."""
        window, place = request.listed_window(), PushPlace.read(request.value)
        if place.storm_id is not None:
            answer = await self.use.retry_storm(StormId(place.storm_id), request.actor)
        else:
            answer = await self.use.retry_all(request.actor, place.store_id)
        asked = AskedFor() if answer.good else None
        await self._fill(request, window, replace(place, before=None), answer.text, asked)

    async def export(self, request: Request) -> None:
        """Export as CSV."""
        window, place = request.listed_window(), PushPlace.read(request.value)
        rows, more = await self.use.lists.pushes.whole(request.actor, place)
        which = place.shown.value.replace(" ", "-")
        said = say("The order pushes, as a file: {shown}.", shown=say(IN_WORDS[place.shown]))
        if more:
            said += " " + say("The newest {count}: there are more.", count=grouped(EXPORTED))
        await send_file(
            request.client,
            request.actor.user,
            said,
            f"order-pushes-{which}.csv",
            as_csv(rows).encode("utf-8-sig"),
        )
        sent = say("The file is in your direct messages with SyncTec.")
        await self._fill(request, window, place, sent)

    async def _fill(
        self,
        request: Request,
        window: Window,
        place: PushPlace,
        said: str = "",
        asked: AskedFor | None = None,
    ) -> None:
        card = await self.use.lists.pushes(request.actor, place)
        await fill_list(self.use.lists, request, window, card, said, asked)


def _here(request: Request) -> PushPlace:
    """The page that the window shows."""
    about = Memo.of(request.view).about
    return PushPlace.read(about) if about else PushPlace()
