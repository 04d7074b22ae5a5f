"""What is played after a push: what happens to one of its two orders travels to the other, wherever
the bot is killed."""

from __future__ import annotations

from scripts.people import NORTH, Json
from tests.crash.scenario import PUSH, Scenario

_SHIRT, _CAP = "TEE-BLK-M", "CAP-NVY"


class _Pushed(Scenario):
    """It begins with a pushed order of two items."""

    def prepare(self) -> None:
        """Up to the source order."""
        super().prepare()
        self.people.set_stock("north", _CAP, 5)
        self.order = self.people.order((_SHIRT, 1), (_CAP, 1))
        self.people.until("the push", lambda: self._pushed() or None)
        self.quiet()
        (self.made,) = self.people.source_orders("north", self.order["name"])

    def _pushed(self) -> bool:
        self.person.look()
        self.person.press(PUSH, self.order["name"])
        return self.is_pushed(self.order["name"])

    def _line(self, shop: str, order: Json, sku: str) -> Json:
        lines = self._read(shop, order)["lines"]
        return {"lineId": next(one["id"] for one in lines if one["sku"] == sku), "quantity": 1}

    def _read(self, shop: str, order: Json) -> Json:
        return self.people.whole_order(shop, order["id"])

    def _do(self, shop: str, order: Json, what: str, body: Json) -> None:
        self.people.post(f"/control/shopify/{shop}/orders/{order['id']}/{what}", body)


class WayBack(_Pushed):
    """Half of a pushed order is shipped with tracking, the customer is refunded for the other item,
    and sends back what came."""

    name = "way-back"

    def act(self) -> None:
        """Ship, and refund."""
        shirt = self._line("north", self.made, _SHIRT)
        cap = self._line("dest", self.order, _CAP)
        tracking = {"company": "UPS", "numbers": ["1Z999AA10123456784"]}
        self._do("north", self.made, "ship", {"lines": [shirt], "tracking": tracking})
        self._do("dest", self.order, "refund", {"lines": [cap]})

    def live(self) -> None:
        """What came goes back."""
        here = self._read("dest", self.order)
        if here["fulfillments"] and not here["returns"]:
            lines = [self._line("dest", self.order, _SHIRT)]
            self._do("dest", self.order, "returns", {"open": True, "lines": lines})

    def over(self) -> bool:
        """Shown on the customer's order, written down on the source's."""
        here, there = self._read("dest", self.order), self._read("north", self.made)
        return bool(here["fulfillments"] and there["refunds"] and there["returns"])

    def wrong(self) -> list[str]:
        """One parcel, one refund, one return, in each of the stores."""
        found = []
        for shop, order in (("dest", self.order), ("north", self.made)):
            whole = self._read(shop, order)
            for what in ("fulfillments", "refunds", "returns"):
                count = len(whole[what])
                found += [f"{count} {what} in {shop}"] if count != 1 else []
        (parcel, *_) = self._read("dest", self.order)["fulfillments"]
        shown = [(line["sku"], line["quantity"]) for line in parcel["lines"]]
        found += [f"the parcel shows {shown}"] if shown != [(_SHIRT, 1)] else []
        found += [] if parcel["tracking"]["numbers"] else ["the parcel has no tracking"]
        return found + self.pushed_once(self.order)


class TakenBack(_Pushed):
    """An item is taken off the customer's order; then it is cancelled, and the source's people
    accept that."""

    name = "taken-back"

    def act(self) -> None:
        """Edit."""
        cap = self._line("dest", self.order, _CAP)
        self._do("dest", self.order, "edit", {"lines": [{**cap, "quantity": 0}]})

    def live(self) -> None:
        """Once the source has one item less, cancel; and accept."""
        if self._left() == 1 and not self._read("dest", self.order)["cancelledAt"]:
            self._do("dest", self.order, "cancel", {})
        self.person.press("Accept", self.made["name"], channel=NORTH)

    def over(self) -> bool:
        """Cancelled on both, and nobody is asked any more."""
        closed = self.person.shown(NORTH, "Decided", self.made["name"], "Done")
        return bool(self._read("north", self.made)["cancelledAt"] and closed)

    def wrong(self) -> list[str]:
        """One source order, without the item that was taken off; one question."""
        found = [f"the source order has {self._left()} items"] if self._left() else []
        asked = self.person.shown(NORTH, "Cancel", self.made["name"], "Decided")
        found += [f"{len(asked)} questions"] if len(asked) != 1 else []
        orders = self.people.source_orders("north", self.order["name"])
        return found + ([f"{len(orders)} source orders"] if len(orders) != 1 else [])

    def _left(self) -> int:
        lines: list[Json] = self._read("north", self.made)["lines"]
        return sum(line["currentQuantity"] for line in lines)
