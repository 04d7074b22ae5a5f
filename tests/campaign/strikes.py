"""What goes wrong in a campaign, and when: drawn from the seed, by the place of the order before
which it strikes."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Waits:
    """The protocol's waits, shortened, and how long the great faults last, all in seconds. The
    longest `delay` of a request ends long before the last look-up does: what Shopify carries out
    after a person has looked, nobody can know of."""

    lease: float
    request: float
    look_ups: tuple[float, ...]
    delay: float
    slack_away: float
    frozen: float
    long_frozen: float
    poll: int


SHORT = Waits(5, 3, (0.5, 1.5, 2, 3), 4, 5, 8, 8, 3)
"""For a campaign of a few orders."""
LONG = Waits(8, 5, (1, 3, 4, 6), 7, 45, 12, 26, 15)
"""For a long one: the long freeze also outlasts the sign of life that a worker gives its queue."""


@dataclass(frozen=True, slots=True)
class Strike:
    """`what` is `fault` (with the sandbox's fault in `details`), `lag`, `freeze`, `restart`,
    `slack away`, `kill` or `fill up`."""

    before: int
    what: str
    details: Json


def draw(seed: int, count: int, waits: Waits) -> Sequence[Strike]:
    """Small faults all along, the great ones once every few hundred orders, at least once each;
    one process is killed for good at two thirds."""
    chance = random.Random(f"faults {seed} {count}")
    found = [Strike(0, "lag", _lags(seed, waits))]
    for place in range(count):
        found += [Strike(place, "fault", fault) for fault in _faults(chance, waits)]
        if chance.random() < 0.03:
            found.append(Strike(place, "lag", {"searchLagSeconds": chance.choice([0, 1, 3, 8])}))
    for round_ in range(max(1, count // 250)):
        found += _great(chance, round_, count, waits)
    found.append(Strike(count * 2 // 3, "kill", {}))
    found.append(Strike(count // 2, "fill up", {}))
    return sorted(found, key=lambda strike: strike.before)


def _lags(seed: int, waits: Waits) -> Json:
    """The keyed look-up is immediate on the even seeds and lags on the odd ones, all along: a
    store whose look-up was measured and then changes its nature is nobody's to bear."""
    keyed = waits.look_ups[1] if seed % 2 else 0
    return {"searchLagSeconds": 2, "keyedLookupLagSeconds": keyed, "uniqueIdMetafields": "drop"}


def _great(chance: random.Random, round_: int, count: int, waits: Waits) -> list[Strike]:
    span = count / max(1, count // 250)

    def at(share: float) -> int:
        return int((round_ + share) * span) + chance.randint(0, max(1, int(span / 20)))

    return [
        Strike(at(0.15), "freeze", {"seconds": waits.frozen, "second": False}),
        Strike(at(0.35), "slack away", {"seconds": waits.slack_away}),
        Strike(at(0.5), "restart", {}),
        Strike(at(0.6), "freeze", {"seconds": waits.long_frozen, "second": True}),
    ]


def _faults(chance: random.Random, waits: Waits) -> list[Json]:
    found: list[Json] = []
    if chance.random() < 0.45:
        found.append({"service": "shopify", "operation": "orderCreate", **_of_write(chance, waits)})
    if chance.random() < 0.35:
        found.append({"service": "shopify", **_of_read(chance, waits)})
    if chance.random() < 0.3:
        kind = chance.choice(["lose_webhook", "repeat_webhook", "reorder_webhook"])
        topic = chance.choice(["orders/paid", "orders/updated", "orders/cancelled"])
        found.append({"service": "shopify", "kind": kind, "operation": topic})
    if chance.random() < 0.3:
        found.append({"service": "slack", **_of_slack(chance)})
    return found


def _of_write(chance: random.Random, waits: Waits) -> Json:
    """What may happen to the one call that must not be repeated."""
    late = round(chance.uniform(0.2, waits.delay), 1)
    return chance.choice(
        [
            {"kind": "drop_answer"},
            {"kind": "drop_answer"},
            {"kind": "drop_request"},
            {"kind": "delay", "seconds": late},
            {"kind": "delay_before", "seconds": late},
            {"kind": "status", "status": chance.choice([500, 502, 503])},
            {"kind": "status", "status": chance.choice([500, 504]), "worked": True},
            {"kind": "status", "status": 429, "seconds": 1},
            {"kind": "internal_error"},
            {"kind": "internal_error", "worked": True},
            {"kind": "throttled"},
        ]
    )


def _of_read(chance: random.Random, waits: Waits) -> Json:
    asked = chance.choice(["order", "orders", "productVariants", "orderByIdentifier", None])
    kinds: list[Json] = [
        {"kind": "drop_answer"},
        {"kind": "drop_request"},
        {"kind": "status", "status": chance.choice([500, 503])},
        {"kind": "delay", "seconds": round(chance.uniform(0.2, waits.request + 1), 1)},
        {"kind": "throttled"},
        {"kind": "internal_error"},
    ]
    kind = chance.choice(kinds)
    # Whatever comes first may also be an order's creation, which a delay of this length bears.
    return kind if asked is None else {**kind, "operation": asked}


def _of_slack(chance: random.Random) -> Json:
    said = chance.choice(["chat.postMessage", "chat.update", "conversations.history"])
    return chance.choice(
        [
            {"kind": "drop_answer", "operation": said},
            {"kind": "drop_answer", "operation": "chat.postMessage"},
            {"kind": "drop_request", "operation": said},
            {"kind": "status", "status": 503, "operation": said},
            {"kind": "rate_limited", "seconds": 1, "operation": said},
            {"kind": "delay", "seconds": 1, "operation": said},
            {"kind": "close_socket", "reason": "refresh_requested", "operation": "interactive"},
            {"kind": "close_socket", "abrupt": True, "operation": "interactive"},
        ]
    )
