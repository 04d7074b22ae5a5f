"""App Home, drawn anew each time somebody opens it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.blocks import home
from bot.requests import Request
from core.domain.people import Right
from core.usecases.authorise import Somewhere
from core.usecases.catalogue import UseCases


@dataclass(frozen=True, slots=True)
class HomeHandlers:
    """The Home tab."""

    use: UseCases

    async def opened(self, request: Request) -> None:
        """Show the dashboard; who may not act sees why instead."""
        request.answer_at_home()
        await self.use.authorise(request.actor, Right.VIEWER, Somewhere())
        await request.publish_home(home.build(await self.use.lists.home(request.actor)))
