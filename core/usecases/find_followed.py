"""The connection whose stock people mean."""

from __future__ import annotations

from core.domain.errors import Rejected
from core.domain.match_cards import Link
from core.domain.reasons import Reason
from core.domain.words import say
from core.ports import UnitOfWork
from core.usecases.find_link import find_link
from core.usecases.find_store import find_destination


async def find_followed(unit: UnitOfWork, destination: str, source: str | None) -> Link:
    """The source may be left out where the destination follows only one. Raises Rejected."""
    if source is None:
        sells = await find_destination(unit, destination)
        links = await unit.connections.sources_of(sells.id)
        followed = [each for each in links if each.settings.stock.follow]
        if len(followed) == 1:
            return Link(followed[0].id, sells, await unit.stores.get(followed[0].source_id))
    link = await find_link(unit, destination, source)
    await require_followed(unit, link)
    return link


async def require_followed(unit: UnitOfWork, link: Link) -> None:
    """Raises Rejected where the destination does not follow the source."""
    connections = {each.id: each for each in await unit.connections.all()}
    if not connections[link.connection_id].settings.stock.follow:
        raise Rejected(
            Reason(
                "stock_off",
                say(
                    "{destination} does not follow the stock of {source}.",
                    destination=link.destination.name,
                    source=link.source.name,
                ),
                say(
                    "Turn it on first: /synctec settings {destination} {source}.",
                    destination=link.destination.handle,
                    source=link.source.handle,
                ),
            )
        )
