"""The durable jobs, each a value: what is to be done, never how. `core/jobs` carries them out.

`lock` keeps two jobs of one name from running at once; `once` keeps a second copy from queueing
while the first still waits. Everything a job needs is in its few plain fields.
"""

from core.domain.work.base import Reply, Urgency, Work
from core.domain.work.matching import MatchCatalogues, RematchProduct, TellMatch
from core.domain.work.orders import (
    AdoptHeard,
    JudgeOrder,
    LookUpPush,
    MirrorOrder,
    PlaceSourceOrder,
    PublishOrder,
    PushOrder,
    RefreshSourceOrder,
    TellHistory,
)
from core.domain.work.people import (
    AdoptSourceOrder,
    EndMute,
    ExplainOrder,
    PostDigest,
    PushByNumber,
    ReadUserGroup,
    RefreshWindow,
    ShowLinked,
    TellChange,
    TellFault,
    TellNudge,
    TellResult,
    TellStorm,
)
from core.domain.work.privacy import EraseOrders, ForgetStore, TellDataRequest
from core.domain.work.steps import EndPushStep, ListForStep, PushForStep
from core.domain.work.stock import (
    CompareStock,
    ListStock,
    SettleStock,
    TakeStock,
    TellComparison,
    TellOversold,
)
from core.domain.work.stores import (
    JudgeStoreAgain,
    PollStore,
    PrepareStore,
    ProbeStore,
    TellFindings,
    TellHealth,
)

__all__ = [
    "AdoptHeard",
    "AdoptSourceOrder",
    "CompareStock",
    "EndMute",
    "EndPushStep",
    "EraseOrders",
    "ExplainOrder",
    "ForgetStore",
    "JudgeOrder",
    "JudgeStoreAgain",
    "ListForStep",
    "ListStock",
    "LookUpPush",
    "MatchCatalogues",
    "MirrorOrder",
    "PlaceSourceOrder",
    "PollStore",
    "PostDigest",
    "PrepareStore",
    "ProbeStore",
    "PublishOrder",
    "PushByNumber",
    "PushForStep",
    "PushOrder",
    "ReadUserGroup",
    "RefreshSourceOrder",
    "RefreshWindow",
    "RematchProduct",
    "Reply",
    "SettleStock",
    "ShowLinked",
    "TakeStock",
    "TellChange",
    "TellComparison",
    "TellDataRequest",
    "TellFault",
    "TellFindings",
    "TellHealth",
    "TellHistory",
    "TellMatch",
    "TellNudge",
    "TellOversold",
    "TellResult",
    "TellStorm",
    "Urgency",
    "Work",
]
