"""Cards to render: the smallest, the usual, the largest, and what a hostile customer types."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from core.domain import reasons
from core.domain.cards import (
    AnswerCard,
    FailureCard,
    HomeCard,
    ListCard,
    OrderCard,
    OrderRow,
    PushCard,
    PushFormCard,
)
from core.domain.money import Money
from core.domain.orders import OrderFacts, OrderId
from core.domain.pushes import Attempt, Outcome, Push, PushId, PushLine, PushState, SourceOrder
from core.domain.qualification import LineVerdict
from core.domain.stores import Role, Store, StoreId
from core.domain.words import ENGLISH, speak

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
HOSTILE = (
    "<!channel> <@U0ANNA> <https://evil.example|click> *bold* _it_ ~no~ `code` & "
    "\u202eevil\u202c\n> quote\n```\n\u05e9\u05dc\u05d5\u05dd \u0639\u0644\u064a\u0643\u0645 "
    "👩\u200d👩\u200d👧\u200d👦 " + "very long & <wide> " * 20
)[:255]
LONG = ("👩\u200d🚀é<&>*" * 60)[:255]


def store(number: int = 1, **changes: Any) -> Store:
    plain = Store(
        id=StoreId(number),
        handle="dest" if number == 1 else f"source-{number}",
        shop="dest" if number == 1 else f"source-{number}",
        name="Dest Boutique" if number == 1 else "North Supply" if number == 2 else "South Goods",
        role=Role.DESTINATION if number == 1 else Role.SOURCE,
        currency="USD",
        timezone="Europe/Berlin",
        channel="C0DEST",
    )
    return replace(plain, **changes)


def facts(**changes: Any) -> OrderFacts:
    plain = OrderFacts(
        gid="gid://shopify/Order/9007199254740993",
        name="#1001",
        number="1001",
        processed_at=NOW - timedelta(hours=2),
        updated_at=NOW,
        cancelled_at=None,
        test=False,
        financial_status="PAID",
        fulfillment_status="UNFULFILLED",
        total=Money(Decimal("48.00"), "USD"),
        shipping=Money(Decimal("4.90"), "USD"),
        city="Berlin",
        country_code="DE",
    )
    return replace(plain, **changes)


def made(name: str = "#2045") -> SourceOrder:
    return SourceOrder("gid://shopify/Order/5", name, NOW, NOW, None, "UNFULFILLED")


def push(state: PushState = PushState.WAITING, number: int = 1, **changes: Any) -> Push:
    plain = Push(
        id=PushId(number),
        order_id=OrderId(7),
        source_id=StoreId(2),
        part=1,
        state=state,
        lines=(PushLine("gid://l/1", "MUG", "Blue mug · L", 2, "gid://v/1"),),
        source_order=made() if state is PushState.PUSHED else None,
        reason=reasons.stock_refused("North Supply") if state is PushState.FAILED else None,
        actor=None if state is PushState.WAITING else "U0ANNA",
        attempt=0 if state is PushState.WAITING else 1,
        changed_at=NOW,
    )
    return replace(plain, **changes)


def push_card(state: PushState = PushState.WAITING, **changes: Any) -> PushCard:
    held = push(state, **changes)
    source = store(int(held.source_id))
    url = "https://admin.shopify.com/store/north/orders/5" if held.source_order else None
    return PushCard(held, source, url)


def line(number: int = 1, **changes: Any) -> LineVerdict:
    plain = LineVerdict(f"gid://l/{number}", "MUG-BLUE", "Blue mug · L", 2, StoreId(2), None)
    return replace(plain, **changes)


def order(*pushes: PushCard, all_qualify: bool = False, **changes: Any) -> OrderCard:
    wrap = line(2, title="Gift wrap", sku=None, source_id=None, quantity=1)
    stays = replace(wrap, reason=reasons.sku_missing("Gift wrap"))
    plain = OrderCard(
        order_id=OrderId(7),
        store=store(),
        facts=facts(),
        url="https://admin.shopify.com/store/dest/orders/9007199254740993",
        lines=(line(), line(2) if all_qualify else stays),
        pushes=pushes or (push_card(),),
    )
    return replace(plain, **changes)


def mixed_order(state: PushState = PushState.PUSHED, **changes: Any) -> OrderCard:
    """Two units that went, one that should have, one that needs no shipping."""
    several = reasons.sku_ambiguous("STICKER", "North Supply", 2)
    nowhere = {"source_id": None, "quantity": 1}
    lines = (
        line(),
        line(2, title="Logo Sticker", sku="STICKER", reason=several, **nowhere),
        line(3, title="Gift wrap", reason=reasons.no_shipping("Gift wrap"), **nowhere),
    )
    return order(push_card(state), **{"lines": lines, **changes})


def smallest_order() -> OrderCard:
    """Nothing is known that may be missing."""
    empty = facts(
        city=None, country_code=None, financial_status=None, total=Money(Decimal(0), "JPY")
    )
    return order(facts=empty, lines=(), pushes=(push_card(PushState.SKIPPED),))


def largest_order(words: str = HOSTILE, state: PushState = PushState.FAILED) -> OrderCard:
    """500 lines of 255 characters, twelve parts with long names, everything typed at us."""
    return _largest(words, state, _language())


def _language() -> str:
    """In which reasons are said: they are, when they are made."""
    spoken = speak(ENGLISH)
    speak(spoken)
    return spoken.code


@cache
def _largest(words: str, state: PushState, _language: str) -> OrderCard:
    reason = reasons.refused_by_shopify(words, words)
    wild = facts(
        name=words,
        city=words,
        test=True,
        financial_status=words,
        total=Money(Decimal("99999999999.99"), "USD"),
        cancelled_at=NOW if state is PushState.CANCELLED else None,
    )
    return order(
        *(_wide_push(number, words, state, reason) for number in range(1, 13)),
        lines=tuple(_wide_line(number, words) for number in range(500)),
        facts=wild,
        store=store(name=words, channel=words),
        held_by=(reason,) * 20,
    )


def _wide_line(number: int, words: str) -> LineVerdict:
    return line(
        number,
        title=words,
        sku=words,
        quantity=10**6,
        source_id=StoreId(2) if number % 2 else None,
        reason=None if number % 2 else reasons.sku_unknown(f"{words}{number}"),
    )


def _wide_push(number: int, words: str, state: PushState, reason: reasons.Reason) -> PushCard:
    wide = push(
        state,
        number,
        part=number,
        reason=reason,
        reference=words,
        source_order=made(words),
        lines=tuple(PushLine("l", words, words, 1, "v") for _ in range(250)),
    )
    url = "https://admin.shopify.com/store/" + "x" * 60 + "/orders/5"
    return PushCard(wide, store(2, name=words, handle="a" * 31), url)


def attempt(number: int = 1, words: str = "") -> Attempt:
    return Attempt(
        push_id=PushId(1),
        number=number,
        started_at=NOW - timedelta(minutes=5),
        lease_until=NOW,
        actor="U0ANNA" if number % 2 else None,
        finished_at=NOW if number % 3 else None,
        outcome=Outcome.REFUSED if number % 3 else None,
        reason=reasons.refused_by_shopify("North", words) if words else reasons.NO_VALUE,
        reference="ab12cd34",
    )


def failure(card: OrderCard | None = None, attempts: int = 1, words: str = "") -> FailureCard:
    whole = card or order(push_card(PushState.FAILED, reference="ab12cd34"))
    tried = tuple(attempt(number, words) for number in range(1, attempts + 1))
    return FailureCard(whole, whole.pushes[0], tried)


def row(number: int = 1, words: str | None = None, **changes: Any) -> OrderRow:
    whole = largest_order(words, PushState.FAILED) if words else order(push_card())
    placed = NOW - timedelta(days=number % 30)
    plain = OrderRow(
        order_id=OrderId(number),
        store=whole.store,
        facts=replace(whole.facts, name=words or f"#{1000 + number}", processed_at=placed),
        url=whole.url,
        pushes=whole.pushes,
        reason=reasons.refused_by_shopify(words, words) if words else None,
        places=(words,) * 20 if words else ("Main",),
    )
    return replace(plain, **changes)


def late(
    unfulfilled: int = 0, failed: int = 0, words: str | None = None, hidden: int = 0
) -> ListCard:
    return ListCard(
        title=words or "Daily digest",
        now=NOW,
        timezone="Europe/Berlin",
        unfulfilled=tuple(row(number, words) for number in range(unfulfilled)),
        failed=tuple(
            row(number, words, pushes=(push_card(PushState.FAILED),), reason=reasons.NO_VALUE)
            for number in range(failed)
        ),
        hidden=hidden,
    )


def home(words: str | None = None) -> HomeCard:
    if words is None:
        return HomeCard((), {}, (), "support@synctec.io")
    stores = tuple(
        store(n, handle=f"s{n}", name=words, channel=words, uninstalled_at=NOW)
        for n in range(1, 101)
    )
    counts = dict.fromkeys(PushState, 10**9)
    rows = tuple(row(n, words) for n in range(100))
    return HomeCard(
        stores, counts, rows, words, rows, ages=(10**6,) * 5, administers=stores, pushed_today=10**9
    )


def busy_home() -> HomeCard:
    """That of an ordinary day."""
    counts = {PushState.WAITING: 12, PushState.FAILED: 2, PushState.QUEUED: 1, PushState.HELD: 1}
    refused = push_card(PushState.FAILED)
    failed = tuple(
        row(number, pushes=(refused,), reason=reasons.stock_refused("North Supply"))
        for number in (4, 2)
    )
    held = (row(9, pushes=(push_card(PushState.HELD),), reason=reasons.UNPAID),)
    stores = (store(), store(2), store(3))
    ages = (9, 14, 3, 1, 0)
    return HomeCard(
        stores, counts, failed, "support@synctec.io", held, (), 41, ages, administers=stores[:1]
    )


def form(words: str | None = None) -> PushFormCard:
    if words is None:
        return PushFormCard(())
    stores = tuple(store(1, handle=f"s{n}", name=words) for n in range(150))
    return PushFormCard(stores, "s3", words, Decimal("4.90"))


def answer(words: str | None = None) -> AnswerCard:
    return AnswerCard(words, words, reference=words) if words else AnswerCard("Done.", good=True)
