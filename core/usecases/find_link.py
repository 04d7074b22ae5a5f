"""The connection that people mean by the stores they typed."""

from __future__ import annotations

from core.domain.errors import Rejected
from core.domain.match_cards import Link
from core.domain.reasons import Reason
from core.domain.stores import ConnectionId
from core.domain.words import say
from core.ports import UnitOfWork
from core.usecases.find_store import find_destination, find_store


async def find_link(unit: UnitOfWork, destination: str, source: str | None) -> Link:
    """By handles; the source may be left out where the destination has only one.

    Raises:
        Rejected: nobody knows one of the stores, the two are not connected, or the source is
            missing and could be several; the remedy lists them.
    """
    sells = await find_destination(unit, destination)
    if source is not None:
        ships = await find_store(unit, source)
        found = await unit.connections.between(sells.id, ships.id)
        return Link(found.id, sells, ships)
    connections = await unit.connections.sources_of(sells.id)
    stores = {store.id: store for store in await unit.stores.all()}
    if len(connections) == 1:
        return Link(connections[0].id, sells, stores[connections[0].source_id])
    handles = ", ".join(stores[each.source_id].handle for each in connections)
    if connections:
        sentence = say("{store} has {count} sources.", store=sells.name, count=len(connections))
    else:
        sentence = say("{store} has no sources.", store=sells.name)
    remedy = (
        say("Name one of them: {handles}.", handles=handles)
        if handles
        else say("Connect one: app.py connections add.")
    )
    raise Rejected(Reason("source_missing", sentence, remedy))


async def link_of(unit: UnitOfWork, connection_id: ConnectionId) -> Link | None:
    """By its key; None when there is no such connection."""
    for each in await unit.connections.all():
        if each.id == connection_id:
            destination = await unit.stores.get(each.destination_id)
            return Link(each.id, destination, await unit.stores.get(each.source_id))
    return None
