"""What changed, told to whoever listens: the page's server-sent events hang on this hub."""

import asyncio
from typing import Any, Self

_BACKLOG = 1000


class Subscription:
    """One listener's events in order; iterate it with `async for`, close it when done."""

    def __init__(self, hub: "Hub") -> None:
        self._hub = hub
        self._queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(_BACKLOG)

    def put(self, event: dict[str, Any]) -> None:
        """Queue one; a listener that sleeps through a thousand loses the oldest."""
        if self._queue.full():
            self._queue.get_nowait()
        self._queue.put_nowait(event)

    def close(self) -> None:
        """Hear nothing more."""
        self._hub.forget(self)

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> dict[str, Any]:
        return await self._queue.get()


class Hub:
    """A broadcast: every subscription gets every event published after it began."""

    def __init__(self) -> None:
        self._subscriptions: list[Subscription] = []

    def publish(self, topic: str, **ids: Any) -> None:
        """Tell all listeners that what the ids name has changed, such as `shopify.order`."""
        for subscription in list(self._subscriptions):
            subscription.put({"topic": topic, **ids})

    def subscribe(self) -> Subscription:
        """Begin to listen, from this call on."""
        subscription = Subscription(self)
        self._subscriptions.append(subscription)
        return subscription

    def forget(self, subscription: Subscription) -> None:
        """Stop sending to this one; harmless when it is gone already."""
        if subscription in self._subscriptions:
            self._subscriptions.remove(subscription)
