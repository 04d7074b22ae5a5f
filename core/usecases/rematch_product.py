"""A product is new, changed or gone: its variants are matched again wherever its store takes
part."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.matching import CatalogueVariant
from core.domain.stores import Connection, StoreId
from core.domain.work import RematchProduct
from core.ports import CatalogueReader, Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.judge_store_again import judge_store_again
from core.usecases.rematch import rematch


@dataclass(frozen=True, slots=True)
class CarryOutRematchProduct:
    """Shopify announces each change of stock or price as a change of the product: what is as it
    was in all that matters here ends after one read."""

    open_unit: UnitOfWorkFactory
    catalogues: CatalogueReader
    clock: Clock

    async def __call__(self, work: RematchProduct) -> None:
        """Nothing where the store's connections were never matched.

        Raises:
            AccessRefused, Temporary, Broken: as the catalogue reader does.
        """
        store_id = StoreId(work.store_id)
        async with self.open_unit() as unit:
            if not await _matched(unit, store_id):
                return
        read_at = self.clock.now()
        found = await self.catalogues.product(store_id, work.product_gid)
        async with self.open_unit() as unit:
            before = await unit.variants.of_product(store_id, work.product_gid)
            await _keep(unit, store_id, before, found, read_at)
            changed = {*before} ^ {*found}
            if changed:
                blank = [one for one in changed if not one.sku and one in found]
                await _rematch(unit, store_id, {one.sku for one in changed}, blank)
            await unit.commit()


async def _matched(unit: UnitOfWork, store_id: StoreId) -> list[Connection]:
    """The store's connections that were matched, at either end, in a fixed sequence."""
    matched = await unit.match_runs.matched()
    return [
        each
        for each in sorted(await unit.connections.all(), key=lambda one: one.id)
        if each.id in matched and store_id in {each.destination_id, each.source_id}
    ]


async def _keep(
    unit: UnitOfWork,
    store_id: StoreId,
    before: Sequence[CatalogueVariant],
    found: Sequence[CatalogueVariant],
    read_at: datetime,
) -> None:
    gone = {one.gid for one in before} - {one.gid for one in found}
    await unit.variants.forget(store_id, gone)
    await unit.variants.put(store_id, found, read_at)


async def _rematch(
    unit: UnitOfWork,
    store_id: StoreId,
    changed: Collection[str],
    blank: Collection[CatalogueVariant],
) -> None:
    for each in await _matched(unit, store_id):
        at_destination = each.destination_id == store_id
        await rematch(
            unit,
            each.id,
            each.destination_id,
            each.source_id,
            skus=changed if at_destination else (),
            source_skus=() if at_destination else changed,
            without_sku=blank if at_destination else (),
        )
        if at_destination:
            await unit.items.forget_gone(each.id, store_id)
        # Whether stock is tracked decides about an item, too, however it is matched.
        await judge_store_again(unit, each.destination_id)
