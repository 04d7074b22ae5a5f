"""Whether somebody may do something at some stores, asked within a unit of work."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.people import Access, Actor, NotAllowed, Right, not_allowed
from core.domain.stores import Store, StoreId
from core.ports import UnitOfWork

_NAMED = 5
"""How many of those who may do it a refusal names."""


async def must_be_allowed(
    unit: UnitOfWork, actor: Actor, needed: Right, stores: Sequence[Store]
) -> Access:
    """What the person may do, where the right is held at one of these stores. Raises NotAllowed
    where it is not."""
    access = await unit.people.access(actor)
    if not access.may(needed, [store.id for store in stores]):
        raise await refusal(unit, needed, stores)
    return access


async def visible_stores(
    unit: UnitOfWork, actor: Actor, store_id: StoreId | None
) -> tuple[Sequence[Store], Sequence[Store]]:
    """The stores that this person may see, and those of them that are asked for: one, or all.
    Raises NotAllowed where it is one that they may not see."""
    every = await unit.stores.all()
    if store_id is None:
        stores = (await unit.people.access(actor)).among(Right.VIEWER, every)
        return stores, stores
    wanted = [store for store in every if store.id == store_id]
    access = await must_be_allowed(unit, actor, Right.VIEWER, wanted)
    return access.among(Right.VIEWER, every), wanted


async def refusal(unit: UnitOfWork, needed: Right, stores: Sequence[Store]) -> NotAllowed:
    """That it takes the right at one of these stores, and who has it."""
    ids = [store.id for store in stores]
    return not_allowed(needed, stores, await unit.people.holders(needed, ids, _NAMED))
