"""The server's process, seen through the file it keeps in its cluster (`postmaster.pid`)."""

from __future__ import annotations

import os
import signal
import sys
import time
from dataclasses import dataclass
from pathlib import Path

_STEP = 0.01
"""Seconds between two looks at a process that starts or stops."""


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A server as its file describes it; `ready` once it takes connections."""

    pid: int
    sockets: str
    ready: bool


def read_postmaster(cluster: Path) -> Postmaster | None:
    """What the file says, None when there is none or it is only half written."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        # PostgreSQL's miscadmin.h (LOCK_FILE_LINE_*): 1 pid, 5 socket folder, 8 status.
        pid, sockets, status = int(lines[0]), lines[4], lines[7] if len(lines) > 7 else ""
    except (OSError, ValueError, IndexError):
        return None
    return Postmaster(pid, sockets, status.strip() == "ready")


def running(cluster: Path) -> Postmaster | None:
    """The live server of this cluster, None when there is none.

    A file left by a machine that stopped may name a number that another process has now; where
    the system tells (Linux), the process's own folder decides.
    """
    found = read_postmaster(cluster)
    return found if found and _serves(found.pid, cluster) else None


def clear_left_file(cluster: Path) -> None:
    """Remove the file of a server that is no more, where PostgreSQL would be misled by it: its
    number is that of another process now, or of an ended one that nobody has buried. Not while
    any process is still at work in the cluster, and not where the number is free: PostgreSQL
    then looks for itself."""
    found = read_postmaster(cluster)
    if found and _taken(found.pid) and not running(cluster) and not _anyone_inside(cluster):
        (cluster / "postmaster.pid").unlink(missing_ok=True)


def wait_ready(cluster: Path, pid: int, seconds: float) -> Postmaster | None:
    """The server once it takes connections; None when it ended or the time is over."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and is_alive(pid):
        found = read_postmaster(cluster)
        if found and found.pid == pid and found.ready:
            return found
        time.sleep(_STEP)
    return None


def stop(postmaster: Postmaster, *, patience: float = 30) -> None:
    """End the server: in good order, and after `patience` seconds at once (which loses nothing
    that was committed)."""
    for sign, seconds in ((signal.SIGINT, patience), (signal.SIGQUIT, patience)):
        try:
            os.kill(postmaster.pid, sign)
        except ProcessLookupError:
            return
        if _gone(postmaster.pid, seconds):
            return


def is_alive(pid: int) -> bool:
    """Whether a process has this number; one that ended and waits for its parent does not."""
    if not _taken(pid):
        return False
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        # No /proc here; or it ended between the two looks.
        return sys.platform != "linux"


def _taken(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _gone(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() > end:
            return False
        time.sleep(_STEP)
    return True


def _serves(pid: int, cluster: Path) -> bool:
    if not is_alive(pid):
        return False
    if sys.platform != "linux":
        return True
    return _inside(Path(f"/proc/{pid}"), cluster)


def _anyone_inside(cluster: Path) -> bool:
    """Whether a process works in the cluster: PostgreSQL's all have it as their folder."""
    return any(_inside(process, cluster) for process in Path("/proc").glob("[0-9]*"))


def _inside(process: Path, cluster: Path) -> bool:
    try:
        return (process / "cwd").samefile(cluster)
    except OSError:
        return False
