"""Who may do what, and who did what, to render."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from bot.blocks import people
from bot.blocks.parts import Message
from core.domain.people import Grant, Right
from core.domain.people_cards import AuditCard, AuditLine, PeopleCard, Roster
from core.domain.stores import StoreId
from tests.unit.bot import cards


def grant(subject: str, right: Right, store_id: int | None = 1) -> Grant:
    place = None if store_id is None else StoreId(store_id)
    return Grant(subject, right, place, "U0ANNA", cards.NOW)


def messages(typed: Mapping[str, str]) -> Iterator[tuple[str, Message]]:
    yield "people: nobody", people.build(PeopleCard((), (), ()))
    usual = PeopleCard(
        ("U0ANNA",),
        (grant("S0OPS", Right.VIEWER, None),),
        (
            Roster(cards.store(), (grant("U0BEN", Right.OPERATOR), grant("S0OPS", Right.ADMIN))),
            Roster(cards.store(2), ()),
        ),
        own=Right.ADMIN,
    )
    yield "people: usual", people.build(usual)
    yield "people: everyone", people.build(PeopleCard((), (), (), everyone=True))
    for kind, words in typed.items():
        many = tuple(grant(f"U{n:010d}", right) for n in range(500) for right in Right)
        rosters = tuple(Roster(cards.store(n, name=words), many) for n in range(1, 80))
        users = tuple(f"U{n:010d}" for n in range(500))
        yield f"people: {kind}", people.build(PeopleCard(users, many, rosters))


def views(typed: Mapping[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "audit: nothing", people.audit(AuditCard("Who did what", ()))
    lines = (
        AuditLine(cards.NOW, "U0ANNA", "changed settings: mode: manual → automatic", "Dest"),
        AuditLine(cards.NOW, "U0BEN", "changed who may do what: <@U0CARA>: nothing → admin", "x"),
        AuditLine(cards.NOW, "command line", "Pushed 2 units to North as #2045", "Dest"),
    )
    yield "audit: usual", people.audit(AuditCard("Who did what at Dest", lines))
    for kind, words in typed.items():
        long = tuple(AuditLine(cards.NOW, "U0ANNA", words * 9, words) for _ in range(300))
        yield f"audit: {kind}", people.audit(AuditCard(words, long, more=True))
