"""Many pushes drained by two processes within a store's rate budget: Shopify never has to say
THROTTLED, because both take from one budget."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx

from core.db.embedded import EmbeddedServer
from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch
from scripts.stage import bot, free_port, sandbox
from tests.campaign import world

_SKU = "S-SOCK"
_POLL_SECONDS = "5"
_QUIET_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Drain:
    """So many pushes to one store, whose bucket holds `bucket` points and gains `rate` a second;
    `patience` is how many seconds all of it may take."""

    pushes: int
    bucket: int
    rate: int
    patience: float


@dataclass(frozen=True, slots=True)
class Drained:
    """What came of it. `made` counts the source orders by their identity, `throttled` the answers
    that said so; `calls` is what the source store was asked in all."""

    made: Counter[str]
    throttled: int
    calls: int
    seconds: float


def drain(wanted: Drain, folder: Path, launch: Launch) -> Drained:
    """Place the orders and wait until each has its source order. Nobody is told of them: Slack's
    own pace would be what is measured."""
    with ExitStack() as stack:
        server = EmbeddedServer(folder / "own", durable=False)
        settings = {
            "DATABASE_URL": server.start(),
            "SYNCTEC_PUBLIC_URL": "",
            "SYNCTEC_POLL_SECONDS": _POLL_SECONDS,
        }
        stack.callback(server.stop)
        here = stack.enter_context(sandbox(folder, settings=settings, keep=False, launch=launch))
        http = httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=30, trust_env=False)
        people = People(stack.enter_context(http), patience=wanted.patience)
        regions = world.build(people.http, 1)
        _limit(people, wanted)
        setup = world.settings_file(regions, folder / "setup.toml", told=False)
        stack.enter_context(bot(here, setup))
        port = str(free_port())
        stack.enter_context(bot(here, setup, SYNCTEC_HTTP_PORT=port))
        began = time.monotonic()
        for _ in range(wanted.pushes):
            people.post("/control/shopify/dest1/orders", {"lines": [{"sku": _SKU, "quantity": 1}]})
        people.until("every source order", lambda: _all_made(people, wanted.pushes))
        seconds = time.monotonic() - began
        people.until("nothing more to be asked", partial(_is_quiet, people))
        return _read(people, seconds)


def _limit(people: People, wanted: Drain) -> None:
    # A second order with the same identity is not refused: the protocol alone prevents it.
    body = {
        "bucketSize": wanted.bucket,
        "restoreRate": wanted.rate,
        "uniqueIdMetafields": "drop",
    }
    people.http.patch("/control/shopify/settings", json=body).raise_for_status()


def _all_made(people: People, many: int) -> bool | None:
    answer = people.get("/control/shopify/south1/orders", limit="1")
    return int(answer["total"]) >= many or None


def _is_quiet(people: People) -> bool | None:
    """Whether no more mutation is sent for a while: one sent twice would still be counted."""
    before = _mutations(people)
    time.sleep(_QUIET_SECONDS)
    return _mutations(people) == before or None


def _mutations(people: People) -> int:
    totals = people.get("/control/exchanges/totals")
    return sum(one["count"] for one in totals if one["operation"] == "orderCreate")


def _read(people: People, seconds: float) -> Drained:
    rows = people.orders("south1")
    tags = (next(tag for tag in row["tags"] if tag.startswith("synctec-")) for row in rows)
    totals = people.get("/control/exchanges/totals")
    ours = [one for one in totals if one["service"] == "shopify"]
    return Drained(
        made=Counter(tags),
        throttled=sum(one["count"] for one in ours if one["error"] == "THROTTLED"),
        calls=sum(one["count"] for one in ours if one["shop"] == "south1"),
        seconds=seconds,
    )
