"""Processes that hear and processes that work, on one database: what each does, how it stops, and
who takes over from one that dies."""

from __future__ import annotations

import json
import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from time import monotonic
from typing import Any

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, People
from scripts.programs import Launch, Process
from scripts.stage import Stage, bot, free_port, sandbox
from tests.e2e.gate import Gate

BUTTON = "Push to North Supply"
PUSHED = "Pushed to North Supply as"
HANDED_OVER_WITHIN = 30.0


@pytest.fixture
def here(folder: Path, quick: dict[str, str], launch: Launch) -> Iterator[Stage]:
    # What is waited for here is no fault: a busy machine is given time.
    patient = {"SYNCTEC_PUSH_LEASE_SECONDS": "20", "SYNCTEC_REQUEST_TIMEOUT_SECONDS": "10"}
    with sandbox(folder, settings={**quick, **patient}, launch=launch) as stage:
        yield stage


@pytest.fixture
def people(here: Stage) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


@contextmanager
def worker(here: Stage, port: int, way: str | None = None) -> Iterator[Process]:
    """`way` is how it reaches Shopify: the sandbox, or a gate before it."""
    template = f"{way or here.sandbox_url}/shopify/{{shop}}"
    with bot(
        here,
        SYNCTEC_ROLE="worker",
        SYNCTEC_HTTP_PORT=str(port),
        SYNCTEC_SHOPIFY_URL_TEMPLATE=template,
    ) as process:
        yield process


def ready(port: int | str) -> Any:
    return httpx.get(f"http://127.0.0.1:{port}/readyz", verify=PLAIN).json()


def ended_well(process: Process, within: float = 20) -> bool:
    process.send_signal(signal.SIGTERM)
    return process.wait(within) == 0


def test_one_process_hears_and_another_works(here: Stage, people: People) -> None:
    port = free_port()
    with bot(here, SYNCTEC_ROLE="web") as web:
        assert ready(here.bot_url.rsplit(":", 1)[1]) == {
            "ready": True,
            "database": True,
            "queue": True,
            "slack": True,
        }
        order = people.order(("TEE-BLK-M", 1))
        people.until("the delivery", lambda: _delivered(people) or None)
        assert not _read(people), "a process that only hears has carried out a job"
        with worker(here, port) as working:
            assert ready(port) == {"ready": True, "database": True, "queue": True}
            assert httpx.post(f"http://127.0.0.1:{port}/webhooks/shopify").status_code == 404
            people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
            people.message(DEST, order["name"], PUSHED)
            measured = httpx.get(f"http://127.0.0.1:{port}/metrics").text
            assert 'synctec_pushes{state="pushed"} 1\n' in measured
            assert 'synctec_shopify_calls_total{shop="north"}' in measured
            assert 'synctec_seconds_since_poll{shop="dest"}' in measured
            # Without a worker a click is kept, and carried out by the next one.
            later = people.order(("TEE-BLK-M", 1))
            alert = people.message(DEST, later["name"], BUTTON)
            assert ended_well(working)
        people.click(alert, BUTTON)
        with worker(here, port):
            people.message(DEST, later["name"], PUSHED)
        assert ended_well(web)
    for each in (order, later):
        assert len(people.source_orders("north", each["name"])) == 1


def test_a_worker_that_dies_hands_over_within_half_a_minute(
    here: Stage, people: People, gate: Gate
) -> None:
    """It dies while it reads an order, with the job begun; the other one runs already."""
    gate.target = here.sandbox_url
    with ExitStack() as stack:
        stack.enter_context(bot(here, SYNCTEC_ROLE="web"))
        dying = stack.enter_context(worker(here, free_port(), gate.url))
        gate.hold("query ReadOrder(", "before")
        order = people.order(("TEE-BLK-M", 1))
        gate.wait_until_held()
        stack.enter_context(worker(here, free_port()))
        dying.kill()
        died = monotonic()
        people.message(DEST, order["name"], BUTTON)
        assert monotonic() - died < HANDED_OVER_WITHIN


def test_a_worker_that_is_stopped_ends_what_it_began(
    here: Stage, people: People, gate: Gate
) -> None:
    """It is told to stop while its orderCreate is under way: the answer is waited for and kept."""
    gate.target = here.sandbox_url
    with bot(here, SYNCTEC_ROLE="web"):
        with worker(here, free_port(), gate.url) as stopping:
            order = people.order(("TEE-BLK-M", 1))
            gate.slow("orderCreate(", 1.5)
            people.click(people.message(DEST, order["name"], BUTTON), BUTTON)
            gate.wait_until_held()
            assert ended_well(stopping)
        assert "push_attempt_ended" in _log(here, "outcome", "pushed")
        with worker(here, free_port()):
            people.message(DEST, order["name"], PUSHED)
    assert len(people.source_orders("north", order["name"])) == 1


def _log(here: Stage, field: str, value: str) -> list[str]:
    """The events with this value in their logs."""
    logs = [log.read_text(encoding="utf-8") for log in here.folder.glob("bot-worker-*.log")]
    lines = "\n".join(logs).splitlines()
    events = [json.loads(line) for line in lines if line.startswith("{")]
    return [str(each["event"]) for each in events if each.get(field) == value]


def _delivered(people: People) -> bool:
    deliveries = people.get("/control/shopify/webhooks")
    return any(each["state"] == "delivered" for each in deliveries)


def _read(people: People) -> bool:
    calls = people.get("/control/exchanges")
    return any((call["shop"], call["operation"]) == ("dest", "order") for call in calls)
