"""The steps of the tour: each does one thing as a person would, and checks what came of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

import httpx
from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from scripts.slack_text import buttons_of, lines_of

T = TypeVar("T")
Json = dict[str, Any]
_PATIENCE = 15.0
_DEST, _NORTH = "C0DEST", "C0NORTH"
_ANNA = "U0ANNA"


class TourError(Exception):
    """A step whose outcome did not appear; the message names it."""


class Tour:
    """One walk; what a step finds the next ones use."""

    def __init__(self, http: httpx.Client, console: Console) -> None:
        self._http = http
        self._console = console
        self._order: Json = {}
        self._alert: Json = {}
        self._failure: Json = {}

    def place_a_paid_order(self) -> None:
        """A customer pays on Dest Boutique."""
        self._order = self._place([("TEE-BLK-M", 2), ("MUG-01", 1), ("GIFTWRAP", 1)])
        total = self._order["total"]
        self._say(f"Order {self._order['name']}, {total['amount']} {total['currency']}, paid")

    def read_the_alert(self) -> None:
        """The alert appears in #dest-orders."""
        self._alert = self._message(_DEST, f"{self._order['name']}", "Push to North Supply")
        self._show("#dest-orders", self._alert)

    def push_it(self) -> None:
        """Anna presses Push to North Supply."""
        self._click(self._alert, "Push to North Supply")
        self._alert = self._message(_DEST, self._order["name"], "Pushed to North Supply as")
        self._show("#dest-orders", self._alert)
        self._show("#north-orders", self._message(_NORTH, "New order received"))

    def read_the_source_order(self) -> None:
        """The order stands on North Supply, once, with tags, note and stock taken."""
        made = self._only_order_for(self._order)
        self._check(sum(line["quantity"] for line in made["lines"]) == 2, "two units on North")
        self._check("Dest Boutique" in made["tags"], "the destination's name is a tag")
        self._check(self._order["name"] in made["tags"], "the order's number is a tag")
        self._check(self._order["name"] in made["note"], "the note names the order")
        left = self._stock("north", "TEE-BLK-M")
        self._say(f"Order {made['name']}: tags {', '.join(made['tags'])}")
        self._say(f"Note: {made['note']}")
        self._say(f"Stock of TEE-BLK-M on North Supply: {left}")

    def order_without_stock(self) -> None:
        """Another order, whose push is made to fail: North has no caps left."""
        self._order = self._place([("CAP-NVY", 1)])
        alert = self._message(_DEST, self._order["name"], "Push to North Supply")
        self._click(alert, "Push to North Supply")
        self._failure = self._message(_DEST, self._order["name"], "View error")
        self._show("#dest-orders", self._failure)

    def view_the_error(self) -> None:
        """Anna presses View error."""
        self._click(self._failure, "View error")
        view = self._until("the error's view", self._error_view)
        self._panel(view["title"]["text"], lines_of(view["blocks"]))
        self._close_views()

    def retry_after_mending(self) -> None:
        """Stock arrives, Anna presses Retry."""
        answer = self._http.put(
            "/control/shopify/north/stock", json={"sku": "CAP-NVY", "available": 5}
        )
        answer.raise_for_status()
        self._click(self._failure, "Retry")
        pushed = self._message(_DEST, self._order["name"], "Pushed to North Supply as")
        self._show("#dest-orders", pushed)
        self._only_order_for(self._order)
        self._check(self._stock("north", "CAP-NVY") == 4, "one cap was taken from stock")

    def ask_for_the_digest(self) -> None:
        """Anna types /synctec digest now."""
        command = {"user": _ANNA, "channel": _DEST, "command": "/synctec", "text": "digest now"}
        self._post("/control/slack/command", command)
        self._show("#dest-orders", self._message(_DEST, "Daily digest", self._order["name"]))

    # ------------------------------------------------------------- what people do

    def _place(self, lines: list[tuple[str, int]]) -> Json:
        wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
        placed: Json = self._post("/control/shopify/dest/orders", {"lines": wanted})
        return placed

    def _click(self, message: Json, label: str) -> None:
        for block_id, button in buttons_of(message["blocks"]):
            if button["text"]["text"] == label:
                container = {"channel": message["channel"], "ts": message["ts"]}
                action = {"block_id": block_id, "action_id": button["action_id"]}
                self._post(
                    "/control/slack/action", {"user": _ANNA, "container": container, **action}
                )
                return
        raise TourError(f"the message has no button “{label}”")

    # ------------------------------------------------------------- what people see

    def _message(self, channel: str, *words: str) -> Json:
        def look() -> Json | None:
            path = f"/control/slack/channels/{channel}/messages"
            for message in reversed(self._get(path, user=_ANNA)):
                said = "\n".join([message["text"], *lines_of(message["blocks"] or [])])
                if all(word in said for word in words):
                    return {**message, "channel": channel}
            return None

        return self._until(f"a message in {channel} with {' and '.join(words)}", look)

    def _error_view(self) -> Json | None:
        for opened in self._get("/control/slack/views", user=_ANNA):
            view: Json = opened["view"]
            if any("stock" in line for line in lines_of(view["blocks"])):
                return view
        return None

    def _close_views(self) -> None:
        for opened in reversed(self._get("/control/slack/views", user=_ANNA)):
            self._post(f"/control/slack/views/{opened['id']}/close", {"user": _ANNA})

    def _only_order_for(self, order: Json) -> Json:
        found = self._get("/control/shopify/north/orders")["orders"]
        ours = [each for each in found if order["name"] in each["tags"]]
        self._check(len(ours) == 1, f"exactly one source order for {order['name']}")
        whole: Json = self._get(f"/control/shopify/north/orders/{ours[0]['id']}")
        return whole

    def _stock(self, shop: str, sku: str) -> int:
        for product in self._get(f"/control/shopify/{shop}/products"):
            if product["sku"] == sku:
                return sum(level["available"] for level in product["levels"])
        raise TourError(f"{shop} does not know {sku}")

    # ------------------------------------------------------------- plumbing

    def _get(self, path: str, **query: str) -> Any:
        answer = self._http.get(path, params=query)
        answer.raise_for_status()
        return answer.json()

    def _post(self, path: str, body: Json) -> Any:
        answer = self._http.post(path, json=body)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def _until(self, what: str, look: Callable[[], T | None]) -> T:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            found = look()
            if found is not None:
                return found
            time.sleep(0.05)
        raise TourError(f"{what} did not appear within {_PATIENCE:.0f} s")

    def _check(self, held: bool, what: str) -> None:
        if not held:
            raise TourError(f"not so: {what}")
        self._console.print(f"  [green]✓[/green] {what}")

    def _say(self, line: str) -> None:
        self._console.print(f"  {line}")

    def _show(self, where: str, message: Json) -> None:
        self._panel(where, lines_of(message["blocks"]))

    def _panel(self, title: str, lines: list[str]) -> None:
        self._console.print(Panel(Text("\n".join(lines)), title=title, title_align="left"))
