"""Money: what moved on either store is what the settings, and people, said."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from core.domain.push_settings import Refunds
from tests.integration.way_back.books import Books, Json, Made, is_ours


def of_money(books: Books) -> Iterator[str]:
    """What does not balance."""
    for made in books.made:
        yield from _at_the_source(books, made)
    yield from _to_the_customer(books)


def _at_the_source(books: Books, made: Made) -> Iterator[str]:
    """Beside what the source's people gave back themselves: nothing, unless the setting says that
    money is paid back; then what the items cost, and all of it with a cancellation."""
    pays = books.back.refunds is Refunds.MONEY
    paid = Decimal(made.order["money"]["received"]["amount"])
    for refund in sorted(made.order["refunds"], key=lambda one: int(one["id"])):
        moved = _amount(refund)
        if refund["id"] not in books.own_refunds:
            last = not is_ours(refund)
            right = paid if last else min(paid, _worth(made.order, refund))
            if last and made.is_live:
                yield f"{made.order['name']} has a refund that nobody made"
            if moved != (right if pays else 0):
                yield f"{made.order['name']}: {moved} paid back, {right} is right, if any"
        paid -= moved


def _to_the_customer(books: Books) -> Iterator[str]:
    """Only what a person pressed "Refund the items" for, and as much as they were told."""
    agreed = {one.copy: one for one in books.kept if one.kind.startswith("source_") and one.copy}
    for refund in filter(is_ours, books.order["refunds"]):
        kept = agreed.get(refund["id"])
        if kept is None or kept.choice != "refund":
            yield f"refund {refund['id']} went to the customer, and nobody said so"
            continue
        told = Decimal(kept.details.get("amount", "0"))
        if _amount(refund) != told:
            yield f"refund {refund['id']} is of {_amount(refund)}, people agreed to {told}"


def _worth(order: Json, refund: Json) -> Decimal:
    prices = {line["id"]: Decimal(line["unitPrice"]["amount"]) for line in order["lines"]}
    return sum((prices[one["lineId"]] * one["quantity"] for one in refund["lines"]), Decimal(0))


def _amount(refund: Json) -> Decimal:
    return Decimal(refund["total"]["amount"])
