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
    header,
    link_cell,
    message,
    section,
    table,
)
from core.domain.push_list import PushRow
from core.domain.reasons import Reason
from core.domain.storms import StormCard

_REASONS = 3
_HEAD = ("Order", "Store", "Items", "Failed since (UTC)")


def build(card: StormCard) -> Message:
    """Open while one of them fails, closed when none does."""
    source = words.escape(card.source.name, 80)
    if card.is_over:
        return message(
            f"✅ Solved: {card.members:,} orders had failed at {source}",
            (
                header(f"✅ Solved: {card.members:,} orders → {card.source.name}"),
                section(f"All {card.members:,} pushes that had failed to *{source}* moved on."),
                _small_print(card),
            ),
        )
    orders = words.count(card.open, "order")
    first = next(iter(card.reasons), None)
    why = words.sentence(first.sentence) if first else "The cause was not recorded."
    return message(
        f"❌ {orders} failed at {source}: {why}",
        (
            header(f"❌ {orders} failed → {card.source.name}"),
            section(_why(card)),
            table(_HEAD, [_row(row) for row in card.rows]),
            actions(_buttons(card)),
            _small_print(card),
        ),
    )


def _why(card: StormCard) -> str:
    told = [_reason(reason, many, card) for reason, many in card.reasons.items()]
    listed = words.fit(told, SECTION - 300, _REASONS, "causes more")
    remedy = next((reason.remedy for reason in card.reasons), "")
    return f"{listed}\n*What to do:* {words.sentence(remedy)}" if remedy else listed


def _reason(reason: Reason, many: int, card: StormCard) -> str:
    said = words.sentence(reason.sentence)
    return said if len(card.reasons) == 1 else f"{many:,} \u00d7 {said}"


def _row(row: PushRow) -> list[Block]:
    since = row.card.push.changed_at
    return [
        link_cell(row.url, row.facts.name),
        cell(row.store.name),
        cell(f"{row.items:,}"),
        cell(f"{since:%d %b %H:%M}" if since else ""),
    ]


def _buttons(card: StormCard) -> list[Block]:
    many = card.open
    label = "Retry it" if many == 1 else f"Retry all {many:,}"
    asked = confirm(
        "Try again?",
        f"The pushes are sent again: {many:,}. What is still wrong fails again.",
        "Retry",
        "Not now",
        danger=False,
    )
    return [
        button(label, ids.RETRY_STORM, card.storm.id, style="primary", confirm=asked),
        button("Show", ids.SHOW_STORM, card.storm.id),
    ]


def _small_print(card: StormCard) -> Block:
    solved = card.members - card.open
    parts = [words.date(card.storm.began_at, "Since")]
    if not card.is_over:
        hidden = card.open - len(card.rows)
        parts += [f"{hidden:,} more are behind *Show*"] if hidden > 0 else []
        parts += [f"{solved:,} of {card.members:,} solved"] if solved else []
    return context("  ·  ".join(parts))
