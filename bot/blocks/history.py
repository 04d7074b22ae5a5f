"""The timeline of an order: as a private message, as a window, and as replies in threads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import groupby
from zoneinfo import ZoneInfo

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    Block,
    Message,
    View,
    actions,
    button,
    context,
    message,
    modal,
    section,
)
from core.domain.history import EventKind
from core.domain.timeline import Entry, ReplyCard, Timeline
from core.domain.timeline_words import said, when
from core.domain.words import calendar_day, grouped, later, say

_DAYS = 40
_MESSAGE = 9_000
"""All text of a message counts together; Slack refuses it from about 12,000 characters on."""
_LINE = 300
_SECTION = 2_800
_REPLY_LINES = 20
_USER = re.compile(r"[UW][A-Z0-9]{2,30}")
_K = EventKind
_SIGNS = {
    _K.PLACED: "🛍️",
    _K.PAID: "💳",
    _K.HELD: "⏸️",
    _K.PUSHED: "✅",
    _K.ADOPTED: "✅",
    _K.PUSH_FAILED: "❌",
    _K.NOT_SENT: "🔁",
    _K.IN_DOUBT: "❔",
    _K.ASKED: "❔",
    _K.SHIPPED: "🚚",
    _K.MARKED_SHIPPED: "📦",
    _K.NOT_MARKED: "⚠️",
    _K.TRACKING: "🔎",
    _K.DELIVERY: "📍",
    _K.CALLED_BACK: "↩️",
    _K.REFUNDED: "💸",
    _K.TAKEN_OFF: "✏️",
    _K.ADDED: "✏️",
    _K.REFUND_WRITTEN: "💸",
    _K.ORDER_REFUNDED: "💸",
    _K.CANCELLED: "🚫",
    _K.ORDER_CANCELLED: "🚫",
    _K.SOURCE_CANCELLED: "🚫",
    _K.PUSH_CANCELLED: "🚫",
    _K.CUSTOMERS_RETURN: "↩️",
    _K.RETURN: "↩️",
    _K.EDITED: "✏️",
    _K.ADDRESS_CHANGED: "✏️",
    _K.CANCELLATION: "🚫",
    _K.NOT_CARRIED: "⚠️",
    _K.DECIDED: "☑️",
    _K.PAID_BACK: "💸",
}


def build(timeline: Timeline) -> Message:
    """Oldest first, the newest kept where all do not fit."""
    return message(
        say("History of order {order}", order=words.escape(timeline.name, 60)), _blocks(timeline)
    )


def build_modal(timeline: Timeline, memo: str = "") -> View:
    """The same in a window."""
    title = say("History {order}", order=timeline.name)
    return modal(title, _blocks(timeline), callback=ids.READ_ONLY, memo=memo)


def hidden(timeline: Timeline) -> int:
    """How many of the earliest events are not shown."""
    return len(timeline.entries) - len(_newest(timeline))


def reply(card: ReplyCard) -> Message:
    """What is new, in a thread: who did it and when, without a word more."""
    told = [f"{words.date(when(entry))} {_line(entry)}" for entry in card.entries]
    typed = f"{ids.COMMAND} history {card.store.handle} {words.escape(card.number, 60)}"
    body = words.fit(
        told, _SECTION, _REPLY_LINES, later("… and {count} more: `{typed}` shows all"), typed=typed
    )
    last = words.escape(said(card.entries[-1]), _LINE) if card.entries else say("nothing new")
    return message(
        say("Order {name}: {last}", name=words.escape(card.name, 60), last=last), [section(body)]
    )


def _blocks(timeline: Timeline) -> list[Block | None]:
    shown = _newest(timeline)
    cut = len(timeline.entries) - len(shown)
    order = words.link(timeline.url, timeline.name)
    export = button(say("Export as CSV"), ids.EXPORT_HISTORY, timeline.order_id)
    return [
        section(
            say(
                "*History of order {order}* · {store}",
                order=order,
                store=words.escape(timeline.store.name, 80),
            )
        ),
        context(say("… {cut} earlier: they are in the CSV file.", cut=grouped(cut)))
        if cut
        else None,
        *(section(text) for text in _days(timeline, shown)),
        section(say("Nothing is known of it yet.")) if not shown else None,
        actions([export]),
    ]


def _newest(timeline: Timeline) -> Sequence[Entry]:
    """Those that fit, from the newest back."""
    size, days, first = 0, set[date](), len(timeline.entries)
    for entry in reversed(timeline.entries):
        days.add(_day(timeline, entry))
        # The line's end, and its share of the day's heading where it is the day's only one.
        size += words.width(_dated(entry)) + 80
        if size > _MESSAGE or len(days) > _DAYS:
            break
        first -= 1
    return timeline.entries[first:]


def _days(timeline: Timeline, shown: Sequence[Entry]) -> list[str]:
    """A text for each day of the store's calendar; a day that is too long for one has several."""
    texts: list[str] = []
    for _, group in groupby(shown, lambda entry: _day(timeline, entry)):
        entries = list(group)
        text = f"*{_heading(entries[0])}*"
        for line in map(_dated, entries):
            if words.width(text) + words.width(line) + 1 > _SECTION:
                texts.append(text)
                text = line
            else:
                text = f"{text}\n{line}"
        texts.append(text)
    return texts


def _day(timeline: Timeline, entry: Entry) -> date:
    return when(entry).astimezone(ZoneInfo(timeline.store.timezone)).date()


def _heading(entry: Entry) -> str:
    moment = when(entry)
    return f"<!date^{int(moment.timestamp())}^{{date_long_pretty}}|{calendar_day(moment)}>"


def _dated(entry: Entry) -> str:
    return f"{words.time(when(entry))}  {_line(entry)}"


def _line(entry: Entry) -> str:
    sign = _SIGNS.get(entry.event.kind, "▫️")
    return f"{sign} {words.escape(said(entry), _LINE)} · {_who(entry)}"


def _who(entry: Entry) -> str:
    user = entry.user
    if user is not None and _USER.fullmatch(user):
        return words.mention(user)
    return words.escape(entry.who, 60)
