"""What could not be written in one go is not forgotten."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from core.domain.locations import GroupId
from core.domain.stock.aims import Batch, Offer, Pool, Row, Supply
from core.domain.stock.shelves import GRACE, Gap, Shelf, Spot
from core.domain.stores import ConnectionId, StoreId
from core.usecases.settling import ROUNDS, Answer, Scene, settle

NOW = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
DEST, NORTH = StoreId(1), StoreId(2)


@dataclass
class Scripted:
    """A floor whose stores answer as they are told, round by round; numbers that are refused or
    stale stay as they were."""

    rounds: list[dict[str, Answer]]
    shelves: dict[str, Shelf] = field(default_factory=dict)
    written: list[list[str]] = field(default_factory=list)

    async def load(self) -> Scene:
        offers = tuple(
            Offer(name, (shelf,), (Supply(ConnectionId(1), Pool(NORTH, name, GroupId(1))),))
            for name, shelf in self.shelves.items()
        )
        return Scene(offers, {}, NOW)

    async def look(self, spots: Sequence[Spot]) -> None:
        for spot in spots:
            shelf = self.shelves[spot.variant_gid]
            self.shelves[spot.variant_gid] = replace(shelf, doubtful=False)

    async def excuse(self, shelves: Sequence[Shelf]) -> None:
        raise AssertionError(shelves)

    async def count(self, pools: Collection[Pool]) -> Mapping[Pool, int]:
        return dict.fromkeys(pools, 5)

    async def write(self, changes: Sequence[Row]) -> Mapping[Spot, Answer]:
        told = self.rounds[min(len(self.written), len(self.rounds) - 1)]
        self.written.append([row.spot.variant_gid for row in changes])
        answers = {row.spot: told.get(row.spot.variant_gid, Answer.WRITTEN) for row in changes}
        for row in changes:
            if answers[row.spot] is Answer.WRITTEN:
                name = row.spot.variant_gid
                self.shelves[name] = replace(self.shelves[name], shown=row.after)
        return answers

    async def write_again(self, batch: Batch) -> None:
        raise AssertionError(batch)

    async def give_up(self, batch: Batch) -> None:
        raise AssertionError(batch)


def floor(*rounds: dict[str, Answer], gaps: tuple[Gap, ...] = ()) -> Scripted:
    spots = {name: Spot(DEST, name, "here") for name in "abc"}
    shelves = {name: Shelf(spot, shown=20) for name, spot in spots.items()}
    shelves["a"] = replace(shelves["a"], gaps=gaps)
    return Scripted([*rounds], shelves)


def names(spots: Collection[Spot]) -> set[str]:
    return {spot.variant_gid for spot in spots}


async def test_what_keeps_moving_is_tried_again_soon_and_keeps_no_other() -> None:
    moving = floor({"a": Answer.STALE})
    settled = await settle(moving)
    assert len(moving.written) == ROUNDS
    assert names(settled.unwritten) == {"a"}
    assert settled.again_at == NOW


async def test_what_was_written_at_last_is_done() -> None:
    calm = floor({"a": Answer.STALE}, {})
    settled = await settle(calm)
    assert (settled.unwritten, settled.again_at) == (frozenset(), None)
    assert {shelf.shown for shelf in calm.shelves.values()} == {5}


async def test_what_was_refused_is_tried_again_later_and_keeps_no_other() -> None:
    settled = await settle(floor({"b": Answer.REFUSED}))
    assert names(settled.unwritten) == {"b"}
    assert settled.again_at == NOW + GRACE
    earlier = NOW - GRACE + timedelta(minutes=1)
    sooner = await settle(floor({"b": Answer.REFUSED}, gaps=(Gap(1, earlier),)))
    assert sooner.again_at == earlier + GRACE


async def test_what_nobody_answered_is_looked_at_soon() -> None:
    settled = await settle(floor({"c": Answer.UNKNOWN}))
    assert names(settled.unwritten) == {"c"}
    assert settled.again_at == NOW
