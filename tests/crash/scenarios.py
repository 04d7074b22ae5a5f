"""What is played: each a small script on the outside, from its beginning to an end that must be
reached wherever the bot is killed."""

from __future__ import annotations

from collections.abc import Mapping

from scripts.people import DEST, NORTH, SOUTH, Json
from tests.crash.person import key_of, labels, said
from tests.crash.scenario import PUSH, Scenario
from tests.crash.scenarios_stock import Stock
from tests.crash.scenarios_way_back import TakenBack, WayBack
from tests.crash.tripwire import Point, Trap

RETRY = "Retry"
_CREATE = Point("shopify", "CreateOrder north", 1)
_SHIRT, _CAP = "TEE-BLK-M", "CAP-NVY"
_WITHOUT_POLLS = {"SYNCTEC_POLL_SECONDS": "3600"}


class Push(Scenario):
    """An order comes in by a poll, a person presses Push, the source order is made."""

    name = "push"

    def act(self) -> None:
        """A customer orders."""
        self.order = self.people.order((_SHIRT, 1))

    def live(self) -> None:
        """Press Push, answer what is asked."""
        self.person.press(PUSH, self.order["name"])
        self.person.answer("north", self.order["name"])

    def over(self) -> bool:
        """Pushed."""
        return self.is_pushed(self.order["name"])

    def wrong(self) -> list[str]:
        """One source order, one alert."""
        return self.pushed_once(self.order)


class Refusal(Scenario):
    """A push is refused for want of stock, its alert is posted, staff count again, Retry."""

    name = "refusal"
    settings = _WITHOUT_POLLS

    def prepare(self) -> None:
        """Up to the order's alert."""
        super().prepare()
        self.people.set_stock("north", _CAP, 0)
        (self.order,) = self.alerted(_CAP)
        self.stage.stop()
        self.start()
        self.quiet()

    def act(self) -> None:
        """Press Push."""
        self.live()

    def live(self) -> None:
        """Push; once it failed, mend the stock and retry."""
        name = self.order["name"]
        self.person.press(PUSH, name)
        self.person.answer("north", name)
        if self.person.shown(DEST, name, "Push failed"):
            self.people.set_stock("north", _CAP, 5)
            self.person.press(RETRY, name)

    def over(self) -> bool:
        """Pushed, and the failure closed."""
        name = self.order["name"]
        return self.is_pushed(name) and bool(self.person.shown(DEST, name, "Solved"))

    def wrong(self) -> list[str]:
        """One source order; of the failure one alert, without a button."""
        failures = [
            m
            for m in self.person.shown(DEST, self.order["name"])
            if (key_of(m) or "").startswith("failure:")
        ]
        found = [f"{len(failures)} alerts of the failure"] if len(failures) != 1 else []
        found += ["a failure that is over has a button"] if RETRY in labels(failures[-1]) else []
        return found + self.pushed_once(self.order)


class Intake(Scenario):
    """Shopify delivers webhooks over HTTP, and again where it heard nothing; the alert stands."""

    name = "intake"
    by_webhook = True

    def act(self) -> None:
        """A customer orders."""
        self.order = self.people.order((_SHIRT, 1))

    def over(self) -> bool:
        """Every delivery was taken, the alert is there."""
        deliveries = self.people.get("/control/shopify/webhooks")
        if any(one["state"] == "pending" for one in deliveries):
            return False
        return bool(self.person.shown(DEST, self.order["name"], PUSH))

    def wrong(self) -> list[str]:
        """One alert, nothing given up."""
        deliveries = self.people.get("/control/shopify/webhooks")
        lost = [one["topic"] for one in deliveries if one["state"] != "delivered"]
        found = [f"deliveries not taken: {lost}"] if lost else []
        count = len(self.alerts(DEST, self.order["name"]))
        found += [f"{count} alerts"] if count != 1 else []
        return found + self.states([self.order["name"]], "waiting")


class Reconciler(Scenario):
    """A bot starts after one that was killed: a push was on its way, one was queued, and of an
    order nobody told."""

    name = "reconciler"

    def prepare(self) -> None:
        """Up to the end of the bot before."""
        super().prepare()
        self.sent, self.queued = self.alerted(_SHIRT, _SHIRT)
        self.stage.tripwire.begin(Trap(_CREATE, "after"))
        for order in (self.sent, self.queued):
            self.person.press(PUSH, order["name"])
        self.people.until("its end", lambda: not self.stage.runs() or None)
        self.stage.tripwire.end()
        self.untold = self.people.order((_SHIRT, 1))

    def act(self) -> None:
        """The next one starts."""
        self.stage.start(self.settings)

    def live(self) -> None:
        """Press what still waits, answer what is asked."""
        for order in (self.sent, self.queued):
            self.person.press(PUSH, order["name"])
            self.person.answer("north", order["name"])

    def over(self) -> bool:
        """Two are pushed, the third has its alert."""
        pushed = all(self.is_pushed(order["name"]) for order in (self.sent, self.queued))
        return pushed and bool(self.person.shown(DEST, self.untold["name"], PUSH))

    def wrong(self) -> list[str]:
        """One source order each, one alert each."""
        count = len(self.alerts(DEST, self.untold["name"]))
        found = [f"{count} alerts of the order nobody told of"] if count != 1 else []
        found += self.states([self.untold["name"]], "waiting")
        return found + self.pushed_once(self.sent) + self.pushed_once(self.queued)


class Question(Scenario):
    """A push was in doubt, a person is asked and answers."""

    name = "question"
    settings = _WITHOUT_POLLS

    def prepare(self) -> None:
        """Up to the question."""
        super().prepare()
        (self.order,) = self.alerted(_SHIRT)
        self.stage.tripwire.begin(Trap(_CREATE, "before"))
        self.person.press(PUSH, self.order["name"])
        self.people.until("its end", lambda: not self.stage.runs() or None)
        self.stage.tripwire.end()
        self.start()
        self.people.message(DEST, self.order["name"], "heard nothing")
        self.quiet()

    def act(self) -> None:
        """Answer."""
        self.live()

    def live(self) -> None:
        """Answer what is asked."""
        self.person.answer("north", self.order["name"])

    def over(self) -> bool:
        """Pushed."""
        return self.is_pushed(self.order["name"])

    def wrong(self) -> list[str]:
        """One source order, no question left."""
        name = self.order["name"]
        asking = [m for m in self.person.shown(DEST, name) if "send again" in str(labels(m))]
        found = [f"still asking: {said(asking[0])[:80]}"] if asking else []
        return found + self.pushed_once(self.order)


class Digest(Scenario):
    """A bot starts two days after the last digest: each channel has its digest, once."""

    name = "digest"
    settings = _WITHOUT_POLLS

    def prepare(self) -> None:
        """An order that waits, and a bot that was away."""
        super().prepare()
        self.alerted(_SHIRT)
        self.stage.stop()
        self.stage.rows("UPDATE digest_posts SET at = at - interval '2 days' RETURNING 1")
        self.stage.rows("DELETE FROM ticks WHERE what = 'digests' RETURNING 1")

    def act(self) -> None:
        """The next one starts."""
        self.stage.start(self.settings)

    def over(self) -> bool:
        """Every channel has one."""
        return all(self._digests(channel) for channel in (DEST, NORTH, SOUTH))

    def wrong(self) -> list[str]:
        """None has two."""
        counts = {channel: len(self._digests(channel)) for channel in (DEST, NORTH, SOUTH)}
        return [f"{count} digests in {channel}" for channel, count in counts.items() if count != 1]

    def _digests(self, channel: str) -> list[Json]:
        found = self.person.shown(channel)
        return [m for m in found if (key_of(m) or "").startswith("digest:")]


SCENARIOS: Mapping[str, type[Scenario]] = {
    each.name: each
    for each in (Push, Refusal, Intake, WayBack, TakenBack, Stock, Reconciler, Question, Digest)
}
