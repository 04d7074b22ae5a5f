"""The store that people mean by what they typed."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.errors import Rejected
from core.domain.reasons import Reason
from core.domain.stores import Store, find_by_handle, nearest_handles
from core.domain.words import later, say
from core.ports import UnitOfWork

_OFFERED = 10
_STORES = (
    later("No store is set up yet: `python app.py stores add` does it."),
    later("The only store is {handle}."),
    later("Stores, the nearest first: {offered}."),
)
_DESTINATIONS = (
    later("No destination store is set up yet: `python app.py stores add` does it."),
    later("The only destination store is {handle}."),
    later("Destination stores, the nearest first: {offered}."),
)


async def find_destination(unit: UnitOfWork, typed: str) -> Store:
    """The destination store with this handle.

    Raises:
        Rejected: nobody knows it, or the store only ships for others; the remedy lists the
            destination stores, the nearest first.
    """
    stores = await unit.stores.all()
    destinations = [store for store in stores if store.sells]
    store = find_by_handle(stores, typed)
    if store in destinations and store is not None:
        return store
    remedy = _offer(_DESTINATIONS, nearest_handles(destinations, typed))
    if store is None:
        raise _unknown(typed, remedy)
    sentence = say(
        "{store} is a source store: orders are pushed to it, not from it.", store=store.name
    )
    raise Rejected(Reason("not_a_destination", sentence, remedy))


async def find_store(unit: UnitOfWork, typed: str) -> Store:
    """Any store with this handle.

    Raises:
        Rejected: nobody knows it; the remedy lists the handles, the nearest first.
    """
    stores = await unit.stores.all()
    store = find_by_handle(stores, typed)
    if store is None:
        raise _unknown(typed, _offer(_STORES, nearest_handles(stores, typed)))
    return store


def _unknown(typed: str, remedy: str) -> Rejected:
    return Rejected(
        Reason("store_unknown", say("There is no store “{typed}”.", typed=typed), remedy)
    )


def _offer(words: tuple[str, str, str], handles: Sequence[str]) -> str:
    none, only, several = words
    if not handles:
        return say(none)
    if len(handles) == 1:
        return say(only, handle=handles[0])
    hidden = len(handles) - _OFFERED
    offered = ", ".join(handles[:_OFFERED])
    if hidden > 0:
        offered = say("{offered} and {hidden} more", offered=offered, hidden=hidden)
    return say(several, offered=offered)
