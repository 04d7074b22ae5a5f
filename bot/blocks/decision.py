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
from core.domain.words import grouped, later, say, say_many

_LISTED = 10
_LABELS: Mapping[Choice, str] = {
    Choice.ACCEPT: later("Accept"),
    Choice.REJECT: later("Reject"),
    Choice.PUSH_AGAIN: later("Push again"),
    Choice.REFUND: later("Refund the items"),
    Choice.KEEP: later("Keep the order as it is"),
    Choice.REMAKE: later("Cancel and push again"),
}
_ANSWERS: Mapping[Choice, str] = {
    Choice.ACCEPT: later("Accepted"),
    Choice.REJECT: later("Rejected"),
    Choice.PUSH_AGAIN: later("Pushed again"),
    Choice.REFUND: later("To be refunded"),
    Choice.KEEP: later("Kept as it is"),
    Choice.REMAKE: later("To be cancelled and pushed again"),
}


_SURE: Mapping[Choice, tuple[str, str, str]] = {
    Choice.REJECT: (
        later("Ship it all the same?"),
        later("The customer's store is told that it is not cancelled, and that you ship it."),
        later("Reject the cancellation"),
    ),
    Choice.PUSH_AGAIN: (
        later("Push these items again?"),
        later("A new source order is made for them, wherever they qualify now."),
        later("Push again"),
    ),
}
"""Asked before it counts: the question, what follows, and the yes."""


def build(card: MirrorCard) -> Message:
    """Open with its buttons; then who answered what, and what came of it."""
    title, what = _title(card), _what(card)
    if not is_open(card.mirror):
        closed = say("☑️ Decided: {title}", title=title)
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
            return say("Cancel {source_order}?", source_order=theirs)
        case Kind.SOURCE_CANCELLED:
            return say("{source} cancelled its order for {name}", source=source, name=name)
        case Kind.SOURCE_REFUND:
            return say("{source} refunded items of {name}", source=source, name=name)
        case Kind.SOURCE_EDITED:
            return say("{source} took items off its order for {name}", source=source, name=name)
        case _ if card.mirror.place == REFUSED:
            return say("{source} does not take a change of {name}", source=source, name=name)
        case _:
            return say("{name} was changed after {source} had shipped", name=name, source=source)


def _what(card: MirrorCard) -> str:
    order = words.link(card.order.url, card.order.facts.name)
    store, source = words.escape(card.order.store.name, 80), source_of(card.push)
    match card.mirror.kind:
        case Kind.CANCELLATION:
            return say(
                "{store} cancelled order {order}, which {source} has as *{source_order}*.",
                store=store,
                order=order,
                source=source,
                source_order=made(card.push),
            )
        case Kind.SOURCE_CANCELLED:
            return say(
                "{source} cancelled *{source_order}*, which was to ship order {order}.",
                source=source,
                source_order=made(card.push),
                order=order,
            )
        case Kind.SOURCE_REFUND:
            return say(
                "{source} refunded items of *{source_order}*, which ships order {order}.",
                source=source,
                source_order=made(card.push),
                order=order,
            )
        case Kind.SOURCE_EDITED:
            return say(
                "{source} took items off *{source_order}*, which ships order {order}.",
                source=source,
                source_order=made(card.push),
                order=order,
            )
        case _:
            why = card.mirror.reason
            told = f" {words.sentence(why.sentence)} {words.sentence(why.remedy)}" if why else ""
            return f"{order} · {store} → *{source}*.{told}"


def _items(card: MirrorCard) -> str:
    titles = {line.line_gid: line.title for line in card.push.push.lines}
    unknown = say("item")
    lines = [
        f"• {grouped(one.quantity)} {words.TIMES} "
        + words.escape(titles.get(one.line_gid, unknown), 100)
        for one in card.mirror.units
    ]
    more = len(lines) - _LISTED
    shown = lines[:_LISTED] + ([say("… and {count} more", count=more)] if more > 0 else [])
    return "\n".join([*shown, *_amount(card)])


def _amount(card: MirrorCard) -> list[str]:
    amount, currency = card.mirror.details.get("amount"), card.mirror.details.get("currency")
    if not amount or not currency:
        return []
    money = words.money(Money(Decimal(amount), currency))
    if is_open(card.mirror):
        return [say("*{money}* would go back to the customer.", money=money)]
    return [say("*{money}* was to go back to the customer.", money=money)]


def _buttons(card: MirrorCard) -> list[Block]:
    return [_button(card, choice) for choice in choices_of(card.mirror)]


def _button(card: MirrorCard, choice: Choice) -> Block:
    action, value = ids.unique(ids.DECIDE, choice), f"{card.mirror.id}:{choice.value}"
    nothing_to_choose = len(choices_of(card.mirror)) == 1
    label = say("Seen") if nothing_to_choose else say(_LABELS[choice])
    if choice in {Choice.ACCEPT, Choice.REMAKE}:
        sure = confirm(
            say("Cancel it on {title}?", title=title_of(card.push)),
            say("A cancellation cannot be taken back. What has shipped stays shipped."),
            say("Cancel the order"),
            say("Let me look"),
        )
        return button(label, action, value, style="danger", confirm=sure)
    if choice is Choice.REFUND:
        sure = confirm(
            say("Refund these items?"), _paid_back(card), say("Refund"), say("Let me look")
        )
        return button(label, action, value, style="danger", confirm=sure)
    if choice in _SURE and not nothing_to_choose:
        question, follows, yes = (say(each) for each in _SURE[choice])
        sure = confirm(question, follows, yes, say("Let me look"))
        return button(label, action, value, confirm=sure)
    return button(label, action, value)


def _paid_back(card: MirrorCard) -> str:
    """What a refund does, with its sum where the source named one."""
    units = sum(one.quantity for one in card.mirror.units)
    taken = say_many(
        "{count} item taken off the customer's order",
        "{count} items taken off the customer's order",
        units,
    )
    return say("{taken}. Paid back is what Shopify suggests for them at that moment.", taken=taken)


def _small_print(card: MirrorCard) -> str:
    until = card.mirror.lease_until
    if card.mirror.kind is Kind.CANCELLATION and until is not None:
        accepted = words.date(until, say("Without an answer it is accepted"))
        return say("{accepted}, if nothing was shipped by then.", accepted=accepted)
    return say("Nothing happens before somebody decides.")


def _unanswered(card: MirrorCard) -> str:
    if card.mirror.details.get(OVERDUE):
        return say("Nobody answered in time.")
    return say("It was settled without an answer.")


def _answered(choice: Choice, actor: str | None) -> str:
    answer = say(_ANSWERS[choice])
    if actor is None:
        return f"{answer}."
    return say("{answer} by {actor}.", answer=answer, actor=words.mention(actor))


def _outcome(card: MirrorCard) -> str:
    mirror, choice = card.mirror, choice_of(card.mirror)
    said = _answered(choice, mirror.actor) if choice else _unanswered(card)
    if mirror.state is State.SENDING:
        return say("{said} It is being carried out …", said=said)
    if choice is Choice.REJECT:
        store = words.escape(card.order.store.name, 80)
        return say(
            "{said} It is to be shipped; the people of {store} are told.", said=said, store=store
        )
    if mirror.reason is not None and mirror.state is State.LEFT:
        why = mirror.reason
        return f"{said} {words.sentence(why.sentence)} {words.sentence(why.remedy)}"
    return say("{said} Done.", said=said) if mirror.state is State.DONE else said
