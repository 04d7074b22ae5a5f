"""Metafields of orders: their definitions, and their values set."""

from typing import Any

from sandbox.shopify.actions import checks, parts
from sandbox.shopify.actions.refusal import Problem, Refusal, refuse
from sandbox.shopify.fields import Ask, Noun, Of
from sandbox.shopify.ids import gid, number_of, split
from sandbox.shopify.mutations.payload import payload
from sandbox.shopify.orders import Metafield, Order
from sandbox.shopify.paging import connection
from sandbox.shopify.resolvers.root import find_order
from sandbox.shopify.state import MetafieldDefinition

query = Noun("QueryRoot")
mutation = Noun("Mutation")

definition = Noun("MetafieldDefinition", MetafieldDefinition)
definition.field("id")(lambda it, _: gid("MetafieldDefinition", it.id))
definition.plain("name namespace key ownerType description")
definition.field("type")(lambda it, _: {"name": it.type, "category": it.type.upper()})
definition.fixed(validations=[], pinnedPosition=None, validationStatus="ALL_VALID")


@mutation.field("metafieldDefinitionCreate")
def _define(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("createdDefinition", lambda: _defined(ask))


def _defined(ask: Ask) -> MetafieldDefinition:
    given = ask["definition"]
    owner, key = given["ownerType"], given["key"]
    if owner != "ORDER":
        raise checks.unknown(f"metafield definitions on {owner}")
    full = parts.namespace(ask.store, given.get("namespace"))
    taken = [(one.namespace, one.key) for one in ask.store.definitions]
    if (full, key) in taken:
        message = f"Key is in use for {owner.title()} metafields on the '{full}' namespace."
        raise refuse(message, "definition", "key", code="TAKEN")
    if len(key) < 2:
        message = "Key is too short (minimum is 2 characters)"
        raise refuse(message, "definition", "key", code="TOO_SHORT")
    made = MetafieldDefinition(
        id=ask.desk.id("MetafieldDefinition"),
        name=given["name"],
        namespace=full,
        key=key,
        type=given["type"],
        owner_type=owner,
        description=given.get("description"),
    )
    ask.store.definitions.append(made)
    return made


@query.field("metafieldDefinitions")
def _definitions(_it: Any, ask: Ask) -> dict[str, Any]:
    for name in ("query", "constraintSubtype", "constraintStatus"):
        if ask[name]:
            raise checks.unknown(f"QueryRoot.metafieldDefinitions({name}:)")
    found = [one for one in ask.store.definitions if one.owner_type == ask["ownerType"]]
    if ask["namespace"] is not None:
        full = parts.namespace(ask.store, ask["namespace"])
        found = [one for one in found if one.namespace == full]
    if ask["key"] is not None:
        found = [one for one in found if one.key == ask["key"]]
    return connection(ask, found, lambda one: (one.id, one.id))


@mutation.field("metafieldsSet")
def _set(_it: Any, ask: Ask) -> dict[str, Any]:
    return payload("metafields", lambda: _all_set(ask))


def _all_set(ask: Ask) -> list[Of[Metafield]]:
    rows = ask["metafields"]
    if len(rows) > 25:
        raise refuse("Exceeded the maximum metafields input limit of 25.", "metafields")
    orders = [_owner(ask, row, place) for place, row in enumerate(rows)]
    done = [_put(ask, order, row) for order, row in zip(orders, rows, strict=True)]
    for order in {order.id: order for order in orders}.values():
        ask.desk.changed(order, "Metafields set by the app.")
    return done


def _owner(ask: Ask, row: dict[str, Any], place: int) -> Order:
    if split(row["ownerId"])[0] != "Order":
        raise checks.unknown("metafields on anything but orders")
    where = ("metafields", str(place))
    order = find_order(ask, row["ownerId"])
    if order is None or not number_of(row["ownerId"], "Order"):
        raise Refusal([Problem((*where, "ownerId"), "Owner does not exist.", "INVALID")])
    full = parts.namespace(ask.store, row.get("namespace"))
    if checks.is_unique(ask.store, full, row["key"]):
        other = checks.holder(ask.store, full, row["key"], row["value"])
        if other is not None and other is not order:
            message = "Value has already been taken"
            raise Refusal([Problem((*where, "value"), message, "TAKEN")])
    return order


def _put(ask: Ask, order: Order, row: dict[str, Any]) -> Of[Metafield]:
    full = parts.namespace(ask.store, row.get("namespace"))
    found = order.metafield(full, row["key"])
    if found is None:
        found = parts.metafields(ask.desk, [row], set())[0]
        order.metafields.append(found)
    found.value, found.type = row["value"], row.get("type") or found.type
    found.updated_at = ask.desk.at
    return Of(order, found)
