"""The Order Push page in a window: by where pushes stand, a page at a time, each with what can be
done."""

from __future__ import annotations

from dataclasses import replace

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    View,
    actions,
    button,
    confirm,
    context,
    divider,
    modal,
    section,
)
from bot.blocks.states import NAMES, SIGNS, made, shopify_status, source_of
from bot.blocks.store_select import store_select
from core.domain.push_list import COUNTED, PushList, PushRow, Shown
from core.domain.pushes import PushState
from core.domain.words import grouped, later, say, say_many

TITLE = later("Order pushes")
_NAMES = {
    Shown.ALL: later("All"),
    Shown.FAILED: later("Failed"),
    Shown.WAITING: later("Waiting"),
    Shown.HELD: later("Held"),
    Shown.UNDER_WAY: later("Under way"),
    Shown.PUSHED: later("Pushed"),
    Shown.CANCELLED: later("Cancelled"),
    Shown.TODAY: later("Today"),
}

_NONE = {
    Shown.ALL: (
        later("There is no push."),
        later("There is no push of {store}."),
    ),
    Shown.WAITING: (
        later("There is no push that is waiting."),
        later("There is no push of {store} that is waiting."),
    ),
    Shown.HELD: (
        later("There is no push that is held."),
        later("There is no push of {store} that is held."),
    ),
    Shown.UNDER_WAY: (
        later("There is no push that is under way."),
        later("There is no push of {store} that is under way."),
    ),
    Shown.PUSHED: (
        later("There is no push that is pushed."),
        later("There is no push of {store} that is pushed."),
    ),
    Shown.CANCELLED: (
        later("There is no push that is cancelled."),
        later("There is no push of {store} that is cancelled."),
    ),
    Shown.TODAY: (
        later("There is no push that moved today."),
        later("There is no push of {store} that moved today."),
    ),
}
"""Where nothing is shown: in every store, and in one."""


def build(card: PushList, memo: str, said: str = "") -> View:
    """One page; `memo` comes back with every click in it, `said` is what the last one did."""
    return modal(
        say(TITLE),
        (
            _stores(card),
            actions(_filters(card)),
            context(words.sentence(said)) if said else None,
            divider(),
            *(block for row in card.rows for block in _row(row, card)),
            None if card.rows else section(_nothing(card)),
            actions(_below(card)),
            context(words.date(card.now, say("As of"))),
        ),
        callback=ids.READ_ONLY,
        memo=memo,
    )


def _stores(card: PushList) -> Block | None:
    of_storm = card.place.storm_id is not None
    return None if of_storm else store_select(ids.PUSHES_STORE, card.stores, card.store)


def _filters(card: PushList) -> list[Block]:
    return [
        button(
            f"{say(name)} {grouped(card.counts.get(shown, 0))}" if shown in COUNTED else say(name),
            ids.unique(ids.PUSHES_PAGE, shown.name.lower()),
            replace(card.place, shown=shown, before=None).text(),
            style="primary" if shown is card.place.shown else None,
        )
        for shown, name in _NAMES.items()
    ]


def _row(row: PushRow, card: PushList) -> list[Block]:
    push = row.card.push
    told = section(f"{_head(row)}\n{_facts(row)}{_why(row)}{_age(row, card)}")
    look = button(say("View order"), ids.VIEW_ORDER, row.order_id)
    if push.state is PushState.WAITING and not row.facts.is_over:
        named = ids.unique(ids.RETRY_ROW, push.id)
        below = actions([button(say("Push"), named, push.id, style="primary"), look])
        return [told, *([below] if below else [])]
    if push.state is not PushState.FAILED:
        return [{**told, "accessory": look}]
    buttons = actions(
        [
            button(say("Retry"), ids.unique(ids.RETRY_ROW, push.id), push.id, style="primary"),
            button(say("View error"), ids.VIEW_ERROR, push.id),
            look,
        ]
    )
    return [told, *([buttons] if buttons else [])]


def _head(row: PushRow) -> str:
    push = row.card.push
    source = source_of(row.card)
    to = f"{source} {made(row.card)}" if push.source_order else source
    return f"{SIGNS[push.state]} *{words.link(row.url, row.facts.name)}* → {to}"


def _facts(row: PushRow) -> str:
    status = [row.facts.financial_status, row.facts.fulfillment_status]
    told = [shopify_status(each) for each in status if each]
    if row.facts.cancelled_at is not None:
        told = [say("Cancelled")]
    return "  ·  ".join(
        [
            words.escape(row.store.name, 60),
            *([words.escape(row.facts.initials)] if row.facts.initials else []),
            say_many("{count} item", "{count} items", row.items),
            *(words.escape(each, 40) for each in told),
            f"*{say(NAMES[row.card.push.state])}*",
        ]
    )


def _why(row: PushRow) -> str:
    reason = row.card.push.reason
    shown = row.card.push.state in {PushState.FAILED, PushState.HELD, PushState.WAITING}
    return f"\n{words.sentence(reason.sentence)}" if reason and shown else ""


def _age(row: PushRow, card: PushList) -> str:
    since = row.card.push.changed_at or row.facts.processed_at
    return "\n" + say("_{age} ago_", age=words.age(since, card.now))


def _below(card: PushList) -> list[Block]:
    buttons = []
    if card.place.before is not None:
        first = replace(card.place, before=None)
        named = ids.unique(ids.PUSHES_PAGE, "first")
        buttons.append(button(say("Newest"), named, first.text()))
    if card.following is not None:
        named = ids.unique(ids.PUSHES_PAGE, "next")
        buttons.append(button(say("Older"), named, card.following.text()))
    if many := card.counts.get(Shown.FAILED, 0):
        buttons.append(_retry_all(card, many))
    if card.rows:
        here = card.place.text()
        buttons.append(button(say("Export as CSV"), ids.EXPORT_PUSHES, here))
    return buttons


def _retry_all(card: PushList, many: int) -> Block:
    label = (
        say("Retry the failed push")
        if many == 1
        else say("Retry all {many} failed", many=grouped(many))
    )
    if card.store is None:
        follows = say(
            "Every failed push is sent again: {many}. What is still wrong fails again.",
            many=grouped(many),
        )
    else:
        follows = say(
            "Every failed push of {store} is sent again: {many}. What is still wrong fails again.",
            store=card.store.name,
            many=grouped(many),
        )
    asked = confirm(
        say("Try again?"),
        follows,
        say("Retry"),
        say("Not now"),
        danger=False,
    )
    return button(label, ids.RETRY_LISTED, card.place.text(), confirm=asked)


def _nothing(card: PushList) -> str:
    if card.place.shown is Shown.FAILED:
        return say("🎉 *Nothing has failed.*")
    everywhere, of_store = _NONE[card.place.shown]
    if card.store is None:
        return say(everywhere)
    return say(of_store, store=words.escape(card.store.name, 60))
