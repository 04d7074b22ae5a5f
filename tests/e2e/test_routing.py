"""Which channel hears what, and what is muted for a while, on the wire."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch
from scripts.slack_text import lines_of
from scripts.stage import stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on

BUTTON = "Push to North Supply"
OPS, GENERAL = "C0OPS", "C0GENERAL"


@pytest.fixture(scope="module")
def routed(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[People]:
    folder = tmp_path_factory.mktemp("routes")
    with (
        postgres.migrated() as url,
        stage(folder, settings=quick_on(url), launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        people = People(http, patience=90)
        people.set_stock("north", "CAP-NVY", 0)
        yield people


def fails(people: People) -> str:
    order = people.order(("CAP-NVY", 1))
    people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
    people.message(DEST, order["name"], "Failed")
    return str(order["name"])


def said(people: People, channel: str) -> str:
    return "\n".join("\n".join(lines_of(m["blocks"] or [])) for m in people.messages(channel))


def test_another_channel_hears_of_failures_and_the_own_one_no_more(routed: People) -> None:
    routed.command("subscribe dest failures", channel=OPS)
    routed.message(OPS, "Failures of Dest Boutique come to", f"<#{OPS}>")
    routed.message(OPS, "This channel hears of Dest Boutique now")
    routed.message(DEST, "Failures of Dest Boutique come elsewhere now")
    name = fails(routed)
    routed.message(OPS, f"Push failed: {name}", "View error")
    assert "Push failed" not in said(routed, DEST)
    routed.command("subscribe", channel=OPS)
    routed.message(OPS, "Which channel hears what", "Dest Boutique: orders")
    routed.command("unsubscribe dest failures", channel=OPS)
    routed.message(OPS, "come to the store's own channel")
    name = fails(routed)
    routed.message(DEST, f"Push failed: {name}")


def test_a_channel_that_is_closed_to_the_app_hears_nothing(routed: People) -> None:
    routed.command("subscribe dest orders", channel=GENERAL)
    routed.message(GENERAL, "SyncTec is not in this channel", "/invite @SyncTec")
    order = routed.order(("TEE-BLK-M", 1))
    routed.message(DEST, order["name"], "Push to North Supply")
    routed.command("unmute dest")
    routed.message(DEST, "Nothing of Dest Boutique is muted there")


def test_what_is_muted_is_told_when_the_mute_is_over(routed: People) -> None:
    routed.command("mute dest failures 1h")
    routed.message(DEST, "Failures of Dest Boutique are muted. What stands")
    name = fails(routed)
    assert f"Push failed: {name}" not in said(routed, DEST)
    routed.command("unmute dest failures")
    routed.message(DEST, "Failures of Dest Boutique are told again")
    routed.message(DEST, f"Push failed: {name}")
