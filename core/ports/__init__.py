"""The Protocols that use cases and handlers need.

Every one has its implementation in a room beside or above.
"""

from core.ports.catalogue import Items
from core.ports.health import Faults, Findings, StoreHealths, StoreWatch
from core.ports.matching import CatalogueReader, Listing, MatchRuns, Variants
from core.ports.orders import Orders, Pushes
from core.ports.outside import Clock, Health, Notifier
from core.ports.people import Directory, People
from core.ports.records import MessageRecord, OrderRecord
from core.ports.shopify import ChangePage, Preparation, ShopProbe, StoreAuth, StoreGateway
from core.ports.stores import Audit, Connections, LocationGroups, Stores
from core.ports.unit_of_work import Inbox, Jobs, Messages, Schedule, UnitOfWork, UnitOfWorkFactory

__all__ = [
    "Audit",
    "CatalogueReader",
    "ChangePage",
    "Clock",
    "Connections",
    "Directory",
    "Faults",
    "Findings",
    "Health",
    "Inbox",
    "Items",
    "Jobs",
    "Listing",
    "LocationGroups",
    "MatchRuns",
    "MessageRecord",
    "Messages",
    "Notifier",
    "OrderRecord",
    "Orders",
    "People",
    "Preparation",
    "Pushes",
    "Schedule",
    "ShopProbe",
    "StoreAuth",
    "StoreGateway",
    "StoreHealths",
    "StoreWatch",
    "Stores",
    "UnitOfWork",
    "UnitOfWorkFactory",
    "Variants",
]
