"""Slack's rate limits: a bucket per channel for messages, a minute's window per method."""

from collections import deque

from sandbox.slack.errors import SlackError
from sandbox.slack.state import Json


class Limited(SlackError):
    """HTTP 429 with the whole seconds to wait in `Retry-After`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited", 429)
        self.retry_after = max(1, -int(-seconds // 1))


class Rates:
    """Who asked how often. `settings` are read at every call, so that they can change under way."""

    def __init__(self) -> None:
        self._buckets: dict[str, tuple[float, float]] = {}
        self._calls: dict[str, deque[float]] = {}

    def clear(self) -> None:
        """Forget every call so far."""
        self._buckets.clear()
        self._calls.clear()

    def message(self, channel_id: str, now: float, settings: Json) -> None:
        """Count one message into a channel (Limited when its bucket is empty)."""
        rate, burst = float(settings["messagesPerSecond"]), float(settings["burst"])
        level, at = self._buckets.get(channel_id, (burst, now))
        level = min(burst, level + (now - at) * rate)
        if level < 1:
            self._buckets[channel_id] = (level, now)
            raise Limited((1 - level) / rate)
        self._buckets[channel_id] = (level - 1, now)

    def method(self, name: str, per_minute: int, now: float, settings: Json) -> None:
        """Count one call of a method (Limited when the last minute's are spent)."""
        calls = self._calls.setdefault(name, deque())
        while calls and calls[0] <= now - 60:
            calls.popleft()
        if len(calls) >= per_minute * float(settings["tierScale"]):
            raise Limited(calls[0] + 60 - now)
        calls.append(now)
