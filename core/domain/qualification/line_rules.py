"""Rules of the item: does this portion of a line have exactly one home on a connected source?

First the line alone is looked at, then which sources carry its SKU, then what that one source asks
for. None of the rules guesses: no SKU, none that matches, several that match, or several stores
that match are each a reason of their own. Among several stores only people choose: by pausing an
item, or by the location group. A store that is closed to us ships nothing: it is no candidate, and
the reason of what no other store carries.

A new rule is a function here and a line in `OF_THE_LINE` or `OF_THE_SOURCE`; their sequence is
which reason is told where several could be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from core.domain import reasons
from core.domain.items import ItemState
from core.domain.orders import OrderLine, Variant
from core.domain.qualification.sources import Portion, Source
from core.domain.reasons import Reason
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Carrier:
    """A source that carries a portion's SKU, with the variants it has there: at least one."""

    source: Source
    sku: str
    variants: Sequence[Variant]


@dataclass(frozen=True, slots=True)
class Home:
    """Where a portion ships from."""

    source_id: StoreId
    variant: Variant


LineRule = Callable[[OrderLine], Reason | None]
SourceRule = Callable[[Portion, Carrier], Reason | None]


def clean_sku(sku: str | None) -> str:
    """The SKU as it is compared: trimmed, otherwise letter for letter."""
    return (sku or "").strip()


def ships(line: OrderLine) -> Reason | None:
    """It is a thing that is shipped."""
    return None if line.requires_shipping else reasons.no_shipping(line.title)


def has_units_left(line: OrderLine) -> Reason | None:
    """Not all of it was fulfilled, refunded or removed."""
    return None if line.to_ship > 0 else reasons.nothing_left(line.title)


def has_sku(line: OrderLine) -> Reason | None:
    """There is something to match by."""
    return None if clean_sku(line.sku) else reasons.sku_missing(line.title)


def has_product(line: OrderLine) -> Reason | None:
    """Its variant exists: without one there is no synced item."""
    return None if line.variant_gid else reasons.product_gone(line.title)


OF_THE_LINE: Sequence[LineRule] = (ships, has_units_left, has_sku, has_product)


def is_one_variant(_portion: Portion, carrier: Carrier) -> Reason | None:
    """The SKU is that of exactly one variant."""
    count = len(carrier.variants)
    return reasons.sku_ambiguous(carrier.sku, carrier.source.name, count) if count > 1 else None


def is_active(portion: Portion, carrier: Carrier) -> Reason | None:
    """Nobody paused the item."""
    paused = carrier.source.paused(portion.line.variant_gid)
    sku = clean_sku(portion.line.sku)
    return reasons.item_paused(sku, carrier.source.name) if paused else None


def is_tracked_here(portion: Portion, _carrier: Carrier) -> Reason | None:
    """The destination tracks its stock."""
    line = portion.line
    return None if line.tracked else reasons.untracked_here(clean_sku(line.sku), line.title)


def is_tracked_there(_portion: Portion, carrier: Carrier) -> Reason | None:
    """The source tracks its stock."""
    tracked = all(variant.tracked for variant in carrier.variants)
    return None if tracked else reasons.untracked_there(carrier.sku, carrier.source.name)


def has_a_place(portion: Portion, _carrier: Carrier) -> Reason | None:
    """Shopify says from which location it is to ship."""
    if portion.place_gid is not None:
        return None
    name = portion.place.location if portion.place else None
    return reasons.location_unknown(portion.line.title, name)


def is_grouped(portion: Portion, carrier: Carrier) -> Reason | None:
    """That location stands for the same stock as one of the source's."""
    if portion.place is None or portion.place_gid is None or _grouped(portion, carrier):
        return None
    return reasons.location_unmapped(portion.place.location, carrier.source.name)


def is_paid_in_its_currency(portion: Portion, carrier: Carrier) -> Reason | None:
    """The customer paid in the source's currency, or the connection converts."""
    source, currency = carrier.source, portion.line.paid.currency
    if source.converts or currency == source.currency:
        return None
    return reasons.currency_differs(currency, source.name, source.currency)


OF_THE_SOURCE: Sequence[SourceRule] = (
    is_one_variant,
    is_active,
    is_tracked_here,
    is_tracked_there,
    has_a_place,
    is_grouped,
    is_paid_in_its_currency,
)
_PLACE = {rule: place for place, rule in enumerate((*OF_THE_LINE, *OF_THE_SOURCE))}


def find_home(
    portion: Portion,
    sources: Sequence[Source],
    of_the_line: Iterable[LineRule] = OF_THE_LINE,
    of_the_source: Iterable[SourceRule] = OF_THE_SOURCE,
) -> Home | Reason:
    """The one source and variant of a portion, or the reason why it has none, whatever the
    sequence of the sources and of the rules."""
    for rule in sorted(of_the_line, key=_PLACE.__getitem__):
        if (reason := rule(portion.line)) is not None:
            return reason
    sku = clean_sku(portion.line.sku)
    carrier = _carrier(portion, sku, sources)
    if isinstance(carrier, Reason):
        return carrier
    for asked in sorted(of_the_source, key=_PLACE.__getitem__):
        if (reason := asked(portion, carrier)) is not None:
            return reason
    return Home(carrier.source.id, carrier.variants[0])


def _carrier(portion: Portion, sku: str, sources: Sequence[Source]) -> Carrier | Reason:
    every = [
        Carrier(source, source.sought(sku), variants)
        for source in sources
        if (variants := source.carried(sku))
    ]
    if not every:
        return _carried_nowhere(portion, sku, sources)
    silent = next((one.closed for one in sources if one.closed and _is_home(portion, one)), None)
    if silent is not None:
        # It is this store's as far as anybody knows: that it cannot be asked makes it no other's.
        return silent
    kept = _narrowed(portion, every)
    if len(kept) > 1:
        names = ", ".join(sorted(carrier.source.name for carrier in kept))
        return reasons.sku_on_several_sources(sku, names)
    return kept[0]


def _narrowed(portion: Portion, carriers: list[Carrier]) -> list[Carrier]:
    """Those among which people have not chosen yet."""
    active = [one for one in carriers if not one.source.paused(portion.line.variant_gid)]
    carriers = active or carriers
    return [one for one in carriers if _grouped(portion, one)] or carriers


def _is_home(portion: Portion, source: Source) -> bool:
    item = source.items.get(portion.line.variant_gid or "")
    active = item is not None and item.state is ItemState.ACTIVE
    return active and portion.place_gid in source.places


def _grouped(portion: Portion, carrier: Carrier) -> bool:
    return portion.place_gid in carrier.source.places


def _carried_nowhere(portion: Portion, sku: str, sources: Sequence[Source]) -> Reason:
    by_name = sorted(sources, key=lambda source: source.name)
    closed = next((source.closed for source in by_name if source.closed), None)
    if closed is not None:
        return closed
    near = {(found, source.name) for source in by_name for found in source.near(sku)}
    near |= _suggested(portion, by_name)
    aliased = next((source for source in by_name if source.sought(sku) != sku), None)
    if aliased is not None and not near:
        return reasons.alias_unknown(sku, aliased.sought(sku), aliased.name)
    return reasons.sku_unknown(sku, sorted(near))


def _suggested(portion: Portion, sources: Iterable[Source]) -> set[tuple[str, str]]:
    """What matching whole catalogues has found to be near."""
    known = ((source, source.items.get(portion.line.variant_gid or "")) for source in sources)
    return {(item.suggestion, source.name) for source, item in known if item and item.suggestion}
