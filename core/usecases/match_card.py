"""A match, and a page of items, as cards."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.items import Item, ItemState
from core.domain.match_cards import NEAR_SHOWN, ItemsCard, Link, MatchCard, Place
from core.domain.match_runs import MatchRun, Stage
from core.ports import UnitOfWork, UnitOfWorkFactory
from core.usecases.find_link import find_link, link_of

PAGE = 15


async def match_card(unit: UnitOfWork, link: Link, run: MatchRun) -> MatchCard:
    """How a run stands, with the items as they are now once it is done."""
    if run.stage is not Stage.DONE:
        return MatchCard(link, run, {})
    counts = await unit.items.counts(link.connection_id)
    near, many = await unit.items.near_misses(link.connection_id, NEAR_SHOWN)
    return MatchCard(link, run, counts, tuple(near), many)


@dataclass(frozen=True, slots=True)
class ShowItems:
    """`/synctec items dest source`, and its pages."""

    open_unit: UnitOfWorkFactory

    async def __call__(
        self,
        destination: str,
        source: str | None,
        state: ItemState | None = None,
        after: tuple[str, str] = ("", ""),
        limit: int = PAGE,
    ) -> ItemsCard:
        """A page of them. Raises Rejected: unknown stores, or two that are not connected."""
        async with self.open_unit() as unit:
            link = await find_link(unit, destination, source)
            return await _page(unit, link, Place(link.connection_id, state, after), limit)

    async def page(self, place: Place) -> ItemsCard | None:
        """A page of a window; None when the connection is gone."""
        async with self.open_unit() as unit:
            link = await link_of(unit, place.connection_id)
            return None if link is None else await _page(unit, link, place, PAGE)


async def _page(unit: UnitOfWork, link: Link, place: Place, limit: int) -> ItemsCard:
    states = list(ItemState) if place.state is None else [place.state]
    found: list[Item] = list(
        await unit.items.page(link.connection_id, states, limit + 1, place.after)
    )
    following = None
    if len(found) > limit:
        last = found[limit - 1]
        following = Place(link.connection_id, place.state, (last.sku, last.variant_gid))
    counts = await unit.items.counts(link.connection_id)
    run = await unit.match_runs.get(link.connection_id)
    return ItemsCard(link, place, counts, tuple(found[:limit]), following, run)
