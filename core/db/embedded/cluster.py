"""The cluster on disk: how it is made, who may come in, and with which settings it is served."""

from __future__ import annotations

import os
import pwd
import shutil
from pathlib import Path

from core.db.embedded.account import Account
from core.db.embedded.trouble import unusable

ROLE = "synctec"
"""The database role and the database."""

_INITDB = (
    f"--username={ROLE}",
    "--auth-local=peer",
    "--auth-host=reject",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
)
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "cluster_name": ROLE,
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}
_CARELESS = {"fsync": "off", "full_page_writes": "off"}
_LOG_LIMIT = 1_000_000
"""Bytes of the server's log kept from one start to the next."""


class Cluster:
    """One PostgreSQL cluster in a data folder of ours."""

    def __init__(self, data_dir: Path, *, durable: bool) -> None:
        self.home = data_dir
        self.path = data_dir / "cluster"
        self.log = data_dir / "server.log"
        self._durable = durable
        self._logged = 0

    def ensure(self, account: Account, installation: Path) -> None:
        """Make the cluster unless it is there; half-made ones are thrown away. Renamed into its
        place when it is whole, so that a killed start leaves nothing that looks whole.

        Raises:
            Rejected: it cannot be made, or another PostgreSQL version made it.
        """
        if self.path.exists():
            self._same_version(installation)
        else:
            self._make(account, installation)
        self._admit(account)

    def launch(self, account: Account, installation: Path, sockets: Path) -> int:
        """Start the server, detached; returns its process number."""
        settings = _SETTINGS | {"unix_socket_directories": f'"{sockets}"'}
        settings |= {} if self._durable else _CARELESS
        options = [f"--{name}={value}" for name, value in settings.items()]
        # The shell starts it and leaves: the server is nobody's child, whoever ends first.
        shell = ["/bin/sh", "-c", '"$@" >&2 & echo $!', "sh"]
        self._logged = self._trim_log()
        with account.reaching(self.home) as (home, folders), self.log.open("ab") as log:
            program = [str(installation / "bin" / "postgres"), "-D", f"{home}/cluster"]
            done = account.run([*shell, *program, *options], log=log, folders=folders)
        return int(done.stdout)

    def last_words(self) -> str:
        """The end of the server's log: what was written since its last start."""
        return self.log.read_bytes()[self._logged :][-2000:].decode(errors="replace")

    def _make(self, account: Account, installation: Path) -> None:
        half = self.home / "cluster.half"
        shutil.rmtree(half, ignore_errors=True)
        extra = () if self._durable else ("--no-sync",)
        with account.reaching(self.home) as (home, folders), self.log.open("ab") as log:
            program = [str(installation / "bin" / "initdb"), "-D", f"{home}/{half.name}"]
            done = account.run([*program, *_INITDB, *extra], log=log, folders=folders)
        if done.returncode != 0:
            raise unusable(
                f"A database could not be made in {self.home}: {self.last_words()[-400:]}",
                "Look at the folder's permissions and free space, or set DATABASE_URL.",
            )
        half.rename(self.path)

    def _same_version(self, installation: Path) -> None:
        made_by = (self.path / "PG_VERSION").read_text().strip()
        ours = _version(installation)
        if made_by != ours:
            raise unusable(
                f"The database in {self.home} was made by PostgreSQL {made_by}, this is {ours}.",
                "Run the version that made it and dump it, or choose another data folder.",
            )

    def _admit(self, account: Account) -> None:
        # Root may read everything anyway; naming it here lets `sudo` and containers work.
        names = {account.name, pwd.getpwuid(0).pw_name, pwd.getpwuid(os.geteuid()).pw_name}
        rules = {
            "pg_hba.conf": [f"local all all peer map={ROLE}"],
            "pg_ident.conf": [f'{ROLE} "{name}" {ROLE}' for name in sorted(names)],
        }
        for name, lines in rules.items():
            path = self.path / name
            path.write_text("\n".join(lines) + "\n")
            account.own(path)

    def _trim_log(self) -> int:
        size = self.log.stat().st_size if self.log.exists() else 0
        if size <= _LOG_LIMIT:
            return size
        self.log.write_bytes(b"")
        return 0


def _version(installation: Path) -> str:
    """The major version, from the catalogue's own file: no program has to be run for it."""
    with (installation / "share" / "postgres.bki").open() as catalogue:
        return catalogue.readline().rpartition(" ")[2].strip()
