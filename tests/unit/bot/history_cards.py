"""Histories to render: none, a usual one, and the largest there can be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import cycle
from typing import Any

from bot.blocks import history
from bot.blocks.parts import Message
from core.domain.history import SYNCTEC, Event, EventKind
from core.domain.messages import Card
from core.domain.orders import OrderId
from core.domain.pushes import PushId
from core.domain.timeline import Entry, ReplyCard, Timeline
from tests.unit.bot import cards

_K = EventKind


def entry(
    kind: EventKind, minutes: int = 0, actor: str = SYNCTEC, store: str = "", **details: str
) -> Entry:
    """At noon and so many minutes, of a push to North Supply."""
    at = cards.NOW + timedelta(minutes=minutes)
    event = Event(OrderId(1), PushId(1), f"{kind}:{minutes}", kind, at, actor, details)
    return Entry(event, "#1001", "North Supply", "#2045", store=store)


def usual() -> Timeline:
    """A push that a person asked for, and half of it shipped a day later."""
    day = 24 * 60
    return of(
        entry(_K.PLACED, store="Dest Boutique", actor="store:dest"),
        entry(_K.QUEUED, 1, "U0ANNA", units="2"),
        entry(_K.SENDING, 2, units="2", attempt="1"),
        entry(_K.PUSHED, 2, units="2", order="#2045", attempt="1"),
        entry(_K.SHIPPED, day, "store:north", "North Supply", units="1", parcel="#2045-F1"),
        entry(_K.MARKED_SHIPPED, day + 1, units="1", parcel="#1001-F1"),
    )


def of(*entries: Entry) -> Timeline:
    """The history of these."""
    url = "https://admin.shopify.com/store/dest/orders/1"
    return Timeline(OrderId(1), cards.store(), "#1001", "1001", url, entries)


def large(words: str, many: int = 500, apart: int = 1) -> Timeline:
    """So many events of every kind, so many minutes apart, with such words wherever any fit."""
    keys = ("order", "parcel", "company", "numbers", "status", "sentence", "units", "attempt")
    details = dict.fromkeys(keys, words)
    kinds = cycle(EventKind)
    told = [
        replace(
            entry(next(kinds), n * apart, f"store:{words}", words, **details),
            order=words,
            source=words,
            source_order=words,
            part=n,
        )
        for n in range(many)
    ]
    return replace(of(*told), name=words, number=words, store=cards.store(name=words))


def reply_of(timeline: Timeline) -> ReplyCard:
    """All of it as one reply."""
    return ReplyCard(timeline.store, timeline.name, timeline.number, timeline.entries)


def replies() -> Iterator[tuple[str, Card]]:
    yield "history reply: usual", reply_of(usual())
    for kind, words in _TYPED.items():
        yield f"history reply: {kind}", reply_of(large(words))


def messages() -> Iterator[tuple[str, Message]]:
    yield "history: empty", history.build(of())
    for name, timeline in _every():
        yield f"history: {name}", history.build(timeline)


def views() -> Iterator[tuple[str, dict[str, Any]]]:
    yield "history: empty", history.build_modal(of())
    for name, timeline in _every():
        yield f"history: {name}", history.build_modal(timeline)


def _every() -> Iterator[tuple[str, Timeline]]:
    yield "usual", usual()
    for kind, words in _TYPED.items():
        yield f"{kind} in a day", large(words)
        yield f"{kind} in 500 days", large(words, apart=24 * 60)


_TYPED = {"hostile": cards.HOSTILE, "long": cards.LONG, "short": "x"}
