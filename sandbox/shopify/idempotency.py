"""The `@idempotent` directive: where it is required, and what a key that comes again gets."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from graphql import GraphQLError, GraphQLObjectType, GraphQLResolveInfo, get_named_type
from graphql.execution.values import get_directive_values

from sandbox.shopify import fields
from sandbox.shopify.desk import Desk
from sandbox.shopify.fields import Ask
from sandbox.shopify.problems import show
from sandbox.shopify.state import Remembered

_KEPT = timedelta(hours=24)
_SENTENCES = {
    "IDEMPOTENCY_CONCURRENT_REQUEST": "This request is currently in progress, please try again.",
    "IDEMPOTENCY_KEY_PARAMETER_MISMATCH": (
        "The same idempotency key cannot be used with different operation parameters."
    ),
    "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED": (
        "A previous request with this idempotency key failed. Retry with a new idempotency key."
    ),
}

Do = Callable[[Ask], dict[str, Any]]
Show = Callable[[dict[str, Any], Ask], dict[str, Any]]


class _Faulty(Protocol):
    user_error: dict[str, Any] | None
    concurrent: frozenset[str]


# The mutations that Shopify demands a key of, as what does them and what shows what was done.
_KEYED: dict[str, tuple[Do, Show]] = {}


def keyed(name: str, do: Do, show_: Show) -> None:
    """Register a mutation that needs a key.

    `do` returns JSON data, which is remembered under the key; `show_` makes a payload of it.
    """
    _KEYED[name] = do, show_


def mutate(info: GraphQLResolveInfo, args: dict[str, Any], desk: Desk, call: _Faulty) -> Any:
    """Run one mutation. Raises GraphQLError where a key is required and missing."""
    if call.user_error is not None:
        return _payload(info, [call.user_error])
    if info.field_name not in _KEYED:
        return fields.resolve({}, info, args, desk)
    key = _key(info)
    do, show_ = _KEYED[info.field_name]
    ask = Ask(desk, args, info)
    fingerprint = show([info.field_name, args])
    before = desk.store.remembered.get(key)
    if before is not None and desk.at - before.at < _KEPT:
        code = _objection(before, fingerprint)
        return _refused(info, code) if code else show_(before.answer, ask)
    if key in call.concurrent:
        return _refused(info, "IDEMPOTENCY_CONCURRENT_REQUEST")
    answer = do(ask)
    desk.store.remembered[key] = Remembered(fingerprint, answer, desk.at)
    return show_(answer, ask)


def _objection(before: Remembered, fingerprint: str) -> str | None:
    if before.fingerprint != fingerprint:
        return "IDEMPOTENCY_KEY_PARAMETER_MISMATCH"
    return "IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED" if before.answer.get("userErrors") else None


def _key(info: GraphQLResolveInfo) -> str:
    directive = info.schema.get_directive("idempotent")
    values = directive and get_directive_values(
        directive, info.field_nodes[0], info.variable_values
    )
    if not values:
        raise _bad("The @idempotent directive is required for this mutation but was not provided.")
    key = str(values["key"])
    if not key.strip():
        raise _bad("The idempotency key cannot be blank.")
    return key


def _bad(message: str) -> GraphQLError:
    return GraphQLError(message, extensions={"code": "BAD_REQUEST"})


def _refused(info: GraphQLResolveInfo, code: str) -> dict[str, Any]:
    return _payload(info, [{"field": None, "message": _SENTENCES[code], "code": code}])


def _payload(info: GraphQLResolveInfo, errors: list[dict[str, Any]]) -> dict[str, Any]:
    payload = get_named_type(info.return_type)
    names = payload.fields if isinstance(payload, GraphQLObjectType) else {}
    holder = next(
        (name for name in names if name != "userErrors" and name.endswith("UserErrors")), None
    )
    blank: dict[str, Any] = {name: [] if name.endswith("serErrors") else None for name in names}
    whole = [{"field": None, "message": "", "code": None, **error} for error in errors]
    return {**blank, holder or "userErrors": whole}
