"""The person in Slack: presses what is there to be pressed, again after a while, and looks into the
source store before answering."""

from __future__ import annotations

import time
from typing import Any

from scripts.people import ANNA, DEST, Json, NotSeen, People
from scripts.slack_text import buttons_of, lines_of

AGAIN = 10.0
"""Seconds after which people press a button again that still stands there."""

SEND_AGAIN, IS_THERE = "It is not there, send again", "It is there: #…"


class Person:
    """Acts on the messages of a destination's channel; never waits. What is seen is what was
    there at the last `look`."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._pressed: dict[str, float] = {}
        self._seen: dict[str, list[Json]] = {}
        self.asked = False

    def look(self) -> None:
        """See the channels anew."""
        self._seen.clear()

    def shown(self, channel: str, *words: str) -> list[Json]:
        """The channel's messages with all these words, oldest first."""
        if channel not in self._seen:
            self._seen[channel] = self._people.messages(channel)
        return [m for m in self._seen[channel] if all(w in said(m) for w in words)]

    def press(self, label: str, *words: str, channel: str = DEST) -> None:
        """The button, on the newest message with these words that has it."""
        for message in reversed(self.shown(channel, *words)):
            if label in labels(message):
                self._press(message, label)
                return

    def answer(self, source: str, name: str) -> None:
        """Where a question about this order stands open: the truth."""
        for question in self.shown(DEST, name):
            if SEND_AGAIN not in labels(question):
                continue
            self.asked = True
            there = self._people.source_orders(source, name)
            if there:
                self._name(question, there[0]["name"])
            else:
                self._press(question, SEND_AGAIN)

    def _press(self, message: Json, label: str) -> bool:
        """Unless it was pressed a moment ago."""
        what = f"{message['ts']} {label}"
        now = time.monotonic()
        if now - self._pressed.get(what, -AGAIN) < AGAIN:
            return False
        try:
            self._people.click(message, label)
        except NotSeen:
            # The message was edited under the hand: at the next look there is another.
            return False
        self._pressed[what] = now
        return True

    def _name(self, question: Json, number: str) -> None:
        self._people.close_views()
        if not self._press(question, IS_THERE):
            return
        for opened in self._people.get("/control/slack/views", user=ANNA):
            blocks: list[Any] = opened["view"]["blocks"]
            for block in blocks:
                if block["type"] == "input":
                    typed = {block["block_id"]: {block["element"]["action_id"]: number}}
                    self._people.submit(dict(opened), typed)
                    return


def said(message: Json) -> str:
    """All its words."""
    return "\n".join([message["text"] or "", *lines_of(message["blocks"] or [])])


def labels(message: Json) -> list[str]:
    """Its buttons."""
    return [button["text"]["text"] for _, button in buttons_of(message["blocks"] or [])]


def key_of(message: Json) -> str | None:
    """The key that the bot gave it."""
    payload = (message.get("metadata") or {}).get("event_payload") or {}
    key = payload.get("key")
    return str(key) if key else None
