"""Decisions about orders that changed: each kind, open and in every state it may end in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from core.domain.cards import MirrorCard, OrderCard
from core.domain.mirrors.questions import CHOICE, CHOICES, REFUSED, choices_of
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.progress import Units
from core.domain.pushes import PushId, PushState
from core.domain.reasons import Reason
from tests.unit.bot import cards


def asked(kind: Kind, order: OrderCard | None = None) -> MirrorCard:
    """An open one, about every line of its push."""
    whole = order or cards.order(cards.push_card(PushState.PUSHED))
    units = tuple(Units(line.line_gid, line.quantity) for line in whole.pushes[0].push.lines)
    mirror = Mirror(
        id=MirrorId(9),
        push_id=PushId(1),
        kind=kind,
        original="gid://shopify/Order/1",
        place="",
        state=State.ASKED,
        units=() if kind is Kind.CANCELLATION else units,
        lease_until=cards.NOW + timedelta(hours=24) if kind is Kind.CANCELLATION else None,
        details={"amount": "24.50", "currency": "USD"} if kind is not Kind.CANCELLATION else {},
    )
    return MirrorCard(whole, whole.pushes[0], mirror)


def ended(card: MirrorCard, state: State, reason: Reason | None = None) -> MirrorCard:
    """The same, answered by Anna."""
    choice = choices_of(card.mirror)[0].value
    details = {**card.mirror.details, CHOICE: choice}
    mirror = replace(card.mirror, state=state, actor="U0ANNA", reason=reason, details=details)
    return replace(card, mirror=mirror)


def refused(order: OrderCard | None = None) -> MirrorCard:
    """An edit that the source order does not take."""
    card = asked(Kind.EDIT, order)
    reason = Reason("edit_refused", "North Supply refused: not yours.", "Cancel it.")
    return replace(card, mirror=replace(card.mirror, place=REFUSED, reason=reason, details={}))


def decisions() -> Iterator[tuple[str, MirrorCard]]:
    """Those that there usually are."""
    for kind in CHOICES:
        card = asked(kind)
        yield f"decision: {kind}", card
        for state in (State.AGREED, State.SENDING, State.DONE, State.LEFT):
            yield f"decision: {kind} {state}", ended(card, state)
    yield "decision: refused", refused()
    for state in (State.AGREED, State.SENDING, State.DONE, State.LEFT):
        yield f"decision: refused {state}", ended(refused(), state)
    nobody = replace(asked(Kind.CANCELLATION).mirror, state=State.DONE)
    yield "decision: nobody answered", replace(asked(Kind.CANCELLATION), mirror=nobody)


def large_decisions(kind: str, words: str) -> Iterator[tuple[str, MirrorCard]]:
    """The same of the largest order, with these words everywhere."""
    whole = cards.largest_order(words, PushState.PUSHED)
    reason = Reason("why", f"{words[:200]}.", f"{words[:200]}.")
    yield f"decision: {kind} refused", refused(whole)
    for each in CHOICES:
        card = asked(each, whole)
        yield f"decision: {kind} {each}", card
        yield f"decision: {kind} {each} left", ended(card, State.LEFT, reason)
