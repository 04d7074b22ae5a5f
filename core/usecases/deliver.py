"""Bring one Slack message to its present content: post it, edit it, or leave it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, NotFound, Temporary
from core.domain.notices import Notice
from core.domain.reasons import Reason
from core.domain.words import later
from core.ports import MessageRecord, Notifier, UnitOfWorkFactory

_OVERTAKEN = Reason(
    "message_overtaken",
    later("Another process has edited the message meanwhile."),
    later("Nothing to do: SyncTec brings it up to date again."),
)


@dataclass(frozen=True, slots=True)
class Deliver:
    """Each message is named before it is posted, so that one lost between posting and recording
    is found again by its name instead of posted twice."""

    open_unit: UnitOfWorkFactory
    notifier: Notifier

    async def __call__(self, notice: Notice, existing: MessageRecord | None) -> None:
        """Idempotent; callers make sure that one process at a time works on a notice.

        Raises:
            Temporary, Rejected, Broken: as the notifier does.
        """
        if existing is None:
            if not notice.post:
                return
            # Before it is named: a message that only waits for its turn need not be looked for.
            await self.notifier.turn(notice.channel)
            async with self.open_unit() as unit:
                existing = await unit.messages.begin(notice.key, notice.channel)
                await unit.commit()
            await self._post(notice)
            return
        await self._refresh(notice, existing)

    async def _refresh(self, notice: Notice, record: MessageRecord) -> None:
        shown = self.notifier.fingerprint(notice.card)
        if record.ts is None:
            found = await self._found(notice, record)
            if found is None:
                # Never posted: what is over by now need not be told any more.
                await self._post_anew(notice)
                return
            record = replace(record, ts=found)
        if record.doubtful:
            await self._withdraw_others(record)
        if record.shown != shown:
            await self._edit(notice, record, shown)

    async def _found(self, notice: Notice, record: MessageRecord) -> str | None:
        try:
            return await self.notifier.find(record.channel, notice.key)
        except AccessRefused:
            if not _has_moved(notice, record):
                raise
            return None

    async def _edit(self, notice: Notice, record: MessageRecord, shown: str) -> None:
        ts = record.ts or ""
        try:
            await self.notifier.edit(record.channel, ts, notice.card)
        except NotFound:
            # Somebody deleted it. What still needs people comes back; the rest stays deleted.
            await self._post_anew(notice)
            return
        except AccessRefused:
            if not _has_moved(notice, record):
                raise
            await self._post_anew(notice)
            return
        async with self.open_unit() as unit:
            newest = await unit.messages.shown(
                notice.key, record.channel, ts, shown, seen=record.shown
            )
            await unit.commit()
        if not newest:
            # This process was taken for dead before its edit: another one's was put over by it.
            raise Temporary(_OVERTAKEN)

    async def _post_anew(self, notice: Notice) -> None:
        if not notice.post:
            return
        await self.notifier.turn(notice.channel)
        async with self.open_unit() as unit:
            # What stood there before is gone: from now on the new one is looked for.
            await unit.messages.begin_anew(notice.key, notice.channel)
            await unit.commit()
        await self._post(notice)

    async def _post(self, notice: Notice) -> None:
        try:
            ts = await self.notifier.post(notice.channel, notice.key, notice.card)
        except Temporary:
            # It may stand there all the same, beside one of another process.
            await self._doubt(notice.key, doubtful=True)
            raise
        shown = self.notifier.fingerprint(notice.card)
        async with self.open_unit() as unit:
            ours = await unit.messages.posted(notice.key, notice.channel, ts, shown)
            await unit.commit()
        if not ours:
            # This process was taken for dead between naming and posting: another one has posted it.
            await self._doubt(notice.key, doubtful=True)
            await self.notifier.withdraw(notice.channel, ts)
            await self._doubt(notice.key, doubtful=False)

    async def _withdraw_others(self, record: MessageRecord) -> None:
        # A channel that is closed now is looked through when it is open again.
        with suppress(AccessRefused):
            for ts in await self.notifier.find_every(record.channel, record.key):
                if ts != record.ts:
                    await self.notifier.withdraw(record.channel, ts)
            await self._doubt(record.key, doubtful=False)

    async def _doubt(self, key: str, *, doubtful: bool) -> None:
        async with self.open_unit() as unit:
            await unit.messages.doubt(key, doubtful=doubtful)
            await unit.commit()


def _has_moved(notice: Notice, record: MessageRecord) -> bool:
    """Whether another channel was set since: a closed one alone is waited for."""
    return record.channel != notice.channel
