"""Every way in over HTTP: the table of contents."""

from __future__ import annotations

from slack_bolt.adapter.starlette.async_handler import AsyncSlackRequestHandler
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from core.ports import Health
from core.usecases.catalogue import UseCases
from handlers.health import Readiness, healthz
from handlers.metrics import Metrics
from handlers.webhooks import ShopifyWebhooks

SLACK_PATH = "/slack/events"
SHOPIFY_PATH = "/webhooks/shopify"


def of_web(
    use: UseCases, health: Health, slack_handler: AsyncSlackRequestHandler | None = None
) -> list[BaseRoute]:
    """Shopify's webhooks and the health of the process; Slack only where it does not come by
    socket."""
    shopify = ShopifyWebhooks(use.receive_webhook)

    async def receive(request: Request) -> Response:
        return await shopify(request)

    routes: list[BaseRoute] = [
        Route(SHOPIFY_PATH, receive, methods=["POST"]),
        *of_health(use, health),
    ]
    if slack_handler is not None:
        routes.append(Route(SLACK_PATH, slack_handler.handle, methods=["POST"]))
    return routes


def of_health(use: UseCases, health: Health) -> list[BaseRoute]:
    """What every process answers, one that only works included."""
    readiness, metrics = Readiness(health), Metrics(use.measure)

    async def ready(request: Request) -> Response:
        return await readiness(request)

    async def measured(request: Request) -> Response:
        return await metrics(request)

    return [
        Route("/healthz", healthz),
        Route("/readyz", ready),
        Route("/metrics", measured),
    ]
