"""`/synctec digest`, `digest on` and `off`: when a channel gets its digest, of which stores."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.audit import AuditEntry
from core.domain.cards import AnswerCard
from core.domain.digests import DigestForm, DigestSettings
from core.domain.people import Actor, Right
from core.domain.words import later, say
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory
from core.usecases.allowed import must_be_allowed, refusal

_CHANGED = later("changed the digest")
_DAYS = (
    later("Mon"),
    later("Tue"),
    later("Wed"),
    later("Thu"),
    later("Fri"),
    later("Sat"),
    later("Sun"),
)


@dataclass(frozen=True, slots=True)
class ShowDigest:
    """The window of a channel's digest."""

    open_unit: UnitOfWorkFactory
    default_at: str

    async def __call__(self, channel: str, actor: Actor) -> DigestForm:
        """How it is set, or would be. Raises NotAllowed for who is admin of no store."""
        async with self.open_unit() as unit:
            every = await unit.stores.all()
            access = await must_be_allowed(unit, actor, Right.ADMIN, every)
            settings = await _settings(unit, channel, self.default_at)
        stores = tuple(access.among(Right.ADMIN, every))
        return DigestForm(settings, stores)


@dataclass(frozen=True, slots=True)
class ChangeDigest:
    """Changed, and kept in the audit."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    default_at: str

    async def __call__(self, settings: DigestSettings, actor: Actor) -> AnswerCard:
        """Raises NotAllowed where somebody is not admin of each store that it is about."""
        async with self.open_unit() as unit:
            answer = await self._keep(unit, settings, actor)
            await unit.commit()
        return answer

    async def switch(self, channel: str, actor: Actor, *, enabled: bool) -> AnswerCard:
        """`digest on` and `off`. Raises as above."""
        async with self.open_unit() as unit:
            settings = await _settings(unit, channel, self.default_at)
            answer = await self._keep(unit, replace(settings, enabled=enabled), actor)
            await unit.commit()
        return answer

    async def _keep(self, unit: UnitOfWork, settings: DigestSettings, actor: Actor) -> AnswerCard:
        stores = settings.stores(await unit.stores.all())
        if not stores:
            return AnswerCard(
                say("A digest is about at least one store."),
                say("Choose one with `/synctec digest`."),
            )
        access = await unit.people.access(actor)
        if not access.may_at_every(Right.ADMIN, [store.id for store in stores]):
            raise await refusal(unit, Right.ADMIN, stores)
        before = await _settings(unit, settings.channel, self.default_at)
        await unit.schedule.set_digest(settings)
        now = self.clock.now()
        if settings.enabled and settings != before:
            # The slot that is over by now was no slot of these settings.
            await unit.schedule.digest_posted(settings.channel, now)
        for store in stores:
            words = {f"digest of {settings.channel}": (said(before), said(settings))}
            await unit.audit.add(AuditEntry(now, actor.user, _CHANGED, store.id, None, words))
        return AnswerCard(
            say("The digest of this channel: {said}.", said=said(settings)), good=True
        )


def said(settings: DigestSettings) -> str:
    """In words: when it comes."""
    if not settings.enabled:
        return "off"
    days = [_DAYS[day - 1] for day in sorted(settings.weekdays)]
    on = say("every day") if len(days) == len(_DAYS) else ", ".join(map(say, days))
    return say("{on} at {at} ({timezone})", on=on, at=settings.at, timezone=settings.timezone)


async def _settings(unit: UnitOfWork, channel: str, default_at: str) -> DigestSettings:
    """Its own, or what holds without."""
    kept = {each.channel: each for each in await unit.schedule.digests()}
    if channel in kept:
        return kept[channel]
    stores = [each for each in await unit.stores.all() if each.channel == channel]
    return DigestSettings(channel, default_at, stores[0].timezone if stores else "UTC")
