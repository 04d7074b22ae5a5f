"""The sandbox's process: who may speak to it, how it ends, what it keeps."""

import asyncio
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.browser.conftest import Sandbox, running_sandbox

pytestmark = [pytest.mark.asyncio(loop_scope="session")]


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "sandbox.local:80"])
async def test_another_name_for_this_machine_is_refused(sandbox: Sandbox, host: str) -> None:
    answer = await sandbox.http.get("/control/health", headers={"Host": host})
    assert answer.status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1"])
async def test_another_page_cannot_change_anything(sandbox: Sandbox, origin: str) -> None:
    answer = await sandbox.http.post("/control/reset", headers={"Origin": origin})
    assert answer.status_code == 403


async def test_its_own_page_and_programs_can(sandbox: Sandbox) -> None:
    answer = await sandbox.http.post("/control/reset", headers={"Origin": sandbox.url})
    assert answer.json() == {"ok": True, "seed": "demo"}
    assert await sandbox.control("GET", "/health") == {"ok": True}


async def test_an_unknown_seed_is_said_and_changes_nothing(sandbox: Sandbox) -> None:
    answer = await sandbox.http.post("/control/reset", json={"seed": "huge"})
    assert (answer.status_code, answer.json()) == (
        400,
        {"error": "The seed is one of: demo, empty."},
    )


async def test_files_of_the_page_are_asked_for_each_time(sandbox: Sandbox) -> None:
    page = await sandbox.http.get("/")
    script = await sandbox.http.get("/static/js/main.js")
    assert page.headers["cache-control"] == script.headers["cache-control"] == "no-cache"
    assert script.headers["content-type"].startswith("text/javascript")
    assert "default-src 'none'" in page.headers["content-security-policy"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_ends_though_a_stream_is_open_and_keeps_its_state(
    tmp_path: Path, number: int
) -> None:
    arguments = ("--state", str(tmp_path / "deep" / "state.json"))
    order = {"lines": [{"sku": "MUG-01", "quantity": 1}]}
    async with (
        running_sandbox(*arguments) as first,
        first.http.stream("GET", "/control/events") as events,
    ):
        assert events.status_code == 200
        await first.control("POST", "/shopify/dest/orders", order)
        # The stream is open still: it must not hold the end back.
        assert await first.end(number) == 0
    async with running_sandbox(*arguments) as second:
        kept = await second.control("GET", "/shopify/dest/orders")
        assert [one["name"] for one in kept["orders"]] == ["#1001"]


async def test_the_state_is_saved_soon_after_a_change(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    async with running_sandbox("--state", str(path)) as sandbox:
        body = {"user": "U0ANNA", "channel": "C0DEST", "text": "Remember this"}
        await sandbox.control("POST", "/slack/message", body)
        await asyncio.to_thread(_wait_for, path, "Remember this")
        sandbox.process.kill()
        await sandbox.process.wait()
    assert [one.name for one in tmp_path.iterdir()] == ["state.json"]  # noqa: ASYNC240 - a few names


def _wait_for(path: Path, text: str) -> None:
    end = time.monotonic() + 30
    while not path.exists() or text not in path.read_text():
        assert time.monotonic() < end, "the state was not saved within 30 seconds"
        time.sleep(0.05)


async def test_a_state_that_cannot_be_read_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    path.write_text("{")
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sandbox", "--port", "0", "--state", str(path)),
        cwd=Path(__file__).parents[2],
        stderr=asyncio.subprocess.PIPE,
    )
    _, said = await process.communicate()
    assert process.returncode == 1
    assert f"The state in {path} cannot be read" in said.decode()
    assert path.read_text() == "{"
