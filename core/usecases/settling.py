"""How the numbers of one source's items are brought to every destination, step by step.

`settle` decides, and leaves the doing to its `Floor`: the real one reads and writes stores and
keeps the books (`core.usecases.settle_stock`), in tests it is a model in which anything may happen
between two steps.

Two rules keep sold units off sale. What is promised is loaded before the source is counted: a push
that ends in between is then counted twice, never not at all. And every number is written over the
one that was expected: a sale in between makes the write fail, not vanish.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from core.domain.stock.aims import (
    Batch,
    Ledger,
    Offer,
    Pool,
    Row,
    aim,
    is_harmless,
    promised_with,
    rows,
)
from core.domain.stock.shelves import GRACE, Shelf, Spot

ROUNDS = 3
"""How often a number that changes under our hands is tried in one go."""


class Answer(StrEnum):
    """What came of writing a row."""

    WRITTEN = "written"
    STALE = "stale"  # another number was there
    REFUSED = "refused"  # it cannot be written now, whatever the number is
    UNKNOWN = "unknown"  # nothing came back


@dataclass(frozen=True, slots=True)
class Scene:
    """Every offer that is sold from the pools in question, what is promised of these, and what was
    written to these offers' shelves without an answer, the newest tries last."""

    offers: tuple[Offer, ...]
    promised: Mapping[Pool, int]
    now: datetime
    begun: tuple[Batch, ...] = ()

    @property
    def shelves(self) -> Sequence[Shelf]:
        """Those of all offers."""
        return [shelf for offer in self.offers for shelf in offer.shelves]

    @property
    def pools(self) -> Collection[Pool]:
        """Those that the offers are sold from."""
        return dict.fromkeys(supply.pool for offer in self.offers for supply in offer.supplies)

    @property
    def unsure(self) -> Sequence[Spot]:
        """What has to be looked at before anything is decided."""
        return [shelf.spot for shelf in self.shelves if shelf.is_unsure(self.now)]

    @property
    def overdue(self) -> Sequence[Shelf]:
        """What nothing has explained in good time."""
        return [s for s in self.shelves if s.is_known and s.is_overdue(self.now)]

    @property
    def busy(self) -> bool:
        """Whether somebody is writing over one of the shelves."""
        return any(shelf.writing is not None for shelf in self.shelves)

    @property
    def next_look(self) -> datetime | None:
        """When the first of the shelves that are not explained yet is overdue."""
        since = [gap.since for shelf in self.shelves for gap in shelf.gaps]
        return min(since) + GRACE if since else None


class Floor(Protocol):
    """Where one source's items stand: the stores, and the books about them."""

    async def load(self) -> Scene:
        """What the books say, all of one moment."""
        ...

    async def look(self, spots: Sequence[Spot]) -> None:
        """Read what these spots show, and keep it. What changed in the books meanwhile is left."""
        ...

    async def excuse(self, shelves: Sequence[Shelf]) -> None:
        """People, or another app, changed these: keep that the source's number holds, and tell."""
        ...

    async def count(self, pools: Collection[Pool]) -> Mapping[Pool, int]:
        """What each pool has, read afresh; a pool that cannot be counted is left out."""
        ...

    async def write(self, changes: Sequence[Row]) -> Mapping[Spot, Answer]:
        """Write these numbers over those that are expected, and keep what was written."""
        ...

    async def write_again(self, batch: Batch) -> None:
        """Ask the store once more, by the same key, for what it may have written, and keep what it
        answers."""
        ...

    async def give_up(self, batch: Batch) -> None:
        """Keep that nobody will know whether it was written."""
        ...


@dataclass(frozen=True, slots=True)
class Settled:
    """How it ended: when it has to be looked at again at the latest (None: when something
    changes), by how many units more is promised of a pool than it has, and which numbers are still
    to be written."""

    again_at: datetime | None = None
    short: Mapping[Pool, int] | None = None
    unwritten: frozenset[Spot] = frozenset()


async def settle(floor: Floor) -> Settled:
    """One go at all that changed of one source."""
    scene = await floor.load()
    if scene.begun:
        await _finish(floor, scene)
        scene = await floor.load()
    for _ in range(ROUNDS):
        scene = await _certain(floor, scene)
        ledger = await _counted(floor, scene)
        todo = list(_todo(scene.offers, ledger))
        answers = await floor.write(todo) if todo else {}
        written = {spot for spot, answer in answers.items() if answer is Answer.WRITTEN}
        unwritten = frozenset(row.spot for row in todo) - written
        stale = [spot for spot, answer in answers.items() if answer is Answer.STALE]
        if not stale:
            return Settled(_again(scene, answers), ledger.short, unwritten)
        await floor.look(stale)
        scene = await floor.load()
    return Settled(scene.now, ledger.short, unwritten)


def _again(scene: Scene, answers: Mapping[Spot, Answer]) -> datetime | None:
    if scene.busy or Answer.UNKNOWN in answers.values():
        return scene.now
    # What was refused is tried again later: somebody has to change something.
    refused = scene.now + GRACE if Answer.REFUSED in answers.values() else None
    return min((at for at in (scene.next_look, refused) if at is not None), default=None)


async def _counted(floor: Floor, scene: Scene) -> Ledger:
    counted = await floor.count(scene.pools)
    return Ledger(counted, promised_with(scene.offers, scene.promised))


async def _finish(floor: Floor, scene: Scene) -> None:
    """Learn what became of numbers whose answer never came. A number that would be too high by now
    is not asked for again: the store might write it only then."""
    ledger = await _counted(floor, scene)
    for batch in scene.begun:
        if is_harmless(batch, scene.offers, ledger):
            await floor.write_again(batch)
        else:
            await floor.give_up(batch)


async def _certain(floor: Floor, scene: Scene) -> Scene:
    """Every shelf looked at that has to be; nothing left that was to be explained by now."""
    if scene.unsure:
        await floor.look(scene.unsure)
        scene = await floor.load()
    if scene.overdue:
        await floor.excuse(scene.overdue)
        scene = await floor.load()
    return scene


def _todo(offers: Iterable[Offer], ledger: Ledger) -> Iterable[Row]:
    for offer in offers:
        total = aim(offer, ledger)
        if total is not None and all(shelf.is_known for shelf in offer.shelves):
            yield from rows(offer, total)
