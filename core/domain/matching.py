"""Which variant of a source is which variant of a destination: by SKU, exactly, and never by a
guess. Pure, and linear in the number of variants.

SKUs are compared without the blanks around them, letter by letter. Another case, or blanks inside,
make a suggestion, no match. What matches a few SKUs is the same that matches a whole catalogue: a
subset that is closed (`destination_keys`, `source_keys`) has the same result as the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from core.domain.items import Alias, Item, ItemState, MatchedBy
from core.domain.stores import ConnectionId


class CatalogueVariant(NamedTuple):
    """A variant as a catalogue lists it; a tuple, since there may be very many. `sku` is trimmed,
    "" where it has none; `tracked` is whether the store counts its stock, `item_gid` what Shopify
    counts it by."""

    gid: str
    product_gid: str
    sku: str
    title: str
    tracked: bool = True
    item_gid: str | None = None


def key_of(sku: str) -> str:
    """What SKUs have in common that differ in case or blanks only; "" for one without a letter."""
    return "".join(sku.split()).casefold()


def match(
    connection_id: ConnectionId,
    destination: Iterable[CatalogueVariant],
    source: Iterable[CatalogueVariant],
    aliases: Iterable[Alias],
) -> Iterator[Item]:
    """An item for each variant of the destination, in their sequence.

    Matched is a SKU, or what its alias says, that one variant has there and one here. Several,
    here or there, are ambiguous. A missing one gets a suggestion where exactly one SKU of the
    source, of one variant, differs from it in case or blanks only.
    """
    wanted = {alias.sku.strip(): alias.source_sku.strip() for alias in aliases}
    here = list(destination)
    repeated = _repeated(variant.sku for variant in here)
    there = _by_sku(source)
    near = _near(there, {key_of(_sought(one.sku, wanted)) for one in here})
    for variant in here:
        sought = _sought(variant.sku, wanted)
        found = there.get(sought) if sought else None
        if found is None:
            hint = near.get(key_of(sought)) if variant.sku not in repeated else None
            yield _item(connection_id, variant, ItemState.MISSING, suggestion=hint)
        elif variant.sku in repeated or not found:
            yield _item(connection_id, variant, ItemState.AMBIGUOUS)
        else:
            by = MatchedBy.ALIAS if variant.sku in wanted else MatchedBy.SKU
            yield _item(connection_id, variant, ItemState.ACTIVE, found, sought, by)


def destination_keys(
    skus: Collection[str], source_skus: Collection[str], aliases: Collection[Alias]
) -> set[str]:
    """The keys of every destination SKU whose item may change when something changed about these
    SKUs of the destination, or these of the source."""
    there = {key_of(sku) for sku in source_skus}
    through = {key_of(one.sku) for one in aliases if key_of(one.source_sku) in there}
    return ({key_of(sku) for sku in skus} | there | through) - {""}


def source_keys(keys: Collection[str], aliases: Collection[Alias]) -> set[str]:
    """The keys of every source SKU that destination SKUs of these keys may match."""
    through = {key_of(one.source_sku) for one in aliases if key_of(one.sku) in keys}
    return {*keys, *through} - {""}


def _sought(sku: str, wanted: Mapping[str, str]) -> str:
    return wanted.get(sku, sku) if sku else ""


def _repeated(skus: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    twice: set[str] = set()
    for sku in skus:
        (twice if sku in seen else seen).add(sku)
    return twice - {""}


def _by_sku(source: Iterable[CatalogueVariant]) -> dict[str, str]:
    """The variant of each SKU; "" for several."""
    found: dict[str, str] = {}
    for variant in source:
        if variant.sku:
            found[variant.sku] = "" if variant.sku in found else variant.gid
    return found


def _near(there: Mapping[str, str], keys: Collection[str]) -> dict[str, str | None]:
    """The only SKU of each of these keys; None where there are several, or it is ambiguous."""
    near: dict[str, str | None] = {}
    for sku, gid in there.items():
        key = key_of(sku)
        if key in keys:
            near[key] = None if key in near or not gid else sku
    return near


def _item(
    connection_id: ConnectionId,
    variant: CatalogueVariant,
    state: ItemState,
    source_gid: str | None = None,
    source_sku: str | None = None,
    by: MatchedBy | None = None,
    *,
    suggestion: str | None = None,
) -> Item:
    return Item(
        connection_id,
        variant.gid,
        variant.sku,
        variant.title,
        state,
        source_gid,
        source_sku,
        by,
        suggestion,
    )
