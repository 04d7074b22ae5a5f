"""The people, the clock and the process around the core."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from core.domain.cards import (
    AnswerCard,
    OrderCard,
)
from core.domain.explanations import ExplainCard
from core.domain.messages import Card
from core.domain.unfurls import LinkPlace
from core.domain.windows import Listed, OpenWindow
from core.domain.work import Reply
from core.domain.workflow_steps import StepEnd


class Clock(Protocol):
    """The time, so that a test may choose it."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...


class Notifier(Protocol):
    """How messages reach people. Raises `Temporary` (with Slack's own Retry-After),
    `AccessRefused` (channel gone or archived, not a member) and `Broken` (Slack refused our
    blocks)."""

    async def turn(self, channel: str) -> None:
        """Return when a message may be posted into the channel. Raises `NotYet` where that takes
        longer than a job should sleep: then nothing was begun."""
        ...

    async def post(self, channel: str, key: str, card: Card, *, thread: str | None = None) -> str:
        """Post a message with `key` in its metadata, after its `turn`; returns its `ts`. `thread`
        is the `ts` of the message that it replies to; raises NotFound where that is gone."""
        ...

    async def edit(self, channel: str, ts: str, card: Card) -> None:
        """Replace the content. Raises NotFound when the message was deleted."""
        ...

    async def withdraw(self, channel: str, ts: str) -> None:
        """Delete a message of ours; one that is gone is no error."""
        ...

    async def find(self, channel: str, key: str, *, thread: str | None = None) -> str | None:
        """The `ts` of a recent message of ours with this key in its metadata, in the channel or in
        a thread of it. Raises NotFound where the thread is gone."""
        ...

    async def find_every(self, channel: str, key: str) -> Sequence[str]:
        """The same for all messages in the channel that have this key."""
        ...

    async def attach(self, channel: str, ts: str, name: str, title: str, content: bytes) -> None:
        """Put a file into the thread of a message, unless one of this name is there."""
        ...

    def fingerprint(self, card: Card) -> str:
        """Changes exactly when the rendered content changes."""
        ...

    async def answer(self, reply: Reply, answer: AnswerCard | ExplainCard) -> None:
        """Tell one person, privately."""
        ...

    async def unfurl(self, place: LinkPlace, orders: Mapping[str, OrderCard]) -> None:
        """Show an order below each of these links, in the place of what was shown of it before; a
        message or draft that is gone is no error."""
        ...

    async def refill(self, window: OpenWindow, card: Listed, said: str) -> str | None:
        """Show a list in an open window, as long as it shows what it did; `said` is what was done
        in it. Returns the new `hash`; None where the person went on in it, or closed it."""
        ...

    async def end_step(self, execution: str, end: StepEnd) -> None:
        """End a step that a workflow waits for; one that has ended already is no error."""
        ...


class Health(Protocol):
    """Whether the process may be sent work."""

    async def ready(self) -> Mapping[str, bool]:
        """Each dependency with whether it answers."""
        ...
