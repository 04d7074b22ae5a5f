"""The tables. Their constraints carry the product's promises: whatever the code above does, the
database lets no order be pushed twice and no message be posted under a name twice.

No customer data is kept beyond city and country (see `core.domain.orders.OrderFacts`).
"""

from core.db.tables.base import metadata
from core.db.tables.catalogue import aliases, items
from core.db.tables.comparing import (
    comparisons,
    listed_levels,
    stock_differences,
    stock_listings,
)
from core.db.tables.health import faults, findings, store_health
from core.db.tables.housekeeping import (
    cursors,
    digest_posts,
    digests,
    inbox,
    messages,
    order_snoozes,
    ticks,
)
from core.db.tables.matching import match_runs, variants
from core.db.tables.mirroring import (
    EVENT_BY_A_PERSON,
    MIRROR_MOVES,
    PARCEL_IS_CARRIED,
    events,
    line_links,
    mirrors,
    tellings,
)
from core.db.tables.orders import (
    ORDER_IS_OPEN,
    PUSH_FAILED,
    PUSH_IS_OPEN_AT_SOURCE,
    PUSH_NOT_SKIPPED,
    PUSH_QUEUED,
    PUSH_SENDING,
    PUSH_UNDECIDED,
    PUSH_WAITING,
    attempts,
    orders,
    pushes,
)
from core.db.tables.pacing import shopify_budgets, slack_lanes
from core.db.tables.people import grants, group_people
from core.db.tables.stocking import (
    pools,
    shelves,
    stock_batches,
    stock_changes,
    stock_claims,
    stock_echoes,
    stock_takings,
)
from core.db.tables.stores import (
    audit,
    connections,
    group_members,
    location_groups,
    locations,
    store_credentials,
    stores,
)
from core.db.tables.storms import STORM_IS_ON, storm_pushes, storms

__all__ = [
    "EVENT_BY_A_PERSON",
    "MIRROR_MOVES",
    "ORDER_IS_OPEN",
    "PARCEL_IS_CARRIED",
    "PUSH_FAILED",
    "PUSH_IS_OPEN_AT_SOURCE",
    "PUSH_NOT_SKIPPED",
    "PUSH_QUEUED",
    "PUSH_SENDING",
    "PUSH_UNDECIDED",
    "PUSH_WAITING",
    "STORM_IS_ON",
    "aliases",
    "attempts",
    "audit",
    "comparisons",
    "connections",
    "cursors",
    "digest_posts",
    "digests",
    "events",
    "faults",
    "findings",
    "grants",
    "group_members",
    "group_people",
    "inbox",
    "items",
    "line_links",
    "listed_levels",
    "location_groups",
    "locations",
    "match_runs",
    "messages",
    "metadata",
    "mirrors",
    "order_snoozes",
    "orders",
    "pools",
    "pushes",
    "shelves",
    "shopify_budgets",
    "slack_lanes",
    "stock_batches",
    "stock_changes",
    "stock_claims",
    "stock_differences",
    "stock_echoes",
    "stock_listings",
    "stock_takings",
    "store_credentials",
    "store_health",
    "stores",
    "storm_pushes",
    "storms",
    "tellings",
    "ticks",
    "variants",
]
