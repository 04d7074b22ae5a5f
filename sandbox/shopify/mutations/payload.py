"""A mutation's payload: what it made, or why it did not."""

from collections.abc import Callable
from typing import Any

from sandbox.shopify.actions.refusal import Refusal


def payload(
    name: str, do: Callable[[], Any], *, errors: str = "userErrors", **rest: Any
) -> dict[str, Any]:
    """Run `do` and put its result under `name`; a refusal's reasons under `errors`."""
    try:
        return {**rest, name: do(), errors: []}
    except Refusal as refused:
        blank = dict.fromkeys(rest)
        return {**blank, name: None, errors: [one.to_json() for one in refused.problems]}
