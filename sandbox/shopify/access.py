"""Access scopes: what a field asks for, and whether the store's app has it."""

from collections.abc import Iterable

from graphql import GraphQLError, GraphQLResolveInfo, get_named_type

from sandbox.shopify.schema import Admin

# Fields whose scope the schema package leaves out; Shopify's reference names it.
_MISSING = {
    ("Mutation", "tagsAdd"): "write_orders",
    ("Mutation", "tagsRemove"): "write_orders",
    ("Mutation", "refundCreate"): "write_orders",
    ("Mutation", "fulfillmentCancel"): "write_merchant_managed_fulfillment_orders",
}


def granted(scopes: Iterable[str], refused: str | None = None) -> frozenset[str]:
    """The scopes held, each write scope with the read scope it implies, less a refused one."""
    held = set(scopes)
    held |= {scope.replace("write_", "read_", 1) for scope in held if scope.startswith("write_")}
    return frozenset(held - {refused})


def check(admin: Admin, info: GraphQLResolveInfo, held: frozenset[str]) -> None:
    """Raise Shopify's ACCESS_DENIED unless the app may read this field and what it returns."""
    returned = get_named_type(info.return_type).name.removesuffix("Connection")
    for key in ((info.parent_type.name, info.field_name), (returned, None)):
        scopes, sentence = admin.access.get(key, ((), ""))
        if not scopes and key in _MISSING:
            scopes, sentence = (_MISSING[key],), f"`{_MISSING[key]}` access scope."
        if scopes and not held.intersection(scopes):
            raise _denied(info.field_name, sentence)


def _denied(field: str, sentence: str) -> GraphQLError:
    return GraphQLError(
        f"Access denied for {field} field. Required access: {sentence}",
        extensions={
            "code": "ACCESS_DENIED",
            "documentation": "https://shopify.dev/api/usage/access-scopes",
            "requiredAccess": sentence,
        },
    )
