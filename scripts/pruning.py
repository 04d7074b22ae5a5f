"""Pruning Shopify's schema to what documents and lists reach, in the form it was published in.

Of an output type the reached fields stay, each with all its arguments; inputs and enums stay whole;
whatever the rest needs to be valid stays too, and the access scopes of all that remains.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLSchema,
    NamedTypeNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    build_client_schema,
    parse,
    validate,
    visit,
)

KEPT_KEYS = {
    *("kind", "name", "description", "specifiedByURL", "fields", "inputFields", "interfaces"),
    *("enumValues", "possibleTypes", "isOneOf", "args", "type", "isDeprecated"),
    *("deprecationReason", "defaultValue", "ofType", "locations", "isRepeatable"),
}
BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}
# Hundreds of types are a Node, and a selection on one says by itself which of them are meant.
OPEN_INTERFACES = {"Node", "LegacyInteroperability", "HasMetafields"}


class Reach(Visitor):
    """The types and fields that documents and lines of `reach.txt` touch."""

    def __init__(self, introspection: dict[str, Any]) -> None:
        super().__init__()
        self.whole = {type_["name"]: type_ for type_ in introspection["types"]}
        self.types = {"QueryRoot", "Mutation", *BUILT_IN, *(n for n in self.whole if n[:2] == "__")}
        self.fields: dict[str, set[str]] = defaultdict(set)
        self.info: TypeInfo | None = None
        for directive in introspection["directives"]:
            self.types |= {named(arg["type"]) for arg in directive["args"]}

    def read(self, document: DocumentNode, schema: GraphQLSchema) -> None:
        """Take in what a document selects."""
        self.info = TypeInfo(schema)
        visit(document, TypeInfoVisitor(self.info, self))

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        """A selected field, at the type it is selected on."""
        parent = self.info and self.info.get_parent_type()
        if parent and not node.name.value.startswith("__"):
            self.add(f"{parent.name}.{node.name.value}")

    def enter_named_type(self, node: NamedTypeNode, *_: Any) -> None:
        """The type of a variable, or the one a fragment is on."""
        self.types.add(node.name.value)

    def add(self, line: str) -> None:
        """`Type` or `Type.field`; a name that the schema does not have ends the run."""
        type_, _, field = line.partition(".")
        known = self.whole.get(type_)
        if known is None or (field and field not in names_of(known)):
            sys.exit(f"Shopify's schema has no {line}.")
        self.types.add(type_)
        if field:
            self.fields[type_].add(field)

    def close(self) -> None:
        """Add what the rest needs to be valid, until nothing is missing."""
        size = -1
        while size != (size := len(self.types) + sum(map(len, self.fields.values()))):
            for name in sorted(self.types):
                self._close_type(self.whole[name])

    def _close_type(self, type_: dict[str, Any]) -> None:
        name = type_["name"]
        if type_["kind"] in {"INTERFACE", "UNION"} and name not in OPEN_INTERFACES:
            self.types |= {possible["name"] for possible in type_["possibleTypes"]}
        for parent in type_["interfaces"] or []:
            if parent["name"] in self.types:
                self.fields[name] |= self.fields[parent["name"]]
        if type_["fields"] and not self.fields[name]:
            self.fields[name].add(plainest(type_["fields"]))
        for field in self.kept(type_):
            self.types |= {named(field["type"]), *(named(a["type"]) for a in field.get("args", []))}

    def kept(self, type_: dict[str, Any]) -> list[dict[str, Any]]:
        """The fields of a type that stay: of inputs and of introspection itself, all."""
        fields = type_["fields"] or []
        if not type_["name"].startswith("__"):
            fields = [f for f in fields if f["name"] in self.fields[type_["name"]]]
        return fields + (type_["inputFields"] or [])


def prune(blob: dict[str, Any], folders: Iterable[Path], lines: Iterable[str]) -> dict[str, Any]:
    """The part of the published blob that the documents of the folders and the lines reach."""
    introspection = blob["data"]["__schema"]
    schema = build_client_schema(blob["data"], assume_valid=True)
    reach = Reach(introspection)
    for path, document in documents(folders):
        if errors := validate(schema, document):
            sys.exit(f"{path}: {errors[0].message}")
        reach.read(document, schema)
    for line in lines:
        reach.add(line)
    reach.close()
    types = [slim(shrunk(t, reach)) for t in introspection["types"] if t["name"] in reach.types]
    roots = {key: introspection[key] for key in ("queryType", "mutationType", "subscriptionType")}
    scopes = [
        item
        for item in blob["offline_scopes"]["items"]
        if item["typeName"] in reach.types
        and item.get("fieldName", "") in reach.fields[item["typeName"]] | {""}
    ]
    return {
        "data": {
            "__schema": {**roots, "types": types, "directives": slim(introspection["directives"])}
        },
        "offline_scopes": {"items": scopes},
    }


def documents(folders: Iterable[Path]) -> Iterator[tuple[Path, DocumentNode]]:
    """Every document, each with the fragments of its folder that it spreads."""
    for folder in folders:
        parsed = {path: parse(path.read_text()) for path in sorted(folder.glob("*.graphql"))}
        fragments = {d.name.value: d for doc in parsed.values() for d in fragments_of(doc)}
        for path, document in parsed.items():
            if own := [
                d for d in document.definitions if not isinstance(d, FragmentDefinitionNode)
            ]:
                spread = [fragments[name] for name in sorted(spreads(own, fragments))]
                yield path, DocumentNode(definitions=(*own, *spread))


def fragments_of(document: DocumentNode) -> list[FragmentDefinitionNode]:
    """The fragments a document defines."""
    return [d for d in document.definitions if isinstance(d, FragmentDefinitionNode)]


def spreads(nodes: Iterable[Any], fragments: dict[str, FragmentDefinitionNode]) -> set[str]:
    """The names of all fragments these definitions spread, directly or through another."""
    found: set[str] = set()

    class Finder(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
            found.add(node.name.value)

    for node in nodes:
        visit(node, Finder())
    deeper = spreads([fragments[name] for name in found], fragments) if found else set()
    return found | deeper


def shrunk(type_: Mapping[str, Any], reach: Reach) -> dict[str, Any]:
    """The type with only those fields, interfaces and possible types that stay."""

    def staying(key: str) -> list[dict[str, Any]] | None:
        rows = type_[key]
        return rows and [row for row in rows if row["name"] in reach.types]

    fields = type_["fields"]
    if fields and not type_["name"].startswith("__"):
        fields = [f for f in fields if f["name"] in reach.fields[type_["name"]]]
    return {
        **type_,
        "fields": fields,
        "interfaces": staying("interfaces"),
        "possibleTypes": staying("possibleTypes"),
    }


def slim(value: Any) -> Any:
    """The value without the keys that no introspection has."""
    if isinstance(value, dict):
        return {key: slim(item) for key, item in value.items() if key in KEPT_KEYS}
    return [slim(item) for item in value] if isinstance(value, list) else value


def named(type_: Mapping[str, Any]) -> str:
    """The name of the type inside lists and non-nulls."""
    inner = type_
    while inner["ofType"]:
        inner = inner["ofType"]
    return str(inner["name"])


def names_of(type_: Mapping[str, Any]) -> set[str]:
    """The names of a type's fields, input fields or enum values."""
    rows = [row for key in ("fields", "inputFields", "enumValues") for row in type_[key] or []]
    return {row["name"] for row in rows}


def plainest(fields: list[dict[str, Any]]) -> str:
    """The field to keep where a type is reached and none of its fields is: an object needs one."""

    def weight(field: Mapping[str, Any]) -> tuple[bool, bool, bool]:
        return (bool(field["args"]), bool(field["isDeprecated"]), field["type"]["kind"] == "OBJECT")

    names = [field["name"] for field in sorted(fields, key=weight)]
    return "id" if "id" in names else str(names[0])
