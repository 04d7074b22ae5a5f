"""App Home: how many pushes stand where, what failed or is held, and the few things people
do most."""

from __future__ import annotations

from collections.abc import Sequence

from bot import ids
from bot import text as words
from bot.blocks import health_alert
from bot.blocks.parts import (
    Block,
    View,
    actions,
    button,
    context,
    divider,
    fields,
    header,
    option,
    plain,
    section,
    select,
)
from bot.blocks.states import NAMES, SIGNS
from core.domain.cards import HomeCard, OrderRow
from core.domain.digests import BUCKETS
from core.domain.pushes import PushState
from core.domain.stores import Role, Store
from core.domain.words import grouped, later, say

_COUNTED = (
    PushState.WAITING,
    PushState.FAILED,
    PushState.UNKNOWN,
    PushState.QUEUED,
    PushState.HELD,
)
_ROWS_SHOWN = 10
_STORES_SHOWN = 20
_ROLES = {
    Role.DESTINATION: later("🛍️ sells"),
    Role.SOURCE: later("📦 ships"),
    Role.BOTH: later("🛍️ sells and 📦 ships"),
}


def build(card: HomeCard) -> View:
    """The Home tab of one person."""
    blocks = (
        header(say("Order Push")),
        actions(_buttons(card)),
        section(say("*Pushes*")),
        fields(*(_count(state, card) for state in _COUNTED), _pushed(card)),
        _ages(card),
        divider(),
        *_failed(card.failed),
        *_held(card.held),
        divider(),
        *_stores(card),
        divider(),
        context(
            say("`/synctec help` lists every command  ·  {contact}", contact=contact(card.support))
        ),
    )
    kept = [block for block in blocks if block is not None]
    return {"type": "home", "callback_id": ids.HOME, "blocks": kept}


def contact(support: str) -> str:
    """Whom to ask."""
    return say("Contact us: {support}", support=words.escape(support, 100))


def _buttons(card: HomeCard) -> list[Block]:
    buttons = [
        button(say("Push Order"), ids.OPEN_PUSH, style="primary"),
        button(say("Order pushes"), ids.OPEN_PUSHES),
        button(say("Unfulfilled orders"), ids.OPEN_UNFULFILLED),
        button(say("Status"), ids.OPEN_STATUS),
    ]
    failed = card.counts.get(PushState.FAILED, 0)
    label = (
        say("Retry the failed push")
        if failed == 1
        else say("Retry all {failed} failed", failed=grouped(failed))
    )
    if failed:
        buttons.append(button(label, ids.RETRY_ALL))
    return [*buttons, *_settings(card)]


def _settings(card: HomeCard) -> list[Block]:
    """For those who may change them."""
    options = [option(store.name, store.handle) for store in card.administers[:100]]
    if not options:
        return []
    menu = select(ids.OPEN_SETTINGS, options, None)
    return [{**menu, "placeholder": plain(say("Settings of …"), 150)}]


def _ages(card: HomeCard) -> Block | None:
    """Unfulfilled orders by age, as bars of characters: not every workspace draws charts here."""
    if not any(card.ages):
        return None
    lines = words.bars([say(label) for label, _ in BUCKETS], card.ages)
    return section("\n".join([say("*Unfulfilled by age*"), *lines]))


def _count(state: PushState, card: HomeCard) -> str:
    return f"{SIGNS[state]} *{say(NAMES[state])}*\n{grouped(card.counts.get(state, 0))}"


def _pushed(card: HomeCard) -> str:
    return say(
        "{sign} *Pushed today*\n{pushed_today}",
        sign=SIGNS[PushState.PUSHED],
        pushed_today=grouped(card.pushed_today),
    )


def _failed(rows: Sequence[OrderRow]) -> list[Block]:
    return _rows(say("❌ *Failed pushes*"), rows) if rows else [section(say("✅ *Nothing failed*"))]


def _held(rows: Sequence[OrderRow]) -> list[Block]:
    return [divider(), *_rows(say("⏸️ *Held orders*"), rows)] if rows else []


def _rows(title: str, rows: Sequence[OrderRow]) -> list[Block]:
    told = [section(title), *(_row(row) for row in rows[:_ROWS_SHOWN])]
    hidden = len(rows) - _ROWS_SHOWN
    return (
        [*told, context(say("… and {count} more", count=grouped(hidden)))] if hidden > 0 else told
    )


def _row(row: OrderRow) -> Block:
    why = f"\n{words.escape(row.reason.sentence, 200)}" if row.reason else ""
    line = f"{words.link(row.url, row.facts.name)} · {words.escape(row.store.name, 60)}{why}"
    return section(line, button(say("View order"), ids.VIEW_ORDER, row.order_id))


def _stores(card: HomeCard) -> list[Block]:
    if not card.stores:
        return [section(say("*Stores*\nNone yet: `python app.py stores add` sets one up."))]
    troubles = {trouble.store.id: health_alert.standing(trouble) for trouble in card.troubles}
    lines = [_store(store, troubles.get(store.id, "")) for store in card.stores]
    return [section(say("*Stores*\n{lines}", lines=words.fit(lines, 2900, _STORES_SHOWN)))]


def _store(store: Store, trouble: str) -> str:
    told = say("⚠️ the app was removed from this store") if store.uninstalled_at else trouble
    gone = f"  ·  {told}" if told else ""
    posts = words.channel(store.channel or "")
    channel = f"  ·  {posts}" if posts else ""
    name = words.escape(store.name, 60)
    return f"`{store.handle}`  *{name}*  ·  {_ROLES[store.role]}{channel}{gone}"
