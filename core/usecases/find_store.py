"""The store that people mean by what they typed."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.errors import Rejected
from core.domain.reasons import Reason
from core.domain.stores import Store, find_by_handle, nearest_handles
from core.ports import UnitOfWork

_OFFERED = 10


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
    remedy = _offer("destination store", nearest_handles(destinations, typed))
    if store is None:
        raise _unknown(typed, remedy)
    sentence = f"{store.name} is a source store: orders are pushed to it, not from it."
    raise Rejected(Reason("not_a_destination", sentence, remedy))


async def find_store(unit: UnitOfWork, typed: str) -> Store:
    """Any store with this handle.

    Raises:
        Rejected: nobody knows it; the remedy lists the handles, the nearest first.
    """
    stores = await unit.stores.all()
    store = find_by_handle(stores, typed)
    if store is None:
        raise _unknown(typed, _offer("store", nearest_handles(stores, typed)))
    return store


def _unknown(typed: str, remedy: str) -> Rejected:
    return Rejected(Reason("store_unknown", f"There is no store “{typed}”.", remedy))


def _offer(what: str, handles: Sequence[str]) -> str:
    if not handles:
        return f"No {what} is set up yet: `python app.py stores add` does it."
    if len(handles) == 1:
        return f"The only {what} is {handles[0]}."
    hidden = len(handles) - _OFFERED
    more = f" and {hidden} more" if hidden > 0 else ""
    offered = ", ".join(handles[:_OFFERED])
    return f"{what.capitalize()}s, the nearest first: {offered}{more}."
