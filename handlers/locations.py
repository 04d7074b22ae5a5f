"""Location groups: the list, and the window that makes, changes and removes one."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import answers, location_modal, locations
from bot.location_form import read_edition
from bot.requests import Request
from core.domain.locations import GroupId
from core.domain.words import say
from core.usecases.catalogue import UseCases
from core.usecases.group_locations import GroupWish
from handlers.grammar import Locations


@dataclass(frozen=True, slots=True)
class LocationHandlers:
    """What can be done about them. Everything shown is kept here: no store is asked in a click."""

    use: UseCases

    async def command(self, _words: Locations, request: Request) -> None:
        """`/synctec locations`."""
        window = await request.open_loading(locations.TITLE)
        await window.fill(locations.build(await self.use.locations.show(), request.memo()))

    async def make(self, request: Request) -> None:
        """Make a group: the list gives way to the form."""
        card = await self.use.locations.show()
        await request.clicked_window().fill(location_modal.build(card, None, request.memo()))

    async def change(self, request: Request) -> None:
        """Change, beside a group."""
        window = request.clicked_window()
        group, card = await self.use.locations.show_group(GroupId(int(request.value)))
        memo = request.memo(f"{group.group.id}:{group.group.edition}")
        await window.fill(location_modal.build(card, group, memo))

    async def remove(self, request: Request) -> None:
        """Remove this group: the form gives way to the list."""
        window = request.clicked_window()
        group_id, edition = read_edition(request.value)
        answer = await self.use.locations.remove(group_id, edition, request.actor.user)
        card = await self.use.locations.show()
        await window.fill(locations.build(card, request.memo(), answer.text))

    async def ask(self, request: Request) -> None:
        """Ask the stores again."""
        window = request.clicked_window()
        answer = await self.use.locations.ask()
        await window.fill(answers.build_modal(answer, say(locations.TITLE)))

    async def submit(self, request: Request, wish: GroupWish) -> None:
        """Save in the window."""
        await request.say(await self.use.locations.save(wish, request.actor.user))
