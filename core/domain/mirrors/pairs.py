"""A push with both of its orders as they are now: what decisions of the way back are made of."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from core.domain.history import counted
from core.domain.mirrors.records import Kind, Mirror
from core.domain.progress import Progress, Units, summed
from core.domain.push_settings import ConnectionSettings
from core.domain.pushes import Push
from core.domain.stores import Store


@dataclass(frozen=True, slots=True)
class Pair:
    """`source` is the source order, `order` the customer's; `links` lead from the source order's
    lines to the customer's. `mirrors` are those of this push, `others` the copies that stand for
    what happened to other source orders."""

    push: Push
    store: Store
    source_store: Store
    settings: ConnectionSettings
    source: Progress
    order: Progress
    links: Mapping[str, str]
    mirrors: Sequence[Mirror]
    others: Collection[str] = ()

    def of(self, kind: Kind) -> list[Mirror]:
        """What was carried of this kind."""
        return [mirror for mirror in self.mirrors if mirror.kind is kind]

    def one(self, kind: Kind) -> Mirror | None:
        """The newest of this kind."""
        return next(reversed(self.of(kind)), None)

    def with_mirrors(self, mirrors: Sequence[Mirror]) -> Pair:
        """The same, these mirrors taking the place of those with their keys; new ones come last."""
        fresh = {mirror.id: mirror for mirror in mirrors}
        kept = [fresh.pop(mirror.id, mirror) for mirror in self.mirrors]
        return replace(self, mirrors=[*kept, *fresh.values()])

    def told(self, units: Sequence[Units]) -> dict[str, str]:
        """Units of the customer's lines as an event keeps them."""
        return counted(summed(units), self.push.lines)

    @property
    def is_over(self) -> bool:
        """Whether the source order was cancelled."""
        return self.source.cancelled_at is not None
