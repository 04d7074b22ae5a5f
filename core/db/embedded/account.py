"""The operating system's user the server runs as, and what that user can reach."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from core.db.embedded.trouble import unusable

_SERVICE_USERS = ("postgres", "nobody")
"""Whom root runs the server as: PostgreSQL refuses to run as root."""


@dataclass(frozen=True, slots=True)
class Account:
    """Who runs the server. `switch`: it is not the user we are, so children change to it."""

    name: str
    uid: int
    gid: int
    switch: bool

    def run(
        self,
        command: Sequence[str],
        *,
        log: IO[bytes],
        folders: Sequence[int] = (),
    ) -> subprocess.CompletedProcess[bytes]:
        """Run a command to its end as this user, in a session of its own so that a terminal's
        Ctrl-C does not reach it. Its errors go to `log`, `folders` stay open for it."""
        return subprocess.run(  # noqa: S603 - fixed commands, no shell text from outside
            list(command),
            check=False,
            cwd="/",
            env=_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=log,
            start_new_session=True,
            pass_fds=tuple(folders),
            umask=0o077,
            user=self.uid if self.switch else None,
            group=self.gid if self.switch else None,
            extra_groups=() if self.switch else None,
        )

    def can_reach(self, path: Path) -> bool:
        """Whether this user may read and enter `path` and pass every folder above it."""
        if not self.switch:
            return True
        whole = path.resolve()
        return self._may(whole, 0o5) and all(self._may(up, 0o1) for up in whole.parents)

    def own(self, path: Path) -> None:
        """Hand `path` over to this user."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    @contextmanager
    def reaching(self, folder: Path) -> Iterator[tuple[str, tuple[int, ...]]]:
        """A name under which this user's processes find `folder`, and the descriptors to hand
        them. Where a folder above is closed to this user (a checkout below /root), the name goes
        through a descriptor that we open, so that nobody's permissions have to be loosened."""
        if self.can_reach(folder):
            yield str(folder), ()
            return
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            yield f"/proc/self/fd/{descriptor}", (descriptor,)
        finally:
            os.close(descriptor)

    def _may(self, path: Path, bits: int) -> bool:
        seen = path.stat()
        granted = seen.st_mode >> 6 if seen.st_uid == self.uid else seen.st_mode
        return granted & bits == bits


def account_for(cluster: Path) -> Account:
    """The user who runs, or is to run, the server of this cluster.

    Raises:
        Rejected: the cluster belongs to somebody else, or there is no user to run it as.
    """
    if os.geteuid() != 0:
        return _ordinary(cluster)
    if cluster.exists() and cluster.stat().st_uid != 0:
        return _account(cluster.stat().st_uid, switch=True)
    known = {entry.pw_name: entry.pw_uid for entry in pwd.getpwall()}
    for name in _SERVICE_USERS:
        if name in known:
            return _account(known[name], switch=True)
    raise unusable(
        "PostgreSQL does not run as root, and there is no user to run it as.",
        "Add a user named postgres, start as an ordinary user, or set DATABASE_URL.",
    )


def _ordinary(cluster: Path) -> Account:
    ours = os.geteuid()
    if cluster.exists() and cluster.stat().st_uid != ours:
        raise unusable(
            f"The database in {cluster.parent} belongs to another user.",
            "Start as the user it belongs to, or choose another data folder.",
        )
    return _account(ours, switch=False)


def _account(uid: int, *, switch: bool) -> Account:
    try:
        entry = pwd.getpwuid(uid)
    except KeyError as missing:
        raise unusable(
            f"User {uid} has no name on this machine, and PostgreSQL asks for one.",
            "Start as a user with an entry in the password file, or set DATABASE_URL.",
        ) from missing
    return Account(entry.pw_name, uid, entry.pw_gid, switch)


def _environment() -> dict[str, str]:
    # PGDATA, PGPORT and the like of the caller would change what the server does.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C"}
