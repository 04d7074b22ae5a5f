"""One message between the database and a Slack that only remembers."""

from __future__ import annotations

from typing import Any

from core.domain.cards import AnswerCard, Card
from core.domain.notices import Notice
from core.usecases.deliver import Deliver
from tests.integration.intake import open_intake


class Wall:
    """A `Notifier` that keeps what is posted, and finds nothing."""

    def __init__(self) -> None:
        self.posted: list[str] = []

    async def turn(self, *_: Any) -> None:
        pass

    async def post(self, *told: Any, **_: Any) -> str:
        self.posted.append(told[1])
        return f"{len(self.posted)}.0"

    async def edit(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nothing to edit")

    async def attach(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nothing to attach")

    async def find(self, *_: Any, **__: Any) -> str | None:
        return None

    def fingerprint(self, card: Card) -> str:
        return str(card)

    async def answer(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nobody asked")


async def test_what_was_never_posted_and_is_over_stays_untold(database_url: str) -> None:
    async with open_intake(database_url) as intake:
        wall = Wall()
        deliver = Deliver(intake.core.open_unit, wall)
        async with intake.core.open_unit() as unit:
            begun = await unit.messages.begin("failure:1", "C0DEST")
            await unit.commit()
        card = AnswerCard("It is over.")
        await deliver(Notice("failure:1", "C0DEST", card, post=False), begun)
        assert wall.posted == []
        await deliver(Notice("failure:1", "C0DEST", card, post=True), begun)
        assert wall.posted == ["failure:1"]
