"""The demo's processes on this machine: the sandbox, and the bot against it."""

from __future__ import annotations

import base64
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import yaml

from scripts.loopback import PLAIN
from scripts.programs import (
    Command,
    Launch,
    Process,
    Program,
    StageError,
    running,
    spawn,
    undisturbed,
    wait_for,
)

ROOT = Path(__file__).resolve().parent.parent
DEMO = ROOT / "scripts" / "demo.toml"
_PORTS = range(20_000, 32_768)
"""Below those from which operating systems take the near end of a connection: one of these could be
taken between being picked here and being listened on."""
_PORTS_TRIED = 100
_NAMED_BY = ("SYNCTEC_ROLE", "SYNCTEC_HTTP_PORT")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where everything is, and what was started. `folder` holds the data and the logs, `launch` is
    how they are started."""

    sandbox_url: str
    bot_url: str
    folder: Path
    settings: Mapping[str, str]
    launch: Launch = spawn
    started: list[Program] = field(default_factory=list)


@contextmanager
def stage(
    folder: Path,
    port: int = 0,
    bot_port: int = 0,
    settings: Mapping[str, str] | None = None,
    launch: Launch = spawn,
) -> Iterator[Stage]:
    """Both processes, up; ended when the block ends, by whatever way. They start side by side: the
    bot waits for its stores and for Slack.

    Raises:
        StageError: one of them did not start.
    """
    place = _place(folder, port, bot_port, settings, launch)
    with place as here, _sandbox(here), _bot(here, DEMO):
        _open_to_people(here)
        wait_for(f"{here.bot_url}/readyz", here.started)
        yield here


@contextmanager
def sandbox(
    folder: Path,
    port: int = 0,
    bot_port: int = 0,
    settings: Mapping[str, str] | None = None,
    *,
    keep: bool = True,
    launch: Launch = spawn,
) -> Iterator[Stage]:
    """The sandbox alone. Port 0 picks a free one; `settings` are those of the bots to come, over
    those that point them at the sandbox. Unless told to keep its state it forgets it in the end:
    writing thousands of orders down again and again would hold everything up.

    Raises:
        StageError: it did not start.
    """
    place = _place(folder, port, bot_port, settings, launch)
    with place as here, _sandbox(here, keep=keep):
        _open_to_people(here)
        yield here


@contextmanager
def bot(
    here: Stage, setup: Path = DEMO, *, up: str = "readyz", **settings: str
) -> Iterator[Process]:
    """The bot alone, with the stores of `setup`, against a sandbox that runs; `up` is the path that
    says so. `settings` are of this process alone: `SYNCTEC_ROLE="worker"`, say.

    Raises:
        StageError: it did not start.
    """
    with _bot(here, setup, **settings) as program:
        port = settings.get("SYNCTEC_HTTP_PORT")
        wait_for(f"{_local(int(port)) if port else here.bot_url}/{up}", [program])
        yield program.process


@contextmanager
def _place(
    folder: Path, port: int, bot_port: int, settings: Mapping[str, str] | None, launch: Launch
) -> Iterator[Stage]:
    folder.mkdir(parents=True, exist_ok=True)
    urls = _local(port or free_port()), _local(bot_port or free_port())
    here = Stage(*urls, folder, settings or {}, launch)
    try:
        yield here
    finally:
        undisturbed()
        # A bot that was killed could not stop its database server, and no other is to come.
        if any((each.process.returncode or 0) < 0 for each in here.started):
            _stop_left_database(here)


def _sandbox(here: Stage, *, keep: bool = True) -> AbstractContextManager[Program]:
    port = here.sandbox_url.rsplit(":", 1)[1]
    state = ["--state", str(here.folder / "sandbox.json")] if keep else []
    return _started(here, "sandbox", ["-m", "sandbox", "--port", port, *state], here.launch, {})


def _bot(here: Stage, setup: Path, **settings: str) -> AbstractContextManager[Program]:
    name = "-".join(["bot", *(settings[part] for part in _NAMED_BY if part in settings)])
    words = ["app.py", "run", "--setup", str(setup)]
    return _started(here, name, words, here.launch, settings)


def _started(
    here: Stage, name: str, words: Sequence[str], launch: Launch, settings: Mapping[str, str]
) -> AbstractContextManager[Program]:
    log = here.folder / f"{name}.log"
    environment = {**bot_environment(here), **settings}
    program = Program(name, launch(Command(words, ROOT, environment, log, log)), log)
    here.started.append(program)
    return running(program)


def _open_to_people(here: Stage) -> None:
    """Returns when the sandbox answers and has the Slack app as its manifest declares it: what it
    lacks there fails here, too."""
    wait_for(f"{here.sandbox_url}/control/health", here.started)
    manifest = yaml.safe_load((ROOT / "manifest.yml").read_text(encoding="utf-8"))
    # The stores' admin is on this machine: links to it are followed, too.
    manifest["features"]["unfurl_domains"].append("127.0.0.1")
    taken = httpx.post(f"{here.sandbox_url}/control/slack/manifest", verify=PLAIN, json=manifest)
    if taken.is_error:
        raise StageError(f"Slack does not take manifest.yml: {taken.text}")
    speed = float(here.settings.get("SYNCTEC_SLACK_SPEED", "1"))
    if speed > 1:
        # The local Slack allows what the bot is told that it allows.
        rates = {"messagesPerSecond": speed, "burst": 3 * speed, "tierScale": speed}
        httpx.patch(
            f"{here.sandbox_url}/control/slack/settings", verify=PLAIN, json=rates
        ).raise_for_status()


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
        "SYNCTEC_ADMINS": os.environ.get("SYNCTEC_ADMINS", "*"),
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
    """A port of 127.0.0.1 that nobody has now.

    Raises:
        StageError: every one that was tried is taken.
    """
    for _ in range(_PORTS_TRIED):
        port = _PORTS.start + secrets.randbelow(len(_PORTS))
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise StageError(f"No port of 127.0.0.1 is free from {_PORTS.start} to {_PORTS.stop - 1}.")


def _local(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def is_free(port: int) -> bool:
    """Whether nobody listens on this port of 127.0.0.1."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def _stop_left_database(here: Stage) -> None:
    subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "core.db.embedded", str(here.folder / "postgres")],
        cwd=ROOT,
        check=False,
        start_new_session=True,
    )


def _key(path: Path) -> str:
    """The demo's key for secrets at rest, made once."""
    if not path.exists():
        path.write_text(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())
        path.chmod(0o600)
    return path.read_text()
