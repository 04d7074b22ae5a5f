"""The book of what is carried: a step is written down before it is sent, and after it is done."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import Temporary
from core.domain.history import SYNCTEC, Event, EventKind
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import UNSAVED, Kind, Mirror, State
from core.domain.progress import Units, summed
from core.domain.pushes import PushId, without
from core.domain.reasons import Reason
from core.domain.words import later
from core.ports import Clock, UnitOfWork, UnitOfWorkFactory

_UNDER_WAY = Reason(
    "mirror_under_way",
    later("A change is being carried to the other store."),
    later("Nothing to do: SyncTec looks at its outcome in a moment."),
)


@dataclass(frozen=True, slots=True)
class MirrorBook:
    """`lease` is how long one attempt holds a step."""

    open_unit: UnitOfWorkFactory
    clock: Clock
    lease: timedelta

    def fresh(
        self,
        pair: Pair,
        kind: Kind,
        original: str,
        units: tuple[Units, ...],
        *,
        state: State = State.SENDING,
        place: str = "",
    ) -> Mirror:
        """A step of this pair that is not kept yet, with a number of its own; one that is to be
        sent has its lease and its key."""
        numbers = [
            one.number
            for one in pair.mirrors
            if (one.kind, one.original, one.place) == (kind, original, place)
        ]
        mirror = Mirror(
            id=UNSAVED,
            push_id=pair.push.id,
            kind=kind,
            original=original,
            place=place,
            number=max(numbers, default=0) + 1,
            state=state,
            units=units,
        )
        return self.sending(mirror) if state is State.SENDING else mirror

    def sending(self, mirror: Mirror) -> Mirror:
        """The same for its next attempt."""
        return replace(
            mirror,
            state=State.SENDING,
            attempt=mirror.attempt + 1,
            lease_until=self.clock.now() + self.lease,
            key=str(uuid.uuid4()),
        )

    def require_ended(self, mirror: Mirror) -> None:
        """Raises Temporary while an attempt may still come to its end by itself."""
        now = self.clock.now()
        if mirror.lease_until is not None and mirror.lease_until > now:
            raise Temporary(_UNDER_WAY, mirror.lease_until - now)

    async def add(self, mirror: Mirror, *events: Event) -> Mirror | None:
        """Keep it; None where another process was first."""
        async with self.open_unit() as unit:
            added = await unit.mirrors.add(mirror)
            if added is not None:
                await unit.events.add(events)
            await unit.commit()
        return added

    async def put(self, mirror: Mirror, *events: Event, seen: Mirror | None) -> Mirror | None:
        """Keep it, new or changed since it was `seen`; None where another process was first."""
        if seen is None or seen.id == UNSAVED:
            return await self.add(mirror, *events)
        return mirror if await self.save(mirror, *events, seen=seen) else None

    async def save(
        self, mirror: Mirror, *events: Event, seen: Mirror, gone: tuple[Units, ...] = ()
    ) -> bool:
        """What became of it, what is to be told, and which units of the customer's lines its push
        does not carry any more; False, with nothing of that, where somebody else has moved it."""
        async with self.open_unit() as unit:
            ours = await unit.mirrors.save(mirror, seen=seen)
            if ours:
                await unit.events.add(events)
                await _given_up(unit, mirror.push_id, gone)
            await unit.commit()
        return ours

    async def give_up(self, pair: Pair, gone: tuple[Units, ...], *events: Event) -> None:
        """The push does not carry these units any more: what comes back onto the customer's order
        is pushed like anything else."""
        async with self.open_unit() as unit:
            await unit.events.add(events)
            await _given_up(unit, pair.push.id, gone)
            await unit.commit()

    async def forget(self, mirror: Mirror, *events: Event) -> None:
        """It never came to be."""
        async with self.open_unit() as unit:
            await unit.mirrors.forget(mirror)
            await unit.events.add(events)
            await unit.commit()

    async def tell(self, *events: Event) -> None:
        """What happened, or why something did not."""
        async with self.open_unit() as unit:
            await unit.events.add(events)
            await unit.commit()

    def event(
        self,
        pair: Pair,
        kind: EventKind,
        subject: str,
        details: Mapping[str, str],
        actor: str = SYNCTEC,
    ) -> Event:
        """Something that happens now."""
        return Event(
            order_id=pair.push.order_id,
            push_id=pair.push.id,
            subject=subject,
            kind=kind,
            happened_at=self.clock.now(),
            actor=actor,
            details=details,
        )


async def _given_up(unit: UnitOfWork, push_id: PushId, gone: tuple[Units, ...]) -> None:
    push = await unit.pushes.get(push_id, lock=True) if gone else None
    if push is not None:
        await unit.pushes.save(without(push, summed(gone)))
