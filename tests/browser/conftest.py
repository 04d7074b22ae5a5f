"""A real Chromium and a sandbox of its own, for every test that asks for them.

- `sandbox`: a running `python -m sandbox`, as fresh before each test.
- `browser`: one Chromium for this folder.
- `open_page`: opens an address of the sandbox and fails the test if the page complains.
- `day`, `people`, `sits`, `anna`: the whole product, and who sits before its page.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, ViewportSize, async_playwright

from scripts.loopback import PLAIN
from scripts.people import People
from scripts.programs import Launch
from scripts.stage import Stage, stage
from tests.browser.desk import PATIENCE, Desk
from tests.browser.windows import Complaints, Windows
from tests.databases import Databases
from tests.e2e.conftest import quick_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}


@dataclass
class Sandbox:
    """A running sandbox: its process, its address and a client to it."""

    process: asyncio.subprocess.Process
    url: str
    http: httpx.AsyncClient

    async def control(self, method: str, path: str, body: object = None) -> Any:
        """One call of the control API; the test fails when it is refused."""
        answer = await self.http.request(method, f"/control{path}", json=body)
        assert answer.is_success, answer.text
        return answer.json()

    async def slack(self, method: str, **body: object) -> dict[str, Any]:
        """One call of Slack's Web API with the bot's token; the test fails unless it is ok."""
        headers = {"Authorization": "Bearer xoxb-sandbox"}
        answer = await self.http.post(f"/slack/api/{method}", json=body, headers=headers)
        data: dict[str, Any] = answer.json()
        assert data["ok"], data
        return data

    async def end(self, number: int = signal.SIGTERM) -> int:
        """Sends a signal and answers the exit code; TimeoutError after half a minute."""
        self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 30)


@asynccontextmanager
async def running_sandbox(*arguments: str) -> AsyncIterator[Sandbox]:
    """A sandbox on a free port, for the length of a block."""
    root = Path(__file__).parents[2]
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0", *arguments),
        cwd=root,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    line = (await asyncio.wait_for(process.stdout.readline(), 30)).decode()
    assert line.startswith("Sandbox: http://127.0.0.1:"), line
    url = line.split()[1]
    # The server closes what is idle for 5 s: a connection that old may close under a request.
    pool = httpx.Limits(keepalive_expiry=2)
    async with httpx.AsyncClient(verify=PLAIN, base_url=url, timeout=10, limits=pool) as http:
        sandbox = Sandbox(process, url, http)
        try:
            yield sandbox
        finally:
            if process.returncode is None:
                await sandbox.end()


class OpenPage(Protocol):
    """Opens an address of the sandbox in a fresh browser context."""

    async def __call__(self, path: str = "/", viewport: ViewportSize = DESKTOP) -> Page:
        """The page, once it is ready."""


def chromium(playwrights_own: str) -> str:
    """The Chromium to use: SYNCTEC_CHROMIUM, else one on the machine, else Playwright's own."""
    found = os.environ.get("SYNCTEC_CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), "")
    path = found or playwrights_own
    if not Path(path).exists():
        pytest.fail(
            f"There is no Chromium for the browser tests (looked for {path}). Run `make test`, "
            "which brings one, or name one in SYNCTEC_CHROMIUM.",
            pytrace=False,
        )
    return path


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    """One Chromium for the tests of this folder."""
    async with async_playwright() as playwright:
        path = chromium(playwright.chromium.executable_path)
        launched = await playwright.chromium.launch(executable_path=path, args=_ARGUMENTS)
        yield launched
        await launched.close()


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def windows(browser: Browser) -> Windows:
    """The windows of that Chromium."""
    return Windows(browser)


@pytest_asyncio.fixture(scope="package", loop_scope="session")
async def shared_sandbox() -> AsyncIterator[Sandbox]:
    """The sandbox of this folder; tests ask for `sandbox`."""
    async with running_sandbox() as sandbox:
        yield sandbox


@pytest_asyncio.fixture(loop_scope="session")
async def sandbox(shared_sandbox: Sandbox) -> Sandbox:
    """The sandbox of this folder, as fresh."""
    await shared_sandbox.control("POST", "/reset", {"seed": "demo"})
    return shared_sandbox


@pytest.fixture
def complaints(sandbox: Sandbox) -> Complaints:
    """What the pages of this test complained of; a test that provokes one clears it."""
    return Complaints(sandbox.url)


@pytest_asyncio.fixture(loop_scope="session")
async def open_page(
    windows: Windows, sandbox: Sandbox, complaints: Complaints
) -> AsyncIterator[OpenPage]:
    """Opens pages; after the test they must not have complained."""
    lent = []

    async def opened(path: str = "/", viewport: ViewportSize = DESKTOP) -> Page:
        page, give_back = await windows.lend(viewport, complaints)
        lent.append(give_back)
        page.set_default_timeout(8000)
        await page.goto(sandbox.url + path)
        await page.wait_for_selector("html[data-ready]")
        return page

    yield opened
    for give_back in lent:
        await give_back()
    assert complaints.heard == []


class Sits(Protocol):
    """Opens the page for somebody, in a browser context of their own."""

    async def __call__(self, viewport: ViewportSize = DESKTOP) -> Desk:
        """Where they sit, the page being ready."""


@pytest.fixture(scope="module")
def day(
    tmp_path_factory: pytest.TempPathFactory, postgres: Databases, launch: Launch
) -> Iterator[Stage]:
    """The product, for all tests of this file; afterwards the app has done nothing wrong."""
    folder = tmp_path_factory.mktemp("story")
    with postgres.migrated() as url, stage(folder, settings=quick_on(url), launch=launch) as here:
        yield here
        warnings = httpx.get(f"{here.sandbox_url}/control/slack/warnings", verify=PLAIN, timeout=10)
        assert warnings.json() == []


@pytest.fixture
def people(day: Stage) -> Iterator[People]:
    """Who does what is not done on the page."""
    with httpx.Client(verify=PLAIN, base_url=day.sandbox_url, timeout=10) as http:
        yield People(http, patience=90)


@pytest_asyncio.fixture(loop_scope="session")
async def sits(windows: Windows, day: Stage, people: People) -> AsyncIterator[Sits]:
    """Opens pages; after the test none of them may have complained."""
    people.close_views()  # a test that failed may have left one open
    complaints, lent = Complaints(day.sandbox_url), []

    async def sat(viewport: ViewportSize = DESKTOP) -> Desk:
        page, give_back = await windows.lend(viewport, complaints)
        lent.append(give_back)
        page.set_default_timeout(PATIENCE)
        await page.goto(day.sandbox_url)
        await page.wait_for_selector("html[data-ready]")
        await page.get_by_test_id("hint-close").click()
        return Desk(page, viewport == PHONE)

    yield sat
    for give_back in lent:
        await give_back()
    assert complaints.heard == []


@pytest_asyncio.fixture(loop_scope="session")
async def anna(sits: Sits) -> Desk:
    """Anna at her desk."""
    return await sits()
