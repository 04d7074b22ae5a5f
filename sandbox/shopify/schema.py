"""Shopify's real Admin schema, made executable: scalars that read and write as Shopify's do."""

import gzip
import json
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_client_schema
from graphql.language import ValueNode
from graphql.utilities import value_from_ast_untyped

from sandbox.shopify.ids import split
from sandbox.shopify.money import parse, trimmed

_PRUNED = Path(__file__).parents[2] / "schema" / "admin_2026-10.pruned.json.gz"
_ELSEWHERE = "SANDBOX_SHOPIFY_SCHEMA"


@dataclass(frozen=True)
class Admin:
    """The executable schema and the access scopes its types and fields ask for.

    `access` maps (type, field or None) to the scopes that each suffice, and to Shopify's sentence.
    """

    schema: GraphQLSchema
    access: Mapping[tuple[str, str | None], tuple[tuple[str, ...], str]]


def load() -> Admin:
    """Read the schema from the project, or from another file that SANDBOX_SHOPIFY_SCHEMA names.

    Raises FileNotFoundError where it is not there.
    """
    path = Path(os.environ.get(_ELSEWHERE, _PRUNED))
    blob = json.loads(gzip.decompress(path.read_bytes()))
    schema = build_client_schema(blob["data"], assume_valid=True)
    for name, (write, read) in _SCALARS.items():
        scalar = schema.get_type(name)
        if isinstance(scalar, GraphQLScalarType):
            _teach(scalar, write, read)
    return Admin(schema, _access(blob["offline_scopes"]["items"]))


def _access(
    items: list[dict[str, Any]],
) -> dict[tuple[str, str | None], tuple[tuple[str, ...], str]]:
    return {
        (item["typeName"], item.get("fieldName")): (
            tuple(item["offlineScopes"]),
            item.get("requiredAccess", ""),
        )
        for item in items
        if item.get("offlineScopes")
    }


def _teach(
    scalar: GraphQLScalarType, write: Callable[[Any], Any], read: Callable[[Any], Any]
) -> None:
    def parse_value(value: Any) -> Any:
        try:
            return read(value)
        except (ValueError, TypeError) as wrong:
            known = str(wrong).startswith("Invalid global id")
            text = str(wrong) if known else f"Could not coerce value {_show(value)} to {scalar}"
            raise GraphQLError(text) from None

    def parse_literal(node: ValueNode, _variables: dict[str, Any] | None = None) -> Any:
        return parse_value(value_from_ast_untyped(node))

    vars(scalar).update(serialize=write, parse_value=parse_value, parse_literal=parse_literal)


def _show(value: object) -> str:
    return json.dumps(value, default=str)


def _write_decimal(value: Any) -> str:
    return trimmed(value) if isinstance(value, Decimal) else str(value)


def _write_time(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _read_decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise TypeError(value)
    return parse(value)


def read_time(value: Any) -> datetime:
    """An ISO 8601 time or date, aware; ValueError or TypeError for anything else."""
    if not isinstance(value, str):
        raise TypeError(value)
    at = datetime.fromisoformat(value)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def _read_id(value: Any) -> str:
    text = str(value)
    split(text)
    return text


def _read_url(value: Any) -> str:
    if not isinstance(value, str) or not re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", value):
        raise ValueError(value)
    return value


def _same(value: Any) -> Any:
    return value


_SCALARS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "Decimal": (_write_decimal, _read_decimal),
    "Money": (_write_decimal, _read_decimal),
    "DateTime": (_write_time, read_time),
    "ID": (str, _read_id),
    "URL": (str, _read_url),
    "UnsignedInt64": (str, int),
    "BigInt": (str, int),
    "JSON": (_same, _same),
}
