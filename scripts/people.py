"""What people do and see, through the sandbox's control API: the tour and the tests act with it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import httpx

from scripts.slack_text import buttons_of, lines_of

T = TypeVar("T")
Json = dict[str, Any]
DEST, NORTH, SOUTH = "C0DEST", "C0NORTH", "C0SOUTH"
_SOON, _SELDOM = 0.05, 0.25
_SHOWN = {DEST: "#dest-orders", NORTH: "#north-orders", SOUTH: "#south-orders"}
ANNA, BEN = "U0ANNA", "U0BEN"


class NotSeen(Exception):
    """Something that should have appeared did not; the message names it."""


class People:
    """Customers, shops' staff and Slack users of one sandbox. `patience` is how many seconds they
    wait for something to appear."""

    def __init__(self, http: httpx.Client, patience: float = 15) -> None:
        self.http = http
        self.patience = patience

    # ------------------------------------------------------------- stores

    def order(self, *lines: tuple[str, int], **more: Any) -> Json:
        """A customer places an order on Dest Boutique, paid unless `paid=False`."""
        wanted = [{"sku": sku, "quantity": quantity} for sku, quantity in lines]
        placed: Json = self.post("/control/shopify/dest/orders", {"lines": wanted, **more})
        return placed

    def orders(self, shop: str) -> list[Json]:
        """All of a store's orders, newest first."""
        answer = self.get(f"/control/shopify/{shop}/orders", limit="100000")
        found: list[Json] = answer["orders"]
        return found

    def source_orders(self, shop: str, name: str) -> list[Json]:
        """The orders of a source store that stand for this destination order."""
        return [each for each in self.orders(shop) if name in each["tags"]]

    def whole_order(self, shop: str, order_id: str) -> Json:
        """One order with everything in it."""
        found: Json = self.get(f"/control/shopify/{shop}/orders/{order_id}")
        return found

    def stock(self, shop: str, sku: str) -> int:
        """Available units of a SKU over all locations."""
        for product in self.get(f"/control/shopify/{shop}/products"):
            if product["sku"] == sku:
                return sum(level["available"] for level in product["levels"])
        raise NotSeen(f"{shop} does not know {sku}")

    def set_stock(self, shop: str, sku: str, available: int) -> None:
        """Staff count the shelf."""
        self.put(f"/control/shopify/{shop}/stock", {"sku": sku, "available": available})

    def location(self, shop: str, name: str) -> str:
        """A new location of a store; its id."""
        store: Json = self.post(f"/control/shopify/{shop}/locations", {"name": name})
        return next(str(one["id"]) for one in store["locations"] if one["name"] == name)

    def fault(self, **fault: Any) -> None:
        """Something will go wrong."""
        self.post("/control/faults", fault)

    # ------------------------------------------------------------- Slack

    def click(self, message: Json, label: str, user: str = ANNA) -> None:
        """Press a button of a message."""
        for block_id, button in buttons_of(_blocks(message)):
            if button["text"]["text"] == label:
                container = {"channel": message["channel"], "ts": message["ts"]}
                action = {"block_id": block_id, "action_id": button["action_id"]}
                if "value" in button:
                    action["value"] = button["value"]
                click = {"user": user, "container": container, **action}
                self.post("/control/slack/action", click)
                return
        raise NotSeen(f"a button “{label}”")

    def command(self, text: str, channel: str = DEST, user: str = ANNA) -> None:
        """Type `/synctec …`."""
        typed = {"user": user, "channel": channel, "command": "/synctec", "text": text}
        self.post("/control/slack/command", typed)

    def messages(self, channel: str, user: str = ANNA) -> list[Json]:
        """What a person sees in a channel, oldest first."""
        found = self.get(f"/control/slack/channels/{channel}/messages", user=user)
        return [{**message, "channel": channel} for message in found]

    def message(self, channel: str, *words: str, user: str = ANNA) -> Json:
        """The newest message with all these words, once it is there."""

        def look() -> Json | None:
            matching = (m for m in reversed(self.messages(channel, user)) if _says(m, words))
            return next(matching, None)

        where = _SHOWN.get(channel, channel)
        return self.until(f"a message in {where} with {' and '.join(words)}", look)

    def replies(self, message: Json, user: str = ANNA) -> list[Json]:
        """The replies in a message's thread, oldest first."""
        channel, ts = message["channel"], message["ts"]
        thread = self.get(f"/control/slack/channels/{channel}/threads/{ts}", user=user)
        return [{**reply, "channel": channel} for reply in thread if reply["ts"] != ts]

    def reply(self, message: Json, *words: str) -> Json:
        """The newest reply to a message with all these words, once it is there."""

        def look() -> Json | None:
            matching = (m for m in reversed(self.replies(message)) if _says(m, words))
            return next(matching, None)

        return self.until(f"a reply with {' and '.join(words)}", look)

    def view(self, *words: str, user: str = ANNA) -> Json:
        """The open modal with all these words, once it is there."""

        def look() -> Json | None:
            for opened in self.get("/control/slack/views", user=user):
                said = "\n".join(
                    [opened["view"]["title"]["text"], *lines_of(opened["view"]["blocks"])]
                )
                if all(word in said for word in words):
                    return dict(opened)
            return None

        return self.until(f"a modal with {' and '.join(words)}", look)

    def submit(self, opened: Json, state: Json, user: str = ANNA) -> Json:
        """Submit a modal with what was typed: {block id: {action id: value}}."""
        path = f"/control/slack/views/{opened['id']}/submit"
        answered: Json = self.post(path, {"user": user, "state": state})
        return answered

    def close_views(self, user: str = ANNA) -> None:
        """Close every modal."""
        for opened in reversed(self.get("/control/slack/views", user=user)):
            self.post(f"/control/slack/views/{opened['id']}/close", {"user": user})

    def names(self) -> dict[str, str]:
        """What Slack calls its people and channels, by id."""
        workspace = self.get("/control/slack/workspace")
        return {each["id"]: each["name"] for each in [*workspace["users"], *workspace["channels"]]}

    # ------------------------------------------------------------- waiting and wire

    def until(self, what: str, look: Callable[[], T | None]) -> T:
        """What `look` finds, as soon as it finds something. Raises NotSeen."""
        end, pause = time.monotonic() + self.patience, _SOON
        while (begun := time.monotonic()) < end:
            found = look()
            if found is not None:
                return found
            # Looking costs the sandbox as much as the bot's own work does: never most of the time.
            time.sleep(max(pause, 2 * (time.monotonic() - begun)))
            pause = min(pause * 1.3, _SELDOM)
        raise NotSeen(f"{what} did not appear within {self.patience:.0f} s")

    def get(self, path: str, **query: str) -> Any:
        """GET of the control API."""
        return self._answer(self.http.get(path, params=query))

    def post(self, path: str, body: Json) -> Any:
        """POST of the control API."""
        return self._answer(self.http.post(path, json=body))

    def put(self, path: str, body: Json) -> Any:
        """PUT of the control API."""
        return self._answer(self.http.put(path, json=body))

    @staticmethod
    def _answer(answer: httpx.Response) -> Any:
        if answer.is_error:
            raise NotSeen(f"{answer.request.url.path} answered {answer.status_code}: {answer.text}")
        return answer.json() if answer.content else None


def _says(message: Json, words: Iterable[str]) -> bool:
    said = "\n".join([message["text"] or "", *lines_of(_blocks(message))])
    return all(word in said for word in words)


def _blocks(message: Json) -> list[Json]:
    """Its own, and those of what is shown below its links."""
    attached = [each.get("blocks") or [] for each in message.get("attachments") or []]
    return [*(message["blocks"] or []), *(block for blocks in attached for block in blocks)]
