"""From a card to the message that shows it: the one place that knows which builder is whose."""

from __future__ import annotations

from typing import assert_never

from bot.blocks import (
    answers,
    change,
    comparison,
    decision,
    digest,
    failure_alert,
    fault_alert,
    findings,
    health_alert,
    history,
    match_report,
    nudge,
    order_alert,
    orders_modal,
    oversold,
    pushes_modal,
    question,
    received,
    storm,
)
from bot.blocks.parts import Message, View
from core.domain.cards import (
    AnswerCard,
    ChangeCard,
    FailureCard,
    ListCard,
    MirrorCard,
    OrderCard,
    QuestionCard,
    ReceivedCard,
)
from core.domain.match_cards import MatchCard
from core.domain.messages import Card
from core.domain.operation_cards import FaultCard, FindingsCard, HealthCard
from core.domain.push_list import NudgeCard, PushList
from core.domain.stock.cards import ComparisonCard, OversoldCard
from core.domain.storms import StormCard
from core.domain.timeline import ReplyCard
from core.domain.windows import Listed


def render_list(card: Listed, memo: str, said: str = "") -> View:
    """The window that lists it; `memo` comes back with every click in it, `said` is what was done
    in it last."""
    if isinstance(card, PushList):
        return pushes_modal.build(card, memo, said)
    return orders_modal.build(card, memo, said)


def render(card: Card) -> Message:
    """The message of any card."""
    match card:
        case OrderCard() | FailureCard() | ReceivedCard() | QuestionCard() | MirrorCard():
            return _of_order(card)
        case ListCard() | StormCard() | NudgeCard():
            return _of_several(card)
        case AnswerCard():
            return answers.build(card)
        case ChangeCard() | ReplyCard():
            return change.build(card) if isinstance(card, ChangeCard) else history.reply(card)
        case MatchCard() | OversoldCard() | ComparisonCard():
            return _of_items(card)
        case HealthCard() | FaultCard() | FindingsCard():
            return _for_operators(card)
        case _:
            assert_never(card)


def _of_several(card: ListCard | StormCard | NudgeCard) -> Message:
    match card:
        case ListCard():
            return digest.build(card)
        case StormCard():
            return storm.build(card)
        case NudgeCard():
            return nudge.build(card)


def _of_items(card: MatchCard | OversoldCard | ComparisonCard) -> Message:
    match card:
        case MatchCard():
            return match_report.build(card)
        case OversoldCard():
            return oversold.build(card)
        case ComparisonCard():
            return comparison.build(card)


def _for_operators(card: HealthCard | FaultCard | FindingsCard) -> Message:
    match card:
        case HealthCard():
            return health_alert.build(card)
        case FaultCard():
            return fault_alert.build(card)
        case FindingsCard():
            return findings.build(card)


def _of_order(
    card: OrderCard | FailureCard | ReceivedCard | QuestionCard | MirrorCard,
) -> Message:
    match card:
        case OrderCard():
            return order_alert.build(card)
        case FailureCard():
            return failure_alert.build(card)
        case ReceivedCard():
            return received.build(card)
        case QuestionCard():
            return question.build(card)
        case MirrorCard():
            return decision.build(card)
