"""Where cases are played: a sandbox and proxies that stay, a database and a bot for each case."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator, Mapping
from contextlib import AsyncExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Thread
from urllib.parse import parse_qs, urlsplit

import httpx
import psycopg
from psycopg import sql

from core.db.embedded import EmbeddedServer
from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Command
from scripts.stage import DEMO, ROOT, Stage, bot_environment, free_port, sandbox
from tests.crash import http_proxy
from tests.crash.http_proxy import HttpProxy
from tests.crash.postgres_proxy import PostgresProxy
from tests.crash.tripwire import Tripwire
from tests.e2e.conftest import QUICK
from tests.nursery import Hatched, Nursery, nursery

PATIENCE = 90.0
"""Seconds until a bot that was killed must have mended everything: jobs of a dead process are
taken over after 20, and the machine plays many cases at once."""

_SETTINGS = {
    **QUICK,
    "SYNCTEC_PUSH_LEASE_SECONDS": "9",
    "SYNCTEC_REQUEST_TIMEOUT_SECONDS": "5",
    "SYNCTEC_POLL_SECONDS": "3",
    "SYNCTEC_WORKERS": "4",
}
_TEMPLATE = "set_up"
_DEATH_SECONDS = 5


class Broken(Exception):
    """The stage itself does not work; the message says what."""


@dataclass(frozen=True, slots=True)
class Theatre:
    """What all stages share: one PostgreSQL, one nursery, one event loop for the proxies."""

    folder: Path
    url: str
    nursery: Nursery
    loop: asyncio.AbstractEventLoop
    set_up: Lock = field(default_factory=Lock)

    @property
    def socket(self) -> Path:
        """Where PostgreSQL listens."""
        (folder,) = parse_qs(urlsplit(self.url).query)["host"]
        return Path(folder) / ".s.PGSQL.5432"

    def of(self, database: str) -> str:
        """The URL of a database, past the proxies."""
        return self.url.replace("/synctec?", f"/{database}?")

    def ask(self, command: sql.Composed) -> None:
        """Make or remove a database."""
        with psycopg.connect(self.of("postgres"), autocommit=True) as admin:
            admin.execute(command)


@contextmanager
def theatre(folder: Path) -> Iterator[Theatre]:
    """Open for the length of the block; nothing of it is left."""
    server = EmbeddedServer(folder / "postgres", durable=False)
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with nursery() as born:
            yield Theatre(folder, _roomy(server), born, loop)
    finally:
        asyncio.run_coroutine_threadsafe(_let_go(), loop).result(10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(5)
        loop.close()
        server.stop()


def _roomy(server: EmbeddedServer) -> str:
    """The server's URL, once it admits the bots of many stages."""
    with psycopg.connect(server.start(), autocommit=True) as admin:
        admin.execute(sql.SQL("ALTER SYSTEM SET max_connections = 1000"))
    server.stop()
    return server.start()


async def _let_go() -> None:
    """What the proxies still pass on comes to its end: their bots are dead."""
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    if tasks:
        await asyncio.wait(tasks, timeout=5)


class CrashStage:
    """One case at a time is played here."""

    def __init__(self, house: Theatre, here: Stage, people: People, by_webhook: bool) -> None:
        self.here = here
        self.people = people
        self.tripwire = Tripwire()
        self._house = house
        self._by_webhook = by_webhook
        self._bot: Hatched | None = None
        self._database = here.folder.name
        target = here.sandbox_url
        self._postgres = PostgresProxy(house.socket, self.tripwire)
        self._shopify = HttpProxy(target, self.tripwire, http_proxy.shopify)
        self._slack = HttpProxy(target, self.tripwire, http_proxy.slack)
        self._webhooks = HttpProxy(here.bot_url, self.tripwire, http_proxy.webhook)

    @property
    def log(self) -> Path:
        """What the bots of this case wrote."""
        return self.here.folder / "bot.log"

    @property
    def database_url(self) -> str:
        """The case's database, past the proxies."""
        return self._house.of(self._database)

    def fresh(self) -> None:
        """Nothing happened yet: no order, no message, no bot."""
        self.stop()
        self.people.post("/control/reset", {"keepApp": True})
        # A second order with the same identity is not refused: the protocol alone prevents it.
        settings = {"webhookRetryScale": 0.02, "uniqueIdMetafields": "drop"}
        self.people.http.patch("/control/shopify/settings", json=settings).raise_for_status()
        self.log.unlink(missing_ok=True)
        self._copy(_TEMPLATE, self._database)

    def start(self, settings: Mapping[str, str] | None = None) -> None:
        """A bot, which is on its way up; the one before is dead."""
        self.stop()
        words = ("app.py", "run", "--setup", str(DEMO))
        environment = self._settings(settings or {})
        command = Command(words, ROOT, environment, out=self.log, err=self.log)
        bot = self._house.nursery.launch(command)
        self._bot = bot
        self.tripwire.born(lambda: _kill(bot))

    def stop(self) -> None:
        """SIGKILL: what it leaves behind is thrown away."""
        if self._bot is not None:
            _kill(self._bot)
            self.tripwire.life.freeze()
            self._house.loop.call_soon_threadsafe(self.tripwire.life.end)
            self._bot = None

    def runs(self) -> bool:
        """Whether its bot does."""
        return self._bot is not None and self._bot.poll() is None

    def ready(self) -> None:
        """Returns when the bot answers and hears Slack."""

        def look() -> bool | None:
            if not self.runs():
                raise Broken(f"the bot ended by itself: {self.log.read_text()[-600:]}")
            with suppress(httpx.TransportError):
                answers = httpx.get(
                    f"{self.here.bot_url}/readyz", verify=PLAIN, timeout=2
                ).is_success
                heard = self.people.get("/control/slack/workspace")["bot"]["connected"]
                return (answers and heard) or None
            return None

        self.people.until("the bot", look)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """What the case's database holds."""
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            return connection.execute(query.encode()).fetchall()

    def prepare(self) -> None:
        """The first stage plays the set-up; every case of all begins with a copy of what it left,
        and so with its key."""
        key = self.here.folder / "secret.key"
        shared = self._house.folder / "secret.key"
        with self._house.set_up:
            if shared.exists():
                shutil.copy(shared, key)
                return
            self._play_set_up()
            shutil.copy(key, shared)

    def _play_set_up(self) -> None:
        self._house.ask(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._database)))
        self.start()
        self.ready()
        self.people.until("the set-up's end", lambda: self._is_set_up() or None)
        self.stop()
        with psycopg.connect(self.database_url, autocommit=True) as connection:
            # So that every timer fires when a case begins, not when the hour is over.
            connection.execute("DELETE FROM ticks")
            connection.execute("DELETE FROM procrastinate.procrastinate_workers")
        self._copy(self._database, _TEMPLATE)

    def remove(self) -> None:
        """What this stage had."""
        self.stop()
        self._house.ask(_gone(self._database))

    async def open_proxies(self, stack: AsyncExitStack) -> None:
        """All of them listen until the stack is closed."""
        for proxy in (self._postgres, self._shopify, self._slack, self._webhooks):
            await stack.enter_async_context(proxy.open())

    def _is_set_up(self) -> bool:
        """Everything that a start leads to is done."""
        open_jobs = "SELECT 1 FROM procrastinate.procrastinate_jobs WHERE status <> 'succeeded'"
        cursors = "SELECT store_id FROM cursors"
        return len(self.rows(cursors)) == 3 and not self.rows(open_jobs)

    def _settings(self, more: Mapping[str, str]) -> dict[str, str]:
        database = f"postgresql://synctec@127.0.0.1:{self._postgres.port}/{self._database}"
        return {
            **bot_environment(self.here),
            **_SETTINGS,
            "SYNCTEC_DATABASE_URL": f"{database}?sslmode=disable&gssencmode=disable",
            "SYNCTEC_SHOPIFY_URL_TEMPLATE": f"{self._shopify.url}/shopify/{{shop}}",
            "SYNCTEC_SLACK_API_URL": f"{self._slack.url}/slack/api/",
            "SYNCTEC_PUBLIC_URL": self._webhooks.url if self._by_webhook else "",
            **more,
        }

    def _copy(self, template: str, name: str) -> None:
        self._house.ask(_gone(name))
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG")
        self._house.ask(copy.format(sql.Identifier(name), sql.Identifier(template)))


def _kill(bot: Hatched) -> None:
    """Returns when it is dead."""
    bot.kill()
    bot.wait(_DEATH_SECONDS)


def _gone(name: str) -> sql.Composed:
    return sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))


@contextmanager
def crash_stage(house: Theatre, name: str, *, by_webhook: bool) -> Iterator[CrashStage]:
    """One stage, set up; `by_webhook` says whether its bots have an address for webhooks."""
    folder = house.folder / name
    stack = AsyncExitStack()
    with (
        sandbox(folder, bot_port=free_port()) as here,
        httpx.Client(verify=PLAIN, base_url=here.sandbox_url, timeout=30) as http,
    ):
        made = CrashStage(house, here, People(http, PATIENCE), by_webhook)
        _on(house, made.open_proxies(stack))
        try:
            made.prepare()
            yield made
        finally:
            made.remove()
            _on(house, stack.aclose())


def _on(house: Theatre, work: object) -> None:
    assert asyncio.iscoroutine(work)
    asyncio.run_coroutine_threadsafe(work, house.loop).result(30)
