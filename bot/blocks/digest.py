"""Lists and the daily digest: failed first, then what is late, oldest first, each with its age."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    Message,
    View,
    button,
    context,
    divider,
    header,
    message,
    modal,
    section,
)
from bot.blocks.standing import stays
from bot.blocks.states import NAMES, SIGNS, sign_of
from core.domain.cards import DigestRow, ListCard
from core.domain.pushes import PushState

_FAILED_SHOWN = 15
_UNFULFILLED_SHOWN = 25
_PUSHES_SHOWN = 4


def build(card: ListCard) -> Message:
    """One message, however long the list is."""
    if card.empty:
        return message(
            f"{words.escape(card.title)}: nothing is late",
            (
                header(card.title),
                section("🎉 *Nothing is late*\nNo unfulfilled and no failed orders."),
                context(words.date(card.now, "As of")),
            ),
        )
    failed, late = card.failed[:_FAILED_SHOWN], card.unfulfilled[:_UNFULFILLED_SHOWN]
    shown = len(failed) + len(late)
    hidden = card.hidden + len(card.failed) + len(card.unfulfilled) - shown
    numbers = _numbers(card)
    return message(
        f"{words.escape(card.title)}: {numbers}",
        (
            header(f"{words.clean(card.title, 100)}: {numbers}"),
            *_part("❌ *Failed pushes*", failed, card),
            divider() if failed and late else None,
            *_part("🕒 *Unfulfilled, oldest first*", late, card),
            context(_small_print(card, hidden)),
        ),
    )


def _numbers(card: ListCard) -> str:
    """How many of each: a failed one is counted, and listed, as failed alone."""
    late = len(card.unfulfilled) + card.hidden
    each = ((len(card.failed), "failed"), (late, "unfulfilled"))
    return ", ".join(f"{many:,} {what}" for many, what in each if many)


def build_modal(card: ListCard) -> View:
    """The same in a window."""
    return modal(card.title, build(card).blocks, callback=ids.READ_ONLY)


def _row(entry: DigestRow, age: str) -> Block:
    """One order: name, store, age, where it stands, and a button that shows the rest."""
    return section(
        f"{words.link(entry.url, entry.name)} · {words.escape(entry.store.name, 60)} · {age}"
        f"\n{_standing(entry)}{_stays(entry)}",
        button("View order", ids.VIEW_ORDER, entry.order_id),
    )


def _part(title: str, rows: tuple[DigestRow, ...], card: ListCard) -> list[Block]:
    if not rows:
        return []
    aged = [_row(entry, f"*{words.age(entry.placed_at, card.now)}* old") for entry in rows]
    return [section(title), *aged]


def _standing(entry: DigestRow) -> str:
    sign = sign_of(entry.states)
    if entry.reason is not None:
        return f"{sign} {words.escape(entry.reason.sentence, 200)}"
    made = ", ".join(words.escape(name, 40) for name in entry.source_orders[:_PUSHES_SHOWN])
    each = list(zip(entry.states, entry.sources, strict=False))
    if made and [state for state, _ in each] == [PushState.PUSHED]:
        return f"{sign} Pushed to {words.escape(each[0][1], 40)} as {made}"
    told = _each(entry)
    # Where it cannot be told which order is whose, they stand at the end.
    unnamed = [made] if made and not _told_apart(entry) else []
    hidden = [f"… and {len(each) - _PUSHES_SHOWN} more"] if len(each) > _PUSHES_SHOWN else []
    return "  ·  ".join([*told, *hidden, *unnamed]) or f"{sign} Not pushed"


def _stays(entry: DigestRow) -> str:
    if entry.is_over:
        # Listed all the same: a source order stands, and would be shipped.
        return "\n⚠️ Cancelled or refunded: cancel the source order too if it must not be shipped"
    return f"\n{stays(entry.left_behind)}" if entry.left_behind else ""


def _each(entry: DigestRow) -> list[str]:
    """Each source by itself: its state, and the name of its order where it is known."""
    names = iter(entry.source_orders if _told_apart(entry) else ())
    told = []
    for state, source in zip(entry.states, entry.sources, strict=False):
        name = next(names, None) if state is PushState.PUSHED else None
        order = f" as {words.escape(name, 40)}" if name else ""
        told.append(f"{SIGNS[state]} {words.escape(source, 40)}: {NAMES[state].lower()}{order}")
    return told[:_PUSHES_SHOWN]


def _told_apart(entry: DigestRow) -> bool:
    return len(entry.source_orders) == entry.states.count(PushState.PUSHED)


def _small_print(card: ListCard, hidden: int) -> str:
    more = f"… and {hidden:,} more  ·  " if hidden > 0 else ""
    return f"{more}{words.date(card.now, 'As of')}"
