"""What broke in SyncTec: which work, of which order or store, how often, and its reference."""

from __future__ import annotations

from bot import text as words
from bot.blocks.parts import Message, context, header, message, section
from core.domain.faults import Fault
from core.domain.operation_cards import FaultCard


def build(card: FaultCard) -> Message:
    """One message a fault: it counts, and shows the newest."""
    fault = card.fault
    times = words.count(fault.times, "time", "times")
    sentence = words.sentence(fault.reason.sentence)
    subject = (
        f"\nIt concerned {words.escape(fault.subject.said, 200)}." if fault.subject.said else ""
    )
    return message(
        f"🛠️ A fault in SyncTec ({times}): {sentence}",
        (
            header("🛠️ A fault in SyncTec"),
            section(f"{sentence}{subject}"),
            context("  ·  ".join(_details(fault, times))),
        ),
    )


def _details(fault: Fault, times: str) -> list[str]:
    seen = [words.date(fault.newest_at)]
    if fault.times > 1:
        seen = [
            f"{times} since {words.date(fault.first_at)}",
            f"newest {words.date(fault.newest_at)}",
        ]
    return [
        f"`{words.escape(fault.job, 60)}`",
        f"`{words.escape(fault.reason.code, 60)}`",
        *seen,
        f"Reference `{words.escape(fault.reference, 40)}`",
    ]
