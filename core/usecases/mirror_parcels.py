"""Carry what a source store shipped to the customer's order: each step once."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, Temporary
from core.domain.history import Event, EventKind, because
from core.domain.mirrors import parcels
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Parcel, Progress, Units, summed
from core.domain.reasons import Reason
from core.ports.mirrors import MirrorGateway
from core.usecases.mirror_book import MirrorBook

_LOOKED_AT_AGAIN = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class MirrorParcels:
    """A step that is sent twice would ship twice: so each is written down before, and an outcome
    that is not known is read from the order, which is consistent with all that was answered."""

    gateway: MirrorGateway
    book: MirrorBook

    async def __call__(self, pair: Pair) -> bool:
        """Do everything that can be done now; True where the customer's order was changed.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        mirrors = await self._looked_up(pair)
        changed = False
        every = parcels.steps(pair.source, pair.order, pair.links, mirrors, pair.others)
        steps = list(every)
        for step in steps:
            changed = await self._do(pair, step) or changed
        await self._come_back(pair, waits=any(isinstance(step, parcels.Wait) for step in steps))
        return changed

    async def _come_back(self, pair: Pair, *, waits: bool) -> None:
        """A hold that is released, or goods that another app lets go, may be told by nobody."""
        known = next((one for one in pair.of(Kind.PARCEL) if one.state is State.WAITING), None)
        if not waits:
            if known is not None:
                await self.book.forget(known)
            return
        fresh = self.book.fresh(
            pair, Kind.PARCEL, pair.source.gid, (), state=State.WAITING, place="waiting"
        )
        seen = known or fresh
        later = replace(seen, lease_until=self.book.clock.now() + _LOOKED_AT_AGAIN)
        await self.book.put(later, seen=seen)

    async def _looked_up(self, pair: Pair) -> list[Mirror]:
        """What was being sent when its process ended: it is there, or it never came to be."""
        known = []
        claimed = {mirror.copy for mirror in pair.of(Kind.PARCEL) if mirror.copy}
        for mirror in pair.of(Kind.PARCEL):
            if mirror.state is not State.SENDING:
                if mirror.state is not State.WAITING:
                    known.append(mirror)
                continue
            self.book.require_ended(mirror)
            copy = _copy_of(mirror, pair.order, {*claimed, *pair.others})
            if copy is None:
                await self.book.forget(mirror)
            else:
                claimed.add(copy.gid)
                known.append(await self._done(pair, mirror, copy))
        return known

    async def _do(self, pair: Pair, step: parcels.Step) -> bool:
        match step:
            case parcels.Ship():
                return await self._ship(pair, step)
            case parcels.Take(parcel, copy):
                await self._take(pair, parcel, copy)
            case parcels.Retrack():
                return await self._retrack(pair, step)
            case parcels.CallBack():
                return await self._call_back(pair, step)
            case parcels.Leave(parcel, units, reason):
                await self._leave(pair, parcel, units, reason)
            case parcels.Wait(parcel, _, reason):
                await self.book.tell(self._not_marked(pair, parcel, reason))
        return False

    async def _ship(self, pair: Pair, step: parcels.Ship) -> bool:
        mirror = await self._claimed(pair, step)
        if mirror is None or mirror.lease_until is None:
            return False
        try:
            copy = await self.gateway.ship(
                pair.store.id,
                step.picks,
                step.parcel.tracking,
                notify=pair.settings.back.tell_customer,
                not_after=mirror.lease_until,
            )
        except OutcomeUnknown as error:
            raise Temporary(error.reason, self.book.lease) from error
        except AccessRefused:
            await self.book.forget(mirror)
            raise
        except Rejected as error:
            await self.book.forget(mirror, self._not_marked(pair, step.parcel, error.reason))
            return False
        except Temporary:
            await self.book.forget(mirror)
            raise
        await self._done(pair, mirror, copy)
        return True

    async def _claimed(self, pair: Pair, step: parcels.Ship) -> Mirror | None:
        """Written down before anything is sent; None where another process was first."""
        place = step.location_gid or ""
        mirror = self.book.fresh(pair, Kind.PARCEL, step.parcel.gid, step.units, place=place)
        return await self.book.add(replace(mirror, tracking=step.parcel.tracking))

    async def _done(self, pair: Pair, mirror: Mirror, copy: Parcel) -> Mirror:
        done = replace(mirror, state=State.DONE, copy=copy.gid, lease_until=None)
        details = {"parcel": copy.name, **pair.told(mirror.units)}
        event = self.book.event(pair, EventKind.MARKED_SHIPPED, f"marked:{copy.gid}", details)
        await self.book.save(done, event, seen=mirror)
        return done

    async def _take(self, pair: Pair, parcel: Parcel, copy: Parcel) -> None:
        """Somebody wrote the parcel down by hand, or an answer of ours was lost."""
        mirror = self.book.fresh(
            pair, Kind.PARCEL, parcel.gid, copy.units, state=State.DONE, place=f"copy {copy.gid}"
        )
        await self.book.add(replace(mirror, copy=copy.gid, tracking=parcel.tracking))

    async def _leave(
        self, pair: Pair, parcel: Parcel, units: tuple[Units, ...], reason: Reason
    ) -> None:
        place = f"left {reason.code}"
        mirror = self.book.fresh(
            pair, Kind.PARCEL, parcel.gid, units, state=State.LEFT, place=place
        )
        await self.book.add(replace(mirror, reason=reason), self._not_marked(pair, parcel, reason))

    async def _retrack(self, pair: Pair, step: parcels.Retrack) -> bool:
        known, copy = replace(step.mirror, tracking=step.tracking), step.mirror.copy
        if step.there or copy is None:
            await self.book.save(known, seen=step.mirror)
            return False
        tells = pair.settings.back.tell_customer
        try:
            await self.gateway.retrack(pair.store.id, copy, step.tracking, notify=tells)
        except AccessRefused:
            raise
        except Rejected as error:
            # Asked again with the next change of it, and not before.
            refused = self._not_changed(pair, copy, "tracking", error.reason)
            await self.book.save(known, refused, seen=step.mirror)
            return False
        await self.book.save(known, seen=step.mirror)
        return True

    async def _call_back(self, pair: Pair, step: parcels.CallBack) -> bool:
        over, copy = replace(step.mirror, state=State.UNDONE), step.mirror.copy
        if step.there or copy is None:
            await self.book.save(over, seen=step.mirror)
            return False
        try:
            await self.gateway.call_back(pair.store.id, copy)
        except AccessRefused:
            raise
        except Rejected as error:
            left = replace(step.mirror, state=State.LEFT, reason=error.reason)
            refused = self._not_changed(pair, copy, "end", error.reason)
            await self.book.save(left, refused, seen=step.mirror)
            return False
        await self.book.save(over, seen=step.mirror)
        return True

    def _not_marked(self, pair: Pair, parcel: Parcel, reason: Reason) -> Event:
        details = {"parcel": parcel.name, **because(reason)}
        subject = f"not marked:{parcel.gid}:{reason.code}"
        return self.book.event(pair, EventKind.NOT_MARKED, subject, details)

    def _not_changed(self, pair: Pair, copy_gid: str, change: str, reason: Reason) -> Event:
        """Each change of a parcel is told by itself: two may come within one second."""
        copy = pair.order.parcel(copy_gid)
        what = f"change of parcel {copy.name}" if copy else "change of a parcel"
        at = pair.source.updated_at.isoformat()
        subject = f"{change} not changed:{copy_gid}:{reason.code}:{at}"
        details = {"what": what, **because(reason)}
        return self.book.event(pair, EventKind.NOT_CARRIED, subject, details)


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
