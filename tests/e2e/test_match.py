"""Matching by command: counted up in place, summarised, listed in a file; aliases and items."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import ANNA, DEST, Json, People
from scripts.programs import Launch
from scripts.slack_text import buttons_of, lines_of
from scripts.stage import bot, sandbox

DONE = "Dest Boutique with South Goods matched"


def _product(people: People, shop: str, sku: str) -> None:
    body = {"sku": sku, "title": f"The {sku}", "price": "9.00"}
    people.post(f"/control/shopify/{shop}/products", body)


def _match(people: People) -> Json:
    """The message of a new match, once it is over."""
    before = {message["ts"] for message in people.messages(DEST)}
    people.command("match dest south")

    def look() -> Json | None:
        newest = people.message(DEST, DONE, "The whole list is in the thread.")
        return None if newest["ts"] in before else newest

    return people.until("a new match", look)


def _files(people: People, message: Json) -> list[Json]:
    thread = people.get(f"/control/slack/channels/{message['channel']}/threads/{message['ts']}")
    return [file for reply in thread for file in reply.get("files", [])]


def _near(message: Json) -> int:
    """How many near misses a match tells; other tests left theirs on the shared stage."""
    lines = "\n".join(lines_of(message["blocks"])).split("\n")
    return int(lines[lines.index("Near misses") + 1])


def _connected(people: People) -> bool | None:
    return people.get("/control/slack/workspace")["bot"]["connected"] or None


def _press(people: People, view: Json, action: str, sku: str = "") -> None:
    for block_id, button in buttons_of(view["view"]["blocks"]):
        if button["action_id"] == action and sku in button.get("value", ""):
            click = {
                "user": ANNA,
                "container": {"view_id": view["id"]},
                "block_id": block_id,
                "action_id": action,
                "value": button["value"],
            }
            people.post("/control/slack/action", click)
            return
    pytest.fail(f"no {action} about {sku}")


def test_stores_are_matched_by_command(people: People) -> None:
    _product(people, "dest", "=near-1")
    _product(people, "south", "=NEAR-1")
    told = _match(people)
    (file,) = _files(people, told)
    rows = people.http.get(file["url_private"]).content.decode("utf-8-sig").splitlines()
    assert rows[0].startswith("SKU,Title,State,Source SKU")
    assert "SOCK-3PK,Merino Socks - 3 pack,active,SOCK-3PK,sku" in "\n".join(rows)
    assert "'=near-1,The =near-1,missing,,,'=NEAR-1," in "\n".join(rows)

    people.click(told, "Use as alias")
    people.message(DEST, "set an alias of Dest Boutique at South Goods: =near-1 → =NEAR-1")
    changed = people.message(DEST, DONE, f"Near misses\n{_near(told) - 1}")
    assert changed["ts"] == told["ts"]
    assert people.get("/control/slack/warnings") == []


def test_items_are_paused_and_resumed_in_their_window(people: People) -> None:
    _product(people, "dest", "PAUSED-1")
    _product(people, "south", "PAUSED-1")
    _match(people)
    people.command("items dest south active")
    view = people.view("Items", "PAUSED-1", "Synced with South Goods")
    _press(people, view, "synctec_pause_item", "PAUSED-1")
    view = people.view("Items", "PAUSED-1 is paused.")
    _press(people, view, "synctec_items_page:paused")
    view = people.view("Items", "Paused with South Goods")
    people.close_views()
    people.command("items dest south resume paused-1")
    people.message(DEST, "PAUSED-1 is resumed.")


def test_a_bot_that_dies_in_the_middle_leaves_the_match_to_the_next(
    folder: Path, quick: dict[str, str], launch: Launch
) -> None:
    with (
        sandbox(folder, settings=quick, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        people = People(http, patience=90)
        http.patch("/control/shopify/settings", json={"cancelJobSeconds": 4}).raise_for_status()
        with bot(here) as process:
            people.until("the bot", lambda: _connected(people))
            people.command("match dest south")
            people.message(DEST, "Matching Dest Boutique with South Goods", "so far")
            process.kill()
            process.wait()
        with bot(here):
            told = people.message(DEST, DONE, "The whole list is in the thread.")
        assert len(_files(people, told)) == 1
        begun = [m for m in people.messages(DEST) if "matched" in m["text"]]
        assert [m["ts"] for m in begun] == [told["ts"]]
        asked = [one["operation"] for one in people.get("/control/exchanges")]
        assert asked.count("bulkOperationRunQuery") == 2
