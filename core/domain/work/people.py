"""Work that a person asked for, or that is told to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.work.base import HALF_A_DAY, Reply, Work


@dataclass(frozen=True, slots=True)
class PushByNumber(Work):
    """`/synctec push dest 1001`: find the order, queue its pushes, answer the person."""

    store_id: int
    number: str
    shipping_fee: str | None
    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False

    @property
    def reply(self) -> Reply:
        """Where the answer goes."""
        return Reply(self.user, self.channel, self.response_url, self.replaces)

    @property
    def lock(self) -> str | None:
        """The same command twice runs one after the other: the second finds it done."""
        return f"by-number:{self.store_id}:{self.number.lower()}"


@dataclass(frozen=True, slots=True)
class ExplainOrder(Work):
    """`/synctec explain dest 1001`: find the order, judge it, tell the person what would happen."""

    store_id: int
    number: str
    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False

    @property
    def reply(self) -> Reply:
        """Where the answer goes."""
        return Reply(self.user, self.channel, self.response_url, self.replaces)


@dataclass(frozen=True, slots=True)
class TellResult(Work):
    """Tell a person what becomes of pushes they asked for, until all are over. `pushes`, `before`
    (those pushed already by then) and `late` (those sent already when the fee was typed) are ids,
    blanks between them; `told` is what was told last, `rounds` how often was looked."""

    order_id: int
    pushes: str
    before: str
    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False
    told: str = ""
    rounds: int = 0
    late: str = ""

    @property
    def reply(self) -> Reply:
        """Where the answer goes."""
        return Reply(self.user, self.channel, self.response_url, self.replaces)

    @property
    def once(self) -> str | None:
        """Should the job run twice, one of the two goes on."""
        return f"tell:{self.order_id}:{self.user}:{self.response_url or self.channel}"


@dataclass(frozen=True, slots=True)
class AdoptSourceOrder(Work):
    """A person said that the order is there: find it by its name, adopt it, answer the person."""

    push_id: int
    attempt: int
    name: str
    user: str
    channel: str | None = None
    response_url: str | None = None


@dataclass(frozen=True, slots=True)
class TellChange(Work):
    """Tell a channel who changed what; `key` names the message."""

    channel: str
    key: str
    actor: str
    said: str

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return self.key

    @property
    def patience(self) -> timedelta | None:
        """What is told a day later is no news; the audit has it."""
        return HALF_A_DAY


@dataclass(frozen=True, slots=True)
class PostDigest(Work):
    """Post one channel's digest; `slot` names the scheduled time, or the request."""

    channel: str
    slot: str

    @property
    def lock(self) -> str | None:
        """One digest a channel and slot at a time."""
        return f"digest:{self.channel}:{self.slot}"

    @property
    def patience(self) -> timedelta | None:
        """Given up, the day would have none; later, the next one says more."""
        return HALF_A_DAY
