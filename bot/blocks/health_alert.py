"""A store that does not answer, or refuses SyncTec: since when, why, what waits, and the end."""

from __future__ import annotations

from collections.abc import Iterator

from bot import text as words
from bot.blocks.parts import Block, Message, context, header, message, section
from core.domain.breakers import Refusal
from core.domain.operation_cards import HealthCard
from core.domain.reasons import Reason
from core.domain.stores import Role

_REFUSALS_SHOWN = 5


def build(card: HealthCard) -> Message:
    """One message for one time of trouble, kept true to its end."""
    title = f"{_sign(card)} {card.store.name} {_verb(card)}"
    said = f"{_sign(card)} {words.escape(card.store.name, 80)} {_verb(card)}"
    return message(said, (header(title), *(_open(card) if card.is_open else _over(card))))


def standing(card: HealthCard) -> str:
    """The trouble in a few words, for a list of stores; nothing where there is none."""
    if card.health.held_since is not None:
        return f"⚠️ {words.date(card.health.held_since, 'does not answer since')}"
    refusal = next(iter(card.health.refusals), None)
    if refusal is None:
        return ""
    since = words.date(refusal.since, "since")
    return f"⚠️ {words.escape(refusal.reason.sentence, 200)} ({since})"


def _sign(card: HealthCard) -> str:
    if not card.is_open:
        return "✅"
    return "🔌" if card.health.held else "🔑"


def _verb(card: HealthCard) -> str:
    if card.is_past:
        return "was in trouble before"
    if card.is_open:
        return "does not answer" if card.health.held else "refuses SyncTec"
    return "answers again" if card.was_away else "accepts SyncTec again"


def _open(card: HealthCard) -> Iterator[Block]:
    health = card.health
    if health.held_since is not None:
        since = words.date(health.held_since, "Since")
        yield section(f"{since}{_why(health.reason)}\n{_meanwhile(card)}")
    for refusal in health.refusals[:_REFUSALS_SHOWN]:
        yield section(_refused(card, refusal))
    hidden = len(health.refusals) - _REFUSALS_SHOWN
    if hidden > 0:
        yield context(f"… and {hidden:,} more of its refusals")
    if health.next_probe_at is not None:
        probe = words.date(health.next_probe_at, "SyncTec asks it again")
        yield context(f"{probe}, and goes on by itself once it answers. Nothing is lost meanwhile.")


def _over(card: HealthCard) -> Iterator[Block]:
    health = card.health
    if card.is_past or health.over_at is None or health.began_at is None:
        yield section("It answered again. What came later has a message of its own.")
        return
    began = words.date(health.began_at, "It began")
    went_on = (
        f"\n{words.count(health.went_on, 'push', 'pushes')} went on." if health.went_on else ""
    )
    yield section(f"{words.date(health.over_at, 'Since')}. {began}{_why(health.reason)}{went_on}")


def _refused(card: HealthCard, refusal: Refusal) -> str:
    reason = refusal.reason
    stops = f" {_stopped(card)}" if not refusal.what else ""
    since = words.date(refusal.since, "Since")
    return f"{words.sentence(reason.sentence)}{stops}\n{since}. {words.sentence(reason.remedy)}"


def _stopped(card: HealthCard) -> str:
    ends = {
        Role.DESTINATION: "Its orders are not read.",
        Role.SOURCE: "Nothing can be pushed to it.",
        Role.BOTH: "Its orders are not read, and nothing can be pushed to it.",
    }
    return ends[card.store.role]


def _meanwhile(card: HealthCard) -> str:
    many = words.count(card.waiting, "push waits", "pushes wait") if card.waiting else ""
    orders = "" if not card.store.sells else "Its orders are not read, and wait."
    return " ".join(part for part in (orders, f"*{many}* for it." if many else "") if part) or (
        "No push waits for it."
    )


def _why(reason: Reason | None) -> str:
    return f": {words.sentence(reason.sentence)}" if reason else "."
