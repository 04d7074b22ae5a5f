"""One GraphQL request from its text to its answer: parse, validate, pay, run."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    execute_sync,
    parse,
    validate,
)
from graphql.execution.values import get_directive_values
from graphql.language import DocumentNode

from sandbox.shopify import access, costs, fields, idempotency, limits, problems
from sandbox.shopify.costs import Bucket, Meter
from sandbox.shopify.desk import Desk
from sandbox.shopify.schema import Admin

_CACHED = 300


@dataclass
class Call:
    """A request as it came in, and what faults make of it."""

    query: str
    variables: dict[str, Any]
    operation_name: str | None
    refused_scope: str | None = None
    user_error: dict[str, Any] | None = None
    throttled: bool = False
    bulk_fate: str | None = None
    concurrent: frozenset[str] = frozenset()


@dataclass
class Context:
    """What every resolver of one request shares."""

    desk: Desk
    call: Call
    held: frozenset[str]
    bulk: bool = False
    search: list[dict[str, Any]] = field(default_factory=list)


class Engine:
    """Executes requests against the schema. Parsed documents are kept, they come again."""

    def __init__(self, admin: Admin) -> None:
        self._admin = admin
        self._documents: OrderedDict[str, tuple[DocumentNode, list[dict[str, Any]]]] = OrderedDict()

    def operations(self, call: Call) -> list[str]:
        """The root fields that the request asks for; none for one that cannot be read."""
        return [node.name.value for node in self._roots(call)]

    def keys(self, call: Call) -> frozenset[str]:
        """The idempotency keys that the request carries."""
        directive = self._admin.schema.get_directive("idempotent")
        if directive is None:
            return frozenset()
        try:
            found = [get_directive_values(directive, n, call.variables) for n in self._roots(call)]
        except GraphQLError:
            return frozenset()
        return frozenset(str(values["key"]) for values in found if values)

    def _roots(self, call: Call) -> Iterator[FieldNode]:
        try:
            document, _ = self._document(call.query)
        except GraphQLSyntaxError:
            return
        operation = _operation(document, call.operation_name)
        for node in operation.selection_set.selections if operation else ():
            if isinstance(node, FieldNode):
                yield node

    def run(self, call: Call, desk: Desk, bucket: Bucket) -> dict[str, Any]:
        """The answer's body; every error is in it, none is raised."""
        try:
            document, errors = self._document(call.query)
        except GraphQLSyntaxError as error:
            at = [{"line": one.line, "column": one.column} for one in error.locations or ()]
            return {"errors": [{"message": error.message, "locations": at}]}
        operation = _operation(document, call.operation_name)
        if operation is None:
            return {"errors": [{"message": "No operation named " + repr(call.operation_name)}]}
        errors = errors or problems.variables(self._admin.schema, operation, call.variables)
        errors = errors or limits.arrays(document, call.variables)
        if errors:
            return {"errors": errors}
        return self._paid(call, document, operation, desk, bucket)

    def everything(self, query: str, desk: Desk) -> tuple[dict[str, Any], str | None]:
        """The data of a bulk query, connections whole, no cost; and the code of what went wrong,
        if anything did."""
        call = Call(query, {}, None)
        body, _ = self._executed(call, self._document(query)[0], desk, bulk=True)
        errors = body.get("errors") or []
        code = errors[0].get("extensions", {}).get("code") if errors else None
        return body["data"] or {}, (code or "INTERNAL_SERVER_ERROR") if errors else None

    def _document(self, query: str) -> tuple[DocumentNode, list[dict[str, Any]]]:
        if query not in self._documents:
            document = parse(query)
            errors = problems.invalid(document, validate(self._admin.schema, document))
            self._documents[query] = document, errors
            if len(self._documents) > _CACHED:
                self._documents.popitem(last=False)
        return self._documents[query]

    def _paid(
        self,
        call: Call,
        document: DocumentNode,
        operation: OperationDefinitionNode,
        desk: Desk,
        bucket: Bucket,
    ) -> dict[str, Any]:
        meter = Meter(self._admin.schema, document, call.variables)
        requested = meter.cost(operation, ran=False)
        settings = desk.world.settings
        there = bucket.refill(desk.at, settings.bucket_size, settings.restore_rate)
        if requested > costs.MAXIMUM:
            return {"errors": [limits.too_dear(requested)]}
        if requested > there or call.throttled:
            cost = _cost(desk, bucket, requested, None)
            return {"errors": [limits.THROTTLED], "extensions": {"cost": cost}}
        body, search = self._executed(call, document, desk)
        actual = min(requested, meter.cost(operation, body.get("data"), ran=True))
        bucket.level -= actual
        body["extensions"] = {"cost": _cost(desk, bucket, requested, actual)}
        if search:
            body["extensions"]["search"] = search
        return body

    def _executed(
        self, call: Call, document: DocumentNode, desk: Desk, *, bulk: bool = False
    ) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        held = access.granted(desk.store.scopes, call.refused_scope)
        context = Context(desk, call, held, bulk)
        result = execute_sync(
            self._admin.schema,
            document,
            root_value={},
            context_value=context,
            variable_values=call.variables,
            operation_name=call.operation_name,
            field_resolver=self._field,
            type_resolver=lambda value, _info, _abstract: fields.type_name(value),
        )
        body: dict[str, Any] = {"data": result.data}
        if result.errors:
            body["errors"] = [error.formatted for error in result.errors]
        return body, context.search

    def _field(self, source: Any, info: GraphQLResolveInfo, **args: Any) -> Any:
        context: Context = info.context
        access.check(self._admin, info, context.held)
        if info.operation.operation is OperationType.MUTATION and info.path.prev is None:
            return idempotency.mutate(info, args, context.desk, context.call)
        return fields.resolve(source, info, args, context.desk)


def _operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode | None:
    found = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
    if name:
        found = [one for one in found if one.name and one.name.value == name]
    return found[0] if len(found) == 1 else None


def _cost(desk: Desk, bucket: Bucket, requested: int, actual: int | None) -> dict[str, Any]:
    settings = desk.world.settings
    return {
        "requestedQueryCost": requested,
        "actualQueryCost": actual,
        "throttleStatus": {
            "maximumAvailable": settings.bucket_size,
            "currentlyAvailable": int(bucket.level),
            "restoreRate": settings.restore_rate,
        },
    }
