"""View error: what it means, what to do, the items, every attempt so far; codes in small print."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks import lines
from bot.blocks.failure_alert import reason_of
from bot.blocks.parts import SECTION, Block, View, context, divider, modal, section
from bot.blocks.states import push_line, source_of
from core.domain.cards import FailureCard
from core.domain.pushes import Attempt, Outcome, PushState
from core.domain.reasons import Reason
from core.domain.words import later, say

_SHOWN = 12
_ITEMS = 20
_ENDED = {
    Outcome.PUSHED: later("✅ pushed"),
    Outcome.ADOPTED: later("✅ found and adopted"),
    Outcome.REFUSED: later("❌ refused"),
    Outcome.TEMPORARY: later("⏳ not done, tried again later"),
    Outcome.UNKNOWN: later("🔎 no clear answer"),
    Outcome.NOT_SENT: later("▫️ never sent"),
}


def build(card: FailureCard, memo: str) -> View:
    """The view; Retry Push is its submit button for as long as the push is failed."""
    failed = card.push.push.state is PushState.FAILED
    order = words.link(card.order.url, card.order.facts.name)
    where = f"{words.escape(card.order.store.name, 80)} → *{source_of(card.push)}*"
    reason = reason_of(card)
    meaning = words.sentence(reason.sentence) if reason else say("The cause was not recorded.")
    remedy = words.sentence(reason.remedy) if reason else say("Press Retry Push.")
    return modal(
        say("Push error"),
        (
            section(f"{order} · {where}" + ("" if failed else f"\n{push_line(card.push)}")),
            section(say("*What it means*\n{meaning}", meaning=meaning)),
            section(say("*What to do*\n{remedy}", remedy=remedy)),
            *_items(card),
            divider(),
            section(_attempts(card, reason)),
            context(say("Retry Push reads the order afresh before it sends anything."))
            if failed
            else None,
            context(_small_print(card, reason)),
        ),
        callback=ids.SUBMIT_RETRY if failed else ids.READ_ONLY,
        memo=memo,
        submit=say("Retry Push") if failed else None,
    )


def _items(card: FailureCard) -> tuple[Block | None, ...]:
    """What was to be sent: a refusal need not say which item it is about."""
    pushed = card.push.push.lines
    if not pushed:
        return ()
    return divider(), section(say("*Items of this push*")), lines.of_push(pushed, _ITEMS)


def _small_print(card: FailureCard, reason: Reason | None) -> str:
    """What support asks for."""
    references = [attempt.reference for attempt in card.attempts if attempt.reference]
    reference = card.push.push.reference or (references[-1] if references else None)
    code = words.escape(reason.code, 80) if reason else "unknown"
    named = (
        ("  ·  " + say("Reference `{reference}`", reference=words.escape(reference, 60)))
        if reference
        else ""
    )
    return say("Code `{code}`{named}", code=code, named=named)


def _attempts(card: FailureCard, shown: Reason | None) -> str:
    if not card.attempts:
        return say("*Attempts so far*\nNone: it failed before anything was sent.")
    newest_first = [_attempt(attempt, shown) for attempt in reversed(card.attempts)]
    return say(
        "*Attempts so far*\n{newest_first}",
        newest_first=words.fit(newest_first, SECTION - 20, _SHOWN, later("… and {count} earlier")),
    )


def _attempt(attempt: Attempt, shown: Reason | None) -> str:
    ended = say(_ENDED[attempt.outcome]) if attempt.outcome else say("📤 running")
    who = words.mention(attempt.actor) if attempt.actor else "SyncTec"
    # What is said above need not be said again.
    new = attempt.reason if attempt.reason != shown else None
    why = f": {words.escape(new.sentence, 150)}" if new else ""
    return say(
        "*{number}.* {when} by {who} · {ended}{why}",
        number=attempt.number,
        when=words.date(attempt.started_at),
        who=who,
        ended=ended,
        why=why,
    )
