"""Work that a person asked for, or that is told to people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from core.domain.work.base import HALF_A_DAY, Reply, Work


@dataclass(frozen=True, slots=True)
class PushByNumber(Work):
    """`/synctec push dest 1001`: find the order, queue its pushes, answer the person. `lines`: only
    those that carry one of these lines of the order (global ids, blanks between them)."""

    waits_for_stores = False

    store_id: int
    number: str
    shipping_fee: str | None
    reply: Reply
    lines: str = ""

    @property
    def lock(self) -> str | None:
        """The same command twice runs one after the other: the second finds it done."""
        return f"by-number:{self.store_id}:{self.number.lower()}"


@dataclass(frozen=True, slots=True)
class ExplainOrder(Work):
    """`/synctec explain dest 1001`: find the order, judge it, tell the person what would happen."""

    waits_for_stores = False

    store_id: int
    number: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class TellResult(Work):
    """Tell a person what becomes of pushes they asked for, until all are over. `pushes`, `before`
    (those pushed already by then) and `late` (those sent already when the fee was typed) are ids,
    blanks between them; `told` is what was told last, `rounds` how often was looked."""

    order_id: int
    pushes: str
    before: str
    reply: Reply
    told: str = ""
    rounds: int = 0
    late: str = ""

    @property
    def once(self) -> str | None:
        """Should the job run twice, one of the two goes on."""
        asked = self.reply
        return f"tell:{self.order_id}:{asked.user}:{asked.response_url or asked.channel}"


@dataclass(frozen=True, slots=True)
class AdoptSourceOrder(Work):
    """A person said that the order is there: find it by its name, adopt it, answer the person."""

    waits_for_stores = False

    push_id: int
    attempt: int
    name: str
    reply: Reply


@dataclass(frozen=True, slots=True)
class TellChange(Work):
    """Tell a channel who changed what; `key` names the message."""

    patience = HALF_A_DAY
    """What is told a day later is no news; the audit has it."""

    channel: str
    key: str
    actor: str
    said: str

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return self.key


@dataclass(frozen=True, slots=True)
class TellFault(Work):
    """Bring the message of a fault to its present state: of what broke with `code` in jobs of the
    kind `job`."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """A storm of one fault is one message."""

    code: str
    job: str

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return f"tell-fault:{self.job}:{self.code}"


@dataclass(frozen=True, slots=True)
class PostDigest(Work):
    """Post one channel's digest; `slot` names the scheduled time, or the request. `again`: it is
    there, and only brought to how things stand."""

    patience = HALF_A_DAY
    """Given up, the day would have none; later, the next one says more."""

    channel: str
    slot: str
    again: bool = False

    @property
    def lock(self) -> str | None:
        """One digest a channel and slot at a time."""
        return f"digest:{self.channel}:{self.slot}"


@dataclass(frozen=True, slots=True)
class ReadUserGroup(Work):
    """Ask Slack who is in a user group; `reply` is whom to tell that nobody is."""

    patience = HALF_A_DAY
    """Later, the timer asks again."""

    group_id: str
    reply: Reply | None

    @property
    def lock(self) -> str | None:
        """What was read first is not written last."""
        return f"user-group:{self.group_id}"


@dataclass(frozen=True, slots=True)
class TellStorm(Work):
    """Bring the message of a storm to its present state."""

    patience = HALF_A_DAY
    """A Slack that was away is told when it is back."""
    collapses = True
    """A thousand failures are one message."""

    storm_id: int

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return f"tell-storm:{self.storm_id}"


@dataclass(frozen=True, slots=True)
class TellNudge(Work):
    """Ask a source when it ships what a push carries; `key` names the message."""

    patience = HALF_A_DAY

    push_id: int
    key: str
    actor: str

    @property
    def lock(self) -> str | None:
        """One teller a message, so that nothing is posted twice."""
        return self.key


@dataclass(frozen=True, slots=True)
class ShowLinked(Work):
    """Show orders below the links to them, and keep them true while something goes on. `linked`: an
    order's id and its link, a blank between, one a line; the rest is that of a `LinkPlace`; `told`
    is the fingerprint of what was shown last, `rounds` how often was looked."""

    patience = timedelta(minutes=1)
    """Whoever wrote it reads on."""

    channel: str
    ts: str
    unfurl_id: str
    source: str
    linked: str
    told: str = ""
    rounds: int = 0

    @property
    def lock(self) -> str | None:
        """One at a time shows something there."""
        return f"linked:{self.channel}:{self.ts}"

    @property
    def once(self) -> str | None:
        """Several clicks in a moment are one look."""
        return f"{self.lock}:{self.linked}"


@dataclass(frozen=True, slots=True)
class RefreshWindow(Work):
    """Keep an open window true while what was asked for in it goes on: it lists pushes, or else
    orders, as the person `user` sees them. The first three fields are those of an `OpenWindow`;
    `pushes` are ids, blanks between them, of pushes of one order (None: all that it counts), `said`
    is what the click did, `told` how the window stood when it was filled last, `rounds` how often
    was looked."""

    patience = timedelta(minutes=1)
    """Whoever looks at it looks elsewhere by then."""

    view_id: str
    hash: str
    memo: str
    team: str
    user: str
    of_pushes: bool
    place: str
    order_id: int | None
    pushes: str
    said: str
    told: str
    rounds: int = 0

    @property
    def lock(self) -> str | None:
        """One at a time fills it."""
        return f"window:{self.view_id}"

    @property
    def once(self) -> str | None:
        """Should the job run twice, one of the two goes on."""
        return f"{self.lock}:{self.hash}:{self.rounds}"


@dataclass(frozen=True, slots=True)
class EndMute(Work):
    """A mute of a store is over: what was not posted meanwhile is told now."""

    patience = HALF_A_DAY

    store_id: int
