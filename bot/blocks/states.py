"""How a push's state reads at a glance: one sign, one line. The same words everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from bot import text as words
from core.domain.cards import OrderCard, PushCard
from core.domain.lookups import absence_is_proof
from core.domain.pushes import Push, PushState
from core.domain.qualification import LineVerdict

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
    _S.HELD: "Held",
    _S.WAITING: "Waiting",
    _S.QUEUED: "Queued",
    _S.SENDING: "Sending",
    _S.UNKNOWN: "Looking it up",
    _S.PUSHED: "Pushed",
    _S.FAILED: "Failed",
    _S.SKIPPED: "Not pushed",
    _S.CANCELLED: "Cancelled",
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
    "sku_missing": "no SKU",
    "sku_unknown": "SKU not on a source store",
    "alias_unknown": "alias not on the source",
    "sku_ambiguous": "SKU not unique on the source",
    "sku_on_several_sources": "SKU on several source stores",
    "product_gone": "product deleted",
    "item_paused": "item paused",
    "stock_untracked_at_destination": "stock not tracked here",
    "stock_untracked_at_source": "stock not tracked on the source",
    "location_unknown": "no location yet",
    "location_unmapped": "location in no group",
    "line_needs_no_shipping": "needs no shipping",
    "line_nothing_left": "nothing left to ship",
    "units_in_question": "may be pushed already",
    "currency_differs": "another currency than the source",
}


def sign_of(states: Iterable[PushState]) -> str:
    """One sign for several pushes: that of the one which needs a person most."""
    there = set(states)
    return next((SIGNS[state] for state in _LOUDEST if state in there), "▫️")


def title_of(card: PushCard) -> str:
    """`North Supply`, or `North Supply (part 2)`: plain words."""
    return f"{card.source.name} (part {card.push.part})" if card.push.part > 1 else card.source.name


def push_label(card: PushCard, *, rest: bool) -> str:
    """What asks for a push: `Push to North Supply`, or `Push the rest to North Supply` where some
    of the order is there already."""
    if not rest:
        return f"Push to {title_of(card)}"
    # Of several rests each has to have its own words.
    return f"Push the rest to {card.source.name if card.push.part == 2 else title_of(card)}"


def source_of(card: PushCard) -> str:
    """The same, cut and escaped for mrkdwn."""
    part = f" (part {card.push.part})" if card.push.part > 1 else ""
    return words.escape(card.source.name, 80) + part


def push_line(card: PushCard) -> str:
    """The state of one push in one mrkdwn line."""
    return f"{SIGNS[card.push.state]} {_sentence(card)}"


def _sentence(card: PushCard) -> str:
    push, source = card.push, source_of(card)
    match push.state:
        case PushState.WAITING if push.due_at is not None:
            return f"*{source}* · {words.date(push.due_at, 'Pushes by itself')}"
        case PushState.WAITING:
            return f"*{source}* · Waiting for a push{_because(push)}"
        case PushState.QUEUED:
            return f"*{source}* · Queued{by(push)}"
        case PushState.SENDING:
            return f"*{source}* · Sending{by(push)} …"
        case PushState.UNKNOWN if push.asked:
            return f"*{source}* · No clear answer: waiting for your decision"
        case PushState.UNKNOWN:
            return f"*{source}* · No clear answer: looking it up{_looks(card)}"
        case PushState.PUSHED:
            return f"*Pushed to {source} as {made(card)}*{by(push)}"
        case _:
            return f"*{source}* · {NAMES[push.state]}{_because(push)}"


def _looks(card: PushCard) -> str:
    """When, and what comes after the last look: what a person waits for."""
    if card.looks is None:
        return ""
    proof = absence_is_proof(card.source.keyed_hits)
    then = "if it is not there then, it is sent again" if proof else "then you are asked"
    last = words.time(card.looks.last)
    if card.looks.next == card.looks.last:
        return f". The last look is at {last}; {then}."
    return f". The next look is at {words.time(card.looks.next)}, the last one at {last}; {then}."


def made(card: PushCard) -> str:
    """The source order's name, as a link into the store's admin where there is one."""
    order = card.push.source_order
    if order is None:
        return "an order"
    if card.source_order_url is None:
        return words.escape(order.name)
    return words.link(card.source_order_url, order.name)


def by(push: Push) -> str:
    """` by @who`, or nothing where SyncTec acted by itself."""
    return f" by {words.mention(push.actor)}" if push.actor else ""


def short_reason(line: LineVerdict) -> str:
    """Why a line stays, in a few plain words."""
    if line.reason is None:
        return ""
    return _SHORT.get(line.reason.code, line.reason.sentence)


def unqualified(card: OrderCard) -> tuple[LineVerdict, ...]:
    """The lines that no source ships, and units that may be on their source already."""
    return (*(line for line in card.lines if line.reason is not None), *card.in_question)


def _because(push: Push) -> str:
    return f": {words.sentence(push.reason.sentence)}" if push.reason else ""
