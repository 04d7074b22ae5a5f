"""Carry what a source store shipped to the customer's order: each step once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import OutcomeUnknown, Rejected, Temporary
from core.domain.history import Event, EventKind
from core.domain.mirrors import parcels
from core.domain.mirrors.records import Kind, Mirror, MirrorId, State
from core.domain.progress import Parcel, Progress, Units, summed
from core.domain.pushes import Push
from core.domain.reasons import Reason
from core.domain.stores import Store
from core.ports import Clock, UnitOfWorkFactory
from core.ports.mirrors import MirrorGateway

_UNSAVED = MirrorId(0)


@dataclass(frozen=True, slots=True)
class Shipment:
    """A source order and the customer's, as they are now; `links` from the source order's lines to
    the customer's, `others` copies that stand for parcels of other source orders."""

    push: Push
    store: Store
    source: Progress
    order: Progress
    links: Mapping[str, str]
    mirrors: Sequence[Mirror]
    others: Collection[str]
    notify: bool


@dataclass(frozen=True, slots=True)
class MirrorParcels:
    """A step that is sent twice would ship twice: so each is written down before, and an outcome
    that is not known is read from the order, which is consistent with all that was answered."""

    open_unit: UnitOfWorkFactory
    gateway: MirrorGateway
    clock: Clock
    lease: timedelta

    async def __call__(self, shipment: Shipment) -> bool:
        """Do everything that can be done now; True where the customer's order was changed.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        mirrors = await self._looked_up(shipment)
        shipment = replace(shipment, mirrors=mirrors)
        changed = False
        every = parcels.steps(
            shipment.source, shipment.order, shipment.links, mirrors, shipment.others
        )
        for step in list(every):
            changed = await self._do(shipment, step) or changed
        return changed

    async def _looked_up(self, shipment: Shipment) -> list[Mirror]:
        """What was being sent when its process ended: it is there, or it never came to be."""
        known = []
        claimed = {mirror.copy for mirror in shipment.mirrors if mirror.copy}
        for mirror in shipment.mirrors:
            if mirror.state is not State.SENDING:
                known.append(mirror)
                continue
            if mirror.lease_until and mirror.lease_until > self.clock.now():
                raise Temporary(_UNDER_WAY, mirror.lease_until - self.clock.now())
            copy = _copy_of(mirror, shipment.order, {*claimed, *shipment.others})
            if copy is None:
                await self._forget(mirror)
            else:
                claimed.add(copy.gid)
                known.append(await self._done(shipment, mirror, copy))
        return known

    async def _do(self, shipment: Shipment, step: parcels.Step) -> bool:
        match step:
            case parcels.Ship():
                return await self._ship(shipment, step)
            case parcels.Take(parcel, copy):
                await self._take(shipment, parcel, copy)
            case parcels.Retrack():
                return await self._retrack(shipment, step)
            case parcels.CallBack():
                return await self._call_back(shipment, step)
            case parcels.Leave(parcel, units, reason):
                await self._leave(shipment, parcel, units, reason)
            case parcels.Wait(parcel, _, reason):
                await self._tell(_not_marked(shipment, parcel, reason))
        return False

    async def _ship(self, shipment: Shipment, step: parcels.Ship) -> bool:
        mirror = await self._claimed(shipment, step)
        if mirror is None or mirror.lease_until is None:
            return False
        try:
            copy = await self.gateway.ship(
                shipment.store.id,
                step.picks,
                step.parcel.tracking,
                notify=shipment.notify,
                not_after=mirror.lease_until,
            )
        except OutcomeUnknown as error:
            raise Temporary(error.reason, self.lease) from error
        except Rejected as error:
            await self._forget(mirror)
            await self._tell(_not_marked(shipment, step.parcel, error.reason))
            return False
        except Temporary:
            await self._forget(mirror)
            raise
        await self._done(shipment, mirror, copy)
        return True

    async def _claimed(self, shipment: Shipment, step: parcels.Ship) -> Mirror | None:
        """Written down before anything is sent; None where another process was first."""
        place = step.location_gid or ""
        same = [
            mirror.number
            for mirror in shipment.mirrors
            if (mirror.original, mirror.place) == (step.parcel.gid, place)
        ]
        mirror = Mirror(
            id=_UNSAVED,
            push_id=shipment.push.id,
            kind=Kind.PARCEL,
            original=step.parcel.gid,
            place=place,
            number=max(same, default=0) + 1,
            state=State.SENDING,
            units=step.units,
            tracking=step.parcel.tracking,
            attempt=1,
            lease_until=self.clock.now() + self.lease,
        )
        async with self.open_unit() as unit:
            added = await unit.mirrors.add(mirror)
            await unit.commit()
        return added

    async def _done(self, shipment: Shipment, mirror: Mirror, copy: Parcel) -> Mirror:
        done = replace(mirror, state=State.DONE, copy=copy.gid, lease_until=None)
        event = _event(
            shipment,
            f"marked:{copy.gid}",
            EventKind.MARKED_SHIPPED,
            {"parcel": copy.name, "units": str(summed(mirror.units).total())},
        )
        async with self.open_unit() as unit:
            await unit.mirrors.save(done)
            await unit.events.add([event])
            await unit.commit()
        return done

    async def _take(self, shipment: Shipment, parcel: Parcel, copy: Parcel) -> None:
        """Somebody wrote the parcel down by hand, or an answer of ours was lost."""
        mirror = Mirror(
            id=_UNSAVED,
            push_id=shipment.push.id,
            kind=Kind.PARCEL,
            original=parcel.gid,
            place=f"copy {copy.gid}",
            state=State.DONE,
            units=copy.units,
            copy=copy.gid,
            tracking=parcel.tracking,
        )
        await self._add(mirror)

    async def _leave(
        self, shipment: Shipment, parcel: Parcel, units: tuple[Units, ...], reason: Reason
    ) -> None:
        mirror = Mirror(
            id=_UNSAVED,
            push_id=shipment.push.id,
            kind=Kind.PARCEL,
            original=parcel.gid,
            place=f"left {reason.code}",
            state=State.LEFT,
            units=units,
            reason=reason,
        )
        await self._add(mirror, _not_marked(shipment, parcel, reason))

    async def _retrack(self, shipment: Shipment, step: parcels.Retrack) -> bool:
        if not step.there and step.mirror.copy:
            await self.gateway.retrack(
                shipment.store.id, step.mirror.copy, step.tracking, notify=shipment.notify
            )
        await self._save(replace(step.mirror, tracking=step.tracking))
        return not step.there

    async def _call_back(self, shipment: Shipment, step: parcels.CallBack) -> bool:
        if not step.there and step.mirror.copy:
            await self.gateway.call_back(shipment.store.id, step.mirror.copy)
        await self._save(replace(step.mirror, state=State.UNDONE))
        return not step.there

    async def _add(self, mirror: Mirror, *events: Event) -> None:
        async with self.open_unit() as unit:
            await unit.mirrors.add(mirror)
            await unit.events.add(events)
            await unit.commit()

    async def _save(self, mirror: Mirror) -> None:
        async with self.open_unit() as unit:
            await unit.mirrors.save(mirror)
            await unit.commit()

    async def _forget(self, mirror: Mirror) -> None:
        async with self.open_unit() as unit:
            await unit.mirrors.forget(mirror)
            await unit.commit()

    async def _tell(self, event: Event) -> None:
        async with self.open_unit() as unit:
            await unit.events.add([event])
            await unit.commit()


_UNDER_WAY = Reason(
    "mirror_under_way",
    "A change is being carried to the other store.",
    "Nothing to do: SyncTec looks at its outcome in a moment.",
)


def _copy_of(mirror: Mirror, order: Progress, claimed: Collection[str]) -> Parcel | None:
    """The fulfilment that an attempt made, if it did: its units and its tracking."""
    wanted = summed(mirror.units)
    for parcel in _unclaimed(order, claimed):
        if summed(parcel.units) == wanted and parcels.same_tracking(
            parcel.tracking, mirror.tracking
        ):
            return parcel
    return None


def _unclaimed(order: Progress, claimed: Collection[str]) -> Iterator[Parcel]:
    return (one for one in order.parcels if one.is_live and one.gid not in claimed)


def _not_marked(shipment: Shipment, parcel: Parcel, reason: Reason) -> Event:
    details = {"parcel": parcel.name, "sentence": reason.sentence, "remedy": reason.remedy}
    subject = f"not marked:{parcel.gid}:{reason.code}"
    return _event(shipment, subject, EventKind.NOT_MARKED, details, parcel)


def _event(
    shipment: Shipment,
    subject: str,
    kind: EventKind,
    details: Mapping[str, str],
    parcel: Parcel | None = None,
) -> Event:
    return Event(
        order_id=shipment.push.order_id,
        push_id=shipment.push.id,
        subject=subject,
        kind=kind,
        happened_at=parcel.created_at if parcel else shipment.order.updated_at,
        details=details,
    )
