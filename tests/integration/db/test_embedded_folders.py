"""The embedded server in any folder, and in folders it must refuse."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from core.db.embedded import EmbeddedServer
from core.db.embedded.postmaster import is_alive
from core.domain.errors import Rejected
from tests.integration.db.embedded_help import answer, remember, server_of, sockets_of


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


def test_nobody_else_can_come_in(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    url = server.start()
    sockets = sockets_of(data_dir)
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert answer(url, "SHOW listen_addresses") == ""
    rules = "SELECT string_agg(type || ' ' || auth_method, ';') FROM pg_hba_file_rules"
    assert answer(url, rules) == "local peer"
    server.stop()


def test_what_is_kept_is_safe_on_disk_unless_a_test_says_otherwise(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir)
    url = server.start()
    assert answer(url, "SHOW fsync") == "on"
    assert answer(url, "SHOW synchronous_commit") == "on"
    assert answer(url, "SHOW data_checksums") == "on"
    server.stop()


def test_a_second_start_finds_everything(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    remember(server.start())
    server.stop()
    url = server.start()
    assert answer(url, "SELECT what FROM kept") == "a row"
    server.stop()


def test_another_versions_cluster_is_refused_untouched(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    server.stop()
    version = data_dir / "cluster" / "PG_VERSION"
    version.write_text("17\n")
    with pytest.raises(Rejected, match="PostgreSQL 17"):
        server.start()
    assert version.read_text() == "17\n"


def test_a_server_that_cannot_start_says_why(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    server.stop()
    (data_dir / "cluster" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(Rejected, match="no_such_setting"):
        server.start()


def test_a_socket_folder_of_somebody_else_is_refused(data_dir: Path) -> None:
    server = EmbeddedServer(data_dir, durable=False)
    server.start()
    sockets = sockets_of(data_dir)
    server.stop()
    sockets.symlink_to(data_dir)
    with pytest.raises(Rejected, match="belongs to somebody else"):
        server.start()
    sockets.unlink()


def test_a_half_made_cluster_is_made_anew(folder: Path) -> None:
    data_dir = folder / "data"
    (data_dir / "cluster.half" / "base").mkdir(parents=True)
    server = EmbeddedServer(data_dir, durable=False)
    assert answer(server.start(), "SELECT 1") == 1
    assert not (data_dir / "cluster.half").exists()
    server.stop()


def test_a_folder_that_is_a_file_is_refused(folder: Path) -> None:
    (folder / "data").write_text("not a folder")
    with pytest.raises(Rejected, match="cannot be used"):
        EmbeddedServer(folder / "data").start()
