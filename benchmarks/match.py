"""`python -m benchmarks.match [--variants 20000]`: two catalogues matched against the sandbox.

A sandbox of its own holds that many variants at each end, nine of ten the same. Measured is
`app.py match`, a process of its own, from its start to its end: time, peak memory, calls. The
result is printed, and written to `benchmarks/README.md`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx

from benchmarks.outside import local_shopify, write_down
from core.db.vault import Vault
from scripts.loopback import PLAIN
from scripts.stage import ROOT

_STORES = """
[stores.dest]
shop = "dest"
role = "destination"
token = "shpat_sandbox_dest"

[stores.north]
shop = "north"
role = "source"
token = "shpat_sandbox_north"

[[connections]]
destination = "dest"
source = "north"
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """One match: `summary` is what the command said, `calls` what Shopify was asked, by name."""

    what: str
    seconds: float
    megabytes: float
    summary: Mapping[str, object]
    calls: Mapping[str, int]


def main() -> None:
    """Run it, print it, write it down."""
    parser = argparse.ArgumentParser(description="Match two catalogues against the sandbox.")
    parser.add_argument("--variants", type=int, default=20_000)
    variants = parser.parse_args().variants
    with tempfile.TemporaryDirectory() as folder, local_shopify() as address:
        base, found = measure(Path(folder), address, variants)
    write_down("match", table(found, variants, base))


def measure(folder: Path, address: str, variants: int) -> tuple[float, list[Measured]]:
    """The memory of a command that matches nothing; the first match, and the same again, when
    nothing has changed."""
    with httpx.Client(verify=PLAIN, base_url=address, timeout=300, trust_env=False) as http:
        _fill(http, variants)
        environment = _environment(folder, address)
        (folder / "stores.toml").write_text(_STORES)
        _, base = _app(["setup", "stores.toml"], folder, environment)
        return base, [
            _match(what, http, folder, environment)
            for what in ("first match", "again, nothing changed")
        ]


def table(found: list[Measured], variants: int, base: float) -> str:
    """The report's paragraph."""
    machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
    version = f"Python {platform.python_version()}"
    lines = [
        f"{variants:,} variants against {variants:,}; {datetime.now(UTC):%Y-%m-%d}, {machine}, "
        f"{version}. The sandbox needs some of the time itself, to make its lists; a command that "
        f"matches nothing has {base:.0f} MB.",
        "",
        "| | seconds in all | of it the match | peak memory | API calls | matched | missing |",
        "|---|---|---|---|---|---|---|",
    ]
    for each in found:
        said, calls = each.summary, ", ".join(f"{n} {name}" for name, n in each.calls.items())
        lines.append(
            f"| {each.what} | {each.seconds:.1f} | {said['seconds']:.1f} | "
            f"{each.megabytes:.0f} MB | {sum(each.calls.values())}: {calls} | "
            f"{said['matched']:,} | {said['missing']:,} |"
        )
    return "\n".join(lines) + "\n"


def _match(what: str, http: httpx.Client, folder: Path, environment: Mapping[str, str]) -> Measured:
    mark = _exchanges(http, 0)[-1]["n"]
    began = time.monotonic()
    said, megabytes = _app(["match", "dest", "north", "--json"], folder, environment)
    seconds = time.monotonic() - began
    calls = Counter(
        str(one["operation"]) for one in _exchanges(http, int(mark)) if one["service"] == "shopify"
    )
    (summary,) = json.loads(said)
    return Measured(what, seconds, megabytes, summary, calls)


def _fill(http: httpx.Client, variants: int) -> None:
    """Nine of ten are the same at both ends; the destination's last tenth is not at the source."""
    shared = variants * 9 // 10
    for shop, first in (("dest", 1), ("north", variants - shared + 1)):
        body = {"variants": variants, "from": first}
        http.post(f"/control/shopify/{shop}/catalogue", json=body).raise_for_status()
    http.patch("/control/shopify/settings", json={"cancelJobSeconds": 1}).raise_for_status()


def _exchanges(http: httpx.Client, since: int) -> list[dict[str, int | str]]:
    found: list[dict[str, int | str]] = http.get(f"/control/exchanges?since={since}").json()
    return found or [{"n": since, "service": "", "operation": ""}]


def _app(words: list[str], folder: Path, environment: Mapping[str, str]) -> tuple[str, float]:
    """What it printed, and the most memory it had, in megabytes: of `app.py` alone, since the
    database's processes are no children that it waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, str(ROOT / "app.py"), *words],
        cwd=folder,
        env=dict(environment),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout, max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def _environment(folder: Path, address: str) -> dict[str, str]:
    machine = {n: v for n, v in os.environ.items() if not n.startswith(("SYNCTEC_", "DATABASE_"))}
    return {
        **machine,
        "SYNCTEC_DATA_DIR": str(folder / "data"),
        "SYNCTEC_SECRET_KEYS": Vault.new_key(),
        "SYNCTEC_SHOPIFY_URL_TEMPLATE": f"{address}/shopify/{{shop}}",
    }


if __name__ == "__main__":
    main()
