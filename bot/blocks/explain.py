"""Explain: what a push of an order would send where, and why the rest stays. A private message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bot import ids
from bot import text as words
from bot.blocks.parts import SECTION, Block, Message, context, divider, message, section
from core.domain.explanations import ExplainCard, ExplainedLine, ExplainedPush, Preview
from core.domain.pushes import PushState
from core.domain.reasons import Reason
from core.domain.words import grouped, later, say, say_many

_PUSHES = 8
_CAUSES = 20
_RULES = 10
_LINES = 15
_STANDS = {
    PushState.QUEUED: later("is being pushed"),
    PushState.SENDING: later("is being pushed"),
    PushState.UNKNOWN: later("was sent, and is looked for there"),
    PushState.PUSHED: later("is there already"),
}


def build(card: ExplainCard) -> Message:
    """The order's own rules first, then what goes where, then what stays. A push is two blocks of
    fifty, a cause is one."""
    causes = _by_cause(card.staying)
    hidden = len(causes) - _CAUSES
    blocks: list[Block | None] = [
        section(_title(card)),
        *(section(_rule(sign, reason)) for sign, reason in _rules(card)[:_RULES]),
        divider(),
        *(block for push in card.pushes[:_PUSHES] for block in _push(push)),
        _more(len(card.pushes) - _PUSHES, later("… and {count} more pushes")),
        section(_nothing(card)) if not card.pushes else None,
        *(section(_cause(lines)) for lines in causes[:_CAUSES]),
        _more(hidden, later("… and {count} more reasons")),
        context(_settings(card.store_settings)) if card.store_settings else None,
        context(_end(card)),
    ]
    return message(
        say("Order {name}: what a push would do", name=words.escape(card.name, 60)), blocks
    )


def _title(card: ExplainCard) -> str:
    order = words.link(card.url, card.name)
    return say(
        "*Order {order}* · {store}\n{verdict}",
        order=order,
        store=words.escape(card.store.name, 80),
        verdict=_verdict(card),
    )


def _verdict(card: ExplainCard) -> str:
    if card.refused_by:
        return say("⛔ Nothing of it is pushed any more.")
    going = sum(line.quantity for push in card.pushes if push.to_come for line in push.lines)
    kept = sum(line.quantity for line in card.staying)
    parts = [say_many("{count} item would go", "{count} items would go", going)] if going else []
    parts += [say_many("{count} item would stay", "{count} items would stay", kept)] if kept else []
    told = ", ".join(parts) or say("Nothing is left to push")
    if card.held_by:
        return say("⏸️ Held. Once it is not: {told}.", told=told)
    return say("🔎 If it were pushed now: {told}.", told=told)


def _rules(card: ExplainCard) -> list[tuple[str, Reason]]:
    """The refusals of the order as a whole, each with its sign."""
    return [
        *(("⛔", reason) for reason in card.refused_by),
        *(("⏸️", reason) for reason in card.held_by),
        *(("✋", reason) for reason in card.left_out),
    ]


def _rule(sign: str, reason: Reason) -> str:
    return f"{sign} {words.explained(reason)}"


def _push(push: ExplainedPush) -> Iterator[Block]:
    source = words.escape(push.source, 80)
    part = (" " + say("(part {part})", part=push.part)) if push.part > 1 else ""
    if not push.to_come:
        name = (
            (" " + say("as {source_order}", source_order=words.escape(push.source_order, 60)))
            if push.source_order
            else ""
        )
        stands = say(_STANDS.get(push.state, push.state.value))
        yield section(f"*{source}*{part}: {stands}{name}\n{_items(push.lines)}")
        return
    units = sum(line.quantity for line in push.lines)
    due = f", {words.date(push.due_at, say('by itself'))}" if push.due_at else ""
    head = f"→ *{source}*{part}: {say_many('{count} item', '{count} items', units)}{due}"
    yield section(f"{head}\n{_items(push.lines)}")
    yield context(*_how(push))


def _how(push: ExplainedPush) -> list[str]:
    told = [_settings(push.settings)] if push.settings else []
    return [*told, *_preview(push.preview)] if push.preview else [*told, say("No preview")]


def _preview(preview: Preview) -> list[str]:
    shipping = f"{words.escape(preview.shipping, 80)} {words.money(preview.shipping_price)}"
    tags = ", ".join(words.escape(tag, 40) for tag in preview.tags)
    return [
        say("Total {total}, {shipping}", total=words.money(preview.total), shipping=shipping),
        words.shorten(say("Tags: {tags}", tags=tags), 900),
        say("Note: {note}", note=words.escape(preview.note, 600)),
    ]


def _settings(settings: Iterable[tuple[str, str]]) -> str:
    told = (f"{words.escape(name, 40)}: {words.escape(value, 80)}" for name, value in settings)
    return words.shorten(" · ".join(told), 1800)


def _items(lines: Sequence[ExplainedLine]) -> str:
    return words.fit(
        (f"• {_item(line)}" for line in lines), 2400, _LINES, later("… and {count} lines more")
    )


def _item(line: ExplainedLine) -> str:
    sku = f"  `{words.escape(line.sku, 60)}`" if line.sku else ""
    place = ("  " + say("from {place}", place=words.escape(line.place, 60))) if line.place else ""
    return f"*{grouped(line.quantity)} {words.TIMES}* {words.escape(line.title, 80)}{sku}{place}"


def _by_cause(lines: Sequence[ExplainedLine]) -> list[list[ExplainedLine]]:
    groups: dict[tuple[str, str], list[ExplainedLine]] = {}
    for line in lines:
        if line.reason is not None:
            groups.setdefault((line.reason.code, line.reason.sentence), []).append(line)
    return list(groups.values())


def _cause(lines: list[ExplainedLine]) -> str:
    reason = lines[0].reason
    items = words.fit(
        (f"• {_item(line)}" for line in lines), 1400, 5, later("… and {count} lines more")
    )
    quiet = reason is not None and reason.remedy.startswith(say("Nothing to do"))
    sign = say("▫️ Stays") if quiet else say("⚠️ Stays")
    return words.shorten(
        f"{items}\n{sign}: {words.explained(reason)}" if reason else items, SECTION
    )


def _nothing(card: ExplainCard) -> str:
    if not card.sources:
        return say(
            "{store} is connected to no source store.\n*What to do:* `python app.py "
            "connections add {handle} SOURCE`",
            store=words.escape(card.store.name, 80),
            handle=card.store.handle,
        )
    sources = ", ".join(words.escape(name, 60) for name in card.sources[:10])
    return say("Nothing goes to {sources}.", sources=sources)


def _end(card: ExplainCard) -> str:
    number = words.escape(card.number, 60)
    typed = f"`{ids.COMMAND} push {card.store.handle} {number}`"
    going = any(push.to_come for push in card.pushes)
    if going and not card.refused_by and not card.held_by:
        return say("Nothing was changed by looking. {typed} pushes what would go.", typed=typed)
    return say("Nothing was changed by looking.")


def _more(hidden: int, told: str) -> Block | None:
    return context(say(told, count=grouped(hidden))) if hidden > 0 else None
