"""All orders of one scene as their stores show them, and what SyncTec keeps of them.

Read from the local Shopify's control API, not through SyncTec: it is the judge. What SyncTec keeps
is only asked which copy it made for what, and what people decided.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from core.domain.push_settings import Refunds, WayBack

Json = dict[str, Any]
_OURS = "[synctec "
_OVER = frozenset({"CLOSED", "CANCELLED"})


@dataclass(frozen=True, slots=True)
class Kept:
    """One row of what SyncTec keeps of the way back; `units` by the customer's lines, the other
    ids as the control API has them."""

    push_id: int
    kind: str
    state: str
    units: Counter[str]
    choice: str | None
    original: str
    copy: str | None
    details: Json

    @classmethod
    def of(cls, row: Any) -> Kept:
        """From its table."""
        return cls(
            row.push_id,
            row.kind,
            row.state,
            Counter({bare(gid): units for gid, units in row.units}),
            row.details.get("choice"),
            bare(row.original),
            bare(row.copy) if row.copy else None,
            row.details,
        )


@dataclass(frozen=True, slots=True)
class Made:
    """A source order, of which push, and where that stands."""

    push_id: int
    state: str
    order: Json

    @property
    def is_live(self) -> bool:
        """Whether it was not cancelled."""
        return not self.order["cancelledAt"]

    def meant(self, units: Counter[str]) -> Counter[str]:
        """In the customer's lines, by the word that each line of the source order carries."""
        names = {
            line["id"]: bare(line["properties"]["_synctec_line"]) for line in self.order["lines"]
        }
        found = Counter[str]()
        for line, many in units.items():
            found[names[line]] += many
        return found


@dataclass(frozen=True, slots=True)
class Books:
    """`order` is the customer's, `made` are its source orders, `by_hand` the fulfilments that the
    destination's people made; `own_refunds` and `own_edits` are the source's people's; `echoes`
    what was written when all that is at rest was heard of once more."""

    order: Json
    made: tuple[Made, ...]
    kept: tuple[Kept, ...]
    back: WayBack
    by_hand: frozenset[str] = frozenset()
    own_refunds: frozenset[str] = frozenset()
    own_edits: Counter[str] = field(default_factory=Counter)
    echoes: Counter[str] = field(default_factory=Counter)

    @property
    def live(self) -> list[Made]:
        """The source orders that were not cancelled."""
        return [one for one in self.made if one.is_live]

    @property
    def lines(self) -> list[str]:
        """The customer's."""
        return [line["id"] for line in self.order["lines"]]

    @property
    def copies(self) -> dict[str, Kept]:
        """The customer's fulfilments that stand for parcels of the source's, by their ids."""
        return {
            one.copy: one
            for one in self.kept
            if one.kind == "parcel" and one.state in {"done", "left"} and one.copy
        }

    @property
    def hand_made(self) -> Counter[str]:
        """Units that the destination's people fulfilled themselves, by the customer's lines."""
        mine = self.by_hand - self.copies.keys()
        return sent(self.order, lambda parcel: parcel["id"] in mine)

    @property
    def held(self) -> Counter[str]:
        """Units of the customer's order that are on hold."""
        return waiting(self.order, {"ON_HOLD"})

    def sources(self, count: Any) -> Counter[str]:
        """Something of every source order that is not cancelled, in the customer's lines."""
        found = Counter[str]()
        for one in self.live:
            found += one.meant(count(one.order))
        return found

    def units(self, kind: str, *, choice: str | None = None, states: str = "") -> Counter[str]:
        """Of what is kept of a kind."""
        found = Counter[str]()
        for one in self.kept:
            fits = one.kind == kind and choice in {None, one.choice}
            if fits and (not states or one.state in states.split()):
                found += one.units
        return found

    def refunds(self) -> Iterator[tuple[Json, Json]]:
        """Every refund of a source order with its order."""
        return ((one.order, refund) for one in self.made for refund in one.order["refunds"])

    def free_by_settings(self, line: str) -> int:
        """Units that a source order may have beyond what the customer's has of a line, since the
        connection's settings carry no refunds, or no edits."""
        found = next(one for one in self.order["lines"] if one["id"] == line)
        given_back = refunded(self.order)[line]
        taken_off = found["quantity"] - found["currentQuantity"] - given_back
        refunds = given_back if self.back.refunds is Refunds.OFF else 0
        return refunds + (0 if self.back.edits else taken_off)

    def essence(self) -> Any:
        """What must stay as it is once all is done."""
        return [_shape(one) for one in (self.order, *(made.order for made in self.made))], self.kept


def bare(gid: str) -> str:
    """The number that the control API knows something by."""
    return gid.rpartition("/")[2]


def is_ours(refund: Json) -> bool:
    """Whether SyncTec wrote it."""
    return _OURS in (refund["note"] or "")


def sent(order: Json, of: Any = None) -> Counter[str]:
    """Units in an order's live parcels, or in some of them, by its lines."""
    found = Counter[str]()
    for parcel in order["fulfillments"]:
        if parcel["status"] == "SUCCESS" and (of is None or of(parcel)):
            for line in parcel["lines"]:
                found[line["lineId"]] += line["quantity"]
    return found


def current(order: Json) -> Counter[str]:
    """What is neither refunded nor taken off."""
    return Counter({line["id"]: line["currentQuantity"] for line in order["lines"]})


def waiting(order: Json, states: set[str] | None = None) -> Counter[str]:
    """What is still to be shipped, by the order's lines; of fulfilment orders in these states."""
    found = Counter[str]()
    for task in order["fulfillmentOrders"]:
        if task["status"] in (states or {task["status"]} - _OVER):
            for line in task["lines"]:
                found[line["lineId"]] += line["remaining"]
    return found


def refunded(order: Json) -> Counter[str]:
    """Units of all refunds, by the order's lines."""
    found = Counter[str]()
    for refund in order["refunds"]:
        for line in refund["lines"]:
            found[line["lineId"]] += line["quantity"]
    return found


def _shape(order: Json) -> Any:
    return (
        order["cancelledAt"],
        current(order),
        waiting(order),
        [(one["id"], one["status"], one["tracking"]["numbers"]) for one in order["fulfillments"]],
        [one["id"] for one in order["refunds"]],
        [(one["id"], one["status"]) for one in order["returns"]],
    )
