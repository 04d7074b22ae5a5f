"""A storm: one live message for many pushes that fail of one cause."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import (
    SECTION,
    Block,
    Message,
    actions,
    button,
    cell,
    confirm,
    context,
    date_cell,
    header,
    link_cell,
    message,
    section,
    table,
)
from core.domain.push_list import PushRow
from core.domain.reasons import Reason
from core.domain.storms import StormCard
from core.domain.words import grouped, later, say, say_many

_REASONS = 3
_HEAD = (later("Order"), later("Store"), later("Items"), later("Failed since"))


def build(card: StormCard) -> Message:
    """Open while one of them fails or is tried again, closed when all have moved on."""
    source = words.escape(card.source.name, 80)
    if card.is_over:
        return _solved(card)
    if not card.open:
        return _tried_again(card)
    orders = say_many("{count} order", "{count} orders", card.open)
    first = next(iter(card.reasons), None)
    why = words.sentence(first.sentence) if first else say("The cause was not recorded.")
    return message(
        say("❌ {orders} failed at {source}: {why}", orders=orders, source=source, why=why),
        (
            header(say("❌ {orders} failed → {source}", orders=orders, source=card.source.name)),
            section(_why(card)),
            _table(card),
            actions(_buttons(card)),
            _small_print(card),
        ),
    )


def _tried_again(card: StormCard) -> Message:
    orders = say_many("{count} order", "{count} orders", card.trying)
    source, trying = card.source.name, later("⏳ Trying {orders} again → {source}")
    title = say(trying, orders=orders, source=source)
    plain = say(trying, orders=orders, source=words.escape(source, 80))
    return message(plain, (header(title), _table(card), _small_print(card)))


def _table(card: StormCard) -> Block:
    return table([say(each) for each in _HEAD], [_row(row) for row in card.rows])


def _solved(card: StormCard) -> Message:
    source, members = words.escape(card.source.name, 80), grouped(card.members)
    title = say("✅ Solved: {count} orders → {source}", count=members, source=card.source.name)
    moved_on = say(
        "All {count} pushes that had failed to *{source}* moved on.", count=members, source=source
    )
    return message(
        say("✅ Solved: {count} orders had failed at {source}", count=members, source=source),
        (header(title), section(moved_on), _small_print(card)),
    )


def _why(card: StormCard) -> str:
    told = [_reason(reason, many, card) for reason, many in card.reasons.items()]
    listed = words.fit(told, SECTION - 300, _REASONS, later("… and {count} causes more"))
    remedy = next((reason.remedy for reason in card.reasons), "")
    return f"{listed}\n{words.what_to_do(remedy)}" if remedy else listed


def _reason(reason: Reason, many: int, card: StormCard) -> str:
    said = words.sentence(reason.sentence)
    return said if len(card.reasons) == 1 else f"{grouped(many)} {words.TIMES} {said}"


def _row(row: PushRow) -> list[Block]:
    since = row.card.push.changed_at
    return [
        link_cell(row.url, row.facts.name),
        cell(row.store.name),
        cell(f"{grouped(row.items)}"),
        date_cell(since) if since else cell("-"),
    ]


def _buttons(card: StormCard) -> list[Block]:
    many = card.open
    label = say("Retry it") if many == 1 else say("Retry all {many}", many=grouped(many))
    asked = confirm(
        say("Try again?"),
        say(
            "The pushes are sent again: {many}. What is still wrong fails again.",
            many=grouped(many),
        ),
        say("Retry"),
        say("Not now"),
        danger=False,
    )
    return [
        button(label, ids.RETRY_STORM, card.storm.id, style="primary", confirm=asked),
        button(say("Show"), ids.SHOW_STORM, card.storm.id),
    ]


def _small_print(card: StormCard) -> Block:
    parts = [words.date(card.storm.began_at, say("Since"))]
    return context("  ·  ".join(parts if card.is_over else [*parts, *_progress(card)]))


def _progress(card: StormCard) -> list[str]:
    """How far it is: what is not listed, what is tried again, what is solved."""
    hidden = (card.open or card.trying) - len(card.rows)
    solved = card.members - card.open - card.trying
    told = []
    if hidden > 0:
        told.append(say("{hidden} more are behind *Show*", hidden=grouped(hidden)))
    if card.open and card.trying:
        told.append(say("{trying} tried again", trying=grouped(card.trying)))
    if solved:
        members = grouped(card.members)
        told.append(say("{solved} of {members} solved", solved=grouped(solved), members=members))
    return told
