"""Matches and items: the commands, the window of items, and the buttons of both."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import answers, items_modal
from bot.forms import Memo
from bot.item_values import ItemValue, place_value, read_place
from bot.requests import Request, Window
from core.domain.cards import AnswerCard
from core.domain.match_cards import Place
from core.domain.words import say
from core.usecases.catalogue import UseCases
from handlers.grammar import Items, ItemsPause, Match


@dataclass(frozen=True, slots=True)
class MatchHandlers:
    """Everything about which item is which."""

    use: UseCases

    async def command(self, words: Match, request: Request) -> None:
        """`/synctec match dest north`."""
        answer = await self.use.matching.start(
            words.destination, words.source, request.actor, request.reply.channel
        )
        await request.say(answer)

    async def items(self, words: Items, request: Request) -> None:
        """`/synctec items dest north [state]`."""
        window = await request.open_loading(items_modal.TITLE)
        card = await self.use.matching.items(words.destination, words.source, words.state)
        await window.fill(items_modal.build(card, request.memo(place_value(card.place))))

    async def pause_command(self, words: ItemsPause, request: Request) -> None:
        """`/synctec items dest north pause SKU`, and `resume`."""
        answer = await self.use.matching.pause(
            words.destination, words.source, words.sku, request.actor.user, paused=words.paused
        )
        await request.say(answer)

    async def open_items(self, request: Request, window: Window) -> None:
        """See the items, below a match."""
        await self._fill(request, window, read_place(request.value))

    async def page(self, request: Request) -> None:
        """A state, or a page, in the window of items."""
        await self._fill(request, request.clicked_window(), read_place(request.value))

    async def pause(self, request: Request) -> None:
        """Pause, in the window of items."""
        await self._pause(request, paused=True)

    async def resume(self, request: Request) -> None:
        """Resume, in the window of items."""
        await self._pause(request, paused=False)

    async def use_alias(self, request: Request) -> None:
        """Use as alias: below a match the message itself shows the success."""
        value = ItemValue.of(request.value)
        in_window = request.view.get("type") == "modal"
        window = request.clicked_window() if in_window else None
        answer = await self.use.matching.aliases.use_suggestion(
            value.connection_id, value.sku, value.source_sku, request.actor.user
        )
        if window is None:
            await request.say_refusal(answer)
        else:
            await self._fill(request, window, _where(request, value), answer.text)

    async def _pause(self, request: Request, *, paused: bool) -> None:
        value, window = ItemValue.of(request.value), request.clicked_window()
        answer = await self.use.matching.pause.in_window(
            value.connection_id, value.sku, request.actor.user, paused=paused
        )
        await self._fill(request, window, _where(request, value), answer.text)

    async def _fill(self, request: Request, window: Window, place: Place, said: str = "") -> None:
        card = await self.use.matching.items.page(place)
        if card is None:
            await window.fill(answers.build_modal(_gone(), say(items_modal.TITLE)))
            return
        await window.fill(items_modal.build(card, request.memo(place_value(place)), said))


def _where(request: Request, value: ItemValue) -> Place:
    """The page that the window shows."""
    about = Memo.of(request.view).about
    return read_place(about) if about else Place(value.connection_id)


def _gone() -> AnswerCard:
    return AnswerCard(say("These two stores are not connected any more."))
