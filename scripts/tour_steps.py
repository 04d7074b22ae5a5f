"""The steps of the tour: each does one thing as a person would, and checks what came of it."""

from __future__ import annotations

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from scripts.people import DEST, NORTH, Json, NotSeen, People
from scripts.slack_text import lines_of, named


class Tour:
    """One walk; what a step finds the next ones use."""

    def __init__(self, people: People, console: Console) -> None:
        self._people = people
        self._console = console
        self._names = people.names()
        self._order: Json = {}
        self._alert: Json = {}
        self._failure: Json = {}

    def place_a_paid_order(self) -> None:
        """A customer pays on Dest Boutique."""
        self._order = self._people.order(("TEE-BLK-M", 2), ("MUG-01", 1), ("GIFTWRAP", 1))
        total = self._order["total"]
        self._say(f"Order {self._order['name']}, {total['amount']} {total['currency']}, paid")

    def read_the_alert(self) -> None:
        """The alert appears in #dest-orders."""
        self._alert = self._see(DEST, self._order["name"], "Push to North Supply")

    def push_it(self) -> None:
        """Anna presses Push to North Supply."""
        self._units = self._people.stock("north", "TEE-BLK-M")
        self._people.click(self._alert, "Push to North Supply")
        self._see(DEST, self._order["name"], "Pushed to North Supply as")
        self._see(NORTH, "New order received")

    def read_the_source_order(self) -> None:
        """The order stands on North Supply, with tags, note and stock taken."""
        made = self._only_source_order()
        name = self._order["name"]
        self._check(sum(line["quantity"] for line in made["lines"]) == 2, "two units on North")
        self._check({"Dest Boutique", name} <= set(made["tags"]), "tags name store and order")
        self._check(name in made["note"], "the note names the order")
        left = self._people.stock("north", "TEE-BLK-M")
        self._check(left == self._units - 2, "two units were taken from North's stock")
        self._say(f"Order {made['name']}, tags {', '.join(made['tags'])}")
        self._say(f"Note: {made['note']}")
        self._say(f"Stock of TEE-BLK-M on North Supply: {self._units} before, {left} now")

    def ship_one(self) -> None:
        """North Supply ships one of the two, with tracking."""
        made = self._only_source_order()
        line = {"lineId": self._tee(made)["id"], "quantity": 1}
        tracking = {"company": "UPS", "numbers": ["1Z999AA10123456784"]}
        self._act("north", made, "ship", {"lines": [line], "tracking": tracking})
        self._reply("Marked 1 \u00d7 Classic Tee", f"of order {self._order['name']} as shipped")
        (parcel,) = self._people.whole_order("dest", self._order["id"])["fulfillments"]
        self._check(parcel["tracking"]["numbers"] == tracking["numbers"], "the same tracking")
        self._check(sum(one["quantity"] for one in parcel["lines"]) == 1, "one unit of two")

    def refund_the_other(self) -> None:
        """The customer is refunded for the other one."""
        order = self._people.whole_order("dest", self._order["id"])
        line = {"lineId": self._tee(order)["id"], "quantity": 1, "restock": True}
        self._act("dest", order, "refund", {"lines": [line]})
        self._reply("Refund of 1 \u00d7 Classic Tee", "written down", "no money moved")
        (line,) = self._only_source_order()["lines"]
        self._check(line["currentQuantity"] == 1, "one unit is left on North's order")

    def order_without_stock(self) -> None:
        """Another order, whose push fails: North Supply has no caps left."""
        self._order = self._people.order(("CAP-NVY", 1))
        alert = self._people.message(DEST, self._order["name"], "Push to North Supply")
        self._people.click(alert, "Push to North Supply")
        self._failure = self._see(DEST, self._order["name"], "View error")

    def view_the_error(self) -> None:
        """Anna presses View error."""
        self._people.click(self._failure, "View error")
        opened = self._people.view("stock_refused")
        self._panel(opened["view"]["title"]["text"], lines_of(opened["view"]["blocks"]))
        self._people.close_views()

    def retry_after_mending(self) -> None:
        """Five caps arrive, Anna presses Retry."""
        self._people.set_stock("north", "CAP-NVY", 5)
        self._people.click(self._failure, "Retry")
        self._see(DEST, self._order["name"], "Pushed to North Supply as")
        self._only_source_order()
        self._check(self._people.stock("north", "CAP-NVY") == 4, "one cap was taken from stock")

    def ask_for_the_digest(self) -> None:
        """Anna types /synctec digest now."""
        self._people.command("digest now")
        self._see(DEST, "Daily digest", self._order["name"])

    def _see(self, channel: str, *words: str) -> Json:
        message = self._people.message(channel, *words)
        self._panel(f"#{self._names[channel]}", lines_of(message["blocks"]))
        return message

    def _reply(self, *words: str) -> None:
        lines = lines_of(self._people.reply(self._alert, *words)["blocks"])
        self._panel(f"#{self._names[DEST]}, in the alert's thread", lines)

    def _tee(self, order: Json) -> Json:
        found: Json = next(line for line in order["lines"] if line["sku"] == "TEE-BLK-M")
        return found

    def _act(self, shop: str, order: Json, what: str, body: Json) -> None:
        self._people.post(f"/control/shopify/{shop}/orders/{order['id']}/{what}", body)

    def _only_source_order(self) -> Json:
        name = self._order["name"]
        found = self._people.source_orders("north", name)
        self._check(len(found) == 1, f"exactly one source order for {name}")
        return self._people.whole_order("north", found[0]["id"])

    def _check(self, held: bool, what: str) -> None:
        if not held:
            raise NotSeen(f"not so: {what}")
        self._console.print(f"  [green]✓[/green] {what}")

    def _say(self, line: str) -> None:
        self._console.print(f"  {line}")

    def _panel(self, title: str, lines: list[str]) -> None:
        said = "\n".join(named(line, self._names) for line in lines)
        self._console.print(Panel(Text(said), title=title, title_align="left"))
