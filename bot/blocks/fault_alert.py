"""What broke in SyncTec: which work, of which order or store, how often, and its reference."""

from __future__ import annotations

from bot import text as words
from bot.blocks.parts import Message, context, header, message, section
from core.domain.faults import Fault
from core.domain.operation_cards import FaultCard
from core.domain.words import say, say_many


def build(card: FaultCard) -> Message:
    """One message a fault: it counts, and shows the newest."""
    fault = card.fault
    times = say_many("{count} time", "{count} times", fault.times)
    sentence = words.sentence(fault.reason.sentence)
    subject = (
        ("\n" + say("It concerned {said}.", said=words.escape(fault.subject.said, 200)))
        if fault.subject.said
        else ""
    )
    return message(
        say("🛠️ A fault in SyncTec ({times}): {sentence}", times=times, sentence=sentence),
        (
            header(say("🛠️ A fault in SyncTec")),
            section(f"{sentence}{subject}"),
            context("  ·  ".join(_details(fault, times))),
        ),
    )


def _details(fault: Fault, times: str) -> list[str]:
    seen = [words.date(fault.newest_at)]
    if fault.times > 1:
        seen = [
            say("{times} since {when}", times=times, when=words.date(fault.first_at)),
            say("newest {when}", when=words.date(fault.newest_at)),
        ]
    return [
        f"`{words.escape(fault.job, 60)}`",
        f"`{words.escape(fault.reason.code, 60)}`",
        *seen,
        say("Reference `{reference}`", reference=words.escape(fault.reference, 40)),
    ]
