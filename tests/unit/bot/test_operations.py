"""What operators are told of a store in trouble, of what broke and of what was found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.blocks import fault_alert, findings, health_alert, home
from core.domain.cards import HomeCard
from core.domain.findings import Kind
from core.domain.stores import StoreId
from core.shopify import reasons
from scripts.slack_text import lines_of
from tests.unit.bot import cards
from tests.unit.bot import operation_cards as made


def said(blocks: Any) -> str:
    return "\n".join(lines_of(list(blocks)))


def test_an_outage_says_since_when_why_what_waits_and_what_comes() -> None:
    told = health_alert.build(made.trouble(made.held(), 12))
    text = said(told.blocks)
    assert told.text == "🔌 North Supply does not answer"
    assert "2026-11-22 12:00 UTC: North Supply answered with a server error (503)." in text
    assert "12 pushes wait for it." in text
    assert "SyncTec asks it again" in text


def test_its_end_says_what_went_on() -> None:
    over = made.health(over_at=cards.NOW, went_on=1)
    told = health_alert.build(made.trouble(over))
    assert told.text == "✅ North Supply answers again"
    assert "1 push went on." in said(told.blocks)


def test_a_refused_token_says_what_stops_and_what_to_do() -> None:
    refused = made.refused(reasons.token_refused("Dest Boutique"))
    told = health_alert.build(made.trouble(refused, store=1))
    text = said(told.blocks)
    assert told.text == "🔑 Dest Boutique refuses SyncTec"
    assert "Dest Boutique does not accept SyncTec's access token. Its orders are not read." in text
    assert "python app.py stores add" in text


def test_trouble_of_before_does_not_speak_of_the_trouble_of_now() -> None:
    told = health_alert.build(made.trouble(replace(made.held(), number=2)))
    assert "✅" in told.text
    assert "503" not in said(told.blocks)


def test_app_home_names_the_stores_in_trouble() -> None:
    stores = cards.store(), cards.store(2)
    trouble = replace(made.trouble(made.held()), store=stores[1])
    card = HomeCard(stores, {}, (), "us", troubles=(trouble,))
    listed = said(home.build(card)["blocks"])
    north = next(line for line in listed.splitlines() if "North Supply" in line)
    dest = next(line for line in listed.splitlines() if "Dest Boutique" in line)
    assert "does not answer since" in north
    assert "⚠️" not in dest
    assert trouble.store.id == StoreId(2)


def test_a_fault_names_its_work_its_reference_and_how_often() -> None:
    told = fault_alert.build(made.fault(12))
    text = said(told.blocks)
    assert "It concerned order #1001 of Dest Boutique." in text
    assert "12 times since" in text
    assert "PushOrder" in text
    assert "Reference ab12cd34" in text
    once = fault_alert.build(made.fault())
    assert "since" not in said(once.blocks)


def test_ten_finds_are_named_and_all_are_counted() -> None:
    card = made.found(Kind.ORDER, Kind.WEBHOOK, many=8)
    told = findings.build(card)
    text = said(told.blocks)
    assert told.text.startswith("🧭 SyncTec found and mended 16 things")
    assert "8 paid orders that no webhook told of" in text
    assert "8 webhook subscriptions that were missing" in text
    assert text.count("#1001") == 10 + 1
    assert "6 more" in text
    assert len(card.named(Kind.ORDER)) == 8
