"""Stock moves at the source while a customer buys, wherever the bot is killed."""

from __future__ import annotations

import time

from tests.crash.scenario import PUSH, Scenario

_SHIRT, _ELSEWHERE = "TEE-BLK-M", 12
_FOLLOW = (
    "UPDATE connections SET settings = jsonb_set(settings, '{stock}',"
    ' \'{"follow": true, "buffer": {"units": 0, "percent": 0}, "stocks_items": false}\')'
    " RETURNING id"
)


class Stock(Scenario):
    """The source counts its shelf, and an order takes a unit before SyncTec hears of either."""

    name = "stock"
    by_webhook = True

    def prepare(self) -> None:
        """A destination that shows what the source has."""
        self.stage.rows(_FOLLOW)
        super().prepare()
        self.people.command("match dest north")
        self.people.until("the source's number", lambda: self._shows(40) or None)
        self.quiet()
        # Shopify's times have whole seconds: an order of the very second in which a number was
        # looked at for the first time may be before or after it.
        time.sleep(1)

    def act(self) -> None:
        """Count, and buy."""
        self.people.set_stock("north", _SHIRT, 30)
        self.order = self.people.order((_SHIRT, 1))

    def over(self) -> bool:
        """Shown, and alerted."""
        return self._shows(30 - 1) and bool(self.person.shown("C0DEST", self.order["name"], PUSH))

    def wrong(self) -> list[str]:
        """Nothing is being written any more, and nothing is unexplained."""
        open_ = "SELECT variant_gid FROM shelves WHERE writing IS NOT NULL OR gaps <> '[]'"
        found = [f"{gid} is not settled" for (gid,) in self.stage.rows(open_)]
        left = self.stage.rows("SELECT key FROM stock_batches")
        return found + ([f"{len(left)} batches are open"] if left else [])

    def _shows(self, here: int) -> bool:
        return self.people.stock("dest", _SHIRT) == here + _ELSEWHERE
