"""Windows of settings: the smallest, the usual, and the largest with everything that can appear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.blocks import settings_modal
from bot.forms import Memo
from bot.settings_form import Shown
from core.domain.plans import Plans
from core.domain.push_settings import (
    ConnectionSettings,
    Contact,
    ContactRule,
    Mode,
    PriceMethod,
    PriceRule,
    ShippingMethod,
    ShippingRule,
    ShippingTier,
    SourceMails,
    StoreSettings,
)
from core.domain.setting_cards import SettingsCard
from core.domain.setting_changes import Clash, marks_of
from core.domain.setting_table import SETTINGS, Subject
from core.domain.stores import Connection, ConnectionId
from tests.unit.bot import cards


def settings(**changes: Any) -> SettingsCard:
    """Dest Boutique and North Supply, as they come; `sources` says how many there are."""
    dest, north = cards.store(), cards.store(2, handle="north")
    sources = [north, cards.store(3, handle="south")][: changes.pop("sources", 2)]
    link = Connection(ConnectionId(4), dest.id, north.id, ConnectionSettings(**changes))
    return SettingsCard(Subject(dest, north, link), tuple(sources), Plans())


def store_alone() -> SettingsCard:
    """A destination that nobody ships for."""
    return SettingsCard(Subject(cards.store(channel=None)), (), Plans())


def whole(words: str) -> SettingsCard:
    """Everything set, to what takes the most room."""
    tiers = tuple(
        ShippingTier(Decimal(f"{99999 + step}.99"), Decimal("999999.99")) for step in range(20)
    )
    card = settings(
        mode=Mode.AUTOMATIC,
        waiting_time=timedelta(minutes=5),
        email=ContactRule(Contact.OTHER, f"{'x' * 240}@a.example"),
        phone=ContactRule(Contact.OTHER, "+491234567890123"),
        mails=SourceMails(confirmation=True, shipping_updates=True),
        shipping=ShippingRule(ShippingMethod.TIERS, tiers=tiers),
        prices=PriceRule(PriceMethod.WHOLESALE, Decimal("62.55")),
        exchange_rate=Decimal("0.12345678"),
        tags=(words[:90],) * 20,
        note=words * 4,
    )
    names = tuple(f"{words[:30]}{number}" for number in range(50))
    kept = StoreSettings(paused=True, plan="Scale", left_out_tags=names, left_out_channels=names)
    store = replace(card.subject.store, name=words, settings=kept, handle="a" * 31)
    source = cards.store(2, name=words, handle="b" * 31)
    others = tuple(cards.store(n, name=words, handle=f"s{n}") for n in range(3, 130))
    subject = replace(card.subject, store=store, source=source)
    return replace(card, subject=subject, sources=(source, *others))


def memo_of(card: SettingsCard, turn: int = 0) -> str:
    source = card.subject.source
    shown = Shown(
        card.subject.store.handle, source.handle if source else None, marks_of(card.subject), turn
    )
    return Memo(shown.text(), "C0DEST", "https://hooks.slack.com/actions/T0/1/" + "x" * 100).text()


def view(card: SettingsCard, **entered: str) -> dict[str, Any]:
    return settings_modal.build(card, memo_of(card), entered)


def views(typed: dict[str, str]) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "settings: smallest", view(store_alone())
    yield "settings: usual", view(settings())
    yield "settings: one source", view(settings(sources=1))
    flat = {"shipping": "flat -", "email": "customer", "phone": "store", "note": "", "tags": ""}
    yield "settings: half entered", view(settings(), **flat)
    for kind, words in typed.items():
        clashes = [Clash(each, words, words, "U0ANNA") for each in SETTINGS]
        warning = settings_modal.clashed(clashes)
        card = whole(words)
        yield (
            f"settings: {kind}",
            settings_modal.build(card, memo_of(card, 9), {}, 9, warning),
        )
        left = settings_modal.not_saved(words, [each.name for each in SETTINGS])
        yield f"settings: {kind}, left", settings_modal.build(card, memo_of(card), {}, 0, left)
