"""The store that people mean by what they typed."""

from __future__ import annotations

from core.domain.errors import Rejected
from core.domain.reasons import Reason
from core.domain.stores import Role, Store, find_by_handle, nearest_handles
from core.ports import UnitOfWork


async def find_destination(unit: UnitOfWork, typed: str) -> Store:
    """The destination store with this handle.

    Raises:
        Rejected: nobody knows it (the remedy lists the handles, the nearest first), or the store
            only ships for others.
    """
    destinations = [s for s in await unit.stores.all() if s.role is not Role.SOURCE]
    store = await find_store(unit, typed)
    if store not in destinations:
        raise Rejected(
            Reason(
                "not_a_destination",
                f"{store.name} is a source store: orders are pushed to it, not from it.",
                _known("Destination stores", [s.handle for s in destinations]),
            )
        )
    return store


async def find_store(unit: UnitOfWork, typed: str) -> Store:
    """Any store with this handle.

    Raises:
        Rejected: nobody knows it; the remedy lists the handles, the nearest first.
    """
    stores = await unit.stores.all()
    store = find_by_handle(stores, typed)
    if store is None:
        nearest = nearest_handles(stores, typed)
        raise Rejected(
            Reason(
                "store_unknown",
                f"There is no store “{typed}”.",
                _known("Known stores, the nearest first", list(nearest)),
            )
        )
    return store


def _known(label: str, handles: list[str]) -> str:
    if not handles:
        return "No store is set up yet: `python app.py stores add` does it."
    return f"{label}: {', '.join(handles)}."
