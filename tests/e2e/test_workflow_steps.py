"""Steps in people's workflows: a push and a list, by the right of whom they act for, each once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import ANNA, BEN, DEST, Json, People
from scripts.programs import Launch
from scripts.stage import stage
from tests.databases import Databases
from tests.e2e.conftest import quick_on

BUTTON = "Push to North Supply"
Told = list[Any]


def run(people: People, callback_id: str, user: str = ANNA, **inputs: str) -> str:
    """A workflow comes to the step; its execution's id."""
    asked = {"callback_id": callback_id, "inputs": {"user": user, **inputs}}
    step: Json = people.post("/control/slack/steps", asked)
    return str(step["id"])


def push(people: People, number: str, user: str = ANNA, store: str = "dest") -> str:
    return run(people, "push_order", user, store=store, order_number=number)


def shown(people: People, step: str) -> Json:
    answer: Json = people.get(f"/control/slack/steps/{step}")
    return answer


def ended(people: People, step: str) -> Json:
    def look() -> Json | None:
        answer = shown(people, step)
        return answer if answer["state"] != "running" else None

    return people.until("the end of a workflow's step", look)


def completed(people: People, step: str) -> Json:
    answer = ended(people, step)
    assert answer["state"] == "completed", answer
    outputs: Json = answer["outputs"]
    return outputs


def failed(people: People, step: str) -> str:
    answer = ended(people, step)
    assert answer["state"] == "failed", answer
    return str(answer["error"])


def test_an_order_is_pushed_and_the_workflow_hears_of_the_result(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    outputs = completed(people, push(people, order["name"], store="Dest"))
    assert outputs["state"] == "pushed"
    assert f"Order {order['name']} was pushed to North Supply as #" in outputs["result"]
    # It was done in the name of whom the workflow names.
    people.message(DEST, order["name"], "Pushed to North Supply as", f"@{ANNA}")
    again = completed(people, push(people, order["name"]))
    assert again["state"] == "pushed"
    assert "Already pushed to North Supply" in again["result"]
    assert len(people.source_orders("north", order["name"])) == 1


def test_a_failed_push_is_told_in_words_and_in_one(people: People) -> None:
    order = people.order(("MUG-01", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.fault(
        service="shopify",
        shop="south",
        kind="user_error",
        operation="orderCreate",
        field=["order"],
        message="Nope",
        code="INVALID",
    )
    outputs = completed(people, push(people, order["name"]))
    assert outputs["state"] == "failed"
    assert f"Order {order['name']} was not pushed to South Goods" in outputs["result"]


def test_a_step_that_is_told_of_again_is_carried_out_once(people: People) -> None:
    order = people.order(("MUG-01", 1))
    people.message(DEST, order["name"], "Push to South Goods")
    people.fault(
        service="shopify",
        shop="south",
        kind="user_error",
        operation="orderCreate",
        field=["order"],
        message="Nope",
        code="INVALID",
    )
    people.fault(service="slack", kind="repeat_event", operation="function_executed")
    step = push(people, order["name"])
    before = completed(people, step)
    assert before["state"] == "failed"
    people.post(f"/control/slack/steps/{step}/repeat", {})
    # What was asked for later is done already: so the failed push was not tried again.
    other = people.order(("TEE-BLK-M", 1))
    people.message(DEST, other["name"], BUTTON)
    completed(people, push(people, other["name"]))
    assert people.source_orders("south", order["name"]) == []
    assert shown(people, step)["outputs"] == before


def test_what_a_step_cannot_do_it_says(people: People) -> None:
    assert "There is no store “nowhere”." in failed(people, push(people, "1001", store="nowhere"))
    assert "There is no order 424242" in failed(people, push(people, "424242"))
    assert "That is no order's number." in failed(people, push(people, "10 01"))
    assert "is a source store" in failed(people, push(people, "1001", store="north"))


def test_an_order_that_may_not_go_is_no_fault_of_the_workflow(people: People) -> None:
    unpaid = people.order(("TEE-BLK-M", 1), paid=False)

    def look() -> Json | None:
        # Shopify's search lags behind what customers do.
        answer = ended(people, push(people, unpaid["name"]))
        return answer if answer["state"] == "completed" else None

    outputs = people.until("the order in Shopify's search", look)["outputs"]
    assert outputs["state"] == "not_pushed"
    assert unpaid["name"] in outputs["result"]


def test_what_is_unfulfilled_is_listed(people: People) -> None:
    order = people.order(("TEE-BLK-M", 1))
    people.message(DEST, order["name"], BUTTON)
    outputs = completed(people, run(people, "list_unfulfilled", store="dest"))
    assert outputs["number"] >= 1
    assert outputs["orders"].count("\n") <= 40
    everywhere = completed(people, run(people, "list_unfulfilled"))
    assert everywhere["number"] >= outputs["number"]
    wrong = failed(people, run(people, "list_unfulfilled", store="nowhere"))
    assert "There is no store “nowhere”." in wrong


@pytest.fixture(scope="module")
def closed(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[People]:
    """A workspace in which Anna alone is admin."""
    folder = tmp_path_factory.mktemp("steps")
    with (
        postgres.migrated() as url,
        stage(folder, settings={**quick_on(url), "SYNCTEC_ADMINS": ANNA}, launch=launch) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http,
    ):
        yield People(http, patience=90)


def test_a_step_may_what_its_person_may(closed: People) -> None:
    order = closed.order(("TEE-BLK-M", 1))
    closed.message(DEST, order["name"], BUTTON)
    refused = failed(closed, push(closed, order["name"], user=BEN))
    assert "Only an operator at Dest Boutique" in refused
    assert "Only a viewer" in failed(closed, run(closed, "list_unfulfilled", BEN))
    closed.command("allow @ben operator north")
    closed.message(DEST, "is operator of North Supply now")
    outputs = completed(closed, push(closed, order["name"], user=BEN))
    assert outputs["state"] == "pushed"
    # A source's people push what they ship, and no more; what they list is theirs.
    other = closed.order(("MUG-01", 1))
    closed.message(DEST, other["name"], "Push to South Goods")
    assert "Only an operator" in failed(closed, push(closed, other["name"], user=BEN))
    listed = completed(closed, run(closed, "list_unfulfilled", BEN))
    assert order["name"] in listed["orders"]
    assert other["name"] not in listed["orders"]
    assert closed.source_orders("south", other["name"]) == []
