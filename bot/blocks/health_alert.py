"""A store that does not answer, or refuses SyncTec: since when, why, what waits, and the end."""

from __future__ import annotations

from collections.abc import Iterator

from bot import text as words
from bot.blocks.parts import Block, Message, context, header, message, section
from core.domain.breakers import Refusal
from core.domain.operation_cards import HealthCard
from core.domain.reasons import Reason
from core.domain.stores import Role
from core.domain.words import grouped, say, say_many

_REFUSALS_SHOWN = 5


def build(card: HealthCard) -> Message:
    """One message for one time of trouble, kept true to its end."""
    title = f"{_sign(card)} {_how(card, card.store.name)}"
    said = f"{_sign(card)} {_how(card, words.escape(card.store.name, 80))}"
    return message(said, (header(title), *(_open(card) if card.is_open else _over(card))))


def standing(card: HealthCard) -> str:
    """The trouble in a few words, for a list of stores; nothing where there is none."""
    if card.health.held_since is not None:
        return f"⚠️ {words.date(card.health.held_since, say('does not answer since'))}"
    refusal = next(iter(card.health.refusals), None)
    if refusal is None:
        return ""
    since = words.date(refusal.since, say("since"))
    return f"⚠️ {words.escape(refusal.reason.sentence, 200)} ({since})"


def _sign(card: HealthCard) -> str:
    if not card.is_open:
        return "✅"
    return "🔌" if card.health.held else "🔑"


def _how(card: HealthCard, store: str) -> str:
    if card.is_past:
        return say("{store} was in trouble before", store=store)
    if card.is_open and card.health.held:
        return say("{store} does not answer", store=store)
    if card.is_open:
        return say("{store} refuses SyncTec", store=store)
    if card.was_away:
        return say("{store} answers again", store=store)
    return say("{store} accepts SyncTec again", store=store)


def _open(card: HealthCard) -> Iterator[Block]:
    health = card.health
    if health.held_since is not None:
        since = words.date(health.held_since, say("Since"))
        yield section(f"{since}{_why(health.reason)}\n{_meanwhile(card)}")
    for refusal in health.refusals[:_REFUSALS_SHOWN]:
        yield section(_refused(card, refusal))
    hidden = len(health.refusals) - _REFUSALS_SHOWN
    if hidden > 0:
        yield context(say("… and {hidden} more of its refusals", hidden=grouped(hidden)))
    if health.next_probe_at is not None:
        probe = words.date(health.next_probe_at, say("SyncTec asks it again"))
        yield context(
            say(
                "{probe}, and goes on by itself once it answers. Nothing is lost meanwhile.",
                probe=probe,
            )
        )


def _over(card: HealthCard) -> Iterator[Block]:
    health = card.health
    if card.is_past or health.over_at is None or health.began_at is None:
        yield section(say("It answered again. What came later has a message of its own."))
        return
    began = words.date(health.began_at, say("It began"))
    went_on = (
        ("\n" + say_many("{count} push went on.", "{count} pushes went on.", health.went_on))
        if health.went_on
        else ""
    )
    yield section(
        f"{words.date(health.over_at, say('Since'))}. {began}{_why(health.reason)}{went_on}"
    )


def _refused(card: HealthCard, refusal: Refusal) -> str:
    reason = refusal.reason
    stops = f" {_stopped(card)}" if not refusal.what else ""
    since = words.date(refusal.since, say("Since"))
    return f"{words.sentence(reason.sentence)}{stops}\n{since}. {words.sentence(reason.remedy)}"


def _stopped(card: HealthCard) -> str:
    ends = {
        Role.DESTINATION: say("Its orders are not read."),
        Role.SOURCE: say("Nothing can be pushed to it."),
        Role.BOTH: say("Its orders are not read, and nothing can be pushed to it."),
    }
    return ends[card.store.role]


def _meanwhile(card: HealthCard) -> str:
    told = []
    if card.store.sells:
        told.append(say("Its orders are not read, and wait."))
    if card.waiting:
        waits = say_many(
            "*{count} push waits* for it.", "*{count} pushes wait* for it.", card.waiting
        )
        told.append(waits)
    return " ".join(told) or say("No push waits for it.")


def _why(reason: Reason | None) -> str:
    return f": {words.sentence(reason.sentence)}" if reason else "."
