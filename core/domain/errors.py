"""The one tree of errors. Foreign exceptions are translated into it at the edge of a room.

    SyncError
    ├── Rejected            cannot succeed as asked; a person has to change something
    │   ├── AccessRefused   a store or Slack does not let us: token, scope, plan, channel
    │   └── NotFound        the thing named does not exist (or may not be seen)
    ├── Temporary           nothing was done; the same call may succeed later
    │   ├── Throttled       a store's or Slack's rate limit refused it
    │   ├── NotYet          its turn comes at a time that is known
    │   └── StoreHeld       the store failed again and again: nothing is sent until it answers
    ├── OutcomeUnknown      sent, and no clear answer: it may have been done
    └── Broken              our bug, or a contract of the other side that changed

Two places read it: `bot/errors.py` (what to say) and `core/jobs/retry.py` (what to do).
"""

from __future__ import annotations

from datetime import timedelta

from core.domain.reasons import Reason
from core.domain.stores import StoreId


class SyncError(Exception):
    """Base of all; `reason` is fit to be shown to people and to be stored."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(f"{reason.code}: {reason.sentence}")
        self.reason = reason


class Rejected(SyncError):
    """Cannot succeed as asked: trying again changes nothing."""


class AccessRefused(Rejected):
    """The token, its scopes, or the state of the shop or channel do not allow the call. Whoever
    owns it can change that: patient work waits for it."""


class NotFound(Rejected):
    """What was named does not exist, or is not visible to us."""


class Temporary(SyncError):
    """Nothing was done; `retry_after` is the earliest time worth trying, when it is known."""

    def __init__(self, reason: Reason, retry_after: timedelta | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class Throttled(Temporary):
    """A rate limit refused the call before any work."""


class NotYet(Temporary):
    """Nothing went wrong and nothing was sent: its turn comes after `retry_after`, however often
    it was asked before."""


class StoreHeld(Temporary):
    """Nothing was sent: the store `store_id` is held (`core.domain.breakers`). What waits for it is
    brought forward when it answers again."""

    def __init__(self, reason: Reason, store_id: StoreId, retry_after: timedelta) -> None:
        super().__init__(reason, retry_after)
        self.store_id = store_id


class OutcomeUnknown(SyncError):
    """The request left us and no clear answer came back: it may have been carried out."""


class Broken(SyncError):
    """A bug of ours or a changed contract; `detail` is for the log and never shown."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(reason)
        self.detail = detail
