"""The new-order alert: the order at a glance, one button for each thing that can be done now.

Facts stay for as long as the message lives; a button goes as soon as it is spent.
"""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks import lines, standing
from bot.blocks.parts import (
    SECTION,
    Block,
    Message,
    actions,
    button,
    context,
    header,
    message,
    section,
)
from bot.blocks.states import push_label, sign_of, title_of, unqualified
from core.domain.cards import OrderCard, PushCard
from core.domain.leftovers import is_quiet
from core.domain.push_settings import Mode
from core.domain.pushes import PushState
from core.domain.words import say, say_many

_BUTTONS = 10
_TOLD = 12


def build(card: OrderCard) -> Message:
    """The message for this order in its present state."""
    return message(
        summary(card),
        (
            header(_title(card)),
            section(facts_line(card)),
            lines.of_order(card),
            section(words.fit(standing.told(card), SECTION, _TOLD)),
            actions([*_push_buttons(card), *_view_buttons(card)]),
            context(_small_print(card)),
        ),
    )


def summary(card: OrderCard) -> str:
    """The notification: what a phone shows and a screen reader says."""
    total = words.money(card.facts.total)
    what = say(
        "Order {order} · {store}",
        order=words.escape(card.facts.name),
        store=words.escape(card.store.name),
    )
    end = standing.ended(card.facts)
    if end is not None:
        return f"{end}: {what} · {total}"
    state = "; ".join(line.replace("*", "") for line in standing.told(card)[:3])
    return f"{what} · {item_count(card)} · {total} · {state}"


def facts_line(card: OrderCard) -> str:
    """Total, size, destination and time, in one line."""
    facts = card.facts
    place = ", ".join(part for part in (facts.city, facts.country_code) if part)
    parts = [f"*{words.money(facts.total)}*", item_count(card)]
    if place:
        parts.append(f"📍 {words.escape(place, 80)}")
    return " · ".join([*parts, words.date(facts.processed_at)])


def item_count(card: OrderCard) -> str:
    """`3 items`, counted by quantity."""
    return say_many("{count} item", "{count} items", card.items)


def _title(card: OrderCard) -> str:
    what = f"{card.facts.name} · {card.store.name}"
    end = standing.ended(card.facts)
    if end is not None:
        return say("{end}: order {what}", end=end, what=what)
    states = {push.push.state for push in card.pushes}
    if PushState.WAITING in states and states <= {PushState.WAITING, PushState.SKIPPED}:
        return say("🛍️ New order {what}", what=what)
    left = card.left_behind
    if left is not None and left.rest_pushed:
        return say_many(
            "⚠️ {count} item left behind: order {what}",
            "⚠️ {count} items left behind: order {what}",
            left.units,
            what=what,
        )
    return f"{sign_of(states)} {say('Order {what}', what=what)}"


def _push_buttons(card: OrderCard) -> list[Block]:
    if card.facts.is_over:
        return []
    alone = len(card.pushes) == 1
    buttons = [
        _push_button(push, alone=alone, rest=card.is_rest(push.push)) for push in card.pushes
    ]
    return [button for button in buttons if button is not None][:_BUTTONS]


def _push_button(card: PushCard, *, alone: bool, rest: bool) -> Block | None:
    push, title = card.push, title_of(card)
    if push.state is PushState.WAITING:
        name = ids.unique(ids.PUSH, push.id)
        return button(push_label(card, rest=rest), name, push.id, style="primary")
    if push.state is PushState.FAILED:
        label = say("Retry") if alone else say("Retry {title}", title=title)
        return button(label, ids.unique(ids.RETRY, push.id), push.id, style="primary")
    return None


def _view_buttons(card: OrderCard) -> list[Block]:
    view = button(say("View order"), ids.VIEW_ORDER, card.order_id)
    if card.facts.is_over or not (_stays(card) or card.held_by):
        return [view]
    return [view, button(say("Why not?"), ids.WHY_NOT, card.order_id)]


def _stays(card: OrderCard) -> bool:
    """Whether something is not pushed that somebody may still want to be."""
    return any(not is_quiet(line) for line in unqualified(card)) or not card.pushes


def _small_print(card: OrderCard) -> str:
    parts = [words.link(card.url, say("Open {order} in Shopify", order=card.facts.name))]
    if card.facts.test:
        parts.append(say("🧪 Test order"))
    if card.mode is Mode.AUTOMATIC and not card.facts.is_over and _by_itself(card):
        parts.append(_automatic(card))
    return "  ·  ".join(parts)


def _by_itself(card: OrderCard) -> bool:
    """Whether a push of it goes, or went, without a person."""
    idle = {PushState.SKIPPED, PushState.CANCELLED}
    return any(one.push.actor is None and one.push.state not in idle for one in card.pushes)


def _automatic(card: OrderCard) -> str:
    due = any(push.push.due_at and push.push.state is PushState.WAITING for push in card.pushes)
    return (
        say("⚡ Automatic mode: nothing to do, a click pushes at once")
        if due
        else say("⚡ Automatic mode")
    )
