"""The audit: every unit accounted for, every source order with its push, every alert true.

A finding is a sentence. No findings: the books balance exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.campaign.books import Books
from tests.campaign.model import End, Fate, fates
from tests.campaign.staff import Placed

Json = dict[str, Any]
_OPEN = {"failed": End.FAILED, "waiting": End.WAITING, "held": End.HELD}
_OVER = {"order_cancelled", "order_refunded"}
_NOTHING_TO_SHIP = {"line_nothing_left", "line_needs_no_shipping"}
_ENDED = {"pushed", "adopted"}


def audit(books: Books) -> list[str]:
    """Every finding of the stores and the database; Slack's are in `telling`."""
    ledger = Ledger.of(books)
    return [
        *_once(books),
        *_each_made_has_its_push(books),
        *_attempts(books),
        *(finding for placed in books.placed for finding in _order(ledger, placed)),
    ]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The books by order. The units on source orders come from the stores alone."""

    rows: Mapping[tuple[str, str], Json]
    pushes: Mapping[int, Sequence[Json]]
    made: Mapping[str, list[tuple[str, Json]]] = field(default_factory=dict)

    @classmethod
    def of(cls, books: Books) -> Ledger:
        """Sorted by the order that each belongs to."""
        pushes: dict[int, list[Json]] = defaultdict(list)
        for push in books.pushes:
            pushes[push["order_id"]].append(push)
        made: dict[str, list[tuple[str, Json]]] = defaultdict(list)
        for shop, orders in books.made.items():
            for order in orders:
                origin = str(order["sourceIdentifier"]).rpartition("/")[0]
                made[origin].append((shop, order))
        rows = {(row["shop"], row["gid"].rpartition("/")[2]): row for row in books.orders}
        return cls(rows, pushes, made)

    def ends(self, placed: Placed) -> Mapping[str, list[Fate]]:
        """What was found to have become of each line."""
        found: dict[str, list[Fate]] = defaultdict(list)
        for shop, order in self.made.get(f"{placed.shop}.myshopify.com/{placed.id}", []):
            for line in order["lines"]:
                source = shop.rstrip("0123456789")
                found[line["sku"]].append(Fate(End.PUSHED, line["quantity"], source))
        row = self.rows.get((placed.shop, placed.id))
        if row is not None:
            pushes = self.pushes.get(row["id"], [])
            over = _over(row, pushes)
            rest = _gone(placed, over) if over else _told(row, pushes)
            for sku, fate in rest:
                # Of an order that is over, and of a reason, only what was not pushed counts.
                if fate.end not in {End.OVER, End.STAYS} or sku not in found:
                    found[sku].append(fate)
        return found


def _gone(placed: Placed, code: str) -> Iterator[tuple[str, Fate]]:
    for wanted in placed.planned.lines:
        units = wanted.quantity - wanted.refunded
        yield wanted.sku, Fate(End.OVER, units, code=code)


def _told(row: Json, pushes: Sequence[Json]) -> Iterator[tuple[str, Fate]]:
    """By the pushes that are open, then by the reasons why lines stay."""
    for push in pushes:
        yield from _still_open(push)
    for line in row["lines"]:
        if line["reason"]:
            code = line["reason"]["code"]
            units = 0 if code in _NOTHING_TO_SHIP else line["quantity"]
            yield line["sku"], Fate(End.STAYS, units, code=code)


def _over(row: Json, pushes: Sequence[Json]) -> str | None:
    """The code by which the product says that the order is over."""
    codes = {(push["reason"] or {}).get("code") for push in pushes}
    for code in sorted(_OVER & codes):
        return str(code)
    return "order_cancelled" if row["cancelled_at"] else None


def _still_open(push: Json) -> Iterator[tuple[str, Fate]]:
    end = _OPEN.get(push["state"])
    if end is None:
        return
    code = (push["reason"] or {}).get("code")
    source = push["source"].rstrip("0123456789")
    for line in push["lines"]:
        yield line["sku"], Fate(end, line["quantity"], source, code)


def _order(ledger: Ledger, placed: Placed) -> Iterator[str]:
    """Every line's units are where the model says they must be, and nowhere else."""
    what = f"{placed.shop} {placed.name} ({placed.planned.kind})"
    found = ledger.ends(placed)
    expected = fates(placed.planned)
    for sku, allowed in expected.items():
        ends = found.get(sku, [])
        if len(ends) != 1 or ends[0] not in allowed:
            yield f"{what}: {sku} must be {_words(allowed)}, and is {_words(ends) or 'nowhere'}"
    for sku in found.keys() - expected.keys():
        yield f"{what}: {sku} was never ordered, and is {_words(found[sku])}"
    row = ledger.rows.get((placed.shop, placed.id))
    for push in ledger.pushes.get(row["id"], []) if row else []:
        if push["state"] in {"queued", "sending", "unknown"}:
            yield f"{what}: its push to {push['source']} is still {push['state']}"
    yield from _whole_shares(what, found)


def _whole_shares(what: str, found: Mapping[str, Sequence[Fate]]) -> Iterator[str]:
    """What goes to one source goes together: nothing of a share is pushed without the rest."""
    for source in ("north", "south"):
        ends = {fate.end for fates_ in found.values() for fate in fates_ if fate.source == source}
        if len(ends) > 1:
            yield f"{what}: its share for {source} was torn apart: {sorted(ends)}"


def _words(ends: Any) -> str:
    return " or ".join(
        f"{fate.units} {fate.end}{f' to {fate.source}' if fate.source else ''}"
        f"{f' ({fate.code})' if fate.code else ''}"
        for fate in sorted(ends, key=lambda fate: (fate.end, fate.units))
    )


def _once(books: Books) -> Iterator[str]:
    """No identity twice, neither in the stores nor among the pushes; nor a source order."""
    made = Counter(
        (shop, order["sourceIdentifier"]) for shop, orders in books.made.items() for order in orders
    )
    told = Counter((push["source"], push["identity"]) for push in books.pushes)
    owned = Counter(
        (push["source"], push["source_gid"]) for push in books.pushes if push["source_gid"]
    )
    for what, counts in (("made", made), ("planned", told), ("owned", owned)):
        for (shop, name), count in counts.items():
            if count > 1:
                yield f"{name} on {shop} was {what} {count} times"


def _each_made_has_its_push(books: Books) -> Iterator[str]:
    """A source order without a push, a push without its source order: each is a loss."""
    by_identity = {(push["source"], push["identity"]): push for push in books.pushes}
    there = {(shop, order["gid"]) for shop, orders in books.made.items() for order in orders}
    for shop, orders in books.made.items():
        for order in orders:
            push = by_identity.get((shop, order["sourceIdentifier"]))
            if push is None:
                yield f"{order['name']} on {shop} has no push"
            elif (push["state"], push["source_gid"]) != ("pushed", order["gid"]):
                yield (
                    f"{order['name']} on {shop} exists, and its push {push['id']} is "
                    f"{push['state']} with {push['source_name']}"
                )
    for push in books.pushes:
        if push["source_gid"] and (push["source"], push["source_gid"]) not in there:
            yield f"push {push['id']} names {push['source_name']}, which {push['source']} lacks"


def _attempts(books: Books) -> Iterator[str]:
    """Numbered without a gap, each ended, and one success for each push that was pushed."""
    by_push: dict[int, list[Json]] = defaultdict(list)
    for attempt in books.attempts:
        by_push[attempt["push_id"]].append(attempt)
    for push in books.pushes:
        tried = by_push[push["id"]]
        numbers = [attempt["number"] for attempt in tried]
        if numbers != list(range(1, push["attempt"] + 1)):
            yield f"push {push['id']} is at attempt {push['attempt']}, and has {numbers}"
        if any(attempt["outcome"] is None for attempt in tried):
            yield f"push {push['id']} has an attempt that never ended"
        good = sum(1 for attempt in tried if attempt["outcome"] in _ENDED)
        if good != (push["state"] == "pushed"):
            yield f"push {push['id']} is {push['state']} with {good} attempts that succeeded"
