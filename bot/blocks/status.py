"""How every store does: connection, webhooks, token, rate budget, queue, last word of it."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks import health_alert
from bot.blocks.parts import Message, View, context, header, message, modal, section
from core.domain.status_cards import StatusCard, StoreStatus

TITLE = "Status"
_STORES = 40


def build(card: StatusCard) -> Message:
    """For one person alone."""
    troubled = sum(1 for each in card.stores if each.trouble or each.store.uninstalled_at)
    sign = (
        f"⚠️ {words.count(troubled, 'store')} in trouble" if troubled else "✅ All stores are well"
    )
    hidden = len(card.stores) - _STORES
    return message(
        sign,
        (
            header(f"Status: {sign}"),
            *(section(_store(each, card)) for each in card.stores[:_STORES]),
            None if card.stores else section("There is no store that you may see."),
            context(f"… and {hidden:,} more stores") if hidden > 0 else None,
            context(
                f"Jobs: {card.waiting:,} waiting, {card.failed:,} given up  ·  "
                f"{words.date(card.now, 'As of')}"
            ),
        ),
    )


def build_modal(card: StatusCard) -> View:
    """The same in a window."""
    return modal(TITLE, build(card).blocks, callback=ids.READ_ONLY)


def _store(status: StoreStatus, card: StatusCard) -> str:
    store, standing = status.store, status.standing
    head = f"*{words.escape(store.name, 80)}* (`{store.handle}`, {store.role.value})"
    if store.uninstalled_at is not None:
        return f"⚠️ {head}\n{words.date(store.uninstalled_at, 'The app was removed')}"
    trouble = health_alert.standing(status.trouble) if status.trouble else "connected"
    sign = "⚠️" if status.trouble else "✅"
    facts = [
        trouble,
        _hears(status, card),
        "token renews itself" if status.renews else "token does not end",
    ]
    if standing.budget is not None:
        there, most = standing.budget
        facts.append(f"rate budget {there:,} of {most:,}")
    if standing.under_way:
        facts.append(f"{words.count(standing.under_way, 'push', 'pushes')} on the way to it")
    return f"{sign} {head}\n{'  ·  '.join(facts)}"


def _hears(status: StoreStatus, card: StatusCard) -> str:
    standing = status.standing
    told = [
        f"last webhook {words.age(standing.heard_at, card.now)} ago"
        if standing.heard_at
        else "webhooks on, none yet"
        if status.address
        else "polled alone"
    ]
    if standing.polled_at is not None:
        told.append(f"asked {words.age(standing.polled_at, card.now)} ago")
    return ", ".join(told)
