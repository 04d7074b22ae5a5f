"""Links to orders: what they lead to is shown below them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.requests import Request
from core.domain.people import Actor, NotAllowed
from core.domain.pushes import PushId
from core.domain.unfurls import LinkedOrder, LinkPlace
from core.usecases.catalogue import UseCases
from handlers import rights


@dataclass(frozen=True, slots=True)
class LinkedHandlers:
    """What Slack tells of links to the stores' admin."""

    use: UseCases

    async def shared(self, request: Request) -> None:
        """Somebody wrote links. Everybody in the channel sees what is shown: so whoever wrote them
        must be allowed to see these orders, and a channel with another organisation in it is shown
        nothing. Nobody is told why nothing is shown, since nobody asked."""
        request.answer_nobody()
        if request.body.get("is_ext_shared_channel"):
            return
        urls = [str(link["url"]) for link in request.event.get("links") or ()]
        found = await self.use.lists.find_linked(urls)
        seen = [each for each in found if await self._may_see(request.actor, each)]
        if seen:
            await self.use.lists.show_linked(_place(request.event), seen)

    async def _may_see(self, actor: Actor, linked: LinkedOrder) -> bool:
        try:
            await self.use.authorise(actor, rights.LINK.right, rights.LINK.about(linked))
        except NotAllowed:
            return False
        return True


async def keep_true(use: UseCases, request: Request) -> None:
    """A push was asked for below a link: what stands there follows."""
    if request.linked is not None:
        await use.lists.show_linked.again(*request.linked, PushId(int(request.value)))


def _place(event: Mapping[str, Any]) -> LinkPlace:
    return LinkPlace(
        str(event["channel"]),
        str(event["message_ts"]),
        str(event.get("unfurl_id") or ""),
        str(event.get("source") or ""),
    )
