"""Lists and the daily digest: failed first, then what is late, oldest first, each with its age."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    SECTION,
    Block,
    Message,
    View,
    actions,
    bars,
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
from core.domain.digests import BUCKETS, DigestFigures
from core.domain.pushes import PUSHABLE, PushState
from core.domain.words import grouped, later, say, say_many

_FAILED_SHOWN = 15
_UNFULFILLED_SHOWN = 25
_PUSHES_SHOWN = 4
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
    since = f"\n{_since(card.figures)}" if card.figures else ""
    return message(
        say("{title}: nothing is late", title=words.escape(card.title)),
        (
            header(card.title),
            section(say("🎉 *Nothing is late*\nNo unfulfilled and no failed orders.") + since),
            context(_small_print(card, 0)),
        ),
    )


def _figures(card: ListCard) -> list[Block | None]:
    """What a digest counts, before its rows: a picture of the ages, why pushes failed."""
    figures = card.figures
    if figures is None:
        return []
    told = [_since(figures)]
    if figures.untracked:
        untracked = say_many(
            "📭 {count} parcel of the last week shipped without tracking",
            "📭 {count} parcels of the last week shipped without tracking",
            figures.untracked,
        )
        told.append(untracked)
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
        section("\n".join(told)),
        section(words.fit(causes, SECTION - 100, len(causes))) if causes else None,
        divider(),
    ]


def _since(figures: DigestFigures) -> str:
    return say(
        "✅ Since yesterday: {pushed} pushed, {shipped} shipped",
        pushed=grouped(figures.pushed),
        shipped=grouped(figures.shipped),
    )


def _numbers(card: ListCard) -> str:
    """How many of each: a failed one is counted, and listed, as failed alone."""
    late = len(card.unfulfilled) + card.hidden
    told = []
    if card.failed:
        told.append(say("{count} failed", count=grouped(len(card.failed))))
    if late:
        told.append(say("{count} unfulfilled", count=grouped(late)))
    return ", ".join(told)


def build_modal(card: ListCard) -> View:
    """The same in a window."""
    return modal(card.title, build(card).blocks, callback=ids.READ_ONLY)


def _row(entry: DigestRow, age: str, card: ListCard) -> list[Block]:
    """One order: name, store, age, where it stands, and what can be done about it."""
    told = section(
        f"{words.link(entry.url, entry.name)} · {words.escape(entry.store.name, 60)} · {age}"
        f"\n{_standing(entry)}{_stays(entry)}"
    )
    look = button(say("View order"), ids.VIEW_ORDER, entry.order_id)
    if card.figures is None:
        return [{**told, "accessory": look}]
    row = actions([*_todo(entry), look, button(say("Snooze"), ids.SNOOZE, entry.order_id)])
    return [told, *([row] if row else [])]


def _todo(entry: DigestRow) -> list[Block]:
    buttons = []
    if any(state in PUSHABLE for state in entry.states):
        buttons.append(button(say("Push"), ids.PUSH_ROW, entry.order_id, style="primary"))
    if PushState.PUSHED in entry.states:
        buttons.append(button(say("Nudge the source"), ids.NUDGE, entry.order_id))
    return buttons


def _part(title: str, rows: tuple[DigestRow, ...], card: ListCard) -> list[Block]:
    if not rows:
        return []
    aged = [
        _row(entry, say("*{age}* old", age=words.age(entry.placed_at, card.now)), card)
        for entry in rows
    ]
    return [section(title), *(block for blocks in aged for block in blocks)]


def _standing(entry: DigestRow) -> str:
    sign = sign_of(entry.states)
    if entry.reason is not None:
        return f"{sign} {words.escape(entry.reason.sentence, 200)}"
    made = ", ".join(words.escape(name, 40) for name in entry.source_orders[:_PUSHES_SHOWN])
    each = list(zip(entry.states, entry.sources, strict=False))
    if made and [state for state, _ in each] == [PushState.PUSHED]:
        source = words.escape(each[0][1], 40)
        said = say("Pushed to {source} as {source_order}", source=source, source_order=made)
        return f"{sign} {said}"
    told = _each(entry)
    # Where it cannot be told which order is whose, they stand at the end.
    unnamed = [made] if made and not _told_apart(entry) else []
    hidden = (
        [say(words.AND_MORE, count=len(each) - _PUSHES_SHOWN)] if len(each) > _PUSHES_SHOWN else []
    )
    return "  ·  ".join([*told, *hidden, *unnamed]) or f"{sign} {say('Not pushed')}"


def _stays(entry: DigestRow) -> str:
    if entry.is_over:
        # Listed all the same: a source order stands, and would be shipped.
        return "\n" + say(
            "⚠️ Cancelled or refunded: cancel the source order too if it must not be shipped"
        )
    return f"\n{stays(entry.left_behind)}" if entry.left_behind else ""


def _each(entry: DigestRow) -> list[str]:
    """Each source by itself: its state, and the name of its order where it is known."""
    names = iter(entry.source_orders if _told_apart(entry) else ())
    told = []
    for state, source in zip(entry.states, entry.sources, strict=False):
        name = next(names, None) if state is PushState.PUSHED else None
        order = (" " + say("as {name}", name=words.escape(name, 40))) if name else ""
        told.append(
            f"{SIGNS[state]} {words.escape(source, 40)}: {say(NAMES[state]).lower()}{order}"
        )
    return told[:_PUSHES_SHOWN]


def _told_apart(entry: DigestRow) -> bool:
    return len(entry.source_orders) == entry.states.count(PushState.PUSHED)


def _small_print(card: ListCard, hidden: int) -> str:
    more = words.AND_MORE if card.whole else _IN_THREAD
    parts = [say(more, count=grouped(hidden))] if hidden > 0 else []
    if card.figures is not None and card.figures.snoozed:
        parts.append(say("{snoozed} snoozed", snoozed=grouped(card.figures.snoozed)))
    return "  ·  ".join([*parts, words.date(card.now, say("As of"))])
