"""A new release takes the place of the old one, process by process, on a database that it has
brought further: no order is lost, and none is made twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import psycopg

from core.db.embedded import EmbeddedServer
from core.db.engine import create_engine
from core.db.migrate import upgrade
from scripts.loopback import PLAIN
from scripts.people import Json, People
from scripts.programs import Launch, Process
from scripts.stage import DEMO, Stage, bot, free_port, sandbox
from tests.e2e.conftest import QUICK
from tests.e2e.gate import Gate
from tests.e2e.test_roles import ended_well
from tests.integration.db.test_upgrade import next_release

_BETWEEN_ORDERS = 0.7


class Customers:
    """They place orders, one after the other, whatever happens to the bot."""

    def __init__(self, here: Stage) -> None:
        self.placed: list[Json] = []
        self._here = here
        self._enough = threading.Event()

    @contextmanager
    def shopping(self) -> Iterator[None]:
        """For the length of the block."""
        thread = threading.Thread(target=self._shop, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._enough.set()
            thread.join(20)

    def _shop(self) -> None:
        with httpx.Client(verify=PLAIN, base_url=self._here.sandbox_url, timeout=30) as http:
            people = People(http)
            while not self._enough.wait(_BETWEEN_ORDERS):
                self.placed.append(people.order(("TEE-BLK-M", 1)))


def test_a_rolling_restart_with_a_migration_loses_nothing(
    folder: Path, tmp_path: Path, gate: Gate, launch: Launch
) -> None:
    with ExitStack() as stack:
        settings = {**QUICK, "SYNCTEC_PUBLIC_URL": gate.url}
        here = stack.enter_context(sandbox(folder, settings=settings, launch=launch))
        people = People(
            stack.enter_context(httpx.Client(verify=PLAIN, base_url=here.sandbox_url)), 120
        )
        _make_room(people)
        release = Release(here, stack, _automatic(tmp_path))
        web, gate.target = release.up("web")
        worker, _ = release.up("worker")
        customers = Customers(here)
        with customers.shopping():
            people.until("the first push", lambda: people.orders("north") or None)
            _migrate(folder, next_release(tmp_path))
            _, gate.target = release.up("web")
            assert ended_well(web)
            release.up("worker")
            assert ended_well(worker)
            so_far = len(customers.placed)
            people.until("a few more orders", lambda: len(customers.placed) > so_far + 3 or None)
        names = {order["name"] for order in customers.placed}
        people.until("every order", lambda: names <= set(_made(people)) or None)
        assert sorted(tag for tag in _made(people) if tag in names) == sorted(names)


class Release:
    """Starts processes of a release; each lives until it is stopped, or the test ends."""

    def __init__(self, here: Stage, stack: ExitStack, setup: Path) -> None:
        self._here, self._stack, self._setup = here, stack, setup

    def up(self, role: str) -> tuple[Process, str]:
        """The process and its address."""
        port = str(free_port())
        own = bot(self._here, self._setup, SYNCTEC_ROLE=role, SYNCTEC_HTTP_PORT=port)
        return self._stack.enter_context(own), f"http://127.0.0.1:{port}"


def _automatic(folder: Path) -> Path:
    """The demo's stores; orders go to North Supply by themselves, at once."""
    setup = folder / "setup.toml"
    automatic = 'source = "north"\nmode = "automatic"\nwaiting_minutes = 0'
    setup.write_text(DEMO.read_text(encoding="utf-8").replace('source = "north"', automatic))
    return setup


def _make_room(people: People) -> None:
    """A large warehouse, a quick Slack, and a Shopify that sends again soon what was not taken."""
    people.set_stock("north", "TEE-BLK-M", 1000)
    rates = {"messagesPerSecond": 50, "burst": 50, "tierScale": 100}
    people.http.patch("/control/slack/settings", json=rates).raise_for_status()
    sooner = {"webhookRetryScale": 0.02}
    people.http.patch("/control/shopify/settings", json=sooner).raise_for_status()


def _made(people: People) -> list[str]:
    """The tags of the source's orders: one of each is its destination order's name."""
    return [tag for order in people.orders("north") for tag in order["tags"]]


def _migrate(folder: Path, more: Path) -> None:
    """As the first process of a release to come would, beside those that run."""
    server = EmbeddedServer(folder / "postgres")
    url = server.start()

    async def run() -> None:
        engine = create_engine(url)
        await upgrade(engine, more)
        await engine.dispose()

    try:
        asyncio.run(run())
        with psycopg.connect(url) as connection:
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        assert found == ("9001",)
    finally:
        server.stop()
