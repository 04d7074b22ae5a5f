"""`make demo` and `make tour` as processes: what they print, keep, and leave behind."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from scripts.loopback import PLAIN
from scripts.people import DEST, Json, People
from scripts.stage import ROOT, free_port
from tests.e2e.demo import Demo, command, demo, none_left, of_folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which one demo after the other runs."""
    return tmp_path_factory.mktemp("demo") / "with a space"


@contextmanager
def _people(running: Demo, patience: float = 90) -> Iterator[People]:
    with httpx.Client(verify=PLAIN, base_url=running.here.sandbox_url, timeout=10) as http:
        yield People(http, patience)


def _alerts(people: People, order: Json) -> int:
    said = (str(message["blocks"]) for message in people.messages(DEST))
    return sum(1 for text in said if order["name"] in text and "View order" in text)


# ------------------------------------------------------------------ start and stop


def test_the_second_start_keeps_what_the_first_one_had(home: Path) -> None:
    with demo(home) as first, _people(first) as people:
        assert f"SyncTec's demo is at {first.here.sandbox_url}" in first.said
        page = httpx.get(first.here.sandbox_url)
        assert "text/html" in page.headers["content-type"]
        order = people.order(("TEE-BLK-M", 1))
        people.message(DEST, order["name"], "Push to North Supply")
        code, said = first.end(signal.SIGINT)
        assert (code, "Stopped. The data stays" in said) == (0, True)
        assert none_left(home)
    with demo(home) as second, _people(second) as people:
        assert [each["name"] for each in people.orders("dest")] == [order["name"]]
        alert = people.message(DEST, order["name"], "Push to North Supply")
        people.click(alert, "Push to North Supply")
        people.message(DEST, order["name"], "Pushed to North Supply as")
        assert _alerts(people, order) == 1
        assert second.end(signal.SIGTERM)[0] == 0
        assert none_left(home)


@pytest.mark.parametrize(("name", "words"), [("bot", "app.py run"), ("sandbox", "-m sandbox ")])
def test_when_one_of_them_dies_the_rest_is_stopped(home: Path, name: str, words: str) -> None:
    with demo(home) as running:
        running.kill(words)
        code, said = running.end()
        assert code == 1
        assert f"The {name} was ended by SIGKILL" in said
        assert str(home / f"{name}.log") in said
        assert none_left(home)


def test_ctrl_c_after_the_bot_was_killed_leaves_nothing(home: Path) -> None:
    with demo(home) as running:
        running.kill("app.py run")
        running.end(signal.SIGINT)
        assert none_left(home)


@pytest.mark.parametrize("taken", [0, 1])
def test_a_taken_port_starts_nothing(tmp_path: Path, taken: int) -> None:
    folder, ports = tmp_path / "data", [free_port(), free_port()]
    with socket.create_server(("127.0.0.1", ports[taken])):
        ended = _run(command(folder, *ports))
    assert ended.returncode == 1
    assert f"Port {ports[taken]} is taken. Choose others: make demo PORT=" in ended.stderr
    assert not folder.exists()
    assert of_folder(folder) == []


# ------------------------------------------------------------------ the tour


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """A demo for the tour."""
    with demo(tmp_path_factory.mktemp("tour")) as started:
        yield started
        started.end(signal.SIGTERM)


def test_the_tour_succeeds_in_words_people_read(running: Demo) -> None:
    ended = _tour(running, 60)
    assert ended.returncode == 0, ended.stdout
    assert "Every step happened" in ended.stdout
    assert "Pushed to North Supply as #2041 by @anna" in ended.stdout
    for markup in ("<@", "<#", "<!", "U0ANNA", "*", "`"):
        assert markup not in ended.stdout


def test_the_tour_fails_where_a_step_cannot_happen(running: Demo) -> None:
    with _people(running) as people:
        people.fault(service="slack", kind="error", error="fatal_error", times=None)
        ended = _tour(running, 3)
        people.http.delete("/control/faults").raise_for_status()
    assert ended.returncode == 1
    assert "It did not happen: a message in #dest-orders with" in ended.stdout
    assert "did not appear within 3 s" in " ".join(ended.stdout.split())
    assert "Traceback" not in ended.stderr


def test_a_tour_without_a_stage_says_so() -> None:
    ended = _run([sys.executable, "-m", "scripts.tour", "--url", f"http://127.0.0.1:{free_port()}"])
    assert ended.returncode == 1
    assert "It did not happen" in ended.stdout
    assert "Traceback" not in ended.stderr


def _tour(running: Demo, patience: int) -> subprocess.CompletedProcess[str]:
    where = ["--url", running.here.sandbox_url, "--patience", str(patience)]
    return _run([sys.executable, "-m", "scripts.tour", *where])


def _run(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own programs
        words, cwd=ROOT, capture_output=True, text=True, check=False, timeout=180
    )
