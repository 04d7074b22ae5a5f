"""Who changed what: one entry a change, kept as it was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.domain.stores import StoreId

IN_SHOPIFY = "shopify"
"""Who did it there SyncTec does not learn."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """`actor` is a Slack user id, or `command line`. `store_id` is the destination's (None: it
    concerns every store), `source_id` the source's where the change concerns one connection.
    `changes` holds, by a setting's name in words, what it was and what it is."""

    at: datetime
    actor: str
    action: str
    store_id: StoreId | None
    source_id: StoreId | None
    changes: Mapping[str, tuple[str, str]]
