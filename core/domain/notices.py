"""Which messages should exist for an order, and what they should show now.

A pure answer from the order's state: publishing compares it with the messages that exist, posts
what is missing, edits what differs. So every change, whoever made it, ends in the same messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from core.domain.cards import (
    FailureCard,
    MirrorCard,
    OrderCard,
    PushCard,
    QuestionCard,
    ReceivedCard,
)
from core.domain.messages import Card
from core.domain.mirrors.questions import is_open
from core.domain.mirrors.records import Kind
from core.domain.pushes import Attempt, PushId, PushState
from core.domain.routes import Topic
from core.domain.stores import Store

# What was cancelled is over: a message that was posted says so, nothing is posted for it anew.
_ALERTED = frozenset(set(PushState) - {PushState.HELD, PushState.SKIPPED, PushState.CANCELLED})


@dataclass(frozen=True, slots=True)
class Notice:
    """One message: `key` is its name for ever, `channel` where it lives. When `post` is False
    the message is only edited, never posted anew."""

    key: str
    channel: str
    card: Card
    post: bool


def notices_of(
    order: OrderCard, attempts: Mapping[PushId, Sequence[Attempt]], now: datetime
) -> tuple[Notice, ...]:
    """Every message this order should have, in the order in which they are to be posted. Where its
    customer's data was erased, or where a topic is muted, those that stand are edited, and none
    comes anew."""
    notices = (
        *_order_alert(order, now),
        *_failures(order, attempts, now),
        *_questions(order, now),
        *_decisions(order, now),
        *_received(order, now),
    )
    if order.facts.erased:
        return tuple(replace(notice, post=False) for notice in notices)
    return notices


def _order_alert(order: OrderCard, now: datetime) -> Iterator[Notice]:
    # Held and skipped orders raise no alert, unless a synced item stays behind; one that was
    # alerted before is still kept true.
    place = _Place.of(now, (order.store, Topic.ORDERS))
    if place is None:
        return
    post = any(card.push.state in _ALERTED for card in order.pushes) or _needs_mending(order)
    yield place.notice(f"order:{order.order_id}", order, post=post)


def _needs_mending(order: OrderCard) -> bool:
    """Whether a synced item stays behind and nothing else holds the order: people must know."""
    if order.facts.is_over or order.held_by:
        return False
    return any(line.needs_mending for line in order.lines)


def _failures(
    order: OrderCard, attempts: Mapping[PushId, Sequence[Attempt]], now: datetime
) -> Iterator[Notice]:
    for card in order.pushes:
        place = _somewhere(order, card, Topic.FAILURES, now)
        if place is not None:
            failure = FailureCard(order, card, tuple(attempts.get(card.push.id, ())))
            failed = card.push.state is PushState.FAILED
            yield place.notice(f"failure:{card.push.id}", failure, post=failed)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a topic is told, unless it is muted."""

    channel: str
    muted: bool

    @classmethod
    def of(cls, now: datetime, *told: tuple[Store, Topic]) -> _Place | None:
        """The first of these stores that has a channel for it."""
        for store, topic in told:
            channel = store.channel_of(topic)
            if channel is not None:
                return cls(channel, store.routes.is_muted(topic, now))
        return None

    def notice(self, key: str, card: Card, *, post: bool) -> Notice:
        """One message there."""
        return Notice(key, self.channel, card, post and not self.muted)


def _somewhere(order: OrderCard, card: PushCard, topic: Topic, now: datetime) -> _Place | None:
    """Where somebody sees what must not be left alone: a destination may have no channel."""
    return _Place.of(now, (order.store, topic), (card.source, topic))


def _questions(order: OrderCard, now: datetime) -> Iterator[Notice]:
    for card in order.pushes:
        place = _somewhere(order, card, Topic.QUESTIONS, now)
        if place is None:
            continue
        push, doubtful = card.push, card.push.state is PushState.UNKNOWN
        # The question about an earlier attempt may still stand open: the next one can begin
        # before the answer was shown. An open card speaks of the newest attempt only.
        for attempt in range(push.attempt if doubtful else 1, push.attempt + 1):
            key = f"question:{push.id}:{attempt}"
            yield place.notice(key, QuestionCard(order, card), post=doubtful and push.asked)


def _decisions(order: OrderCard, now: datetime) -> Iterator[Notice]:
    """A cancellation is the source's to accept; all else is the destination's to decide."""
    topic = Topic.QUESTIONS
    for card in order.pushes:
        theirs = _Place.of(now, (card.source, topic), (order.store, topic))
        ours = _somewhere(order, card, topic, now)
        for mirror in card.questions:
            place = theirs if mirror.kind is Kind.CANCELLATION else ours
            if place is not None:
                decision = MirrorCard(order, card, mirror)
                yield place.notice(f"decision:{mirror.id}", decision, post=is_open(mirror))


def _received(order: OrderCard, now: datetime) -> Iterator[Notice]:
    for card in order.pushes:
        place = _Place.of(now, (card.source, Topic.RECEIVED))
        if place is None or not _arrived(card):
            continue
        arrived = card.push.state is PushState.PUSHED
        received = ReceivedCard(order, card)
        yield place.notice(f"received:{card.push.id}", received, post=arrived)


def _arrived(card: PushCard) -> bool:
    """Whether its source order is there, or was: one that is cancelled is told no more anew."""
    return card.push.state is PushState.PUSHED or (
        card.push.state is PushState.CANCELLED and card.push.source_order is not None
    )
