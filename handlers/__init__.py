"""Every way in: Slack (`listeners.py`), HTTP (`routes.py`), the command line (`cli/`). Each of the
three is a table of contents; what a way does is in the module of its feature.

Nothing is imported until it is asked for: the command line starts in half the time without Slack's
packages and the HTTP server's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
    from slack_bolt.async_app import AsyncApp
    from starlette.routing import BaseRoute

    from core.ports import Health
    from core.usecases.catalogue import UseCases


def register(app: AsyncApp, use: UseCases, *, support: str) -> None:
    """Put every listener on the app; `support` is the contact that help ends with."""
    from handlers import listeners  # noqa: PLC0415 - only a process that hears Slack needs them

    listeners.register(app, use, support=support)


def http_routes(
    use: UseCases, health: Health, slack_handler: AsyncSlackRequestHandler | None = None
) -> list[BaseRoute]:
    """What a process answers that takes requests; Slack's only where it does not come by socket."""
    from handlers import routes  # noqa: PLC0415 - only a process that serves HTTP needs them

    return routes.of_web(use, health, slack_handler)


def health_routes(use: UseCases, health: Health) -> list[BaseRoute]:
    """What a process answers that takes no requests: whether it is well."""
    from handlers import routes  # noqa: PLC0415 - as above

    return routes.of_health(use, health)
