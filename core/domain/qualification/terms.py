"""What a destination store's orders are judged by, besides the orders themselves."""

from __future__ import annotations

from dataclasses import dataclass, field

from core.domain.plans import Plans
from core.domain.push_settings import StoreSettings
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class Terms:
    """The store as people name it, its settings, and the plans there are."""

    store: str
    handle: str
    settings: StoreSettings
    plans: Plans = field(default_factory=Plans)


def terms_of(store: Store, plans: Plans) -> Terms:
    """The terms of this store's orders."""
    return Terms(store.name, store.handle, store.settings, plans)
