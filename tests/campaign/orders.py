"""The campaign's orders: what customers, shops' staff and people in Slack will do, drawn from a
seed. Nothing here knows the product."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tests.campaign.world import LONG


class Kind(StrEnum):
    """What is special about an order."""

    PLAIN = "plain"
    PAID_LATER = "paid later"
    NEVER_PAID = "never paid"
    TEST = "test order"
    NO_EMAIL = "no e-mail"
    CANCELLED = "cancelled at once"
    CANCELLED_LATER = "cancelled meanwhile"
    REFUNDED_PART = "partly refunded"
    REFUNDED = "refunded"
    LEFT_ALONE = "left alone by people"
    LONG = "130 lines"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One line: so many units, of which so many are refunded before anybody pushes."""

    sku: str
    quantity: int
    refunded: int = 0


@dataclass(frozen=True, slots=True)
class Planned:
    """One order of the campaign, by its place in it. `later` is after how many seconds staff act;
    `twice`: the people of this order press every button twice, two of them."""

    place: int
    region: int
    kind: Kind
    lines: tuple[Wanted, ...]
    later: float
    twice: bool
    shipping: str | None

    @property
    def is_left_alone(self) -> bool:
        """Nobody presses Push for it."""
        return self.kind is Kind.LEFT_ALONE


_KINDS = {
    Kind.PLAIN: 56,
    Kind.PAID_LATER: 6,
    Kind.NEVER_PAID: 2,
    Kind.TEST: 2,
    Kind.NO_EMAIL: 2,
    Kind.CANCELLED: 4,
    Kind.CANCELLED_LATER: 10,
    Kind.REFUNDED_PART: 10,
    Kind.REFUNDED: 3,
    Kind.LEFT_ALONE: 4,
    Kind.LONG: 1,
}
_SKUS = {
    "N-TEE": 16,
    "N-CAP": 12,
    "N-MUG": 12,
    "S-SOCK": 16,
    "S-BAG": 12,
    "S-PEN": 12,
    "N-SOLD": 2,
    "N-LATE": 3,
    "X-NOWHERE": 4,
    "X-TWINS": 3,
    "X-BOTH": 3,
    "X-CARD": 5,
}


def draw(seed: int, count: int, regions: int) -> Sequence[Planned]:
    """The same orders for the same numbers, always."""
    chance = random.Random(f"orders {seed} {count} {regions}")
    kinds, weights = list(_KINDS), list(_KINDS.values())
    return [
        _order(chance, place, 1 + place % regions, chance.choices(kinds, weights)[0])
        for place in range(count)
    ]


def _order(chance: random.Random, place: int, region: int, kind: Kind) -> Planned:
    lines = tuple(Wanted(sku, 1) for sku in LONG) if kind is Kind.LONG else _lines(chance, kind)
    return Planned(
        place=place,
        region=region,
        kind=kind,
        lines=lines,
        later=round(chance.uniform(0.5, 12), 2),
        twice=chance.random() < 0.2,
        shipping=chance.choice([None, "4.90", "0.00", "12.00"]),
    )


def _lines(chance: random.Random, kind: Kind) -> tuple[Wanted, ...]:
    skus: list[str] = []
    for _ in range(chance.choices([1, 2, 3, 4], [5, 4, 2, 1])[0]):
        sku = chance.choices(list(_SKUS), list(_SKUS.values()))[0]
        if sku not in skus:
            skus.append(sku)
    lines = [Wanted(sku, chance.choices([1, 2, 3, 7], [6, 3, 2, 1])[0]) for sku in skus]
    if kind is Kind.REFUNDED_PART:
        # One unit more than is refunded stays on the first line: the order is never empty.
        first = Wanted(lines[0].sku, lines[0].quantity + 1, chance.randint(1, lines[0].quantity))
        rest = [Wanted(w.sku, w.quantity, chance.randint(0, w.quantity)) for w in lines[1:]]
        lines = [first, *rest]
    return tuple(lines)
