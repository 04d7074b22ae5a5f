"""Private answers: a sentence, what to do where it is a refusal, a reference for the log."""

from __future__ import annotations

from bot import ids
from bot import text as words
from bot.blocks.parts import Block, Message, View, context, message, modal, section
from core.domain.cards import AnswerCard
from core.domain.words import say

_MORE = 20


def build(card: AnswerCard) -> Message:
    """The answer as a message."""
    said = [f"{_sign(each)} {_text(each)}" for each in (card, *card.more)]
    return message("\n".join(said), _blocks(card))


def build_modal(card: AnswerCard, title: str) -> View:
    """The same inside a window that is open already."""
    return modal(title, _blocks(card), callback=ids.READ_ONLY)


def build_home(card: AnswerCard) -> View:
    """The same as the whole of App Home."""
    return {"type": "home", "callback_id": ids.HOME, "blocks": _blocks(card)}


def _blocks(card: AnswerCard) -> list[Block]:
    return [block for each in (card, *card.more[:_MORE]) for block in _lines(each)]


def _lines(card: AnswerCard) -> list[Block]:
    said = f"{_sign(card)} {_text(card)}"
    if card.remedy:
        said += f"\n{words.what_to_do(card.remedy, mentions=True)}"
    blocks = [section(said)]
    if card.reference:
        blocks.append(
            context(say("Reference `{reference}`", reference=words.escape(card.reference, 60)))
        )
    return blocks


def _text(card: AnswerCard) -> str:
    text = words.sentence(card.text, mentions=True)
    return f"{text}  ·  {words.date(card.at)}" if card.at else text


def _sign(card: AnswerCard) -> str:
    if not card.good:
        return "⚠️"
    return "⏳" if card.text.endswith(words.ELLIPSIS) else "✅"
