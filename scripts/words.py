"""`make words`: write the template of the catalogues from the code, and bring each catalogue up to
it; `--check` fails where the template is not what the code says."""

from __future__ import annotations

import ast
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.pofile import read_po, write_po

from scripts.stage import ROOT

FOLDER = ROOT / "core" / "words"
TEMPLATE = FOLDER / "synctec.pot"
_SOURCES = ("bot", "core", "handlers")
_LEFT_OUT = ("core/shopify/generated/", "core/db/migrations/")
_SAY, _SAY_MANY = {"say", "later"}, {"say_many", "later_many"}
_HEADER = "# The sentences of SyncTec. Made by `make words`; docs/words.md says what to do with it."
# A template that says when it was made differs each time.
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)


def main() -> None:
    """Write, or check."""
    if "--check" in sys.argv[1:]:
        if TEMPLATE.read_bytes() != written(template()):
            sys.exit("core/words/synctec.pot is not what the code says: run `make words`.")
        sys.stdout.write("Words: the template is what the code says.\n")
        return
    fresh = template()
    TEMPLATE.write_bytes(written(fresh))
    for file in sorted(FOLDER.glob("*.po")):
        catalog = read(file)
        catalog.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
        file.write_bytes(written(catalog))
        sys.stdout.write(f"{file.name}: {missing(catalog)} of {len(catalog)} to be translated\n")


def template() -> Catalog:
    """Every sentence of the code, with the files it stands in."""
    catalog = Catalog(project="SyncTec", header_comment=_HEADER, creation_date=_ALWAYS, fuzzy=False)
    for name in sources():
        for key in keys(ast.parse((ROOT / name).read_text(encoding="utf-8"))):
            catalog.add(key, None, [(name, 0)])
    return catalog


def keys(tree: ast.AST) -> Iterator[str | tuple[str, str]]:
    """What is said in this code, in its sequence; of a counted thing both forms."""
    # Not the tokens, as Babel reads them: those of an f-string are one.
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else _name(call.func)
        said = [each.value for each in call.args if isinstance(each, ast.Constant)]
        match said:
            case [str(key)] if name in _SAY:
                yield key
            case [str(one), str(many), *_] if name in _SAY_MANY:
                yield one, many


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def sources() -> Iterator[str]:
    """The files that may say something."""
    for folder in _SOURCES:
        for file in sorted((ROOT / folder).rglob("*.py")):
            name = file.relative_to(ROOT).as_posix()
            if not name.startswith(_LEFT_OUT):
                yield name


def read(file: Path) -> Catalog:
    """A catalogue, by its file."""
    with file.open("rb") as source:
        return read_po(source, locale=file.stem)


def written(catalog: Catalog) -> bytes:
    """As it stands in its file."""
    target = io.BytesIO()
    write_po(target, catalog, width=100, include_lineno=False, ignore_obsolete=True)
    return target.getvalue()


def missing(catalog: Catalog) -> int:
    """How many sentences have no translation, or one that is to be looked over."""
    return sum(1 for each in catalog if each.id and (each.fuzzy or not all(forms(each))))


def forms(message: Message) -> tuple[str, ...]:
    """The translation; of a counted thing one for each number that the language knows."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(said)


if __name__ == "__main__":
    main()
