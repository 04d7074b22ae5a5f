"""The daily digest: failed first, then what is late, oldest first, each with its age."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.order_rows import brief
from bot.blocks.parts import (
    SECTION,
    Block,
    Message,
    actions,
    bars,
    button,
    context,
    divider,
    header,
    message,
    section,
)
from core.domain.cards import ListCard, OrderRow
from core.domain.digests import BUCKETS, DigestFigures
from core.domain.pushes import PUSHABLE, PushState

_FAILED_SHOWN = 15
_UNFULFILLED_SHOWN = 25


def build(card: ListCard) -> Message:
    """One message, however long the list is."""
    if card.empty:
        return _nothing(card)
    failed, late = card.failed[:_FAILED_SHOWN], card.unfulfilled[:_UNFULFILLED_SHOWN]
    shown = len(failed) + len(late)
    hidden = card.hidden + len(card.failed) + len(card.unfulfilled) - shown
    numbers = _numbers(card)
    return message(
        f"{words.escape(card.title)}: {numbers}",
        (
            header(f"{words.clean(card.title, 100)}: {numbers}"),
            *_figures(card),
            *_part("❌ *Failed pushes*", failed, card),
            divider() if failed and late else None,
            *_part("🕒 *Unfulfilled, oldest first*", late, card),
            context(_small_print(card, hidden)),
        ),
    )


def _nothing(card: ListCard) -> Message:
    since = f"\n{_since(card.figures)}"
    return message(
        f"{words.escape(card.title)}: nothing is late",
        (
            header(card.title),
            section(f"🎉 *Nothing is late*\nNo unfulfilled and no failed orders.{since}"),
            context(_small_print(card, 0)),
        ),
    )


def _figures(card: ListCard) -> list[Block | None]:
    """What a digest counts, before its rows: a picture of the ages, why pushes failed."""
    figures = card.figures
    told = [_since(figures)]
    if figures.untracked:
        parcels = words.count(figures.untracked, "parcel")
        told.append(f"📭 {parcels} of the last week shipped without tracking")
    causes = [
        f"❌ {each.many:,} \u00d7 {words.escape(each.source, 60)}: {words.sentence(each.sentence)}"
        for each in figures.causes
    ]
    labels = [label for label, _ in BUCKETS]
    return [
        bars("Unfulfilled by age", "Orders", labels, figures.ages) if any(figures.ages) else None,
        section("\n".join(told)),
        section(words.fit(causes, SECTION - 100, len(causes))) if causes else None,
        divider(),
    ]


def _since(figures: DigestFigures) -> str:
    done = f"{figures.pushed:,} pushed, {figures.shipped:,} shipped"
    return f"✅ Since yesterday: {done}"


def _numbers(card: ListCard) -> str:
    """How many of each: a failed one is counted, and listed, as failed alone."""
    late = len(card.unfulfilled) + card.hidden
    each = ((len(card.failed), "failed"), (late, "unfulfilled"))
    return ", ".join(f"{many:,} {what}" for many, what in each if many)


def _row(entry: OrderRow, card: ListCard) -> list[Block]:
    """One order, and what can be done about it."""
    look = button("View order", ids.VIEW_ORDER, entry.order_id)
    row = actions([*_todo(entry), look, button("Snooze", ids.SNOOZE, entry.order_id)])
    return [section(brief(entry, card.now)), *([row] if row else [])]


def _todo(entry: OrderRow) -> list[Block]:
    buttons = []
    if any(state in PUSHABLE for state in entry.states):
        buttons.append(button("Push", ids.PUSH_ROW, entry.order_id, style="primary"))
    if PushState.PUSHED in entry.states:
        buttons.append(button("Nudge the source", ids.NUDGE, entry.order_id))
    return buttons


def _part(title: str, rows: tuple[OrderRow, ...], card: ListCard) -> list[Block]:
    if not rows:
        return []
    each = [_row(entry, card) for entry in rows]
    return [section(title), *(block for blocks in each for block in blocks)]


def _small_print(card: ListCard, hidden: int) -> str:
    where = ": the whole list is in the thread" if not card.whole else ""
    parts = [f"… and {hidden:,} more{where}"] if hidden > 0 else []
    if card.figures.snoozed:
        parts.append(f"{card.figures.snoozed:,} snoozed")
    return "  ·  ".join([*parts, words.date(card.now, "As of")])
