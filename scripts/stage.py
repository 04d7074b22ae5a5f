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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import httpx
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "scripts" / "demo.toml"
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
_LOOK_SECONDS = 0.2
_NAMED_BY = ("SYNCTEC_ROLE", "SYNCTEC_HTTP_PORT")
_STOPPING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class StageError(Exception):
    """A process did not start, or ended by itself; the message says which, why, and where its
    log is."""


@dataclass(frozen=True, slots=True)
class Program:
    """One process of ours."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything is, and what was started. `folder` holds the data and the logs."""

    sandbox_url: str
    bot_url: str
    folder: Path
    settings: Mapping[str, str]
    started: list[Program] = field(default_factory=list)


@contextmanager
def stage(
    folder: Path, port: int = 0, bot_port: int = 0, settings: Mapping[str, str] | None = None
) -> Iterator[Stage]:
    """Both processes, up; ended when the block ends, by whatever way. They start side by side: the
    bot waits for its stores and for Slack.

    Raises:
        StageError: one of them did not start.
    """
    with _place(folder, port, bot_port, settings) as here, _sandbox(here), _bot(here, DEMO):
        _open_to_people(here)
        _wait(f"{here.bot_url}/readyz", here.started)
        yield here


@contextmanager
def sandbox(
    folder: Path,
    port: int = 0,
    bot_port: int = 0,
    settings: Mapping[str, str] | None = None,
    *,
    keep: bool = True,
) -> Iterator[Stage]:
    """The sandbox alone. Port 0 picks a free one; `settings` are those of the bots to come, over
    those that point them at the sandbox. Unless told to keep its state it forgets it in the end:
    writing thousands of orders down again and again would hold everything up.

    Raises:
        StageError: it did not start.
    """
    with _place(folder, port, bot_port, settings) as here, _sandbox(here, keep=keep):
        _open_to_people(here)
        yield here


@contextmanager
def bot(
    here: Stage, setup: Path = DEMO, *, up: str = "readyz", **settings: str
) -> Iterator[subprocess.Popen[bytes]]:
    """The bot alone, with the stores of `setup`, against a sandbox that runs; `up` is the path that
    says so. `settings` are of this process alone: `SYNCTEC_ROLE="worker"`, say.

    Raises:
        StageError: it did not start.
    """
    with _bot(here, setup, **settings) as program:
        port = settings.get("SYNCTEC_HTTP_PORT")
        _wait(f"{_local(int(port)) if port else here.bot_url}/{up}", [program])
        yield program.process


def watch(here: Stage) -> NoReturn:
    """For as long as all that was started runs.

    Raises:
        StageError: one of them ended by itself.
    """
    while True:
        _require_running(here.started)
        time.sleep(_LOOK_SECONDS)


@contextmanager
def _place(
    folder: Path, port: int, bot_port: int, settings: Mapping[str, str] | None
) -> Iterator[Stage]:
    folder.mkdir(parents=True, exist_ok=True)
    urls = _local(port or free_port()), _local(bot_port or free_port())
    here = Stage(*urls, folder, settings or {})
    try:
        yield here
    finally:
        _undisturbed()
        # A bot that was killed could not stop its database server, and no other is to come.
        if any((each.process.returncode or 0) < 0 for each in here.started):
            _stop_left_database(here)


def _sandbox(here: Stage, *, keep: bool = True) -> AbstractContextManager[Program]:
    port = here.sandbox_url.rsplit(":", 1)[1]
    state = ["--state", str(here.folder / "sandbox.json")] if keep else []
    return _running("sandbox", ["-m", "sandbox", "--port", port, *state], here)


def _bot(here: Stage, setup: Path, **settings: str) -> AbstractContextManager[Program]:
    name = "-".join(["bot", *(settings[part] for part in _NAMED_BY if part in settings)])
    return _running(name, ["app.py", "run", "--setup", str(setup)], here, settings)


def _open_to_people(here: Stage) -> None:
    """Returns when the sandbox answers and has the Slack app as its manifest declares it: what it
    lacks there fails here, too."""
    _wait(f"{here.sandbox_url}/control/health", here.started)
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    taken = httpx.post(f"{here.sandbox_url}/control/slack/manifest", json=manifest)
    if taken.is_error:
        raise StageError(f"Slack does not take manifest.yml: {taken.text}")
    speed = float(here.settings.get("SYNCTEC_SLACK_SPEED", "1"))
    if speed > 1:
        # The local Slack allows what the bot is told that it allows.
        rates = {"messagesPerSecond": speed, "burst": 3 * speed, "tierScale": speed}
        httpx.patch(f"{here.sandbox_url}/control/slack/settings", json=rates).raise_for_status()


def end_like_ctrl_c() -> None:
    """A terminal that closes and a supervisor that stops us raise KeyboardInterrupt from now on;
    so does SIGINT where a shell that started us in the background had it ignored. Only the first
    of them does, and none once processes are being ended: that is not broken off."""
    for number in _STOPPING:
        signal.signal(number, _interrupt)


def _interrupt(*_: object) -> None:
    _undisturbed()
    raise KeyboardInterrupt


def _undisturbed() -> None:
    for number in _STOPPING:
        if signal.getsignal(number) is _interrupt:
            signal.signal(number, signal.SIG_IGN)


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
        "SYNCTEC_OPERATIONS_CHANNEL": "C0OPS",
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


@contextmanager
def _running(
    name: str, arguments: list[str], here: Stage, settings: Mapping[str, str] | None = None
) -> Iterator[Program]:
    log = here.folder / f"{name}.log"
    with log.open("ab") as out:
        # Its own session: Ctrl-C reaches us alone, and we end the processes in their order.
        process = subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, *arguments],
            cwd=ROOT,
            env={**bot_environment(here), **(settings or {})},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=out,
            start_new_session=True,
        )
    program = Program(name, process, log)
    here.started.append(program)
    try:
        yield program
    finally:
        _undisturbed()
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(_STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _stop_left_database(here: Stage) -> None:
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "core.db.embedded", str(here.folder / "postgres")],
        cwd=ROOT,
        check=False,
        start_new_session=True,
    )


def _wait(url: str, needed: Sequence[Program]) -> None:
    """Returns when the address answers; it cannot without any of `needed`."""
    end = time.monotonic() + _START_SECONDS
    # One client for all tries: each new one reads the certificates of the whole world.
    with httpx.Client(timeout=1) as http:
        while time.monotonic() < end:
            _require_running(needed)
            with suppress(httpx.TransportError):
                if http.get(url).is_success:
                    return
            time.sleep(0.05)
    logs = " and ".join(str(each.log) for each in needed)
    raise StageError(f"{url} does not answer; read {logs}.")


def _require_running(programs: Sequence[Program]) -> None:
    for each in programs:
        code = each.process.poll()
        if code is not None:
            how = f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended ({code})"
            raise StageError(f"The {each.name} {how}; its log is {each.log}.")


def _key(path: Path) -> str:
    """The demo's key for secrets at rest, made once."""
    if not path.exists():
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        path.chmod(0o600)
    return path.read_text()
