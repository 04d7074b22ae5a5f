"""The other ways to run the bot: polling alone, Slack over HTTP, automatic pushes, a database of
one's own, and two bots at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from core.db.embedded import EmbeddedServer
from scripts.loopback import PLAIN
from scripts.people import DEST, NORTH, Json, People
from scripts.programs import Launch
from scripts.stage import DEMO, Stage, bot, sandbox
from tests.e2e.conftest import QUICK

POLLING = {**QUICK, "SYNCTEC_PUBLIC_URL": "", "SYNCTEC_POLL_SECONDS": "1"}
BUTTON = "Push to North Supply"
PUSHED = "Pushed to North Supply as"


@contextmanager
def _people(here: Stage, patience: float = 90) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http:
        yield People(http, patience)


# ------------------------------------------------------------------ polling alone


def test_without_a_public_address_polling_finds_every_order_and_asks_once(
    folder: Path, launch: Launch
) -> None:
    with sandbox(folder, settings=POLLING, launch=launch) as here, _people(here) as people:
        with bot(here):
            order = people.order(("TEE-BLK-M", 1))
            unsynced = people.order(("GIFTWRAP", 1))
            people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
            people.message(DEST, order["name"], PUSHED)
            people.message(NORTH, "New order received", order["name"])
            _settled(people)
            assert _asked(people, 0)["dest", "order"] >= 2
            # Unchanged orders are listed again and again, and never read again.
            assert _asked_while_polling(people, polls=4).keys() == {
                (shop, "orders") for shop in ("dest", "north", "south")
            }
            assert alerts(people, unsynced) == 0
        missed = people.order(("TEE-BLK-M", 2))
        with bot(here):
            people.click(people.message(DEST, missed["name"], BUTTON), BUTTON)
            people.message(DEST, missed["name"], PUSHED)
        assert people.get("/control/shopify/webhooks") == []
        for each in (order, missed):
            assert alerts(people, each) == 1
            assert len(people.source_orders("north", each["name"])) == 1


def _asked(people: People, since: int) -> Counter[tuple[str, str]]:
    """How often each store was asked for what, after the call of this number."""
    calls = people.get("/control/exchanges", since=str(since))
    return Counter((c["shop"], c["operation"]) for c in calls if c["service"] == "shopify")


def _last(people: People) -> int:
    calls = people.get("/control/exchanges")
    return int(calls[-1]["n"])


def _asked_while_polling(people: People, polls: int) -> Counter[tuple[str, str]]:
    since = _last(people)

    def enough() -> Counter[tuple[str, str]] | None:
        asked = _asked(people, since)
        return asked if asked["dest", "orders"] >= polls else None

    return people.until(f"{polls} polls", enough)


def _settled(people: People) -> None:
    """Returns when a few polls in a row found nothing to do."""

    def quiet() -> bool | None:
        asked = _asked_while_polling(people, polls=2)
        return all(operation == "orders" for _, operation in asked) or None

    people.until("quiet polls", quiet)


# ------------------------------------------------------------------ HTTP, automatic, own database


@pytest.fixture(scope="module")
def other_ways(tmp_path_factory: pytest.TempPathFactory, launch: Launch) -> Iterator[Stage]:
    """Slack over signed HTTP; a database of one's own; pushes to North Supply by hand, to South
    Goods by themselves after nine seconds."""
    folder = tmp_path_factory.mktemp("other")
    text = DEMO.read_text(encoding="utf-8")
    by_hand, found, last = text.rpartition('source = "south"')
    assert found
    setup = folder / "setup.toml"
    setup.write_text(f'{by_hand}{found}\nmode = "automatic"\nwaiting_minutes = 0.15{last}')
    server = EmbeddedServer(folder / "own", durable=False)
    settings = {
        **QUICK,
        "DATABASE_URL": server.start().replace("postgresql://", "postgresql+psycopg://"),
        "SYNCTEC_SLACK_MODE": "http",
        "SYNCTEC_SLACK_APP_TOKEN": "",
        "SYNCTEC_SLACK_SIGNING_SECRET": "sandbox-signing-secret",
    }
    try:
        with sandbox(folder / "data", settings=settings, launch=launch) as here, bot(here, setup):
            address = f"{here.bot_url}/slack/events"
            with _people(here) as people:
                wanted = {"mode": "http", "requestUrl": address}
                people.http.patch("/control/slack/settings", json=wanted).raise_for_status()
            yield here
    finally:
        server.stop()


@pytest.fixture
def others(other_ways: Stage) -> Iterator[People]:
    with _people(other_ways) as people:
        yield people


def test_commands_and_clicks_come_over_signed_http(others: People) -> None:
    others.command("help")
    others.message(DEST, "/synctec push")
    order = others.order(("TEE-BLK-M", 1))
    others.click(others.message(DEST, order["name"], BUTTON), BUTTON)
    others.message(DEST, order["name"], PUSHED)
    assert len(others.source_orders("north", order["name"])) == 1
    workspace = others.get("/control/slack/workspace")
    assert workspace["bot"]["mode"] == "http"
    assert others.get("/control/slack/warnings") == []


def test_automatic_mode_says_so_and_pushes_by_itself_unless_cancelled(others: People) -> None:
    cancelled, kept = others.order(("SOCK-3PK", 1)), others.order(("SOCK-3PK", 2))
    for order in (cancelled, kept):
        others.message(DEST, order["name"], "Automatic mode", "Pushes by itself")
    others.post(f"/control/shopify/dest/orders/{cancelled['id']}/cancel", {})
    others.message(DEST, cancelled["name"], "🚫 Cancelled: order")
    assert others.orders("south") == []
    # Placed later, due later: when it is pushed, the time of the cancelled one is over.
    others.message(DEST, kept["name"], "Pushed to South Goods as")
    assert others.source_orders("south", cancelled["name"]) == []
    assert len(others.source_orders("south", kept["name"])) == 1


def test_a_click_does_not_wait_for_automatic_mode(others: People) -> None:
    order = others.order(("SOCK-3PK", 1))
    alert = others.message(DEST, order["name"], "Push to South Goods")
    others.click(alert, "Push to South Goods")
    others.message(DEST, order["name"], "Pushed to South Goods as", "by")
    assert len(others.source_orders("south", order["name"])) == 1


def test_a_database_of_ones_own_is_the_only_one(other_ways: Stage, others: People) -> None:
    assert others.get("/control/health") == {"ok": True}
    assert not (other_ways.folder / "postgres").exists()


def alerts(people: People, order: Json) -> int:
    """How many messages are alerts of the order: the newest are no proof."""
    said = (
        f"{message['text']} {message['blocks']}"
        for message in people.messages(DEST)
        if not message.get("ephemeral")
    )
    return sum(1 for text in said if order["name"] in text and "View order" in text)
