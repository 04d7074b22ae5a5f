"""What operators are shown, to render: a store that is away, one that refuses, what broke, what was
found; the smallest and the largest of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from core.domain.breakers import Refusal, StoreHealth
from core.domain.cards import (
    HomeCard,
)
from core.domain.faults import Fault, Subject
from core.domain.findings import Kind
from core.domain.messages import Card
from core.domain.operation_cards import FaultCard, FindingsCard, Found, HealthCard
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.shopify import reasons
from tests.unit.bot import cards

AWAY = reasons.server_error("North Supply", 503)


def health(**changes: Any) -> StoreHealth:
    return replace(StoreHealth(StoreId(2)), number=1, began_at=cards.NOW, reason=AWAY, **changes)


def held(**changes: Any) -> StoreHealth:
    return health(
        faults=5, held_since=cards.NOW, next_probe_at=cards.NOW + timedelta(seconds=15), **changes
    )


def refused(*whys: Reason) -> StoreHealth:
    met = tuple(Refusal("" if not n else f"q{n}", cards.NOW, why) for n, why in enumerate(whys))
    return health(refusals=met)


def trouble(state: StoreHealth, waiting: int = 0, store: int = 2, **changes: Any) -> HealthCard:
    return HealthCard(cards.store(store, **changes), state, 1, waiting)


def messages() -> Iterator[tuple[str, Card]]:
    over = health(over_at=cards.NOW + timedelta(minutes=16))
    yield "health: away, smallest", trouble(replace(held(), reason=None))
    yield "health: away", trouble(held(), 12)
    yield "health: a destination away", trouble(held(), 1, store=1)
    yield "health: refused", trouble(refused(reasons.token_refused("Dest Boutique")), store=1)
    yield "health: over", trouble(replace(over, went_on=12))
    yield "health: over, nothing waited", trouble(over)
    accepted = replace(over, reason=reasons.token_refused("North Supply"))
    yield "health: accepted again", trouble(accepted)
    yield "health: past", trouble(replace(held(), number=2))
    yield "fault: smallest", fault(subject=Subject())
    yield "fault: usual", fault(12)
    yield from ((f"findings: {kind}", found(kind)) for kind in Kind)
    yield "findings: every kind", found(*Kind)


def fault(times: int = 1, words: str = "", **changes: Any) -> FaultCard:
    plain = Fault(
        job=words or "PushOrder",
        reason=Reason(words, words * 2, words) if words else reasons.contract_changed("North"),
        number=1,
        times=times,
        first_at=cards.NOW,
        newest_at=cards.NOW + timedelta(minutes=16),
        reference=words or "ab12cd34",
        subject=Subject(words * 2 or "order #1001 of Dest Boutique", StoreId(1)),
    )
    return FaultCard(replace(plain, **changes))


def found(*kinds: Kind, many: int = 1, words: str = "#1001") -> FindingsCard:
    url = "https://admin.shopify.com/store/dest/orders/1"
    each = (Found(kind, words, None if n % 2 else url) for kind in kinds for n in range(many))
    return FindingsCard(cards.store(name=words if many > 1 else "Dest Boutique"), tuple(each))


def large_messages(kind: str, words: str) -> Iterator[tuple[str, Card]]:
    why = Reason("code", words * 2, words * 2)
    worst = replace(refused(*[why] * 40), held_since=cards.NOW, next_probe_at=cards.NOW)
    yield f"health: {kind}", trouble(replace(worst, reason=why), 10**6, name=words)
    over = health(over_at=cards.NOW, went_on=10**6)
    yield f"health: {kind}, over", trouble(replace(over, reason=why), name=words)
    yield f"fault: {kind}", fault(10**6, words)
    yield f"findings: {kind}", found(*Kind, many=500, words=words)


def homes(words: str) -> Iterator[tuple[str, HomeCard]]:
    home = cards.home(words)
    stores = tuple(cards.store(n, name=words) for n in range(1, 101))
    away = tuple(HealthCard(store, held(), 1) for store in stores[::2])
    why = Reason("code", words * 2, words * 2)
    shut = tuple(HealthCard(store, refused(why), 1) for store in stores[1::2])
    yield "stores in trouble", replace(home, stores=stores, troubles=(*away, *shut))
