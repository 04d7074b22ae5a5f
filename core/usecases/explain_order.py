"""`/synctec explain dest 1001`: what a push of the order would do, and why not more. Nothing is
kept, nothing adopted, no message touched."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from core.domain import words
from core.domain.cards import AnswerCard
from core.domain.drafts import Draft
from core.domain.errors import NotFound, SyncError, Temporary
from core.domain.explanations import (
    TO_COME,
    ExplainCard,
    ExplainedPush,
    Preview,
    foreseen,
    lines_of,
    place_names,
    staying,
)
from core.domain.links import AdminLinks
from core.domain.orders import clean_number
from core.domain.pushes import Push, PushState
from core.domain.setting_table import Belongs, Setting, Subject, settings_of
from core.domain.shipping import carries
from core.domain.stores import StoreId
from core.domain.work import ExplainOrder as ExplainOrderWork
from core.domain.work import Reply, Urgency
from core.ports import Clock, Notifier, StoreGateway, UnitOfWorkFactory
from core.usecases.drafting import draft_of, shipping_rules
from core.usecases.find_order import find_order, no_order
from core.usecases.find_store import find_destination
from core.usecases.judgement import Judge, Judged

Say = Callable[[AnswerCard], Awaitable[None]]

_TOLD_WHOLE = frozenset({"tags", "note"})
"""Settings of which the preview shows what they come to."""
_WHERE_SET = frozenset({"confirmation", "shipping_updates", "exchange_rate"})
"""Settings that are worth a word only where somebody switched them on."""


@dataclass(frozen=True, slots=True)
class ExplainByNumber:
    """The command's first half: check the store, answer at once, queue the work."""

    open_unit: UnitOfWorkFactory

    async def __call__(self, handle: str, number: str, reply: Reply, say: Say) -> None:
        """`say` tells the person that it begins, before the job can answer.

        Raises:
            Rejected: nobody knows the store; the known ones are named, nearest first.
        """
        typed = clean_number(number)
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
        with suppress(SyncError):
            await say(
                AnswerCard(
                    words.say(
                        "Looking at order {number} of {store} …", number=typed, store=store.name
                    ),
                    good=True,
                )
            )
        work = ExplainOrderWork(store.id, typed, reply)
        async with self.open_unit() as unit:
            await unit.jobs.add(work, urgency=Urgency.PERSON)
            await unit.commit()


@dataclass(frozen=True, slots=True)
class Explain:
    """Read, judge, foresee."""

    open_unit: UnitOfWorkFactory
    gateway: StoreGateway
    judge: Judge
    clock: Clock
    links: AdminLinks

    async def __call__(self, store_id: StoreId, number: str) -> ExplainCard:
        """The answer.

        Raises:
            Rejected: there is no such order, or several.
            AccessRefused, Temporary, Broken: as the gateway does.
        """
        gid = await find_order(self.open_unit, self.gateway, store_id, number)
        judged = await self.judge(store_id, gid, Urgency.PERSON)
        if judged is None:
            raise NotFound(no_order(number))
        async with self.open_unit() as unit:
            record = await unit.orders.by_gid(store_id, gid)
            pushes = await unit.pushes.of_order(record.id) if record else ()
        return self._card(judged, pushes)

    async def by_handle(self, handle: str, number: str) -> ExplainCard:
        """The same, by the store's handle. Raises Rejected also where nobody knows the store."""
        async with self.open_unit() as unit:
            store = await find_destination(unit, handle)
        return await self(store.id, clean_number(number))

    def _card(self, judged: Judged, existing: Sequence[Push]) -> ExplainCard:
        order, verdict = judged.order, judged.verdict
        # What is refused for ever is told first; its items are told as if it were not.
        open_ = replace(verdict, refused_by=())
        pushes = foreseen(open_, judged.connections, existing, self.clock.now())
        sources = sorted(source.name for source in judged.sources.values())
        return ExplainCard(
            store=judged.store,
            name=order.name,
            number=order.number,
            url=self.links.order(judged.store, order.gid),
            refused_by=verdict.refused_by,
            # What is over for good is not to be mended: nobody shall capture a cancelled payment.
            held_by=() if verdict.refused_by else verdict.held_by,
            left_out=() if verdict.refused_by else verdict.left_out,
            pushes=tuple(self._pushes(judged, pushes)),
            staying=staying(verdict, pushes, place_names(order)),
            sources=tuple(sources),
            store_settings=_settings(Subject(judged.store), Belongs.STORE),
        )

    def _pushes(self, judged: Judged, pushes: Sequence[Push]) -> Iterator[ExplainedPush]:
        """Each beside the others, as if all that are to come were sent together."""
        places = place_names(judged.order)
        sent = [
            replace(one, state=PushState.QUEUED) if one.state in TO_COME else one for one in pushes
        ]
        connected = {one.source_id: one for one in judged.connections}
        for push, queued in zip(pushes, sent, strict=True):
            connection = connected.get(push.source_id)
            if connection is None:
                continue
            source = judged.sources[push.source_id]
            subject = Subject(judged.store, source, connection)
            yield ExplainedPush(
                source=source.name,
                part=push.part,
                state=push.state,
                lines=lines_of(push, places),
                source_order=push.source_order.name if push.source_order else None,
                preview=self._preview(judged, push, queued, sent),
                settings=_settings(subject, Belongs.CONNECTION) if push.state in TO_COME else (),
                due_at=None if judged.verdict.left_out else push.due_at,
            )

    def _preview(
        self, judged: Judged, push: Push, queued: Push, sent: Sequence[Push]
    ) -> Preview | None:
        refused = judged.verdict.refused_by
        if refused or push.state not in TO_COME or judged.order.shipping_address is None:
            return None
        ships = carries(queued, sent, shipping_rules(judged))
        queued = replace(queued, carries_shipping=ships)
        return _shown(draft_of(queued, judged, sent, self.links))


@dataclass(frozen=True, slots=True)
class CarryOutExplain:
    """The command's second half, in a job."""

    explain: Explain
    notifier: Notifier

    async def __call__(self, work: ExplainOrderWork) -> None:
        """Raises Temporary when the store cannot be reached now; everything else is told."""
        answer: AnswerCard | ExplainCard
        try:
            answer = await self.explain(StoreId(work.store_id), work.number)
        except Temporary:
            raise
        except SyncError as error:
            answer = AnswerCard(error.reason.sentence, error.reason.remedy)
        await self.notifier.answer(work.reply, answer)


def _shown(draft: Draft) -> Preview:
    line = draft.shipping[0]
    return Preview(draft.total, line.title, line.price, draft.tags, draft.note)


def _settings(subject: Subject, belongs: Belongs) -> tuple[tuple[str, str], ...]:
    return tuple(
        (setting.name, setting.words(setting.of(subject)))
        for setting in settings_of(subject)
        if setting.belongs is belongs and _applies(setting, subject)
    )


def _applies(setting: Setting, subject: Subject) -> bool:
    if setting.key in _WHERE_SET:
        return bool(setting.of(subject))
    return setting.key not in _TOLD_WHOLE
