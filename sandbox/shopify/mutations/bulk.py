"""Bulk queries: asked for, checked, followed; `bulk_lines` writes what they find."""

from datetime import datetime, timedelta
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    parse,
    validate,
)
from graphql.language import Visitor, visit

from sandbox.shopify.actions.refusal import refuse
from sandbox.shopify.fields import Ask, Noun
from sandbox.shopify.ids import gid, number_of
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.paging import connection
from sandbox.shopify.state import BulkOperation

query = Noun("QueryRoot")
mutation = Noun("Mutation")

_MOST_AT_ONCE = 5
_MOST_CONNECTIONS = 5
_DEEPEST = 2
_KEPT = timedelta(days=7)

operation = Noun("BulkOperation", BulkOperation)
operation.field("id")(lambda it, _: gid("BulkOperation", it.id))
operation.plain("createdAt completedAt query")
operation.fixed(partialDataUrl=None, type="QUERY")
operation.field("objectCount")(lambda it, ask: len(it.lines) or _so_far(it, ask))
operation.field("rootObjectCount")(lambda it, ask: it.roots or _so_far(it, ask))


@operation.field("status")
def _status(it: BulkOperation, ask: Ask) -> str:
    return status(it, ask.desk.at)


@operation.field("errorCode")
def _error(it: BulkOperation, _: Ask) -> str | None:
    return it.fate if it.status == "FAILED" else None


def _so_far(it: BulkOperation, ask: Ask) -> int:
    """While it runs the counts rise: here with the time, over what the store sells."""
    if it.status not in ("CREATED", "RUNNING") or it.due <= it.created_at:
        return 0
    passed = (ask.desk.at - it.created_at) / (it.due - it.created_at)
    return int(len(ask.store.variants) * min(max(passed, 0.0), 1.0))


@operation.field("fileSize")
def _size(it: BulkOperation, _: Ask) -> int | None:
    return len("\n".join(it.lines).encode()) if it.status == "COMPLETED" else None


@operation.field("url")
def _url(it: BulkOperation, ask: Ask) -> str | None:
    if status(it, ask.desk.at) != "COMPLETED" or not it.lines:
        return None
    return f"{ask.desk.base_url}/shopify/{ask.store.handle}/bulk/{it.id}.jsonl"


def status(it: BulkOperation, at: datetime) -> str:
    """How it stands: what is complete is kept for seven days."""
    old = it.completed_at is not None and at - it.completed_at > _KEPT
    return "EXPIRED" if old and it.status == "COMPLETED" else it.status


@mutation.field("bulkOperationRunQuery")
def _run(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("bulkOperation", lambda: _started(ask))


def _started(ask: Ask) -> BulkOperation:
    _check(ask, ask["query"])
    made = BulkOperation(
        id=ask.desk.id("BulkOperation"),
        query=ask["query"],
        created_at=ask.desk.at,
        due=ask.desk.later(ask.world.settings.cancel_job_seconds),
        fate=ask.info.context.call.bulk_fate,
    )
    ask.store.bulk[made.id] = made
    return made


def _check(ask: Ask, text: str) -> None:
    running = [one for one in ask.store.bulk.values() if one.status in ("CREATED", "RUNNING")]
    if len(running) >= _MOST_AT_ONCE:
        message = "A bulk query operation for this app and shop is already in progress."
        raise refuse(message, code="OPERATION_IN_PROGRESS")
    try:
        document = parse(text)
    except GraphQLSyntaxError as wrong:
        raise refuse(f"Invalid bulk query: {wrong.message}", "query", code="INVALID") from None
    errors = validate(ask.info.schema, document)
    if errors:
        message = f"Invalid bulk query: {errors[0].message}"
        raise refuse(message, "query", code="INVALID")
    counted = _Connections()
    visit(document, counted)
    found = _shape_problem(document, counted)
    if found:
        raise refuse(f"Invalid bulk query: {found}", "query", code="INVALID")


def _shape_problem(document: DocumentNode, counted: "_Connections") -> str | None:
    one = document.definitions[0]
    if not isinstance(one, OperationDefinitionNode) or one.operation is not OperationType.QUERY:
        return "it must be a query"
    if one.variable_definitions:
        return "variables are not supported"
    if not counted.count:
        return "The query must contain at least one connection field."
    if counted.count > _MOST_CONNECTIONS:
        return "The query exceeds the maximum of 5 connections."
    if counted.deepest > _DEEPEST:
        return "The query exceeds the maximum nesting depth of 2 connections."
    return None


class _Connections(Visitor):
    """Counts the fields that have edges or nodes: those are the connections."""

    def __init__(self) -> None:
        super().__init__()
        self.count = self.deepest = self._depth = 0

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        if _is_connection(node):
            self.count += 1
            self._depth += 1
            self.deepest = max(self.deepest, self._depth)

    def leave_field(self, node: FieldNode, *_: Any) -> None:
        if _is_connection(node):
            self._depth -= 1


def _is_connection(node: FieldNode) -> bool:
    """Whether the field is asked for edges or nodes."""
    chosen: SelectionSetNode | None = node.selection_set
    names = (
        [one.name.value for one in chosen.selections if isinstance(one, FieldNode)]
        if chosen
        else []
    )
    return "edges" in names or "nodes" in names


@query.field("bulkOperation")
def _one(_it: Any, ask: Ask) -> BulkOperation | None:
    return ask.store.bulk.get(number_of(ask["id"], "BulkOperation"))


@query.field("bulkOperations")
def _all(_it: Any, ask: Ask) -> dict[str, Any]:
    found = sorted(ask.store.bulk.values(), key=lambda one: -one.id)
    return connection(ask, found)
