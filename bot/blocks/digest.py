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
from core.domain.pushes import PUSHABLE
from core.domain.words import grouped, later, say, say_many

_FAILED_SHOWN = 15
_UNFULFILLED_SHOWN = 25
_IN_THREAD = later("… and {count} more: the whole list is in the thread")


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
            *_part(say("❌ *Failed pushes*"), failed, card),
            divider() if failed and late else None,
            *_part(say("🕒 *Unfulfilled, oldest first*"), late, card),
            context(_small_print(card, hidden)),
        ),
    )


def _nothing(card: ListCard) -> Message:
    done = "\n".join(["", *_done(card.figures)])
    return message(
        say("{title}: nothing is late", title=words.escape(card.title)),
        (
            header(card.title),
            section(say("🎉 *Nothing is late*\nNo unfulfilled and no failed orders.") + done),
            context(_small_print(card, 0)),
        ),
    )


def _figures(card: ListCard) -> list[Block | None]:
    """What a digest counts, before its rows: a picture of the ages, why pushes failed."""
    figures = card.figures
    causes = [
        f"❌ {grouped(each.many)} {words.TIMES} {words.escape(each.source, 60)}: "
        + words.sentence(each.sentence)
        for each in figures.causes
    ]
    labels = [say(label) for label, _ in BUCKETS]
    return [
        bars(say("Unfulfilled by age"), say("Orders"), labels, figures.ages)
        if any(figures.ages)
        else None,
        section("\n".join(_done(figures))),
        section(words.fit(causes, SECTION - 100, len(causes))) if causes else None,
        divider(),
    ]


def _done(figures: DigestFigures) -> list[str]:
    """What came since yesterday, and what it left to be done."""
    since = say(
        "✅ Since yesterday: {pushed} pushed, {shipped} shipped",
        pushed=grouped(figures.pushed),
        shipped=grouped(figures.shipped),
    )
    if not figures.untracked:
        return [since]
    untracked = say_many(
        "📭 {count} parcel of the last week shipped without tracking",
        "📭 {count} parcels of the last week shipped without tracking",
        figures.untracked,
    )
    return [since, untracked]


def _numbers(card: ListCard) -> str:
    """How many of each: a failed one is counted, and listed, as failed alone."""
    late = len(card.unfulfilled) + card.hidden
    told = []
    if card.failed:
        told.append(say("{count} failed", count=grouped(len(card.failed))))
    if late:
        told.append(say("{count} unfulfilled", count=grouped(late)))
    return ", ".join(told)


def _row(entry: OrderRow, card: ListCard) -> list[Block]:
    """One order, and what can be done about it."""
    look = button(say("View order"), ids.VIEW_ORDER, entry.order_id)
    snooze = button(say("Snooze"), ids.unique(ids.SNOOZE, card.slot), entry.order_id)
    row = actions([*_todo(entry, card), look, snooze])
    return [section(brief(entry, card.now)), *([row] if row else [])]


def _todo(entry: OrderRow, card: ListCard) -> list[Block]:
    buttons = []
    if any(state in PUSHABLE for state in entry.states):
        named = ids.unique(ids.PUSH_ROW, card.slot)
        buttons.append(button(say("Push"), named, entry.order_id, style="primary"))
    if any(each.push.waits_at_source for each in entry.pushes):
        named = ids.unique(ids.NUDGE, card.slot)
        buttons.append(button(say("Nudge the source"), named, entry.order_id))
    return buttons


def _part(title: str, rows: tuple[OrderRow, ...], card: ListCard) -> list[Block]:
    if not rows:
        return []
    each = [_row(entry, card) for entry in rows]
    return [section(title), *(block for blocks in each for block in blocks)]


def _small_print(card: ListCard, hidden: int) -> str:
    more = words.AND_MORE if card.whole else _IN_THREAD
    parts = [say(more, count=grouped(hidden))] if hidden > 0 else []
    if card.figures.snoozed:
        parts.append(say("{snoozed} snoozed", snoozed=grouped(card.figures.snoozed)))
    return "  ·  ".join([*parts, words.date(card.now, say("As of"))])
