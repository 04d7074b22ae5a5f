"""Users of the embedded server in other processes, and looks at the server itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg

from core.db.embedded.postmaster import read_postmaster

ROOT = Path(__file__).parents[3]
PROGRAM = Path(__file__).with_name("embedded_user.py")


class User:
    """Another process that uses the server."""

    def __init__(self, data_dir: Path, *extra: str) -> None:
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, str(PROGRAM), str(data_dir), *extra],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
            start_new_session=True,
        )
        self.url = self._line()

    def leave(self, sign: signal.Signals = signal.SIGTERM) -> None:
        """Ask it to go, and see that it went in good order."""
        self.process.send_signal(sign)
        assert self._line() == "left"
        assert self.process.wait(30) == 0
        self._close()

    def kill(self) -> None:
        """SIGKILL."""
        self.process.kill()
        self.process.wait(30)
        self._close()

    def _line(self) -> str:
        assert self.process.stdout is not None
        return self.process.stdout.readline().strip()

    def _close(self) -> None:
        assert self.process.stdout is not None
        self.process.stdout.close()


def server_of(data_dir: Path) -> int:
    """The number of the folder's server process."""
    found = read_postmaster(data_dir / "cluster")
    assert found is not None
    return found.pid


def sockets_of(data_dir: Path) -> Path:
    found = read_postmaster(data_dir / "cluster")
    assert found is not None
    return Path(found.sockets)


def answer(url: str, query: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return row[0]


def command(url: str, query: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(query.encode())


def remember(url: str) -> None:
    command(url, "CREATE TABLE kept (what text); INSERT INTO kept VALUES ('a row')")
