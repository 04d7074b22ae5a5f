"""blocks.validate: the validator, asked for itself."""

from collections.abc import Callable
from typing import Any

from sandbox.slack.api.registry import SPECIAL, Call, method
from sandbox.slack.blocks import check_attachments, check_blocks, check_view
from sandbox.slack.errors import SlackError
from sandbox.slack.state import Json


@method("blocks.validate", per_minute=SPECIAL)
def validate(call: Call) -> Json:
    """What is wrong with exactly one of `blocks`, `message` or `view`: `errors` with pointers."""
    given = {n: call.data(n, "invalid_arguments") for n in ("blocks", "message", "view")}
    named = [name for name, value in given.items() if value is not None]
    if len(named) != 1:
        raise SlackError("invalid_arguments")
    found = _CHECKS[named[0]](given[named[0]])
    errors = [_split(line) for line in found]
    return {"valid": not errors, "errors": errors}


def _message(message: Any) -> list[str]:
    if not isinstance(message, dict):
        raise SlackError("invalid_arguments")
    blocks = check_blocks(message.get("blocks") or [], "message", "/message/blocks")
    return blocks + check_attachments(message.get("attachments") or [])


def _split(line: str) -> Json:
    text, _, pointer = line.rpartition(" [json-pointer:")
    return {"message": text, "pointer": pointer.rstrip("]")}


_CHECKS: dict[str, Callable[[Any], list[str]]] = {
    "blocks": check_blocks,
    "message": _message,
    "view": check_view,
}
