"""Decisions about an order that changed on one of its stores: a cancellation to accept, items that
the source does not ship any more, goods that were taken off too late."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    Message,
    actions,
    button,
    confirm,
    context,
    header,
    message,
    section,
)
from bot.blocks.states import made, source_of, title_of
from core.domain.cards import MirrorCard
from core.domain.mirrors.questions import (
    OVERDUE,
    REFUSED,
    Choice,
    choice_of,
    choices_of,
    is_open,
)
from core.domain.mirrors.records import Kind, State
from core.domain.money import Money

_LISTED = 10
_LABELS: Mapping[Choice, str] = {
    Choice.ACCEPT: "Accept",
    Choice.REJECT: "Reject",
    Choice.PUSH_AGAIN: "Push again",
    Choice.REFUND: "Refund the items",
    Choice.KEEP: "Keep the order as it is",
    Choice.REMAKE: "Cancel and push again",
}
_ANSWERS: Mapping[Choice, str] = {
    Choice.ACCEPT: "Accepted",
    Choice.REJECT: "Rejected",
    Choice.PUSH_AGAIN: "Pushed again",
    Choice.REFUND: "To be refunded",
    Choice.KEEP: "Kept as it is",
    Choice.REMAKE: "To be cancelled and pushed again",
}


_SURE: Mapping[Choice, tuple[str, str, str]] = {
    Choice.REJECT: (
        "Ship it all the same?",
        "The customer's store is told that it is not cancelled, and that you ship it.",
        "Reject the cancellation",
    ),
    Choice.PUSH_AGAIN: (
        "Push these items again?",
        "A new source order is made for them, wherever they qualify now.",
        "Push again",
    ),
}
"""Asked before it counts: the question, what follows, and the yes."""


def build(card: MirrorCard) -> Message:
    """Open with its buttons; then who answered what, and what came of it."""
    title, what = _title(card), _what(card)
    if not is_open(card.mirror):
        closed = f"☑️ Decided: {title}"
        return message(
            f"{words.escape(closed)}: {_outcome(card)}",
            (
                header(closed),
                section(what),
                section(_items(card)) if card.mirror.units else None,
                section(_outcome(card)),
            ),
        )
    return message(
        f"❓ {words.escape(title)}",
        (
            header(f"❓ {title}"),
            section(what),
            section(_items(card)) if card.mirror.units else None,
            actions(_buttons(card)),
            context(_small_print(card)),
        ),
    )


def _title(card: MirrorCard) -> str:
    name, source = card.order.facts.name, title_of(card.push)
    theirs = card.push.push.source_order.name if card.push.push.source_order else name
    match card.mirror.kind:
        case Kind.CANCELLATION:
            return f"Cancel {theirs}?"
        case Kind.SOURCE_CANCELLED:
            return f"{source} cancelled its order for {name}"
        case Kind.SOURCE_REFUND:
            return f"{source} refunded items of {name}"
        case Kind.SOURCE_EDITED:
            return f"{source} took items off its order for {name}"
        case _ if card.mirror.place == REFUSED:
            return f"{source} does not take a change of {name}"
        case _:
            return f"{name} was changed after {source} had shipped"


def _what(card: MirrorCard) -> str:
    order = words.link(card.order.url, card.order.facts.name)
    store, source = words.escape(card.order.store.name, 80), source_of(card.push)
    match card.mirror.kind:
        case Kind.CANCELLATION:
            return f"{store} cancelled order {order}, which {source} has as *{made(card.push)}*."
        case Kind.SOURCE_CANCELLED:
            return f"{source} cancelled *{made(card.push)}*, which was to ship order {order}."
        case Kind.SOURCE_REFUND:
            return f"{source} refunded items of *{made(card.push)}*, which ships order {order}."
        case Kind.SOURCE_EDITED:
            return f"{source} took items off *{made(card.push)}*, which ships order {order}."
        case _:
            why = card.mirror.reason
            told = f" {words.sentence(why.sentence)} {words.sentence(why.remedy)}" if why else ""
            return f"{order} · {store} → *{source}*.{told}"


def _items(card: MirrorCard) -> str:
    titles = {line.line_gid: line.title for line in card.push.push.lines}
    lines = [
        f"• {one.quantity:,} {words.TIMES} {words.escape(titles.get(one.line_gid, 'item'), 100)}"
        for one in card.mirror.units
    ]
    more = len(lines) - _LISTED
    shown = lines[:_LISTED] + ([f"… and {more} more"] if more > 0 else [])
    return "\n".join([*shown, *_amount(card)])


def _amount(card: MirrorCard) -> list[str]:
    amount, currency = card.mirror.details.get("amount"), card.mirror.details.get("currency")
    if not amount or not currency:
        return []
    goes = "would go" if is_open(card.mirror) else "was to go"
    return [f"*{words.money(Money(Decimal(amount), currency))}* {goes} back to the customer."]


def _buttons(card: MirrorCard) -> list[Block]:
    return [_button(card, choice) for choice in choices_of(card.mirror)]


def _button(card: MirrorCard, choice: Choice) -> Block:
    action, value = ids.unique(ids.DECIDE, choice), f"{card.mirror.id}:{choice.value}"
    nothing_to_choose = len(choices_of(card.mirror)) == 1
    label = "Seen" if nothing_to_choose else _LABELS[choice]
    if choice in {Choice.ACCEPT, Choice.REMAKE}:
        sure = confirm(
            f"Cancel it on {title_of(card.push)}?",
            "A cancellation cannot be taken back. What has shipped stays shipped.",
            "Cancel the order",
            "Let me look",
        )
        return button(label, action, value, style="danger", confirm=sure)
    if choice is Choice.REFUND:
        sure = confirm("Refund these items?", _paid_back(card), "Refund", "Let me look")
        return button(label, action, value, style="danger", confirm=sure)
    if choice in _SURE and not nothing_to_choose:
        return button(label, action, value, confirm=confirm(*_SURE[choice], "Let me look"))
    return button(label, action, value)


def _paid_back(card: MirrorCard) -> str:
    """What a refund does, with its sum where the source named one."""
    units = sum(one.quantity for one in card.mirror.units)
    taken = f"{words.count(units, 'item')} taken off the customer's order"
    return f"{taken}. Paid back is what Shopify suggests for them at that moment."


def _small_print(card: MirrorCard) -> str:
    until = card.mirror.lease_until
    if card.mirror.kind is Kind.CANCELLATION and until is not None:
        accepted = words.date(until, "Without an answer it is accepted")
        return f"{accepted}, if nothing was shipped by then."
    return "Nothing happens before somebody decides."


def _unanswered(card: MirrorCard) -> str:
    if card.mirror.details.get(OVERDUE):
        return "Nobody answered in time."
    return "It was settled without an answer."


def _outcome(card: MirrorCard) -> str:
    mirror, choice = card.mirror, choice_of(card.mirror)
    by = f" by {words.mention(mirror.actor)}" if mirror.actor else ""
    said = f"{_ANSWERS[choice]}{by}." if choice else _unanswered(card)
    if mirror.state is State.SENDING:
        return f"{said} It is being carried out …"
    if choice is Choice.REJECT:
        store = words.escape(card.order.store.name, 80)
        return f"{said} It is to be shipped; the people of {store} are told."
    if mirror.reason is not None and mirror.state is State.LEFT:
        why = mirror.reason
        return f"{said} {words.sentence(why.sentence)} {words.sentence(why.remedy)}"
    return f"{said} Done." if mirror.state is State.DONE else said
