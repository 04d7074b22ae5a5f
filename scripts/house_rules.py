"""The budgets and manners of DESIGN.md section 10 that no linter knows; `make check` runs them, and
a test does."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.stage import ROOT

FILE_LINES = 300
FUNCTION_LINES = 40
BROAD_EXCEPTS = {"core/jobs/boundary.py": 1, "bot/app.py": 1}
_EXEMPT = ("core/shopify/generated/", "core/db/migrations/versions/")
_SOURCES = (".py", ".js", ".css")
_BROAD = {"Exception", "BaseException"}
_PATCHES = {"unittest.mock", "mock", "pytest_mock"}
_SKIPS = {"skip", "skipif", "xfail", "importorskip"}


VERSIONS = "core/db/migrations/versions"
_FIRST_THAT_ONLY_ADDS = "0007"
# While a release replaces another, both work on one database: what the older one reads and writes
# has to stay as it is.
_NARROWS = {
    r"\bdrop\b(?!\s+not\s+null)": "takes away",
    r"\brename\b": "renames",
    r"\balter\s+column\s+\w+\s+(set\s+data\s+)?type\b": "changes a type",
    r"\bset\s+not\s+null\b": "forbids what was allowed",
    r"\badd\s+column\s+(?![^,;]*\bdefault\b)[^,;]*\bnot\s+null\b": "needs a value",
    r"\badd\s+(constraint|check|unique|primary|foreign|exclude)\b": "forbids what was allowed",
}


def main() -> None:
    """Print every breach; exit code 1 when there is one."""
    found = sorted([*breaches(ROOT, tracked(ROOT)), *narrowing(ROOT / VERSIONS)])
    sys.stdout.writelines(f"{line}\n" for line in found)
    if found:
        sys.exit(f"{len(found)} breaches of the house rules.")
    sys.stdout.write("House rules: kept.\n")


def tracked(root: Path) -> list[str]:
    """The source files that git knows or would know, generated ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    return [
        name
        for name in listed
        if name.endswith(_SOURCES) and not name.startswith(_EXEMPT) and (root / name).exists()
    ]


def breaches(root: Path, names: list[str]) -> Iterator[str]:
    """One line a breach: where, and what."""
    broad: dict[str, int] = {}
    for name in names:
        text = (root / name).read_text(encoding="utf-8")
        lines = text.count("\n")
        if lines > FILE_LINES:
            yield f"{name}: {lines} lines, {FILE_LINES} allowed"
        if not name.endswith(".py"):
            continue
        tree = ast.parse(text)
        yield from _long_functions(name, tree)
        yield from _forbidden(name, tree)
        count = sum(1 for node in ast.walk(tree) if _is_broad(node))
        if count:
            broad[name] = count
    for name, count in broad.items():
        if count > BROAD_EXCEPTS.get(name, 0):
            yield f"{name}: {count} broad except; only the job boundary and Bolt's handler may"


def narrowing(versions: Path) -> Iterator[str]:
    """Revisions that do more than add tables, indexes, and columns that an older release need not
    fill. Those of before the first release that promises it are left alone."""
    for file in sorted(versions.glob("[0-9]*.*")):
        if file.stem[:4] < _FIRST_THAT_ONLY_ADDS:
            continue
        # What a new table forbids, nobody did before.
        text = re.sub(r"--.*", "", file.read_text(encoding="utf-8"))
        rest = re.sub(
            r"create\s+(unlogged\s+)?table\b.*?\)\s*;", "", text, flags=re.IGNORECASE | re.DOTALL
        )
        for pattern, what in _NARROWS.items():
            if file.suffix in {".sql", ".py"} and re.search(pattern, rest, re.IGNORECASE):
                yield f"{VERSIONS}/{file.name}: {what}; migrations only add"


def _long_functions(name: str, tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION_LINES:
                yield f"{name}:{node.lineno}: {node.name} has {lines} lines"


def _forbidden(name: str, tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in _PATCHES:
            yield f"{name}:{node.lineno}: {node.module} is not used here: cross the real wire"
        if isinstance(node, ast.Import) and any(a.name in _PATCHES for a in node.names):
            yield f"{name}:{node.lineno}: patches are not used here: cross the real wire"
        if isinstance(node, ast.Attribute) and node.attr in _SKIPS and _on_pytest(node):
            yield f"{name}:{node.lineno}: no test is skipped or expected to fail"


def _on_pytest(node: ast.Attribute) -> bool:
    root: ast.expr = node
    while isinstance(root, ast.Attribute):
        root = root.value
    return isinstance(root, ast.Name) and root.id == "pytest"


def _is_broad(node: ast.AST) -> bool:
    """Catches everything and does not raise it on: cleaning up and re-raising is no catch."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    broad = node.type is None or any(isinstance(k, ast.Name) and k.id in _BROAD for k in kinds)
    raises_on = isinstance(node.body[-1], ast.Raise)
    return broad and not raises_on


if __name__ == "__main__":
    main()
