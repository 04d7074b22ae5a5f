"""The ports' repositories in SQL, one module each."""

from core.db.repositories.audit import SqlAudit
from core.db.repositories.comparing import SqlComparisons, SqlStockListings
from core.db.repositories.connections import SqlConnections
from core.db.repositories.digests import SqlDigests
from core.db.repositories.events import SqlEvents
from core.db.repositories.faults import SqlFaults
from core.db.repositories.findings import SqlFindings
from core.db.repositories.health import SqlStoreHealths
from core.db.repositories.inbox import SqlInbox
from core.db.repositories.items import SqlItems
from core.db.repositories.locations import SqlLocationGroups
from core.db.repositories.matching import SqlMatchRuns, SqlVariants
from core.db.repositories.measures import SqlMeasures
from core.db.repositories.messages import SqlMessages
from core.db.repositories.mirrors import SqlMirrors
from core.db.repositories.order_lists import SqlOrderLists
from core.db.repositories.orders import SqlOrders
from core.db.repositories.people import SqlPeople
from core.db.repositories.push_lists import SqlPushLists
from core.db.repositories.pushes import SqlPushes
from core.db.repositories.retention import SqlRetention
from core.db.repositories.schedule import SqlSchedule
from core.db.repositories.stock import SqlStocks
from core.db.repositories.stores import SqlStores
from core.db.repositories.storms import SqlStorms

__all__ = [
    "SqlAudit",
    "SqlComparisons",
    "SqlConnections",
    "SqlDigests",
    "SqlEvents",
    "SqlFaults",
    "SqlFindings",
    "SqlInbox",
    "SqlItems",
    "SqlLocationGroups",
    "SqlMatchRuns",
    "SqlMeasures",
    "SqlMessages",
    "SqlMirrors",
    "SqlOrderLists",
    "SqlOrders",
    "SqlPeople",
    "SqlPushLists",
    "SqlPushes",
    "SqlRetention",
    "SqlSchedule",
    "SqlStockListings",
    "SqlStocks",
    "SqlStoreHealths",
    "SqlStores",
    "SqlStorms",
    "SqlVariants",
]
