"""A person names the source order of a push in doubt: what they are told is what became of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from core.bootstrap import SystemClock
from core.domain.cards import AnswerCard
from core.domain.orders import OrderId
from core.domain.pushes import PushId, PushState, SourceOrder
from core.domain.stores import StoreId
from core.domain.work import AdoptSourceOrder, Reply
from core.ports import Notifier, StoreGateway
from core.usecases.answer_question import CarryOutAdopt
from core.usecases.judgement import keep
from tests.integration.intake import Intake, open_intake
from tests.integration.test_judgement import judged_for
from tests.unit.domain.makers import NOW, order, source_order


class OneOrder:
    """A gateway that knows one source order."""

    def __init__(self, found: SourceOrder) -> None:
        self.found = found

    async def find_source_order(self, _store_id: StoreId, _name: str) -> SourceOrder:
        return self.found

    async def read_source_order(self, _store_id: StoreId, _gid: str) -> tuple[SourceOrder, None]:
        return self.found, None


class Told:
    """A notifier that remembers its last answer."""

    text = ""

    async def answer(self, _reply: Reply, answer: AnswerCard) -> None:
        self.text = answer.text


@pytest.mark.parametrize(
    ("found", "state", "words"),
    [
        (source_order(), PushState.PUSHED, "Taken over: North #2045."),
        (source_order(cancelled_at=NOW), PushState.CANCELLED, "it is cancelled"),
    ],
    ids=["stands", "cancelled"],
)
async def test_the_answer_tells_what_became_of_the_push(
    database_url: str, found: SourceOrder, state: PushState, words: str
) -> None:
    async with open_intake(database_url) as intake:
        push_id = await _in_doubt(intake)
        told, gateway = Told(), OneOrder(found)
        carry_out = CarryOutAdopt(
            intake.core.open_unit,
            cast("StoreGateway", gateway),
            cast("Notifier", told),
            SystemClock(),
        )
        await carry_out(AdoptSourceOrder(push_id, 0, "2045", Reply("U0ANNA")))
        async with intake.core.open_unit() as unit:
            push = await unit.pushes.get(push_id)
        assert push is not None
        assert push.state is state
        assert words in told.text


async def _in_doubt(intake: Intake) -> PushId:
    judged = await judged_for(intake, order())
    async with intake.core.open_unit() as unit:
        record = await keep(unit, judged, SystemClock())
        (push,) = await unit.pushes.of_order(OrderId(record.id))
        changes: dict[str, Any] = {"state": PushState.UNKNOWN, "unknown_since": NOW}
        await unit.pushes.save(replace(push, **changes))
        await unit.commit()
    return push.id
