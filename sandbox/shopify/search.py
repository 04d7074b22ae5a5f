"""Shopify's search syntax over the index: terms, AND, OR, NOT, quotes, ranges, unknown filters."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

Document = Mapping[str, Any]
Match = Callable[[Document], bool]

ORDERS = {
    "id": "number",
    "created_at": "time",
    "updated_at": "time",
    "processed_at": "time",
    "name": "text",
    "source_identifier": "text",
    "source_name": "text",
    "po_number": "text",
    "email": "text",
    "confirmation_number": "text",
    "sku": "text",
    "gateway": "text",
    "discount_code": "text",
    "tag": "word",
    "tag_not": "word",
    "financial_status": "word",
    "fulfillment_status": "word",
    "status": "word",
    "test": "word",
}
VARIANTS = {
    "id": "number",
    "product_id": "number",
    "inventory_quantity": "number",
    "updated_at": "time",
    "sku": "text",
    "barcode": "text",
    "title": "text",
    "vendor": "text",
    "product_status": "word",
    "taxable": "word",
}
_TOKEN = re.compile(
    r"\s*(?:(?P<open>\()|(?P<close>\))|(?P<term>(?P<minus>-)?(?:(?P<field>[\w.$-]+):)?"
    r"(?P<compare>>=|<=|>|<)?(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s()]+))))"
)


@dataclass
class Query:
    """A parsed query: what it lets through, and the filters in it that nothing knows."""

    text: str
    matches: Match = lambda _document: True
    warnings: list[dict[str, str]] = field(default_factory=list)


def parse(text: str | None, fields: Mapping[str, str]) -> Query:
    """Read a query; a filter that `fields` does not know lets everything through and warns."""
    query = Query(text or "")
    if text and text.strip():
        query.matches = _Parser(text, fields, query.warnings).any_of()
    return query


class _Parser:
    def __init__(self, text: str, fields: Mapping[str, str], warnings: list[dict[str, str]]):
        self._tokens = [match for match in _TOKEN.finditer(text) if match[0].strip()]
        self._place = 0
        self._fields = fields
        self._warnings = warnings

    def any_of(self) -> Match:
        options = [self._all_of()]
        while self._word("OR"):
            options.append(self._all_of())
        return lambda document: any(option(document) for option in options)

    def _all_of(self) -> Match:
        terms = list(self._terms())
        return lambda document: all(term(document) for term in terms)

    def _terms(self) -> Iterator[Match]:
        while self._place < len(self._tokens):
            token = self._tokens[self._place]
            if token["close"] or token[0].strip() == "OR":
                return
            if not self._word("AND"):
                yield self._one()

    def _one(self) -> Match:
        negated = self._word("NOT")
        token = self._tokens[min(self._place, len(self._tokens) - 1)]
        self._place += 1
        if token["open"]:
            match = self.any_of()
            self._place += 1
        else:
            match = self._term(token)
        if negated or token["minus"]:
            return lambda document: not match(document)
        return match

    def _word(self, word: str) -> bool:
        here = self._place < len(self._tokens) and self._tokens[self._place][0].strip() == word
        self._place += here
        return here

    def _term(self, token: re.Match[str]) -> Match:
        value = next((v for v in token.group("double", "single", "bare") if v is not None), "")
        name = token["field"]
        if name is None:
            return lambda document: _default(document, value)
        if name.startswith("metafields."):
            _, namespace, key = [*name.split(".", 2), "", ""][:3]
            return lambda document: [namespace, key, value] in document.get("metafields", [])
        kind = self._fields.get(name)
        if kind is None:
            message = "Invalid search field for this query."
            self._warnings.append({"field": name, "message": message})
            return lambda _document: True
        return _filter(name, kind, token["compare"], value)


def _filter(name: str, kind: str, compare: str | None, value: str) -> Match:
    if kind == "text":
        return lambda document: any(_contains(one, value) for one in _all(document, name))
    if kind == "word":
        return _word_filter(name, value.casefold())
    if kind == "number":
        wanted = value.rpartition("/")[2]
        if not re.fullmatch(r"-?\d+", wanted):
            return lambda _document: False
        return lambda document: _compare(int(document[name]), compare, int(wanted))
    at = _time(value)
    if at is None:
        return lambda _document: False
    return lambda document: _compare_time(document[name], compare, value, at)


def _word_filter(name: str, value: str) -> Match:
    if name == "tag_not":
        return lambda document: value not in _folded(document, "tag")
    wanted = set(value.split(","))
    if name == "status":
        if "any" in wanted:
            return lambda _document: True
        if "not_closed" in wanted:
            return lambda document: "closed" not in _folded(document, name)
    return lambda document: bool(wanted.intersection(_folded(document, name)))


def _all(document: Document, name: str) -> list[str]:
    found = document.get(name, "")
    return found if isinstance(found, list) else [found]


def _folded(document: Document, name: str) -> list[str]:
    return [text.casefold() for text in _all(document, name)]


def _default(document: Document, value: str) -> bool:
    names = ("name", "email", "customer", "tag", "sku", "title", "product_title", "barcode", "id")
    return any(_contains(text, value) for name in names for text in _all(document, name))


def _contains(text: str, wanted: str) -> bool:
    """Whether the words of `wanted` stand in `text` one after the other, case aside."""
    star = wanted.endswith("*")
    have, want = _words(text), _words(wanted)
    for start in range(len(have) - len(want) + 1):
        part = have[start : start + len(want)]
        if part == want or (star and want and _begins(part, want)):
            return True
    return False


def _begins(part: list[str], want: list[str]) -> bool:
    return part[:-1] == want[:-1] and part[-1].startswith(want[-1])


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _time(value: str) -> datetime | None:
    if value.casefold() == "now":
        return datetime.now(UTC)
    try:
        at = datetime.fromisoformat(value)
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _compare_time(text: str, compare: str | None, value: str, wanted: datetime) -> bool:
    at = datetime.fromisoformat(text).replace(microsecond=0)
    if compare is None and len(value) == len("2026-01-01"):
        return at.date() == wanted.date()
    return _compare(at, compare, wanted)


def _compare(have: Any, compare: str | None, want: Any) -> bool:
    tests: dict[str | None, bool] = {
        None: have == want,
        ">": have > want,
        ">=": have >= want,
        "<": have < want,
        "<=": have <= want,
    }
    return tests[compare]
