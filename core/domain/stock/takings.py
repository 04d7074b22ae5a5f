"""Units that a source gives for orders that are not pushed to it.

A destination whose order push is off sells the source's goods all the same: somebody else ships
them. So its paid units are taken off the source's stock, which takes them from every other
destination, and are given back once they are not asked for any more, or are pushed after all: then
the source order takes them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from core.domain.orders import OrderFacts
from core.domain.pushes import Push, PushState
from core.domain.stores import Store, StoreId

PAID = frozenset({"PAID", "PARTIALLY_REFUNDED"})
"""Financial statuses of an order that somebody paid for."""

Need = tuple[StoreId, str, str]
"""A source, its variant, and the destination's location that the units were sold at."""


@dataclass(frozen=True, slots=True)
class Taking:
    """Units of one need that were taken at a location of the source. `sending`: how many more are
    being taken (fewer, where negative), under `key`, until the store's answer is known."""

    need: Need
    location_gid: str
    units: int = 0
    sending: int | None = None
    key: str | None = None

    def begin(self, units: int, key: str) -> Taking:
        """So many are to be taken in the end."""
        return replace(self, sending=units - self.units, key=key)

    def ended(self, *, done: bool) -> Taking:
        """The store's answer."""
        units = self.units + (self.sending or 0) if done else self.units
        return replace(self, units=units, sending=None, key=None)


def needs(
    store: Store, facts: OrderFacts, pushes: Iterable[Push], followed: Collection[StoreId]
) -> Mapping[Need, int]:
    """What is to be taken of the sources for one order, by what is known of it now. Units that were
    sold nobody knows where are not taken: no location of the source stands for them."""
    found: dict[Need, int] = {}
    if store.settings.order_push or facts.is_over or facts.financial_status not in PAID:
        return found
    for push in pushes:
        if push.state is PushState.HELD and push.source_id in followed:
            for line in push.lines:
                if line.place is not None:
                    need = (push.source_id, line.variant_gid, line.place)
                    found[need] = found.get(need, 0) + line.quantity
    return found
