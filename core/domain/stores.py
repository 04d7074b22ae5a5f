"""Stores, the connections between them, and how people name them."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from core.domain.push_settings import ConnectionSettings, StoreSettings
from core.domain.routes import Routes, Topic

StoreId = NewType("StoreId", int)
ConnectionId = NewType("ConnectionId", int)

_CHANNEL = re.compile(r"[CG][A-Z0-9]{2,30}")
_HANDLE = re.compile(r"[a-z0-9][a-z0-9-]{0,30}")


class Role(StrEnum):
    """What a store does in SyncTec."""

    DESTINATION = "destination"
    SOURCE = "source"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Store:
    """One Shopify shop. `shop` is the name before `.myshopify.com`, `channel` a Slack channel id,
    `email` and `phone` the shop's own, `settings` those of a destination, `keyed_hits` how often in
    a row its keyed look-up was immediate, `prepared_for` the address its webhooks lead to; once it
    is `forgotten_at` nothing but its names is kept."""

    id: StoreId
    handle: str
    shop: str
    name: str
    role: Role
    currency: str
    timezone: str
    channel: str | None = None
    email: str | None = None
    phone: str | None = None
    settings: StoreSettings = field(default_factory=StoreSettings)
    keyed_hits: int = 0
    uninstalled_at: datetime | None = None
    forgotten_at: datetime | None = None
    prepared_for: str | None = None
    routes: Routes = field(default_factory=Routes)

    def channel_of(self, topic: Topic) -> str | None:
        """Where a topic is told: its own channel, else the store's."""
        return self.routes.channels.get(topic, self.channel)

    @property
    def sells(self) -> bool:
        """Whether customers order there."""
        return self.role is not Role.SOURCE

    @property
    def ships(self) -> bool:
        """Whether orders are pushed to it."""
        return self.role is not Role.DESTINATION

    @property
    def domain(self) -> str:
        """The permanent domain, as Shopify sends it in webhook headers."""
        return f"{self.shop}.myshopify.com"


@dataclass(frozen=True, slots=True)
class Connection:
    """One destination linked to one source, with how its orders are pushed."""

    id: ConnectionId
    destination_id: StoreId
    source_id: StoreId
    settings: ConnectionSettings = field(default_factory=ConnectionSettings)


@dataclass(frozen=True, slots=True)
class StaticToken:
    """An Admin API token that does not end by itself."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ClientCredentials:
    """Client id and secret of an app of the same organisation; its tokens live 24 h."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class StoreAccess:
    """How to reach one store: its shop, credential, and webhook secrets (newest first); `name` is
    what people call it."""

    store_id: StoreId
    shop: str
    name: str
    credential: StaticToken | ClientCredentials
    webhook_secrets: tuple[str, ...] = field(repr=False)


def is_handle(text: str) -> bool:
    """Whether `text` can be a handle: lower-case letters, digits and dashes, 31 at most."""
    return _HANDLE.fullmatch(text) is not None


def is_channel(text: str) -> bool:
    """Whether `text` is a Slack channel's id; its name would do to post, and not to edit."""
    return _CHANNEL.fullmatch(text) is not None


def find_by_handle(stores: Iterable[Store], typed: str) -> Store | None:
    """The store people mean by `typed`, in any case."""
    wanted = typed.strip().lower()
    return next((store for store in stores if store.handle == wanted), None)


def nearest_handles(stores: Iterable[Store], typed: str) -> Sequence[str]:
    """All handles, the likeliest meant first: one that was begun, then the most alike; of equals
    by alphabet."""
    wanted = typed.strip().lower()

    def distance(handle: str) -> tuple[bool, float]:
        begun = bool(wanted) and handle.startswith(wanted)
        return not begun, -difflib.SequenceMatcher(None, handle, wanted).ratio()

    return sorted(sorted(store.handle for store in stores), key=distance)
