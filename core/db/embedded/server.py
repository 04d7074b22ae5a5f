"""One data folder's server: started, shared, adopted and stopped."""

from __future__ import annotations

import asyncio
import fcntl
import hashlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg

from core.db.embedded import postmaster
from core.db.embedded.account import Account, account_for
from core.db.embedded.binaries import programs_for
from core.db.embedded.cluster import ROLE, Cluster
from core.db.embedded.postmaster import Postmaster
from core.db.embedded.trouble import unusable

_START_SECONDS = 60.0
"""A crash recovery may take a while; anything longer is not a start."""

_RETRY_SECONDS = 10.0
_STILL_THERE = ("is still in use", "already exists")
"""The children of a server that was killed need a moment to go; until then PostgreSQL refuses to
start with one of these, and is asked again."""

_STEP = 0.01
"""Seconds between two looks at a server that is on its way up or down."""

_SOCKET_LIMIT = 103
"""Bytes of a socket's path: 107 on Linux, 103 on macOS."""


class EmbeddedServer:
    """The server of one data folder, and this process's use of it. Blocking; `embedded_server`
    is the same for a coroutine.

    `durable=False` gives up safety against a power cut for speed, and is meant for tests.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True) -> None:
        self._home = data_dir.absolute()
        self._cluster = Cluster(self._home, durable=durable)
        self._use: int | None = None

    def start(self) -> str:
        """Make the cluster where there is none, start the server or adopt the one that runs, and
        return its URL (`postgresql://...`, understood by libpq and by `create_engine`).

        Raises:
            Rejected: the folder cannot be used, or there is no way to run the server.
        """
        try:
            return self._start()
        except OSError as error:
            self.stop()
            raise unusable(
                f"The data folder {self._home} cannot be used: {error.strerror or error}.",
                "Choose a folder you may write to, or set DATABASE_URL.",
            ) from error
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End this process's use; the last one out stops the server. May be called twice."""
        if self._use is None:
            return
        with self._alone():
            use, self._use = self._use, None
            self._leave(use)

    def stop_left(self) -> None:
        """Stop the server that a killed process left behind; nothing where somebody uses it, or
        where there is none."""
        if not self._cluster.path.exists():
            return
        with self._alone():
            self._leave(_open(self._home / "users.lock"))

    def _leave(self, use: int) -> None:
        try:
            if _try_lock(use):
                self._shut_down()
        finally:
            os.close(use)

    def _start(self) -> str:
        account = account_for(self._cluster.path)
        self._home.mkdir(parents=True, exist_ok=True)
        if not self._cluster.path.exists():
            self._home.chmod(0o700)
            account.own(self._home)
        with self._alone():
            if self._use is None:
                self._use = _open(self._home / "users.lock")
                fcntl.flock(self._use, fcntl.LOCK_SH)
            found = self._adopt() or self._launch(account)
        return _url(found.sockets, ROLE)

    def _adopt(self) -> Postmaster | None:
        """The server that runs already, once it answers: its starter may have died while it was
        still starting, it may recover from a crash, or be about to end."""
        end = time.monotonic() + _START_SECONDS
        while found := postmaster.running(self._cluster.path):
            if found.ready and _has_database(found.sockets):
                return found
            if time.monotonic() > end:
                raise unusable(
                    f"The database server in {self._home} runs and does not answer.",
                    f"Read {self._cluster.log}; end process {found.pid}, then start again.",
                )
            time.sleep(_STEP)
        return None

    def _launch(self, account: Account) -> Postmaster:
        room = _room(self._home)
        _empty_room(room, account)
        installation = programs_for(account, room)
        self._cluster.ensure(account, installation)
        end = time.monotonic() + _RETRY_SECONDS
        while True:
            postmaster.clear_left_file(self._cluster.path)
            pid = self._cluster.launch(account, installation, room)
            found = postmaster.wait_ready(self._cluster.path, pid, _START_SECONDS)
            if found is not None and _has_database(found.sockets):
                return found
            words = self._cluster.last_words()
            if time.monotonic() > end or not any(sign in words for sign in _STILL_THERE):
                raise unusable(
                    f"PostgreSQL does not start in {self._home}: {words}",
                    f"Read {self._cluster.log}, or set DATABASE_URL to a server of your own.",
                )
            time.sleep(_STEP * 10)

    def _shut_down(self) -> None:
        found = postmaster.running(self._cluster.path)
        room = _room(self._home)
        if found is not None:
            postmaster.stop(found)
            # Its starter may have had another TMPDIR than we have.
            room = Path(found.sockets) if Path(found.sockets).name == room.name else room
        shutil.rmtree(room, ignore_errors=True)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time starts or stops; the system frees the lock of a dead one."""
        lock = _open(self._home / "start.lock")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
        finally:
            os.close(lock)


@asynccontextmanager
async def embedded_server(data_dir: Path, *, durable: bool = True) -> AsyncIterator[str]:
    """The URL of the data folder's server, for as long as the block runs. See `EmbeddedServer`.

    Raises:
        Rejected: the folder cannot be used, or there is no way to run the server.
    """
    server = EmbeddedServer(data_dir, durable=durable)
    starting = asyncio.ensure_future(asyncio.to_thread(server.start))
    try:
        # A cancelled start goes on in its thread: wait for it, or it would leave a server behind.
        yield await asyncio.shield(starting)
    finally:
        await asyncio.wait([starting])
        await asyncio.to_thread(server.stop)


def _room(home: Path) -> Path:
    """The short folder of the socket. Its name is a hash, since a socket's path is limited."""
    name = "synctec-" + hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
    for parent in (tempfile.gettempdir(), "/tmp"):  # noqa: S108 - its owner and mode are checked
        room = Path(parent) / name
        if len(os.fsencode(room / ".s.PGSQL.5432")) <= _SOCKET_LIMIT:
            return room
    return room


def _empty_room(room: Path, account: Account) -> None:
    """A fresh folder that only this account (and root) can enter. Everybody may make folders
    where it stands, so one that is there already has to be ours."""
    if os.path.lexists(room):
        seen = room.lstat()
        if not stat.S_ISDIR(seen.st_mode) or seen.st_uid not in {account.uid, os.geteuid()}:
            raise unusable(
                f"{room} belongs to somebody else.", "Remove it, or set TMPDIR to another folder."
            )
        shutil.rmtree(room)
    room.mkdir(mode=0o700)
    account.own(room)


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _url(sockets: str, database: str) -> str:
    return f"postgresql://{ROLE}@/{database}?host={quote(sockets, safe='')}"


def _has_database(sockets: str) -> bool:
    """Make our database unless it is there; False when the server does not answer (yet)."""
    try:
        with psycopg.connect(_url(sockets, "postgres"), autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(known, (ROLE,)).fetchone() is None:
                connection.execute(f"CREATE DATABASE {ROLE}")
    except psycopg.OperationalError:
        return False
    return True
