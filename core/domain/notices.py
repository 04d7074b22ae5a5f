"""Which messages should exist for an order, and what they should show now.

A pure answer from the order's state: publishing compares it with the messages that exist, posts
what is missing, edits what differs. So every change, whoever made it, ends in the same messages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

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
    order: OrderCard, attempts: Mapping[PushId, Sequence[Attempt]]
) -> tuple[Notice, ...]:
    """Every message this order should have, in the order in which they are to be posted. Where its
    customer's data was erased, those that stand are edited, and none comes anew."""
    notices = (
        *_order_alert(order),
        *_failures(order, attempts),
        *_questions(order),
        *_decisions(order),
        *_received(order),
    )
    if order.facts.erased:
        return tuple(replace(notice, post=False) for notice in notices)
    return notices


def _order_alert(order: OrderCard) -> Iterator[Notice]:
    # Held and skipped orders raise no alert, unless a synced item stays behind; one that was
    # alerted before is still kept true.
    if order.store.channel is None:
        return
    post = any(card.push.state in _ALERTED for card in order.pushes) or _needs_mending(order)
    yield Notice(f"order:{order.order_id}", order.store.channel, order, post)


def _needs_mending(order: OrderCard) -> bool:
    """Whether a synced item stays behind and nothing else holds the order: people must know."""
    if order.facts.is_over or order.held_by:
        return False
    return any(line.needs_mending for line in order.lines)


def _failures(order: OrderCard, attempts: Mapping[PushId, Sequence[Attempt]]) -> Iterator[Notice]:
    for card in order.pushes:
        channel = _somewhere(order, card)
        if channel is not None:
            failure = FailureCard(order, card, tuple(attempts.get(card.push.id, ())))
            failed = card.push.state is PushState.FAILED
            yield Notice(f"failure:{card.push.id}", channel, failure, failed)


def _somewhere(order: OrderCard, card: PushCard) -> str | None:
    """Where somebody sees what must not be left alone: a destination may have no channel."""
    return order.store.channel or card.source.channel


def _questions(order: OrderCard) -> Iterator[Notice]:
    for card in order.pushes:
        channel = _somewhere(order, card)
        if channel is None:
            continue
        push, doubtful = card.push, card.push.state is PushState.UNKNOWN
        # The question about an earlier attempt may still stand open: the next one can begin
        # before the answer was shown. An open card speaks of the newest attempt only.
        for attempt in range(push.attempt if doubtful else 1, push.attempt + 1):
            key = f"question:{push.id}:{attempt}"
            post = doubtful and push.asked
            yield Notice(key, channel, QuestionCard(order, card), post)


def _decisions(order: OrderCard) -> Iterator[Notice]:
    """A cancellation is the source's to accept; all else is the destination's to decide."""
    for card in order.pushes:
        theirs = card.source.channel or order.store.channel
        ours = _somewhere(order, card)
        for mirror in card.questions:
            channel = theirs if mirror.kind is Kind.CANCELLATION else ours
            if channel is not None:
                decision = MirrorCard(order, card, mirror)
                yield Notice(f"decision:{mirror.id}", channel, decision, is_open(mirror))


def _received(order: OrderCard) -> Iterator[Notice]:
    for card in order.pushes:
        if card.source.channel is None or not _arrived(card):
            continue
        arrived = card.push.state is PushState.PUSHED
        received = ReceivedCard(order, card)
        yield Notice(f"received:{card.push.id}", card.source.channel, received, arrived)


def _arrived(card: PushCard) -> bool:
    """Whether its source order is there, or was: one that is cancelled is told no more anew."""
    return card.push.state is PushState.PUSHED or (
        card.push.state is PushState.CANCELLED and card.push.source_order is not None
    )
