"""The ports' repositories in SQL, one module each."""

from core.db.repositories.inbox import SqlInbox
from core.db.repositories.messages import SqlMessages
from core.db.repositories.orders import SqlOrders
from core.db.repositories.pushes import SqlPushes
from core.db.repositories.schedule import SqlSchedule
from core.db.repositories.stores import SqlStores

__all__ = ["SqlInbox", "SqlMessages", "SqlOrders", "SqlPushes", "SqlSchedule", "SqlStores"]
