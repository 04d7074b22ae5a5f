"""SIGKILL in the middle of a push: afterwards there is exactly one source order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, Json, People
from scripts.programs import Launch
from scripts.stage import Stage, bot, sandbox
from tests.e2e.gate import Gate

BUTTON = "Push to North Supply"
When = Literal["before", "after"]


@contextmanager
def _killed_while_pushing(
    gate: Gate, folder: Path, quick: dict[str, str], launch: Launch, when: When
) -> Iterator[tuple[Stage, People, Json]]:
    """A bot was killed while its orderCreate was held at the gate; the next one is not up yet."""
    settings = {**quick, "SYNCTEC_SHOPIFY_URL_TEMPLATE": f"{gate.url}/shopify/{{shop}}"}
    with sandbox(folder, settings=settings, launch=launch) as here:
        gate.target = here.sandbox_url
        with httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http:
            people = People(http, patience=90)
            # A second order with the same identity is not refused: the protocol alone prevents it.
            people.http.patch(
                "/control/shopify/settings", json={"uniqueIdMetafields": "drop"}
            ).raise_for_status()
            with bot(here) as process:
                order = people.order(("TEE-BLK-M", 1))
                alert = people.message(DEST, order["name"], BUTTON)
                gate.hold("orderCreate(", when)
                people.click(alert, BUTTON)
                gate.wait_until_held()
                process.kill()
                process.wait()
            yield here, people, order


Killed = Callable[[When], AbstractContextManager[tuple[Stage, People, Json]]]


@pytest.fixture
def killed(gate: Gate, folder: Path, quick: dict[str, str], launch: Launch) -> Killed:
    return partial(_killed_while_pushing, gate, folder, quick, launch)


def test_killed_after_the_work_the_order_is_found_and_adopted(killed: Killed) -> None:
    with killed("after") as (here, people, order):
        assert len(people.source_orders("north", order["name"])) == 1
        with bot(here):
            people.message(DEST, order["name"], "Pushed to North Supply as #2041")
        assert len(people.source_orders("north", order["name"])) == 1


def test_killed_before_anything_was_sent_a_person_is_asked_and_one_order_made(
    killed: Killed,
) -> None:
    with killed("before") as (here, people, order), bot(here):
        question = people.message(DEST, order["name"], "heard nothing")
        assert people.source_orders("north", order["name"]) == []
        people.click(question, "It is not there, send again")
        people.message(DEST, order["name"], "Pushed to North Supply as #2041")
        assert len(people.source_orders("north", order["name"])) == 1


def test_an_empty_search_alone_sends_nothing_again(killed: Killed) -> None:
    """The order is there, but the index hides it for longer than every look-up: asked, the person
    finds it and names it; it is adopted and nothing is made twice."""
    with killed("after") as (here, people, order):
        _lag(people, 3600)
        with bot(here):
            question = people.message(DEST, order["name"], "heard nothing")
            _lag(people, 0)
            people.click(question, "It is there: #…")
            form = people.view("It is there", "Order number on the source store")
            block = next(b for b in form["view"]["blocks"] if b["type"] == "input")
            typed = {block["block_id"]: {block["element"]["action_id"]: "#2041"}}
            assert people.submit(form, typed)["ok"]
            people.message(DEST, order["name"], "Pushed to North Supply as #2041")
        assert len(people.source_orders("north", order["name"])) == 1


def _lag(people: People, seconds: int) -> None:
    lags = {"searchLagSeconds": seconds, "keyedLookupLagSeconds": seconds}
    people.http.patch("/control/shopify/settings", json=lags).raise_for_status()


@pytest.mark.parametrize("kind", ["drop_answer", "drop_request"])
def test_an_answer_that_never_came_is_looked_up_not_sent_again(kind: str, people: People) -> None:
    before = len(people.orders("south"))
    order = people.order(("SOCK-3PK", 1))
    alert = people.message(DEST, order["name"], "Push to South Goods")
    people.fault(service="shopify", kind=kind, shop="south", operation="orderCreate")
    people.click(alert, "Push to South Goods")
    if kind == "drop_request":
        question = people.message(DEST, order["name"], "heard nothing")
        assert len(people.orders("south")) == before
        people.click(question, "It is not there, send again")
    people.message(DEST, order["name"], "Pushed to South Goods as")
    assert len(people.source_orders("south", order["name"])) == 1
