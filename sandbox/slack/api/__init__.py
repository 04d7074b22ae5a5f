"""The Web API's methods, a module per family; each registers its own in `METHODS`."""

from sandbox.slack.api import (
    auth,
    chat,
    conversations,
    files,
    functions,
    people,
    reactions,
    unfurl,
    validate,
    views,
)
from sandbox.slack.api.registry import METHODS

__all__ = [
    "METHODS",
    "auth",
    "chat",
    "conversations",
    "files",
    "functions",
    "people",
    "reactions",
    "unfurl",
    "validate",
    "views",
]
