"""One message between the database and a Slack that only remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.domain.cards import (
    AnswerCard,
)
from core.domain.errors import AccessRefused, NotFound, Temporary
from core.domain.messages import Card
from core.domain.notices import Notice
from core.domain.reasons import Reason
from core.ports import MessageRecord
from core.usecases.deliver import Deliver
from tests.integration.intake import Intake, open_intake

KEY, HERE, THERE = "failure:1", "C0DEST", "C0OTHER"
WHY = Reason("why", "Why.", "So.")


@dataclass
class Wall:
    """A `Notifier` that keeps what is posted in open channels; an answer may be lost after the
    post, or something may happen before it."""

    posts: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    closed: set[str] = field(default_factory=set)
    answers_lost: int = 0
    withdrawals_lost: int = 0
    meanwhile: Any = None

    async def turn(self, *_: Any) -> None:
        pass

    async def post(self, channel: str, key: str, card: Card, *, thread: str | None = None) -> str:
        assert thread is None
        self._open(channel)
        if self.meanwhile is not None:
            hook, self.meanwhile = self.meanwhile, None
            await hook()
        ts = f"{len(self.posts) + 1}.0"
        self.posts[channel, ts] = (key, str(card))
        if self.answers_lost:
            self.answers_lost -= 1
            raise Temporary(WHY)
        return ts

    async def edit(self, channel: str, ts: str, card: Card) -> None:
        self._open(channel)
        if self.meanwhile is not None:
            hook, self.meanwhile = self.meanwhile, None
            await hook()
        if (channel, ts) not in self.posts:
            raise NotFound(WHY)
        self.posts[channel, ts] = (self.posts[channel, ts][0], str(card))

    async def withdraw(self, channel: str, ts: str) -> None:
        if self.withdrawals_lost:
            self.withdrawals_lost -= 1
            raise Temporary(WHY)
        del self.posts[channel, ts]

    async def attach(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nothing to attach")

    async def find(self, channel: str, key: str, *, thread: str | None = None) -> str | None:
        assert thread is None
        self._open(channel)
        return next(
            (ts for (at, ts), (k, _) in self.posts.items() if (at, k) == (channel, key)), None
        )

    async def find_every(self, channel: str, key: str) -> Sequence[str]:
        self._open(channel)
        return [ts for (at, ts), (k, _) in self.posts.items() if (at, k) == (channel, key)]

    def fingerprint(self, card: Card) -> str:
        return str(card)

    async def answer(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nobody asked")

    async def unfurl(self, *_: Any, **__: Any) -> None:
        raise AssertionError("nobody wrote a link")

    async def refill(self, *_: Any, **__: Any) -> None:
        raise AssertionError("no window is open")

    async def end_step(self, *_: Any, **__: Any) -> None:
        raise AssertionError("no workflow waits")

    def _open(self, channel: str) -> None:
        if channel in self.closed:
            raise AccessRefused(WHY)


@dataclass
class Desk:
    """Delivers one message again and again."""

    intake: Intake
    wall: Wall

    async def record(self) -> MessageRecord | None:
        async with self.intake.core.open_unit() as unit:
            return (await unit.messages.get([KEY])).get(KEY)

    async def begin(self) -> None:
        async with self.intake.core.open_unit() as unit:
            await unit.messages.begin(KEY, HERE)
            await unit.commit()

    async def deliver(self, said: str, *, channel: str = HERE, post: bool = True) -> None:
        notice = Notice(KEY, channel, AnswerCard(said), post=post)
        await Deliver(self.intake.core.open_unit, self.wall)(notice, await self.record())

    @property
    def where(self) -> list[str]:
        """The channels in which it stands."""
        return [channel for channel, _ in self.wall.posts]


@pytest.fixture
async def desk(database_url: str) -> AsyncIterator[Desk]:
    async with open_intake(database_url) as intake:
        yield Desk(intake, Wall())


async def test_what_was_never_posted_and_is_over_stays_untold(desk: Desk) -> None:
    await desk.begin()
    await desk.deliver("It is over.", post=False)
    assert desk.where == []
    await desk.deliver("It is not.")
    assert desk.where == [HERE]


async def test_a_message_in_a_closed_channel_waits_until_another_one_is_set(desk: Desk) -> None:
    await desk.begin()
    desk.wall.closed.add(HERE)
    with pytest.raises(AccessRefused):
        await desk.deliver("Once.")
    await desk.deliver("Once.", channel=THERE)
    assert desk.where == [THERE]
    await desk.deliver("Twice.", channel=THERE)
    assert desk.where == [THERE]


async def test_a_message_whose_channel_was_archived_comes_anew_where_it_belongs_now(
    desk: Desk,
) -> None:
    await desk.deliver("Once.")
    desk.wall.closed.add(HERE)
    with pytest.raises(AccessRefused):
        await desk.deliver("Twice.")
    await desk.deliver("Over.", channel=THERE, post=False)
    assert desk.where == [HERE]
    await desk.deliver("Twice.", channel=THERE)
    assert desk.where == [HERE, THERE]


async def test_a_deleted_message_comes_back_once_though_the_answer_to_its_post_is_lost(
    desk: Desk,
) -> None:
    await desk.deliver("Once.")
    desk.wall.posts.clear()
    desk.wall.answers_lost = 1
    with pytest.raises(Temporary):
        await desk.deliver("Twice.")
    assert desk.where == [HERE]
    await desk.deliver("Twice.")
    assert desk.where == [HERE]
    kept = await desk.record()
    assert kept is not None
    assert (HERE, kept.ts) in desk.wall.posts


async def test_a_process_taken_for_dead_takes_its_second_post_back(desk: Desk) -> None:
    """It had named the message, and was frozen before it posted."""

    async def another_process() -> None:
        await desk.deliver("Once.")

    desk.wall.meanwhile = another_process
    await desk.deliver("Once.")
    assert desk.where == [HERE]
    kept = await desk.record()
    assert kept is not None
    assert (HERE, kept.ts) in desk.wall.posts


async def test_an_edit_of_a_process_taken_for_dead_is_put_right(desk: Desk) -> None:
    """It was frozen before it edited, and puts an older state over what another one has shown."""
    await desk.deliver("Queued.")

    async def another_process() -> None:
        await desk.deliver("Pushed.")

    desk.wall.meanwhile = another_process
    with pytest.raises(Temporary, match="message_overtaken"):
        await desk.deliver("Sending.")
    await desk.deliver("Pushed.")
    ((_, shown),) = desk.wall.posts.values()
    assert "Pushed." in shown


@pytest.mark.parametrize(("answers", "withdrawals"), [(1, 0), (0, 1), (1, 1)])
async def test_a_second_post_is_taken_back_though_slack_does_not_answer(
    desk: Desk, answers: int, withdrawals: int
) -> None:
    """Neither the post nor the taking back of a process that was taken for dead is confirmed; its
    job is done again, and again."""

    async def another_process() -> None:
        await desk.deliver("Once.")
        desk.wall.answers_lost, desk.wall.withdrawals_lost = answers, withdrawals

    desk.wall.meanwhile = another_process
    for _ in range(answers + withdrawals):
        with pytest.raises(Temporary):
            await desk.deliver("Once.")
    await desk.deliver("Once.")
    assert desk.where == [HERE]
    kept = await desk.record()
    assert kept is not None
    assert (HERE, kept.ts) in desk.wall.posts
    assert not kept.doubtful
