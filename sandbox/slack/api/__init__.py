"""The Web API's methods, a module per family. Importing the package registers them all."""

from sandbox.slack.api import auth, chat, conversations, files, people, reactions, validate, views

__all__ = [
    "auth",
    "chat",
    "conversations",
    "files",
    "people",
    "reactions",
    "validate",
    "views",
]
