"""Rules of the item: does this line have exactly one home on a connected source store?

The first rule that speaks decides. None of them guesses: no SKU, none that matches, several that
match, or several stores that match are each a reason of their own. A store that is closed to us
ships nothing: it is no candidate, and the reason of what no other store carries.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain import reasons
from core.domain.orders import OrderLine, Variant
from core.domain.reasons import Reason
from core.domain.stores import StoreId


@dataclass(frozen=True, slots=True)
class Source:
    """A connected source store with its variants by SKU, for the SKUs of one order. `closed` is why
    it could not be asked for them."""

    id: StoreId
    name: str
    currency: str
    variants: Mapping[str, Sequence[Variant]]
    closed: Reason | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """Where a line ships from."""

    source_id: StoreId
    variant: Variant


def find_home(line: OrderLine, sources: Sequence[Source]) -> Home | Reason:
    """The one source and variant of a line, or the reason why it has none."""
    own = _of_the_line(line)
    if own is not None:
        return own
    sku = clean_sku(line.sku)
    if not sku:
        return reasons.sku_missing(line.title)
    carriers = [source for source in sources if source.variants.get(sku)]
    if not carriers:
        closed = (source.closed for source in sources if source.closed)
        return next(closed, reasons.sku_unknown(sku))
    if len(carriers) > 1:
        names = ", ".join(sorted(source.name for source in carriers))
        return reasons.sku_on_several_sources(sku, names)
    return _on_the_source(line, sku, carriers[0])


def clean_sku(sku: str | None) -> str:
    """The SKU as it is compared: trimmed, otherwise letter for letter."""
    return (sku or "").strip()


def _of_the_line(line: OrderLine) -> Reason | None:
    if not line.requires_shipping:
        return reasons.no_shipping(line.title)
    if line.to_ship <= 0:
        return reasons.nothing_left(line.title)
    return None


def _on_the_source(line: OrderLine, sku: str, source: Source) -> Home | Reason:
    found = source.variants[sku]
    if len(found) > 1:
        return reasons.sku_ambiguous(sku, source.name, len(found))
    if line.paid.currency != source.currency:
        return reasons.CURRENCY_DIFFERS
    return Home(source.id, found[0])
