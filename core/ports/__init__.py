"""The Protocols that use cases and handlers need.

Every one has its implementation in a room beside or above.
"""

from core.ports.outside import Clock, Health, Notifier
from core.ports.records import DigestSettings, MessageRecord, OrderRecord
from core.ports.repositories import Orders, Pushes, Stores
from core.ports.shopify import ChangePage, ShopProbe, StoreAuth, StoreGateway
from core.ports.unit_of_work import Inbox, Jobs, Messages, Schedule, UnitOfWork, UnitOfWorkFactory

__all__ = [
    "ChangePage",
    "Clock",
    "DigestSettings",
    "Health",
    "Inbox",
    "Jobs",
    "MessageRecord",
    "Messages",
    "Notifier",
    "OrderRecord",
    "Orders",
    "Pushes",
    "Schedule",
    "ShopProbe",
    "StoreAuth",
    "StoreGateway",
    "Stores",
    "UnitOfWork",
    "UnitOfWorkFactory",
]
