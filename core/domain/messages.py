"""Everything that can be posted as a message."""

from __future__ import annotations

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
from core.domain.operation_cards import FaultCard, FindingsCard, HealthCard
from core.domain.push_list import NudgeCard
from core.domain.stock.cards import ComparisonCard, OversoldCard
from core.domain.storms import StormCard
from core.domain.timeline import ReplyCard

Card = (
    OrderCard
    | FailureCard
    | ReceivedCard
    | QuestionCard
    | MirrorCard
    | ListCard
    | StormCard
    | NudgeCard
    | AnswerCard
    | ChangeCard
    | ReplyCard
    | MatchCard
    | OversoldCard
    | ComparisonCard
    | HealthCard
    | FaultCard
    | FindingsCard
)
