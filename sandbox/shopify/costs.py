"""What a query costs and the leaky bucket that pays for it.

Shopify publishes the rules (scalars 0, objects 1, mutations 10, connections less than linear in
their size) but not the curve. The one here gives 25 for `variants(first: 250) { inventoryItem }`,
as was recorded, and is an estimate elsewhere: a client must learn costs from the answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import ceil, log2
from typing import Any

from graphql import (
    FieldNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_leaf_type,
)
from graphql.language import DocumentNode, FragmentDefinitionNode, IntValueNode, VariableNode

MAXIMUM = 1000
_MUTATION = 10
_OUTER = 1.56
_INNER = 0.5


@dataclass
class Bucket:
    """Points left to spend; they come back at a steady rate."""

    level: float
    at: datetime

    def refill(self, at: datetime, size: float, rate: float) -> float:
        """Let time pass and return what is there to spend."""
        gained = max(0.0, (at - self.at).total_seconds()) * rate
        self.level, self.at = min(size, self.level + gained), at
        return self.level


class Meter:
    """Counts an operation's cost, before it ran from what it asks or after from what came."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any]
    ) -> None:
        self._schema = schema
        self._variables = variables
        self._fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }

    def cost(self, operation: OperationDefinitionNode, data: Any = None, *, ran: bool) -> int:
        """Points of the operation; with `ran`, of the answer `data`."""
        root = self._schema.get_root_type(operation.operation)
        base = 0
        if root is self._schema.mutation_type:
            base = _MUTATION * len(operation.selection_set.selections)
        source = data if ran else _ASKED
        return base + ceil(self._selections(operation.selection_set, root, source, 0))

    def _selections(self, chosen: SelectionSetNode, parent: Any, data: Any, depth: int) -> float:
        total = 0.0
        for one in chosen.selections:
            if isinstance(one, FieldNode):
                total += self._field(one, parent, data, depth)
            else:
                body, kind = self._fragment(one)
                inner = self._schema.get_type(kind) if kind else parent
                total += self._selections(body, inner, data, depth)
        return total

    def _fragment(self, one: Any) -> tuple[SelectionSetNode, str | None]:
        if isinstance(one, FragmentSpreadNode):
            fragment = self._fragments[one.name.value]
            return fragment.selection_set, fragment.type_condition.name.value
        condition = one.type_condition
        return one.selection_set, condition.name.value if condition else None

    def _field(self, node: FieldNode, parent: Any, data: Any, depth: int) -> float:
        if node.selection_set is None or node.name.value.startswith("__"):
            return 0.0
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return 0.0
        kind = get_named_type(parent.fields[node.name.value].type)
        value = _at(data, node)
        if is_leaf_type(kind) or value is None:
            return 0.0
        if kind.name.endswith("Connection") or "first" in _names(node):
            return self._many(node, kind, value, depth)
        own = 0.0 if kind.name.endswith(("Payload", "PageInfo", "Edge", "UserError")) else 1.0
        items = value if isinstance(value, list) else [value]
        inner = [self._selections(node.selection_set, kind, one, depth) for one in items]
        return own + max(inner, default=0.0)

    def _many(self, node: FieldNode, kind: Any, value: Any, depth: int) -> float:
        size = self._size(node) if value is _ASKED else _length(value)
        if not size or node.selection_set is None:
            return 0.0
        sample = _first(value)
        own = 1.0 if not kind.name.endswith("Connection") else 0.0
        inner = own + self._selections(node.selection_set, kind, sample, depth + 1)
        return max(1.0, (_INNER if depth else _OUTER) * log2(size)) * max(1.0, inner)

    def _size(self, node: FieldNode) -> int:
        for argument in node.arguments:
            if argument.name.value in ("first", "last"):
                value = argument.value
                if isinstance(value, IntValueNode):
                    return int(value.value)
                if isinstance(value, VariableNode):
                    given = self._variables.get(value.name.value)
                    return given if isinstance(given, int) else 10
        return 10


class _Asked:
    """Stands for data that is not there yet."""


_ASKED = _Asked()


def _names(node: FieldNode) -> set[str]:
    return {argument.name.value for argument in node.arguments}


def _at(data: Any, node: FieldNode) -> Any:
    if not isinstance(data, dict):
        return data
    return data.get((node.alias or node.name).value)


def _length(value: Any) -> int:
    if isinstance(value, dict):
        return max(len(value.get("nodes") or ()), len(value.get("edges") or ()), 0)
    return len(value) if isinstance(value, list) else 1


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value
