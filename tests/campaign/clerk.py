"""The person in Slack: presses Push and Retry, and answers what SyncTec asks truthfully, having
looked into the source store's orders."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from scripts.people import ANNA, BEN, NotSeen, People
from scripts.slack_text import buttons_of, lines_of
from tests.campaign.staff import Placed, Staff
from tests.campaign.world import NORTH, SOUTH, Region, title

Json = dict[str, Any]
NOT_THERE = "It is not there, send again"
IT_IS_THERE = "It is there: #…"
_AGAIN_AFTER = 6.0
"""Seconds after which a person who sees nothing happen presses once more."""
_RETRY_AFTER = 4.0
_RETRY_AGAIN_AFTER = 25.0
_ORDER = re.compile(r"(#\d+)")
_PART = re.compile(r"\(part (\d+)\)")


def key_of(message: Json) -> str:
    """The name that a message of the bot carries, "" for any other message."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    return str(payload.get("key", ""))


def said_in(message: Json) -> str:
    """All that a person reads in a message."""
    return "\n".join([message["text"] or "", *lines_of(message["blocks"] or [])])


def labels_of(message: Json) -> list[str]:
    """What its buttons say."""
    return [button["text"]["text"] for _, button in buttons_of(message["blocks"] or [])]


def retries_of(message: Json) -> list[str]:
    """Its buttons that try again."""
    return [label for label in labels_of(message) if label.startswith("Retry")]


@dataclass
class Clerk:
    """Looks through the destinations' channels again and again, in a thread of its own. `did`
    counts what was pressed."""

    people: People
    staff: Staff
    regions: Sequence[Region]
    did: Counter[str] = field(default_factory=Counter)
    _pressed: dict[tuple[str, str, str], float] = field(default_factory=dict)
    _over: threading.Event = field(default_factory=threading.Event)

    def work(self) -> None:
        """Until told to stop."""
        while not self._over.is_set():
            for region in self.regions:
                shop = region.shop("dest")
                for message in self.people.messages(region.channels[shop]):
                    self._look_at(region, message)
                self._over.wait(max(0.1, 1.5 / len(self.regions)))

    def stop(self) -> None:
        """No more clicks."""
        self._over.set()

    def _look_at(self, region: Region, message: Json) -> None:
        kind = key_of(message).partition(":")[0]
        labels = labels_of(message)
        if kind == "storm":
            self._storm(region, message)
            return
        placed = self._order_of(region, message) if labels else None
        if placed is None or message.get("ephemeral"):
            return
        try:
            if kind == "order":
                self._alert(message, placed, labels)
            elif kind == "failure" and "Retry" in labels:
                self._failed(message, placed)
            elif kind == "question" and NOT_THERE in labels:
                self._question(region, message, placed)
        except NotSeen:
            # Slack or the bot was away; it is pressed again.
            self.did["in vain"] += 1

    def _order_of(self, region: Region, message: Json) -> Placed | None:
        found = _ORDER.search(message["text"] or "")
        return self.staff.find(region.shop("dest"), found[1]) if found else None

    def _alert(self, message: Json, placed: Placed, labels: Sequence[str]) -> None:
        if placed.planned.is_left_alone:
            return
        for label in labels:
            # South goes by itself; an impatient person does not wait for it.
            impatient = placed.planned.twice or SOUTH.title() not in label
            if label.startswith("Push") and impatient and self._may(message, label):
                self._press(message, label, placed, "push")

    def _failed(self, message: Json, placed: Placed) -> None:
        sold_out = _is_sold_out(placed)
        first = self._pressed.setdefault((message["ts"], "seen", ""), time.monotonic())
        if time.monotonic() - first < _RETRY_AFTER:
            return
        if sold_out and "north" in said_in(message).lower() and self._tried(message):
            return
        if self._may(message, "Retry", _RETRY_AGAIN_AFTER):
            self._press(message, "Retry", placed, "retry")

    def _storm(self, region: Region, message: Json) -> None:
        """All that is in it at once, as long as something else than an empty shelf is shown."""
        shop = region.shop("dest")
        found = (self.staff.find(shop, name) for name in _ORDER.findall(said_in(message)))
        waits = [placed for placed in found if placed and not _is_sold_out(placed)]
        for label in retries_of(message):
            if (waits or not self._tried(message, label)) and self._may(
                message, label, _RETRY_AGAIN_AFTER
            ):
                with suppress(NotSeen):
                    self.people.click(message, label, ANNA)
                    self.did["retried a storm"] += 1

    def _tried(self, message: Json, wanted: str = "Retry") -> bool:
        """Once is enough where the shelf stays empty."""
        return any(ts == message["ts"] and label == wanted for ts, label, _ in self._pressed)

    def _question(self, region: Region, message: Json, placed: Placed) -> None:
        if not self._may(message, NOT_THERE):
            return
        words = said_in(message)
        which = SOUTH if title(region.shop(SOUTH)) in words else NORTH
        part = int(found[1]) if (found := _PART.search(words)) else 1
        name = self._name_at(region.shop(which), placed, part)
        if name is None:
            self._press(message, NOT_THERE, placed, "answered: not there")
            return
        self.people.click(message, IT_IS_THERE)
        form = self.people.view("It is there", "Order number")
        block = next(b for b in form["view"]["blocks"] if b["type"] == "input")
        typed = {block["block_id"]: {block["element"]["action_id"]: name}}
        self.people.submit(form, typed)
        self.people.close_views()
        self.did["answered: it is there"] += 1

    def _name_at(self, shop: str, placed: Placed, part: int) -> str | None:
        """The source order's number, as somebody finds it who looks for the customer's order."""
        identity = f"{placed.shop}.myshopify.com/{placed.id}/{part}"
        for row in self.people.orders(shop):
            if placed.name in row["tags"]:
                whole = self.people.whole_order(shop, row["id"])
                if whole["sourceIdentifier"] == identity:
                    return str(whole["name"])
        return None

    def _may(self, message: Json, label: str, pause: float = _AGAIN_AFTER) -> bool:
        """Whether it was not pressed a moment ago, the message saying the same since."""
        which = (message["ts"], label, "" if label.startswith("Retry") else said_in(message))
        now = time.monotonic()
        if now - self._pressed.get(which, -pause) < pause:
            return False
        self._pressed[which] = now
        return True

    def _press(self, message: Json, label: str, placed: Placed, what: str) -> None:
        self.people.click(message, label, ANNA)
        self.did[what] += 1
        if placed.planned.twice:
            self.people.click(message, label, BEN)
            self.did["pressed twice"] += 1


def _is_sold_out(placed: Placed) -> bool:
    return any(wanted.sku == "N-SOLD" for wanted in placed.planned.lines)
