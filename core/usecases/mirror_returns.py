"""Returns of the customer's order, shown on the source order."""

from __future__ import annotations

from dataclasses import dataclass, replace

from core.domain.errors import AccessRefused, OutcomeUnknown, Rejected, Temporary
from core.domain.history import EventKind, because
from core.domain.mirrors import returns
from core.domain.mirrors.pairs import Pair
from core.domain.mirrors.records import Kind, Mirror, State
from core.domain.progress import Units, summed
from core.domain.reasons import Reason
from core.domain.stores import StoreId
from core.ports.mirrors import AmendGateway
from core.usecases.mirror_book import MirrorBook

_WORDS = {"CLOSED": "closed", "CANCELED": "cancelled", "OPEN": "reopened"}


@dataclass(frozen=True, slots=True)
class MirrorReturns:
    """A return that is opened twice would be expected twice: so it is written down before."""

    gateway: AmendGateway
    book: MirrorBook

    async def __call__(self, pair: Pair) -> None:
        """Do everything that can be done now.

        Raises:
            Temporary: of a step nothing was done, or its outcome is open until the lease ends.
            AccessRefused, Broken: as the gateway does.
        """
        pair = await self._looked_up(pair)
        for step in list(returns.steps(pair)):
            if isinstance(step, returns.Open):
                await self._open(step)
            else:
                await self._follow(step)

    async def _looked_up(self, pair: Pair) -> Pair:
        """What was being opened when its process ended: it is there, or it never came to be."""
        kept: list[Mirror] = []
        claimed = {mirror.copy for mirror in pair.of(Kind.RETURN) if mirror.copy}
        for mirror in pair.mirrors:
            if mirror.kind is not Kind.RETURN or mirror.state is not State.SENDING:
                kept.append(mirror)
                continue
            self.book.require_ended(mirror)
            copy = _copy_of(mirror, pair, claimed)
            if copy is None:
                await self.book.forget(mirror)
            else:
                claimed.add(copy)
                kept.append(await self._opened(pair, mirror, copy))
        return replace(pair, mirrors=kept)

    async def _open(self, step: returns.Open) -> None:
        pair = step.pair
        fresh = self.book.fresh(pair, Kind.RETURN, step.original.gid, step.meant)
        mirror = await self.book.add(fresh)
        if mirror is None or mirror.lease_until is None:
            return
        try:
            copy = await self.gateway.open_return(
                pair.source_store.id,
                pair.source.gid,
                step.units,
                f"SyncTec: return {step.original.name} of {pair.order.name}",
                not_after=mirror.lease_until,
            )
        except OutcomeUnknown as error:
            raise Temporary(error.reason, self.book.lease) from error
        except AccessRefused:
            await self.book.forget(mirror)
            raise
        except Rejected as error:
            left = replace(mirror, state=State.LEFT, reason=error.reason, lease_until=None)
            await self.book.save(left, seen=mirror)
            await self._not_carried(pair, step.original.name, error.reason)
            return
        await self._opened(pair, mirror, copy)

    async def _opened(self, pair: Pair, mirror: Mirror, copy: str) -> Mirror:
        done = replace(mirror, state=State.DONE, copy=copy, lease_until=None, key="OPEN")
        event = self.book.event(
            pair,
            EventKind.RETURN,
            f"return opened:{copy}",
            {"what": "opened", **pair.told(mirror.units)},
        )
        await self.book.save(done, event, seen=mirror)
        return done

    async def _follow(self, step: returns.Follow) -> None:
        pair, mirror, status = step.pair, step.mirror, step.original.status
        known = replace(mirror, key=status, attempt=mirror.attempt + 1)
        try:
            if not step.there and mirror.copy:
                await self._bring(pair.source_store.id, mirror.copy, status)
        except AccessRefused:
            raise
        except Rejected as error:
            await self.book.save(known, seen=mirror)
            await self._not_carried(pair, step.original.name, error.reason)
            return
        event = self.book.event(
            pair,
            EventKind.RETURN,
            f"return:{mirror.copy}:{status}:{known.attempt}",
            {"what": _WORDS[status]},
        )
        await self.book.save(known, event, seen=mirror)

    async def _bring(self, store_id: StoreId, copy: str, status: str) -> None:
        if status == "CLOSED":
            await self.gateway.close_return(store_id, copy)
        elif status == "CANCELED":
            await self.gateway.cancel_return(store_id, copy)
        else:
            await self.gateway.reopen_return(store_id, copy)

    async def _not_carried(self, pair: Pair, name: str, reason: Reason) -> None:
        subject = f"return:{name}:{pair.push.id}:{reason.code}"
        details = {"what": f"return {name}", **because(reason)}
        await self.book.tell(self.book.event(pair, EventKind.NOT_CARRIED, subject, details))


def _copy_of(mirror: Mirror, pair: Pair, claimed: set[str]) -> str | None:
    """The return that an attempt opened, if it did: by its units."""
    wanted = summed(mirror.units)
    for found in pair.source.returns:
        meant = summed(
            Units(pair.links[one.line_gid], one.quantity)
            for one in found.units
            if one.line_gid in pair.links
        )
        if found.gid not in claimed and found.status == "OPEN" and meant == wanted:
            return found.gid
    return None
