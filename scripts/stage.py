"""The demo's processes on this machine: the sandbox, and the bot against it."""

from __future__ import annotations

import base64
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "scripts" / "demo.toml"
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0


class StageError(Exception):
    """A process did not start; the message says which, why, and where its log is."""


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything is. `folder` holds the data and the logs."""

    sandbox_url: str
    bot_url: str
    folder: Path
    settings: Mapping[str, str]


@contextmanager
def stage(
    folder: Path, port: int = 0, bot_port: int = 0, settings: Mapping[str, str] | None = None
) -> Iterator[Stage]:
    """Both processes, up; ended when the block ends, by whatever way.

    Raises:
        StageError: one of them did not start.
    """
    with sandbox(folder, port, bot_port, settings) as here, bot(here):
        yield here


@contextmanager
def sandbox(
    folder: Path, port: int = 0, bot_port: int = 0, settings: Mapping[str, str] | None = None
) -> Iterator[Stage]:
    """The sandbox alone. Port 0 picks a free one; `settings` are those of the bots to come, over
    those that point them at the sandbox.

    Raises:
        StageError: it did not start.
    """
    folder.mkdir(parents=True, exist_ok=True)
    urls = _local(port or free_port()), _local(bot_port or free_port())
    here = Stage(*urls, folder, settings or {})
    with _running("sandbox", _sandbox_command(here), here) as process:
        _wait(f"{here.sandbox_url}/control/health", process, here)
        _install(here)
        yield here


def _install(here: Stage) -> None:
    """The Slack app as its manifest declares it: what it lacks there fails here, too."""
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    taken = httpx.post(f"{here.sandbox_url}/control/slack/manifest", json=manifest)
    if taken.is_error:
        raise StageError(f"Slack does not take manifest.yml: {taken.text}")


@contextmanager
def bot(here: Stage, setup: Path = DEMO) -> Iterator[subprocess.Popen[bytes]]:
    """The bot alone, with the stores of `setup`, against a sandbox that runs.

    Raises:
        StageError: it did not start.
    """
    command = [sys.executable, "app.py", "run", "--setup", str(setup)]
    with _running("bot", command, here) as process:
        _wait(f"{here.bot_url}/readyz", process, here)
        yield process


def end_like_ctrl_c() -> None:
    """A terminal that closes and a supervisor that stops us raise KeyboardInterrupt from now on;
    so does SIGINT where a shell that started us in the background had it ignored. Only the first
    of them does: what ends because of it is not broken off."""
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

    def interrupt(*_: object) -> None:
        for number in numbers:
            signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    for number in numbers:
        signal.signal(number, interrupt)


def bot_environment(here: Stage) -> dict[str, str]:
    """The settings that point the unchanged bot at the sandbox; none of this machine's own reach
    it, its database least of all."""
    return {
        **{name: value for name, value in os.environ.items() if not _is_ours(name)},
        "SYNCTEC_DATA_DIR": str(here.folder),
        "SYNCTEC_SECRET_KEYS": _key(here.folder / "secret.key"),
        "SYNCTEC_SLACK_API_URL": f"{here.sandbox_url}/slack/api/",
        "SYNCTEC_SLACK_BOT_TOKEN": "xoxb-sandbox",
        "SYNCTEC_SLACK_APP_TOKEN": "xapp-sandbox",
        "SYNCTEC_OPERATORS": "*",
        "SYNCTEC_SHOPIFY_URL_TEMPLATE": f"{here.sandbox_url}/shopify/{{shop}}",
        "SYNCTEC_SHOPIFY_ADMIN_URL_TEMPLATE": f"{here.sandbox_url}/admin/{{shop}}",
        "SYNCTEC_PUBLIC_URL": here.bot_url,
        "SYNCTEC_HTTP_PORT": here.bot_url.rsplit(":", 1)[1],
        "SYNCTEC_LOG_FORMAT": "json",
        **here.settings,
    }


def _is_ours(name: str) -> bool:
    return name.startswith("SYNCTEC_") or name == "DATABASE_URL"


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _sandbox_command(here: Stage) -> list[str]:
    port = here.sandbox_url.rsplit(":", 1)[1]
    state = str(here.folder / "sandbox.json")
    return [sys.executable, "-m", "sandbox", "--port", port, "--state", state]


@contextmanager
def _running(name: str, command: list[str], here: Stage) -> Iterator[subprocess.Popen[bytes]]:
    log = here.folder / f"{name}.log"
    with log.open("ab") as out:
        # Its own session: Ctrl-C reaches us alone, and we end the processes in their order.
        process = subprocess.Popen(  # noqa: S603 - our own programs
            command,
            cwd=ROOT,
            env=bot_environment(here),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    try:
        yield process
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait(url: str, process: subprocess.Popen[bytes], here: Stage) -> None:
    end = time.monotonic() + _START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if httpx.get(url, timeout=1).is_success:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.05)
    raise StageError(f"{url} does not answer; the logs are in {here.folder}.")


def _key(path: Path) -> str:
    """The demo's key for secrets at rest, made once."""
    if not path.exists():
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        path.chmod(0o600)
    return path.read_text()
