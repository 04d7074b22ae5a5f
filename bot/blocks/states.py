"""How a push's state reads at a glance: one sign, one line. The same words everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from bot import text as words
from core.domain.cards import OrderCard, PushCard
from core.domain.lookups import absence_is_proof
from core.domain.pushes import Push, PushState
from core.domain.qualification import LineVerdict
from core.domain.words import later, say

_S = PushState
SIGNS: dict[PushState, str] = {
    _S.HELD: "⏸️",
    _S.WAITING: "🟡",
    _S.QUEUED: "⏳",
    _S.SENDING: "📤",
    _S.UNKNOWN: "🔎",
    _S.PUSHED: "✅",
    _S.FAILED: "❌",
    _S.SKIPPED: "▫️",
    _S.CANCELLED: "🚫",
}
NAMES: dict[PushState, str] = {
    _S.HELD: later("Held"),
    _S.WAITING: later("Waiting"),
    _S.QUEUED: later("Queued"),
    _S.SENDING: later("Sending"),
    _S.UNKNOWN: later("Looking it up"),
    _S.PUSHED: later("Pushed"),
    _S.FAILED: later("Failed"),
    _S.SKIPPED: later("Not pushed"),
    _S.CANCELLED: later("Cancelled"),
}
# What needs a person most comes first; what is done speaks only when nothing else does.
_LOUDEST = (
    _S.FAILED,
    _S.UNKNOWN,
    _S.SENDING,
    _S.QUEUED,
    _S.WAITING,
    _S.HELD,
    _S.PUSHED,
    _S.CANCELLED,
    _S.SKIPPED,
)
_SHORT = {
    "sku_missing": later("no SKU"),
    "sku_unknown": later("SKU not on a source store"),
    "alias_unknown": later("alias not on the source"),
    "sku_ambiguous": later("SKU not unique on the source"),
    "sku_on_several_sources": later("SKU on several source stores"),
    "product_gone": later("product deleted"),
    "item_paused": later("item paused"),
    "stock_untracked_at_destination": later("stock not tracked here"),
    "stock_untracked_at_source": later("stock not tracked on the source"),
    "location_unknown": later("no location yet"),
    "location_unmapped": later("location in no group"),
    "line_needs_no_shipping": later("needs no shipping"),
    "line_nothing_left": later("nothing left to ship"),
    "units_in_question": later("may be pushed already"),
    "currency_differs": later("another currency than the source"),
}


_SHOPIFY = frozenset(
    (
        later("Authorized"),
        later("Expired"),
        later("Paid"),
        later("Partially paid"),
        later("Partially refunded"),
        later("Pending"),
        later("Refunded"),
        later("Voided"),
        later("Fulfilled"),
        later("In progress"),
        later("On hold"),
        later("Open"),
        later("Partially fulfilled"),
        later("Pending fulfillment"),
        later("Request declined"),
        later("Restocked"),
        later("Scheduled"),
        later("Unfulfilled"),
    )
)
"""What Shopify says of an order's payment and fulfilment."""


def shopify_status(code: str) -> str:
    """A status of Shopify's as people read it: `PARTIALLY_PAID` is "Partially paid"."""
    plain = code.replace("_", " ").capitalize()
    return say(plain) if plain in _SHOPIFY else plain


def sign_of(states: Iterable[PushState]) -> str:
    """One sign for several pushes: that of the one which needs a person most."""
    there = set(states)
    return next((SIGNS[state] for state in _LOUDEST if state in there), "▫️")


def title_of(card: PushCard) -> str:
    """`North Supply`, or `North Supply (part 2)`: plain words."""
    return (
        say("{source} (part {part})", source=card.source.name, part=card.push.part)
        if card.push.part > 1
        else card.source.name
    )


def push_label(card: PushCard, *, rest: bool) -> str:
    """What asks for a push: `Push to North Supply`, or `Push the rest to North Supply` where some
    of the order is there already."""
    if not rest:
        return say("Push to {title}", title=title_of(card))
    # Of several rests each has to have its own words.
    return say(
        "Push the rest to {source}",
        source=card.source.name if card.push.part == 2 else title_of(card),
    )


def source_of(card: PushCard) -> str:
    """The same, cut and escaped for mrkdwn."""
    part = (" " + say("(part {part})", part=card.push.part)) if card.push.part > 1 else ""
    return words.escape(card.source.name, 80) + part


def push_line(card: PushCard) -> str:
    """The state of one push in one mrkdwn line."""
    return f"{SIGNS[card.push.state]} {_sentence(card)}"


def _sentence(card: PushCard) -> str:
    push, source = card.push, source_of(card)
    match push.state:
        case PushState.WAITING if push.due_at is not None:
            return f"*{source}* · {words.date(push.due_at, say('Pushes by itself'))}"
        case PushState.WAITING:
            return say(
                "*{source}* · Waiting for a push{because}", source=source, because=_because(push)
            )
        case PushState.QUEUED:
            return say("*{source}* · Queued{by}", source=source, by=by(push))
        case PushState.SENDING:
            return say("*{source}* · Sending{by} …", source=source, by=by(push))
        case PushState.UNKNOWN if push.asked:
            return say("*{source}* · No clear answer: waiting for your decision", source=source)
        case PushState.UNKNOWN:
            return say(
                "*{source}* · No clear answer: looking it up{looks}",
                source=source,
                looks=_looks(card),
            )
        case PushState.PUSHED:
            return say(
                "*Pushed to {source} as {source_order}*{by}",
                source=source,
                source_order=made(card),
                by=by(push),
            )
        case _:
            return f"*{source}* · {say(NAMES[push.state])}{_because(push)}"


def _looks(card: PushCard) -> str:
    """When, and what comes after the last look: what a person waits for."""
    if card.looks is None:
        return ""
    proof = absence_is_proof(card.source.keyed_hits)
    then = say("if it is not there then, it is sent again") if proof else say("then you are asked")
    last = words.time(card.looks.last)
    if card.looks.next == card.looks.last:
        return say(". The last look is at {last}; {then}.", last=last, then=then)
    return say(
        ". The next look is at {when}, the last one at {last}; {then}.",
        when=words.time(card.looks.next),
        last=last,
        then=then,
    )


def made(card: PushCard) -> str:
    """The source order's name, as a link into the store's admin where there is one."""
    order = card.push.source_order
    if order is None:
        return say("an order")
    if card.source_order_url is None:
        return words.escape(order.name)
    return words.link(card.source_order_url, order.name)


def by(push: Push) -> str:
    """` by @who`, or nothing where SyncTec acted by itself."""
    return (" " + say("by {actor}", actor=words.mention(push.actor))) if push.actor else ""


def short_reason(line: LineVerdict) -> str:
    """Why a line stays, in a few plain words."""
    if line.reason is None:
        return ""
    return say(_SHORT[line.reason.code]) if line.reason.code in _SHORT else line.reason.sentence


def unqualified(card: OrderCard) -> tuple[LineVerdict, ...]:
    """The lines that no source ships, and units that may be on their source already."""
    return (*(line for line in card.lines if line.reason is not None), *card.in_question)


def _because(push: Push) -> str:
    return f": {words.sentence(push.reason.sentence)}" if push.reason else ""
