"""Shopify's limits on one request: cost, throttling, the size of input arrays."""

from collections.abc import Iterator, Mapping
from typing import Any

from graphql.language import DocumentNode, ListValueNode, Node

from sandbox.shopify.problems import plain

LARGEST_ARRAY = 250
# Shopify allows more here and says so in the field's description.
_LARGER = {"fulfillmentOrderLineItems": 512}
_DOCS = "https://shopify.dev/concepts/about-apis/rate-limits"
THROTTLED = plain(
    "Throttled", "THROTTLED", documentation="https://shopify.dev/api/usage/rate-limits"
)


def too_dear(cost: int) -> dict[str, Any]:
    """The error of a query beyond the single query maximum."""
    return plain(
        f"Query cost is {cost}, which exceeds the single query max cost limit (1000).\n\n"
        f"See {_DOCS} for more information on how the cost of a query is calculated.",
        "MAX_COST_EXCEEDED",
        cost=cost,
        maxCost=1000,
        documentation=_DOCS,
    )


def arrays(document: DocumentNode, variables: Mapping[str, Any]) -> list[dict[str, Any]]:
    """An error for each input array that is too long, in the document or its variables."""
    found = [*_long(variables, ()), *_long_literals(document)]
    return [
        {
            **plain(
                f"The input array size of {size} is greater than the maximum allowed of {most}.",
                "MAX_INPUT_SIZE_EXCEEDED",
            ),
            "path": list(path),
        }
        for path, size, most in found
    ]


def _long(value: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _long(one, (*path, str(name)))
    elif isinstance(value, list):
        most = _LARGER.get(path[-1] if path else "", LARGEST_ARRAY)
        if len(value) > most:
            yield path, len(value), most
        for place, one in enumerate(value):
            yield from _long(one, (*path, str(place)))


def _long_literals(node: Node) -> Iterator[tuple[tuple[str, ...], int, int]]:
    if isinstance(node, ListValueNode) and len(node.values) > LARGEST_ARRAY:
        yield (), len(node.values), LARGEST_ARRAY
    for key in node.keys:
        below = getattr(node, key, None)
        for child in below if isinstance(below, tuple) else (below,):
            if isinstance(child, Node):
                yield from _long_literals(child)
