"""Every store's Admin API as the core asks for it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from core.domain.drafts import Draft
from core.domain.errors import NotFound, OutcomeUnknown
from core.domain.locations import Location
from core.domain.matching import key_of
from core.domain.orders import Order, OrderChange, Variant, clean_number
from core.domain.placement import Standing, Step
from core.domain.pushes import Identity, SourceOrder
from core.domain.reasons import OUTCOME_UNKNOWN
from core.domain.stores import StoreAccess, StoreId
from core.domain.work import Urgency
from core.ports.shopify import ChangePage, Preparation, ShopProbe, Sought
from core.shopify import documents as d
from core.shopify import generated as g
from core.shopify import mapping, preparing, reasons, search
from core.shopify.client import ShopifyClient, as_json
from core.shopify.drafting import options, order_input, refusal
from core.shopify.reading import OrderReader
from core.shopify.standing import StandingReader

_NEWEST_PAGES = 20
"""Pages of the newest orders that a look-up goes through: a thousand orders."""


class ShopifyGateway:
    """Implements `StoreGateway`."""

    def __init__(self, client: ShopifyClient) -> None:
        self._client = client

    async def probe(self, access: StoreAccess) -> ShopProbe:
        """Reach a store with a credential that is not stored yet, or is."""
        return mapping.probe(await self._client.run(access, d.PROBE, {}, Urgency.PERSON))

    async def read_order(
        self, store_id: StoreId, gid: str, urgency: Urgency = Urgency.BACKGROUND
    ) -> Order | None:
        """The order now, with every line; None when it does not exist or may not be seen.

        Raises:
            Temporary: it changes faster than it can be read.
        """
        return await OrderReader(self._client, store_id, urgency).read(gid)

    async def find_orders(
        self, store_id: StoreId, number: str, urgency: Urgency = Urgency.BACKGROUND
    ) -> Sequence[str]:
        """Global ids of the orders that answer best to `number`: one, unless it is ambiguous."""
        wanted = clean_number(number)
        if not wanted:
            return []
        found = await self._named(store_id, (wanted, f"#{wanted}"), urgency)
        prefix, suffix = (
            found.shop.order_number_format_prefix,
            found.shop.order_number_format_suffix,
        )
        nodes = list(found.orders.nodes)
        if not any(search.rank(one.name, wanted, prefix, suffix) in {0, 1} for one in nodes):
            # The words of `EN1001-A` are not those of `1001`: it is found by its whole name only.
            nodes += (
                await self._named(store_id, (prefix + wanted + suffix,), urgency)
            ).orders.nodes
        ranked = {one.id: search.rank(one.name, wanted, prefix, suffix) for one in nodes}
        best = min((place for place in ranked.values() if place is not None), default=None)
        return [gid for gid, place in ranked.items() if best is not None and place == best]

    async def _named(
        self, store_id: StoreId, names: Sequence[str], urgency: Urgency
    ) -> g.FindOrders:
        variables = {"query": search.any_of("name", names)}
        return await self._client.run(store_id, d.FIND_ORDERS, variables, urgency)

    async def changed_orders(
        self, store_id: StoreId, since: datetime, after: str | None = None
    ) -> ChangePage:
        """Orders whose `updated_at` is at or after `since`, a page at a time."""
        variables = {"query": search.since("updated_at", since), "after": after}
        found = (await self._client.run(store_id, d.CHANGED_ORDERS, variables)).orders
        changes = tuple(
            OrderChange(one.id, one.updated_at, one.source_identifier) for one in found.nodes
        )
        page = found.page_info
        return ChangePage(changes, page.end_cursor if page.has_next_page else None)

    async def variants_by_sku(
        self, store_id: StoreId, skus: Collection[str], urgency: Urgency = Urgency.BACKGROUND
    ) -> Mapping[str, Sequence[Variant]]:
        """Every variant whose trimmed SKU equals one of `skus` exactly, and by their own SKU those
        of which case or inner blanks differ."""
        found: dict[str, dict[str, Variant]] = {}
        joined = ("".join(sku.split()) for sku in skus)
        for batch in search.batches(chain(skus, joined)):
            async for node in self._variants(store_id, search.any_of("sku", batch), urgency):
                variant = mapping.variant(node)
                found.setdefault(variant.sku, {})[variant.gid] = variant
        keys = {key_of(sku) for sku in skus} - {""}
        near = found.keys() - {sku.strip() for sku in skus}
        kept = {sku: found[sku] for sku in near if key_of(sku) in keys}
        kept |= {sku: found.get(sku.strip(), {}) for sku in skus}
        return {sku: (*found.values(),) for sku, found in kept.items() if found and sku.strip()}

    async def _variants(
        self, store_id: StoreId, query: str, urgency: Urgency
    ) -> AsyncIterator[g.VariantsBySkuProductVariantsNodes]:
        after, more = None, True
        while more:
            variables = {"query": query, "after": after}
            answer = await self._client.run(store_id, d.VARIANTS_BY_SKU, variables, urgency)
            page = answer.product_variants
            for node in page.nodes:
                yield node
            after, more = page.page_info.end_cursor, page.page_info.has_next_page

    async def locations(self, store_id: StoreId) -> Sequence[Location]:
        """Every location of the store, by name, those that were deactivated, too."""
        found: list[Location] = []
        after, more = None, True
        while more:
            answer = await self._client.run(store_id, d.LOCATIONS, {"after": after}, Urgency.PERSON)
            nodes, page = answer.locations.nodes, answer.locations.page_info
            found += [Location(node.id, node.name, node.is_active) for node in nodes]
            after, more = page.end_cursor, page.has_next_page
        return sorted(found, key=lambda location: location.name.lower())

    async def create_order(
        self, store_id: StoreId, draft: Draft, urgency: Urgency, *, not_after: datetime
    ) -> SourceOrder:
        """Send `orderCreate` once; what it raises is told in the port."""
        access = await self._client.access(store_id)
        variables = {"order": as_json(order_input(draft)), "options": as_json(options(draft))}
        answer = await self._client.run(
            access, d.CREATE_ORDER, variables, urgency, not_after=not_after
        )
        made = answer.order_create
        if made is not None and made.order is not None:
            return mapping.source_order(made.order)
        if made is not None and made.user_errors:
            raise refusal(access.name, made.user_errors)
        raise OutcomeUnknown(OUTCOME_UNKNOWN)

    async def find_by_key(self, store_id: StoreId, identity: Identity) -> SourceOrder | None:
        """The keyed look-up by the unique `id` metafield; None too where none is defined yet."""
        return (await self._keyed(store_id, identity)).order

    async def _keyed(self, store_id: StoreId, identity: Identity) -> Sought:
        try:
            answer = await self._client.run(store_id, d.PUSHED_BY_KEY, {"value": str(identity)})
        except NotFound as error:
            if error.reason.code != reasons.NOT_DEFINED:
                raise
            return Sought(None, keyed=False)
        found = answer.order_by_identifier
        return Sought(mapping.chosen([found] if found else [], identity))

    async def search_order(self, store_id: StoreId, identity: Identity, since: datetime) -> Sought:
        """All look-ups, each result compared on our side. Empty is no proof."""
        keyed = await self._keyed(store_id, identity)
        if keyed.order is not None:
            return keyed
        names = search.any_of("source_identifier", [str(identity)])
        query = f"{names} OR {search.any_of('tag', [identity.tag])}"
        found = [one async for one in self._pushed(store_id, query, 2)]
        named = mapping.chosen(found, identity)
        return replace(keyed, order=named or await self._newest(store_id, identity, since))

    async def _newest(
        self, store_id: StoreId, identity: Identity, since: datetime
    ) -> SourceOrder | None:
        """Among the newest orders: a list without a filter may be ahead of the search index."""
        found = []
        async for one in self._pushed(store_id, None, _NEWEST_PAGES):
            if one.created_at < since:
                break
            found.append(one)
        return mapping.chosen(found, identity)

    async def _pushed(
        self, store_id: StoreId, query: str | None, pages: int
    ) -> AsyncIterator[g.Pushed]:
        after = None
        for _ in range(pages):
            variables = {"query": query, "after": after}
            page = (await self._client.run(store_id, d.PUSHED_ORDERS, variables)).orders
            for node in page.nodes:
                yield node
            if not page.page_info.has_next_page:
                return
            after = page.page_info.end_cursor

    async def find_source_order(self, store_id: StoreId, name: str) -> SourceOrder | None:
        """A source order by the name a person typed; the newest, where several answer to it."""
        gids = await self.find_orders(store_id, name, Urgency.PERSON)
        found = await self.read_source_order(store_id, gids[0]) if gids else None
        return found[0] if found else None

    async def read_source_order(
        self, store_id: StoreId, gid: str
    ) -> tuple[SourceOrder, str | None] | None:
        """A source order's state and its source identifier (ours, or anybody's, or None)."""
        found = (await self._client.run(store_id, d.PUSHED_ORDER, {"id": gid})).order
        if found is None:
            return None
        values = chain((found.source_identifier,), (found.identity and found.identity.value,))
        return mapping.source_order(found), next((one for one in values if one), None)

    async def standings(self, store_id: StoreId, gid: str) -> Sequence[Standing]:
        """Every fulfilment order of a source order; none where the order is gone."""
        return await StandingReader(self._client, store_id, Urgency.BACKGROUND).read(gid)

    async def move(self, store_id: StoreId, step: Step) -> None:
        """Move a fulfilment order, or some of its lines. Raises Rejected with Shopify's words."""
        await StandingReader(self._client, store_id, Urgency.BACKGROUND).move(step)

    async def prepare(
        self, store_id: StoreId, webhook_address: str | None, *, ships: bool, stock: bool = False
    ) -> Preparation:
        """Subscribe our topics, those about stock where it is aligned, and define the identity
        metafield where orders are made; what is there already stays."""
        access = await self._client.access(store_id)
        done = Preparation()
        if webhook_address is not None:
            done = await preparing.subscribe(self._client, access, webhook_address, stock=stock)
        if ships:
            done = replace(done, identity=await preparing.define_identity(self._client, access))
        return done
