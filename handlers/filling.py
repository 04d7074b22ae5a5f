"""A window with a list in it: filled, and kept true after a click."""

from __future__ import annotations

from bot.render import render_list
from bot.requests import Request, Window
from core.domain.windows import AskedFor, Listed, OpenWindow
from core.usecases.listing import ListVerbs


async def fill_list(
    lists: ListVerbs,
    request: Request,
    window: Window,
    card: Listed,
    said: str = "",
    asked: AskedFor | None = None,
) -> None:
    """Shows it, with what was done in it (`said`). It goes on to show what becomes of what was
    `asked` for."""
    memo = request.memo(card.place.text())
    filled = await window.fill(render_list(card, memo, said))
    if asked is not None and filled is not None and filled.hash is not None:
        followed = OpenWindow(filled.view_id, filled.hash, memo)
        await lists.follow(request.actor, followed, card, said, asked)
