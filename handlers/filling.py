"""A window with a list in it: filled, and kept true after a click."""

from __future__ import annotations

from bot.render import render_list
from bot.requests import Request, Window
from core.domain.windows import Listed, OpenWindow
from core.usecases.listing import ListVerbs


async def fill_list(
    lists: ListVerbs, request: Request, window: Window, card: Listed, said: str = ""
) -> None:
    """Shows it. After something was done in it, which `said` tells, it goes on to show what becomes
    of that."""
    memo = request.memo(card.place.text())
    filled = await window.fill(render_list(card, memo, said))
    if said and filled is not None and filled.hash is not None:
        await lists.follow(request.actor, OpenWindow(filled.view_id, filled.hash, memo), card, said)
