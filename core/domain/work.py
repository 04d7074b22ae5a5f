"""The durable jobs, each a value: what is to be done, never how. `core/jobs` carries them out.

`lock` keeps two jobs of one name from running at once; `once` keeps a second copy from queueing
while the first still waits. Everything a job needs is in its few plain fields.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

_A_WEEK = timedelta(days=7)
"""A store or a Slack that is out of reach comes back, or is mended, by then."""
_HALF_A_DAY = timedelta(hours=12)


class Urgency(StrEnum):
    """Whose turn it is: work a person waits for goes before work in the background."""

    PERSON = "person"
    BACKGROUND = "background"


@dataclass(frozen=True, slots=True)
class Work:
    """Base of all jobs."""

    @property
    def lock(self) -> str | None:
        """Jobs with the same lock run one after the other."""
        return None

    @property
    def once(self) -> str | None:
        """While a job with this name waits, another one is not added."""
        return None

    @property
    def patience(self) -> timedelta | None:
        """How long faults are borne. None: as long as the settings say, since somebody waits; a
        long time where giving up would lose an order or leave a message untrue for ever."""
        return None


@dataclass(frozen=True, slots=True)
class JudgeOrder(Work):
    """Read the order afresh and write its pushes. Idempotent."""

    store_id: int
    order_gid: str

    @property
    def lock(self) -> str | None:
        """One judgement of an order at a time."""
        return f"judge:{self.store_id}:{self.order_gid}"

    @property
    def once(self) -> str | None:
        """A burst of webhooks for one order is one judgement."""
        return self.lock

    @property
    def patience(self) -> timedelta | None:
        """Given up, the order would be lost."""
        return _A_WEEK


@dataclass(frozen=True, slots=True)
class PushOrder(Work):
    """Carry out one push that is queued."""

    push_id: int

    @property
    def once(self) -> str | None:
        """A push that is queued waits once."""
        return f"push:{self.push_id}"


@dataclass(frozen=True, slots=True)
class LookUpPush(Work):
    """Look for the source order of an unknown push; fenced by the attempt's number and by how
    often was looked before, so that a job that runs twice looks once."""

    push_id: int
    attempt: int
    done: int = 0


@dataclass(frozen=True, slots=True)
class PublishOrder(Work):
    """Bring every message of an order to its present state."""

    order_id: int

    @property
    def lock(self) -> str | None:
        """One publisher an order, so that nothing is posted twice."""
        return f"publish:{self.order_id}"

    @property
    def once(self) -> str | None:
        """Several changes in a moment are one edit."""
        return self.lock

    @property
    def patience(self) -> timedelta | None:
        """Given up, its messages would stay untrue."""
        return _A_WEEK


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a private answer goes: a Slack response URL, or a channel and the person in it.
    `replaces`: the URL is a command's own, where an answer takes the place of the one before."""

    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False


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
class TellResult(Work):
    """Tell a person what becomes of pushes they asked for, until all are over. `pushes` and
    `before` (those pushed already by then) are ids, blanks between them; `told` is what was told
    last, `rounds` how often was looked."""

    order_id: int
    pushes: str
    before: str
    user: str
    channel: str | None = None
    response_url: str | None = None
    replaces: bool = False
    told: str = ""
    rounds: int = 0

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
        return _HALF_A_DAY


@dataclass(frozen=True, slots=True)
class PollStore(Work):
    """Ask one store what changed since its cursor."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One poll a store at a time: the cursor has one writer."""
        return f"poll:{self.store_id}"

    @property
    def once(self) -> str | None:
        """A slow poll is not followed by a queue of polls."""
        return self.lock


@dataclass(frozen=True, slots=True)
class PrepareStore(Work):
    """Subscribe webhooks and define the identity metafield on one store. Idempotent."""

    store_id: int

    @property
    def lock(self) -> str | None:
        """One preparation a store at a time."""
        return f"prepare:{self.store_id}"

    @property
    def once(self) -> str | None:
        """One waits at a time."""
        return self.lock


@dataclass(frozen=True, slots=True)
class RefreshSourceOrder(Work):
    """A source order changed: read its state, keep it with its push."""

    store_id: int
    order_gid: str

    @property
    def lock(self) -> str | None:
        """One refresh of a source order at a time."""
        return f"source-order:{self.store_id}:{self.order_gid}"

    @property
    def once(self) -> str | None:
        """A burst of webhooks is one refresh."""
        return self.lock

    @property
    def patience(self) -> timedelta | None:
        """Given up, its state would stay untrue."""
        return _A_WEEK
