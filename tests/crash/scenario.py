"""What every scenario has, and what must be true of an order that was pushed."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import ClassVar

from scripts.people import DEST, NORTH, Json
from tests.crash.person import Person, key_of
from tests.crash.stages import CrashStage

PUSH, PUSHED = "Push to North Supply", "Pushed to North Supply as"

_UNDER_WAY = (
    "SELECT task_name FROM procrastinate.procrastinate_jobs WHERE task_name <> 'PollStore'"
    " AND (status = 'doing'"
    " OR (status = 'todo' AND COALESCE(scheduled_at, now()) < now() + interval '1 minute'))"
)


class Scenario:
    """Base of all. `prepare` leads up to it, `act` begins it, `live` is what people do meanwhile,
    `over` tells its end; `wrong` says what is not as it should be then."""

    name: ClassVar[str]
    by_webhook: ClassVar[bool] = False
    settings: ClassVar[Mapping[str, str]] = {}
    """Those of the bots that are killed, and of the ones after them."""

    def __init__(self, stage: CrashStage) -> None:
        self.stage = stage
        self.people = stage.people
        self.person = Person(stage.people)

    def prepare(self) -> None:
        """A bot that has nothing to do, and is told what happens where it has an address."""
        self.stage.start()
        self.stage.ready()
        if self.by_webhook:
            self.people.until("its subscriptions", lambda: self._subscribed() or None)
        self.quiet()

    def _subscribed(self) -> bool:
        return "ORDERS_PAID" in str(self.people.get("/control/state")["shopify"])

    def act(self) -> None:
        """Begin."""
        raise NotImplementedError

    def live(self) -> None:
        """What people do, again and again until the end."""

    def over(self) -> bool:
        """Whether everything is as people would leave it."""
        raise NotImplementedError

    def wrong(self) -> list[str]:
        """What is not as it should be."""
        return []

    def start(self) -> None:
        """Such a bot, up."""
        self.stage.start(self.settings)
        self.stage.ready()

    def is_quiet(self) -> bool:
        """Whether no job of the bot is under way or due soon."""
        return not self.stage.rows(_UNDER_WAY)

    def quiet(self) -> None:
        """Returns when nothing is left to do."""

        self.person.look()

        def look() -> bool | None:
            still = self.is_quiet()
            time.sleep(0.3)
            return (still and self.is_quiet()) or None

        self.people.until("a bot with nothing to do", look)

    def alerted(self, *skus: str) -> list[Json]:
        """Orders, each of one item, whose alerts stand."""
        orders = [self.people.order((sku, 1)) for sku in skus]
        for order in orders:
            self.people.message(DEST, order["name"], PUSH)
        self.quiet()
        return orders

    def pushed_once(self, order: Json) -> list[str]:
        """What is wrong with an order that must be pushed by now."""
        name = order["name"]
        made = self.people.source_orders("north", name)
        found = [f"{len(made)} source orders of {name}"] if len(made) != 1 else []
        found += [
            f"the alert of {name} does not say that it is {one['name']}"
            for one in made[:1]
            if not self.person.shown(DEST, name, f"{PUSHED} {one['name']}")
        ]
        for channel in (DEST, NORTH):
            count = len(self.alerts(channel, name))
            found += [f"{count} messages of {name} in {channel}"] if count != 1 else []
        return found + self.states([name], "pushed")

    def alerts(self, channel: str, name: str) -> list[Json]:
        """The order's own message in a channel, not the failures' and questions' beside it."""
        told = ("order:", "received:")
        return [m for m in self.person.shown(channel, name) if (key_of(m) or "").startswith(told)]

    def states(self, names: list[str], state: str) -> list[str]:
        """Orders whose push to North Supply is not in this state."""
        query = "SELECT o.name, p.state FROM pushes p JOIN orders o ON o.id = p.order_id"
        there = {str(name): found for name, found in self.stage.rows(query)}
        wanted = [(name, there.get(name)) for name in names]
        return [f"the push of {name} is {found}" for name, found in wanted if found != state]

    def is_pushed(self, name: str) -> bool:
        """Whether both channels say so."""
        shown = self.person.shown
        return bool(shown(DEST, name, PUSHED) and shown(NORTH, name, "New order received"))
