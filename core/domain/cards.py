"""What people are shown, as data: one card per kind of message or view. `bot/blocks` renders them.

A card holds everything it needs, so that rendering asks nobody, and no customer data beyond city
and country, and initials where a setting allows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from core.domain.digests import DigestFigures
from core.domain.leftovers import Carried, LeftBehind, left_behind
from core.domain.lookups import Looks
from core.domain.mirrors.records import Mirror
from core.domain.operation_cards import HealthCard
from core.domain.orders import OrderFacts, OrderId
from core.domain.push_settings import Mode
from core.domain.pushes import SETTLED, Attempt, Push, PushState
from core.domain.qualification import LineVerdict
from core.domain.reasons import Reason
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class PushCard:
    """One push inside an order's card; `source_order_url` leads to the store's admin, `looks` is
    when a push in doubt is looked up, `questions` what people are or were asked about changes."""

    push: Push
    source: Store
    source_order_url: str | None = None
    looks: Looks | None = None
    questions: tuple[Mirror, ...] = ()


@dataclass(frozen=True, slots=True)
class OrderCard:
    """The new-order alert and the View order modal. `pushes` come by source, then part.
    `mode` is automatic as soon as one connection pushes by itself."""

    order_id: OrderId
    store: Store
    facts: OrderFacts
    url: str
    lines: tuple[LineVerdict, ...]
    pushes: tuple[PushCard, ...]
    mode: Mode = Mode.MANUAL
    held_by: tuple[Reason, ...] = ()

    @property
    def items(self) -> int:
        """Units of the order, shipped or not, that were neither refunded nor removed; of one that
        has none left those it had at last."""
        by_line: dict[str, int] = {}
        for line in self.lines:
            so_far = by_line.get(line.line_gid, 0)
            by_line[line.line_gid] = so_far + line.quantity if line.units is None else line.units
        return sum(by_line.values()) or sum(line.quantity for line in self.lines)

    @property
    def left_behind(self) -> LeftBehind | None:
        """What must be shipped and is carried by no push."""
        return left_behind(self.facts, self.lines, [card.push for card in self.pushes])

    @property
    def in_question(self) -> tuple[LineVerdict, ...]:
        """Units of lines that qualify, which may be pushed already: none carries them."""
        carried = Carried.of(self.lines, [card.push for card in self.pushes])
        return tuple(carried.in_question())

    def is_rest(self, push: Push) -> bool:
        """Whether some of the order is at this push's source already, or on its way there."""
        others = (card.push for card in self.pushes if card.push.id != push.id)
        return any(one.source_id == push.source_id and one.state in SETTLED for one in others)

    def with_sources(self, most: int) -> Iterator[tuple[LineVerdict, str | None]]:
        """The first lines, each with the name of the source that ships it: that of its push, else
        that of the verdict."""
        carried = Carried.of(self.lines, [card.push for card in self.pushes])
        names = {card.source.id: card.source.name for card in self.pushes}
        for line in self.lines[:most]:
            carrier = carried.push_of(line)
            source_id = carrier.source_id if carrier else line.source_id
            yield line, None if source_id is None else names.get(source_id)


@dataclass(frozen=True, slots=True)
class FailureCard:
    """The failed-push alert and the View error modal; `attempts` oldest first. While the push's
    state is `failed` the alert is open; any other state closes it."""

    order: OrderCard
    push: PushCard
    attempts: tuple[Attempt, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceivedCard:
    """ "New order received" in the source's channel."""

    order: OrderCard
    push: PushCard


@dataclass(frozen=True, slots=True)
class QuestionCard:
    """The decision only a person can take: is the order on the source store or not? Open while
    the push is `unknown`; any other state closes it and shows what became of it."""

    order: OrderCard
    push: PushCard


@dataclass(frozen=True, slots=True)
class MirrorCard:
    """A decision about an order that changed on one of its stores. Open while `mirror` is asked;
    afterwards it shows who answered what, and what came of it."""

    order: OrderCard
    push: PushCard
    mirror: Mirror


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of a digest or list: its pushes that are not skipped, the first open reason, what
    stays behind of it, and `places`, the locations that are to ship what is at its sources."""

    order_id: OrderId
    store: Store
    facts: OrderFacts
    url: str
    pushes: tuple[PushCard, ...] = ()
    reason: Reason | None = None
    left_behind: LeftBehind | None = None
    places: tuple[str, ...] = ()

    @property
    def states(self) -> tuple[PushState, ...]:
        """Where its pushes stand."""
        return tuple(card.push.state for card in self.pushes)

    @property
    def items(self) -> int:
        """Units that its pushes carry."""
        return sum(card.push.units for card in self.pushes)


@dataclass(frozen=True, slots=True)
class ListCard:
    """A digest or a list on demand, oldest first. `hidden` counts the rows that did not fit in
    `unfulfilled` and `failed`; `now` and `timezone` are what ages and dates are shown by. A digest
    has `figures`; `whole`: all of it is in the message, else in a file in its thread; `slot` names
    it in its channel."""

    title: str
    now: datetime
    timezone: str
    unfulfilled: tuple[OrderRow, ...]
    failed: tuple[OrderRow, ...]
    hidden: int = 0
    figures: DigestFigures = field(default_factory=DigestFigures)
    whole: bool = True
    slot: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing is late and nothing failed."""
        return not self.unfulfilled and not self.failed


@dataclass(frozen=True, slots=True)
class HomeCard:
    """App Home: the person's stores, how many pushes stand in each open state and how many were
    pushed today, the orders that failed, those that are held, the stores in trouble, open orders by
    age (in the sequence of BUCKETS), and the destinations whose settings the person may change."""

    stores: tuple[Store, ...]
    counts: dict[PushState, int]
    failed: tuple[OrderRow, ...]
    support: str
    held: tuple[OrderRow, ...] = ()
    troubles: tuple[HealthCard, ...] = ()
    pushed_today: int = 0
    ages: tuple[int, ...] = ()
    administers: tuple[Store, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """A private answer to one person: a sentence, and what to do where it is a refusal. `at` is
    when it happened, shown behind the sentence; `more` follows below, each a line of its own."""

    text: str
    remedy: str | None = None
    good: bool = False
    reference: str | None = None
    at: datetime | None = None
    more: tuple[AnswerCard, ...] = ()


@dataclass(frozen=True, slots=True)
class PushFormCard:
    """The Push Order modal: the stores to choose from, and what was typed before."""

    stores: Sequence[Store]
    chosen: str | None = None
    number: str = ""
    shipping_fee: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """Who changed what: `actor` as in an audit entry, `said` what it was ("changed …")."""

    actor: str
    said: str
